"""From the bytes of a spreadsheet to its tables: one a sheet, merged cells laid out.

The kind is told from the bytes, never from a name: commissions post CSV and old XLS
called .xlsx. Hidden sheets are given as tables that no reader sees.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.errors import QuarantineError
from ingest.parse.delimited import is_binary, read_delimited
from ingest.parse.encoding import decode
from ingest.parse.grid import OLD_EXCEL, WORKBOOKS, Grid, Merged, Sheet, tidy
from ingest.parse.workbook.cells import MOST_CELLS

_LOOKED_AT = 4096  # bytes; a page of HTML has a tag among its first


@dataclass(frozen=True)
class Workbook:
    """The tables and the text of a spreadsheet."""

    tables: Sequence[Grid]
    sheets: Sequence[Sheet]

    @cached_property
    def text(self) -> str:
        """All text that a reader sees."""
        return " ".join(
            cell
            for sheet in self.sheets
            if not sheet.hidden
            for row in sheet.rows
            for cell in row
            if cell
        )


def is_sheet(data: bytes) -> bool:
    """Tell whether bytes are a workbook, or text without tags that is laid out in cells."""
    if data.startswith(WORKBOOKS):
        return True
    start = data[:_LOOKED_AT]
    line = start.strip().partition(b"\n")[0]
    laid_out = any(mark in line for mark in b",;\t")
    return laid_out and b"<" not in start and not is_binary(data)


def read_workbook(data: bytes) -> list[Sheet]:
    """Read the sheets of an XLSX or XLS workbook; raise QuarantineError if it is none."""
    if data.startswith(OLD_EXCEL):
        from ingest.parse.workbook.xls import read_xls

        return read_xls(data)
    from ingest.parse.workbook.xlsx import read_xlsx

    return read_xlsx(data)


def read_sheets(data: bytes) -> Workbook:
    """Read the tables of a spreadsheet: XLSX, XLS or CSV.

    Raises
    ------
    QuarantineError
        If the bytes are no spreadsheet, or one beyond the limits.
    """
    if not data.startswith(WORKBOOKS):
        text = read_delimited(decode(data).text)
        rows: list[Sequence[str]] = []
        for number, row in text.numbered:
            rows += [()] * (number - 1 - len(rows))
            rows.append([tidy(cell) for cell in row])
        return Workbook([Grid("text", rows)], [Sheet("text", rows)])
    sheets = read_workbook(data)
    return Workbook([_lay_out(sheet) for sheet in sheets], sheets)


def _lay_out(sheet: Sheet) -> Grid:
    """Make a sheet the rectangle that its reader sees, with merged cells laid out."""
    rows = [[tidy(cell) for cell in row] for row in sheet.rows]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((_width(row) for row in rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise QuarantineError(f"a sheet of more than {MOST_CELLS:,} cells")
    laid = [row[:width] + [""] * (width - len(row)) for row in rows]
    merged = [one for one in sheet.merged if one.top < len(laid) and one.left < width]
    _fill(laid, merged, width)
    unseen = f"sheet {sheet.name!r} is hidden" if sheet.hidden else ""
    return Grid(f"sheet {sheet.name!r}", laid, merged=merged, unseen=unseen)


def _width(row: Sequence[str]) -> int:
    return next((at for at in range(len(row), 0, -1) if row[at - 1]), 0)


def _fill(rows: list[list[str]], merged: Iterable[Merged], width: int) -> None:
    """Put the text of each merged cell into all the cells it covers."""
    filled = 0
    for one in merged:
        bottom, right = min(one.bottom, len(rows) - 1), min(one.right, width - 1)
        filled += (bottom - one.top + 1) * (right - one.left + 1)
        if filled > MOST_CELLS:
            raise QuarantineError(f"merged cells over more than {MOST_CELLS:,} cells")
        text = rows[one.top][one.left]
        for row in rows[one.top : bottom + 1]:
            for at in range(one.left, right + 1):
                if row[at] not in ("", text):
                    raise QuarantineError(
                        f"a cell under a merged one says {row[at][:40]!r}, "
                        f"and its reader sees {text[:40]!r}"
                    )
                row[at] = text
