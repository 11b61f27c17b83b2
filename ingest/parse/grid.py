"""A table of strings with their places, whatever kind of document it came from."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that are one cell in the document: positions from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands in a document.

    `place` names the table in its document ("table 2", "sheet 1"). `first_row` is the
    number of the first row as the document's reader would count it. Every row has as
    many cells as the document gave it: nothing is padded or cut. The text of a merged
    cell stands in each of the cells it covers, and `merged` says which these are.
    `row_names` is for a table over several pages, whose rows are not counted through.
    """

    place: str
    rows: Sequence[Sequence[str]]
    first_row: int = 1
    merged: Sequence[Merged] = ()
    row_names: Sequence[str] = ()

    def row_name(self, at: int) -> str:
        """Return what its reader would call row *at*, which counts from 0."""
        return self.row_names[at] if self.row_names else f"row {at + self.first_row}"

    @property
    def cells(self) -> int:
        """How many cells the table has."""
        return sum(len(row) for row in self.rows)
