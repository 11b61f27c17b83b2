"""Where a number stands in its document, for people: pictures of pages, rows of tables.

A picture shows a page, boxes around the cells; what has no pages is shown as plain text:
the rows around each cell, the cell marked. Nothing of a document that could act is kept.
Strangers' documents are drawn and read in a process of their own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import QuarantineError
from ingest.parse.grid import PHOTOGRAPHS, Grid
from ingest.parse.html import read_page
from ingest.parse.marked import Marked, mark_pages
from ingest.parse.sheet import is_sheet, read_sheets
from ingest.read.documents import LIMITS, is_pdf
from ingest.read.pool import Stopped, run_limited

AROUND = 2  # rows shown above and below a cell's
_WIDEST = 60  # characters shown of a cell
_ROW, _COLUMN = re.compile(r"row \d+(?: of page \d+)?"), re.compile(r"column ([^,]+)")


@dataclass(frozen=True, slots=True)
class Sight:
    """A document to be looked at: its bytes, what the server says it is, and places."""

    data: bytes
    content_type: str
    places: Sequence[str]


@dataclass(frozen=True, slots=True)
class View:
    """How a document looks at some places; `fault` where nothing of it can be shown."""

    pages: Sequence[Marked] = ()
    text: str = ""
    fault: str = ""


def look_at(sights: Sequence[Sight]) -> list[View]:
    """Draw or write out each document; in another process, within its limits."""
    views = dict(run_limited(look, sights, 1, LIMITS))
    return [
        View(fault=one.reason) if isinstance(one, Stopped) else one
        for at in range(len(sights))
        for one in [views[at]]
    ]


def look(sight: Sight) -> View:
    """Draw or write out one document."""
    try:
        if is_pdf(sight.data) or sight.data.startswith(PHOTOGRAPHS):
            return View(pages=mark_pages(sight.data, sight.places))
        if is_sheet(sight.data):
            tables: Sequence[Grid] = read_sheets(sight.data).tables
        else:
            tables = read_page(sight.data, sight.content_type).tables
        return View(text="\n".join(_lines(tables, sight.places)))
    except QuarantineError as fault:
        return View(fault=str(fault))


def kind_of(data: bytes) -> str:
    """Return the end of the name that a document is kept under; a page as plain text."""
    kinds = {b"%PDF": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG": "png"}
    kinds |= {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls"}
    found = next((kind for start, kind in kinds.items() if data.startswith(start)), "")
    return found or ("csv" if is_sheet(data) else "html.txt")


def _lines(tables: Sequence[Grid], places: Sequence[str]) -> Iterator[str]:
    """Write out the rows around all cells, each row once."""
    for table in tables:
        mine = [one for one in places if _is_of(one, table)]
        cells = [cell for one in mine for cell in _cells(table, one)]
        if not cells:
            continue
        yield table.place
        shown = -1
        for at in sorted({0, *(row + near for row, _ in cells for near in _NEAR)}):
            if 0 <= at < len(table.rows):
                if at > shown + 1:
                    yield "    ..."
                yield _line(table, at, {column for row, column in cells if row == at})
                shown = at
        yield ""


_NEAR = range(-AROUND, AROUND + 1)


def _is_of(place: str, table: Grid) -> bool:
    """Tell whether a place is in a table; those of a plain text name none."""
    return place.startswith(f"{table.place}, ") or table.place == "text"


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


def _shown(cell: str) -> str:
    """Write a cell in one line, without what would steer a terminal."""
    text = " ".join(cell.split())
    text = text if len(text) <= _WIDEST else text[: _WIDEST - 3] + "..."
    return "".join(
        one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text
    )
