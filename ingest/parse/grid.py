"""A table of strings with their places, whatever kind of document it came from."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands in a document.

    `place` names the table in its document ("table 2", "sheet 1"). `first_row` is the
    number of the first row as the document's reader would count it. Every row has as
    many cells as the document gave it: nothing is padded or cut.
    """

    place: str
    rows: Sequence[Sequence[str]]
    first_row: int = 1

    @property
    def cells(self) -> int:
        """How many cells the table has."""
        return sum(len(row) for row in self.rows)
