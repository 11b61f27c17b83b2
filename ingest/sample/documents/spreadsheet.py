"""A territorial commission's table as a spreadsheet: merged cells, a hidden draft."""

import io
from datetime import UTC, datetime

from ingest.sample.documents.table import TecTable

_SHEETS = {"ru": ("Результаты", "Черновик"), "kk": ("Нәтижелер", "Жоба")}
_MADE = datetime(2007, 8, 20, tzinfo=UTC)  # the same table gives the same bytes


def write_xlsx(table: TecTable) -> bytes:
    """Write a table as XLSX; its second sheet is hidden and holds other numbers."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _MADE, "comments": table.above[0]})
    shown, hidden = (book.add_worksheet(name) for name in _SHEETS[table.language])
    for at, line in enumerate(table.above):
        shown.write_string(at, 0, line)
    first = len(table.above)
    merged = book.add_format({"text_wrap": True, "align": "center", "border": 1})
    taken = set[tuple[int, int]]()
    for row, heads in enumerate(table.heading, first):
        column = 0
        for head in heads:
            while (row, column) in taken:
                column += 1
            last = (row + head.rows - 1, column + head.columns - 1)
            if last == (row, column):
                shown.write_string(row, column, head.text, merged)
            else:
                shown.merge_range(row, column, *last, head.text, merged)
            taken |= {
                (r, c) for r in range(row, last[0] + 1) for c in range(column, last[1] + 1)
            }
            column = last[1] + 1
    for at, cells in enumerate(table.rows, first + len(table.heading)):
        shown.write_row(at, 0, cells)
        hidden.write_row(at, 0, ["", *(0 for _ in cells[1:])])
    hidden.hide()
    book.close()
    return buffer.getvalue()
