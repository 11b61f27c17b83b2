"""A table of strings with their places, whatever kind of document it came from."""

from collections.abc import Sequence
from dataclasses import dataclass

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
PHOTOGRAPHS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")  # of JPEG and of PNG
MOST_PIXELS = 80_000_000  # of a photograph; telephones make 50 million, and 1 byte each
WORKBOOKS = (OLD_EXCEL, b"PK\x03\x04")  # the first bytes of XLS and of XLSX


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

    `place` names the table in its document ("table 2", "sheet 'TEC 1'"). `first_row` is
    the number of the first row as the document's reader would count it. Every row has as
    many cells as the document gave it: nothing is padded or cut. The text of a merged
    cell stands in each of the cells it covers, and `merged` says which these are.
    `unseen` says why a reader of the document does not see the table, if he does not.
    `row_names` is for a table over several pages, whose rows are not counted through.
    """

    place: str
    rows: Sequence[Sequence[str]]
    first_row: int = 1
    merged: Sequence[Merged] = ()
    unseen: str = ""
    row_names: Sequence[str] = ()

    def row_name(self, at: int) -> str:
        """Return what its reader would call row *at*, which counts from 0."""
        return self.row_names[at] if self.row_names else f"row {at + self.first_row}"

    @property
    def cells(self) -> int:
        """How many cells the table has."""
        return sum(len(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook as it is stored: rows from row 1 and column 1 on.

    Rows end with their last cell. The text of a merged cell stands in its first cell
    only.
    """

    name: str
    rows: Sequence[Sequence[str]]
    merged: Sequence[Merged] = ()
    hidden: bool = False


def tidy(text: str) -> str:
    """Return a cell's text with its lines kept and every other white space as one space."""
    if text.isalnum():  # the common cell: a number or a word
        return text
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip("\n")
