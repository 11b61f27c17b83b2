"""Where a number stands in its document, for people: pictures of pages, rows of tables.

A picture shows a page, boxes around the cells; what has no pages is shown as plain text:
the rows around each cell, the cell marked. Nothing of a document that could act is kept.
Strangers' documents are drawn and read in a process of their own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from ingest.errors import QuarantineError
from ingest.parse.grid import PHOTOGRAPHS, Grid
from ingest.parse.html import read_page
from ingest.parse.marked import Marked, mark_pages
from ingest.parse.sheet import is_sheet, read_sheets
from ingest.read.documents import LIMITS, is_pdf, is_plain_text
from ingest.read.pages.page import Content
from ingest.read.pool import Stopped, run_limited

AROUND = 2  # rows
_WIDEST = 60  # characters shown of a cell
_WIDE, _HEAD = 10, 4  # columns of a table whose headings may take so many rows
_MOST_ROWS = 60  # of a table of which no cell is meant
_MOST_TEXT = 4000  # characters shown of what a document says beside its tables
_WIDTH = 90  # columns
_ROW, _COLUMN = re.compile(r"row \d+(?: of page \d+)?"), re.compile(r"column ([^,]+)")


@dataclass(frozen=True, slots=True)
class Sight:
    """A document to be looked at: its bytes, what the server says it is, and places.

    `around` is how many rows above and below a cell's are shown.
    """

    data: bytes
    content_type: str
    places: Sequence[str]
    around: int = AROUND


@dataclass(frozen=True, slots=True)
class View:
    """How a document looks at some places; `fault` where nothing of it can be shown."""

    pages: Sequence[Marked] = ()
    text: str = ""
    fault: str = ""


def look_at(sights: Sequence[Sight]) -> list[View]:
    """Draw or write out each document: plain text here, all else where it can be stopped.

    Returns
    -------
    list of View
        One for each, in order.
    """
    apart = [at for at, one in enumerate(sights) if not is_plain_text(one.data)]
    views = {at: look(one) for at, one in enumerate(sights) if at not in apart}
    for at, one in run_limited(look, [sights[at] for at in apart], 1, LIMITS):
        views[apart[at]] = View(fault=one.reason) if isinstance(one, Stopped) else one
    return [views[at] for at in range(len(sights))]


def look(sight: Sight) -> View:
    """Draw or write out one document."""
    try:
        if is_pdf(sight.data) or sight.data.startswith(PHOTOGRAPHS):
            return View(pages=mark_pages(sight.data, sight.places))
        content: Content = (
            read_sheets(sight.data)
            if is_sheet(sight.data)
            else read_page(sight.data, sight.content_type)
        )
        lines = [*_lines(content.tables, sight)]
        if not any(_ROW.search(one) for one in sight.places):  # of the document itself
            lines += wrap(_shown(content.text, _MOST_TEXT), _WIDTH)
        return View(text="\n".join(lines))
    except QuarantineError as fault:
        return View(fault=str(fault))


def kind_of(data: bytes) -> str:
    """Return the end of the name that a document is kept under; a page as plain text."""
    kinds = {b"%PDF": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG": "png"}
    kinds |= {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls"}
    found = next((kind for start, kind in kinds.items() if data.startswith(start)), "")
    return found or ("csv" if is_sheet(data) else "html.txt")


def _lines(tables: Sequence[Grid], sight: Sight) -> Iterator[str]:
    """Write out the rows around all cells, each row once; without a cell, the table."""
    for table in tables:
        mine = [one for one in sight.places if _is_of(one, table)]
        cells = [cell for one in mine for cell in _cells(table, one)]
        if not mine or not table.rows:
            continue
        near = range(-sight.around, sight.around + 1)
        head = range(_HEAD if sight.around and len(table.rows[0]) > _WIDE else 1)
        rows = {*head, *(row + by for row, _ in cells for by in near)}
        yield table.place
        yield from _rows(table, rows if cells else set(range(_MOST_ROWS)), cells)
        yield ""


def _rows(table: Grid, rows: set[int], cells: Sequence[tuple[int, int]]) -> Iterator[str]:
    shown = -1
    for at in sorted(rows & set(range(len(table.rows)))):
        if at > shown + 1:
            yield "    ..."
        yield _line(table, at, {column for row, column in cells if row == at})
        shown = at


def _is_of(place: str, table: Grid) -> bool:
    """Tell whether a place is in a table; those of a plain text name none."""
    own = place == table.place or place.startswith(f"{table.place}, ")
    return own or (table.place == "text" and "row " in place)


def _cells(table: Grid, place: str) -> Iterator[tuple[int, int]]:
    """Find the row and the column, from 0, that a place names."""
    inside = place.removeprefix(f"{table.place}, ")
    row, column = _ROW.search(inside), _COLUMN.search(inside)
    if not row:
        return
    at = next((n for n in range(len(table.rows)) if table.row_name(n) == row[0]), None)
    if at is None:
        return
    heading = [one.strip() for one in table.rows[0]]
    name = column[1] if column else ""
    if name in heading:
        yield at, heading.index(name)
    else:
        yield at, int(name) - 1 if name.isdigit() else -1


def _line(table: Grid, at: int, marked: set[int]) -> str:
    cells = [
        f">>> {_shown(cell)} <<<" if column in marked else _shown(cell)
        for column, cell in enumerate(table.rows[at])
    ]
    sign = "-->" if marked else "   "
    return f"{sign} {table.row_name(at)}: " + " | ".join(cells)


def _shown(cell: str, most: int = _WIDEST) -> str:
    """Write a cell in one line, without what would steer a terminal."""
    text = " ".join(cell.split())
    text = text if len(text) <= most else text[: most - 3] + "..."
    return "".join(
        one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text
    )
