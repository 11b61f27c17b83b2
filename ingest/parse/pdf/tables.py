"""From the bytes of a born-digital PDF to its tables, and from a place back to its box.

Each page is read by the rules and texts that PDFium tells. Where these do not decide,
pdfplumber reads it; where neither does, the document is set aside. So is a document
with a page that is a picture of a page. One page in a hundred is read by both.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, TypeVar

from ingest.errors import PictureError, QuarantineError, UndecidedError
from ingest.parse.grid import Grid
from ingest.parse.pdf.aligned import read_aligned
from ingest.parse.pdf.cells import Box, Drawn, Table
from ingest.parse.pdf.paging import Leaf, join_pages
from ingest.parse.pdf.pdfium import open_page, open_pdf
from ingest.parse.pdf.plumber import read_plumbed, refuse_difference
from ingest.parse.pdf.ruled import read_ruled

Thing = TypeVar("Thing")

# Which pages are read twice is decided by a digest of what they say: the same document
# is always read in the same way.
ONE_PAGE_IN = 100
COLOURED = 4  # cells; fewer areas coloured in are an ornament, and no table without rules

_WHERE = re.compile(r"pages? ([0-9]+)(?: to [0-9]+)?, table ([0-9]+)(?:,|$)")
_ROW = re.compile(r", row ([0-9]+)(?: of page ([0-9]+))?(?:,|$)")
_COLUMN = re.compile(r", column ([0-9]+)(?:,|$)")


@dataclass(frozen=True, slots=True)
class Paper:
    """The tables and the text of a PDF."""

    tables: Sequence[Grid]
    text: str


def read_pdf(data: bytes) -> Paper:
    """Read the tables of a PDF.

    Raises
    ------
    QuarantineError
        If it cannot be read, has no table, or two readings of it differ.
    PictureError
        If it has a page that is a picture.
    """
    leaves, texts = [], []
    with open_pdf(data) as document:
        for number in range(1, len(document) + 1):
            with _named(number), open_page(document, number) as drawn:
                leaves.append(_read_leaf(data, drawn))
                texts.append(drawn.text)
    grids = join_pages(leaves)
    if not grids:
        raise QuarantineError(
            "a PDF without a table: no rules around cells, no counts below each other"
        )
    return Paper(grids, "\n".join(texts))


def page_kinds(data: bytes) -> list[Literal["text", "scan"]]:
    """Tell for each page whether it is text, or a picture of a page.

    Raises
    ------
    QuarantineError
        If it is no PDF that can be read.
    """
    kinds: list[Literal["text", "scan"]] = []
    with open_pdf(data) as document:
        for number in range(1, len(document) + 1):
            with _named(number), open_page(document, number) as drawn:
                kinds.append("scan" if drawn.is_scan else "text")
    return kinds


def box_of(data: bytes, place: str) -> Box:
    """Find where a cell stands: "page 1, table 1, row 5, column 3", in any order.

    Returns
    -------
    Box
        The cell between its rules, or around its text where it has none; in points from
        the upper left corner of its page as it is shown.

    Raises
    ------
    QuarantineError
        If the document has no such cell.
    """
    where, row, column = (one.search(place) for one in (_WHERE, _ROW, _COLUMN))
    if not (where and row and column):
        raise QuarantineError(f"expected a place in a PDF, got {place[:80]!r}")
    number = int(row[2] or where[1])
    # What goes on over the page is the first table of every page but its first.
    table = int(where[2]) if number == int(where[1]) else 1
    with open_pdf(data) as document:
        if not 1 <= number <= len(document):
            raise QuarantineError(f"{place[:80]}: expected up to {len(document)} pages")
        with _named(number), open_page(document, number) as drawn:
            tables = _read_tables(data, drawn)
    cells = [
        cell
        for found in _nth(tables, table)
        for line in _nth(found.rows, int(row[1]))
        for cell in _nth(line, int(column[1]))
    ]
    if not cells:
        raise QuarantineError(f"{place[:80]}: expected a cell, found none")
    return cells[0].box


def _nth(things: Sequence[Thing], number: int) -> Sequence[Thing]:
    """Return the thing of a number, which counts from 1, if there is one."""
    return things[number - 1 : number]


@contextmanager
def _named(number: int) -> Iterator[None]:
    """Say on which page it was that something could not be read."""
    try:
        yield
    except QuarantineError as fault:
        raise type(fault)(f"page {number}: {fault}") from None


def _read_leaf(data: bytes, drawn: Drawn) -> Leaf:
    """Read one page: its tables, and what it says above and below them."""
    if drawn.is_scan:
        raise PictureError("a picture of a page: a scan; its numbers are no text")
    tables = _read_tables(data, drawn)
    if not tables:
        return Leaf(drawn.page, ())
    if _is_read_twice(drawn):
        refuse_difference(data, drawn, tables)
    return Leaf(drawn.page, tables, drawn.runs)


def _is_read_twice(drawn: Drawn) -> bool:
    """Choose pages by chance, but the same page always."""
    digest = sha256(f"{drawn.page} {drawn.text}".encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8]) % ONE_PAGE_IN == 0


def _read_tables(data: bytes, drawn: Drawn) -> list[Table]:
    """Read the tables of a page by the first reader that decides, from top to bottom."""
    if drawn.is_retold:
        return _in_order(read_plumbed(data, drawn))
    try:
        tables, outside = read_ruled(drawn)
    except UndecidedError:
        return _in_order(read_plumbed(data, drawn))
    if not tables and drawn.fills >= COLOURED:
        return _in_order(read_plumbed(data, drawn))
    return _in_order(tables + read_aligned(outside, drawn))


def _in_order(tables: list[Table]) -> list[Table]:
    return sorted(tables, key=lambda one: (one.top, one.edges[0]))
