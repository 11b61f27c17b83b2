"""What is said of the rows of a table that do not have a cell for each heading."""

from ingest.parse.columns import Columns
from ingest.parse.delimited import Odd
from ingest.protocol import Unreadable


def odd_rows(table: Columns, name: str) -> list[Unreadable]:
    """Report the rows whose cells are not one for each heading."""
    return [
        Unreadable(name, f"{table.place}row {odd.row}", *_oddity(odd, len(table.header)))
        for odd in table.odd
    ]


def _oddity(odd: Odd, width: int) -> tuple[str, str]:
    """Say what was expected of a row, and what it is instead."""
    if odd.last_line:
        rows = f"a cell in quotes that goes on to line {odd.last_line}"
        return "one line", f"{rows}; no line is read, and rows may be hidden in it"
    if odd.expected:
        return odd.expected, f"{odd.cells}; what is not there is missing"
    if odd.cells < width:
        return f"{width} cells", f"{odd.cells}; what is not there is missing"
    return f"{width} cells", f"{odd.cells}; no line is read"
