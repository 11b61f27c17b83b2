"""From the bytes of a scan or a photograph to the tables on it, each cell a picture.

The rules of a page that was laid straight make tables as those of a PDF do, in `ruled`.
What a cell says is not asked here: `ocr` knows letters, `read.scanned` what they mean.
"""

import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from ingest.errors import QuarantineError
from ingest.parse.grid import PHOTOGRAPHS
from ingest.parse.pdf.cells import Box
from ingest.parse.pdf.ruled import Lattice, find_lattices
from ingest.parse.pdf.tables import page_kinds
from ingest.parse.scan.picture import LONG_SIDE, Picture, read_pictures
from ingest.parse.scan.straight import Straight, find_rules, straighten

# Rules are looked for as on a page of A4, whose tolerances in points `ruled` has.
_POINT = 842 / LONG_SIDE  # points a pixel
_INSET = 5  # pixels between the middle of a rule and what its cell says
_INK = 10  # dark pixels among dark ones; a thin stroke has 20, specks of a scan fewer
_NEAR = 5  # of a pixel and its 8 neighbours are dark where there is ink
_AROUND = 6  # pixels of paper kept around what a cell says

_PLACE = re.compile(
    r"page (?P<page>\d+), table (?P<table>\d+)(?=.*, row (?P<row>\d+))"
    r"(?=.*, column (?P<column>\d+))"
)


@dataclass(frozen=True, slots=True)
class ScannedTable:
    """A table on the picture of a page."""

    place: str
    lattice: Lattice
    straight: Straight
    picture: Picture

    @property
    def height(self) -> int:
        """The number of its rows."""
        return len(self.lattice.ys) - 1

    @property
    def width(self) -> int:
        """The number of its columns."""
        return len(self.lattice.xs) - 1

    @property
    def is_regular(self) -> bool:
        """Tell whether no two of its cells are one."""
        return len(self.lattice.boxes) == self.height * self.width

    def ink(self, row: int, column: int) -> np.ndarray | None:
        """Return the part of a cell, uint8 (row, column), that is written on.

        None where the cell is empty.
        """
        window = self._window(row, column, _INSET)
        marks = _without_specks(self.straight.dark[window])
        if marks.sum() < _INK:
            return None
        (ys,), (xs,) = np.nonzero(marks.any(axis=1)), np.nonzero(marks.any(axis=0))
        top, left = (max(one[0] - _AROUND, 0) for one in (ys, xs))
        cell: np.ndarray = self.straight.grey[window]
        return cell[top : ys[-1] + _AROUND + 1, left : xs[-1] + _AROUND + 1]

    def cut(self, row: int, column: int) -> np.ndarray:
        """Return the whole of a cell with its rules, uint8 (row, column)."""
        cell: np.ndarray = self.straight.grey[self._window(row, column, -_INSET)]
        return cell

    def box(self, row: int, column: int) -> Box:
        """Return the box around a cell as it lies on the page, askew or not.

        In points of a PDF's page, or in pixels of a photograph the way up it was taken.
        """
        height, width = (side * self.picture.unit for side in self.straight.grey.shape)
        turn = math.radians(self.straight.angle)
        unit = self.picture.unit
        left, top, right, bottom = (side * unit for side in self._pixels(row, column))
        corners = [
            _turned(x - width / 2, y - height / 2, turn)
            for x in (left, right)
            for y in (top, bottom)
        ]
        xs, ys = zip(*corners, strict=True)
        return Box(
            self.picture.page,
            *(min(xs) + width / 2, min(ys) + height / 2),
            *(max(xs) + width / 2, max(ys) + height / 2),
        )

    def _pixels(self, row: int, column: int) -> list[float]:
        """Return the sides of a cell on the straight page, in its pixels."""
        box = self.lattice.boxes[self.lattice.regions[row][column]]
        return [side / _POINT for side in (box.left, box.top, box.right, box.bottom)]

    def _window(self, row: int, column: int, inset: int) -> tuple[slice, slice]:
        left, top, right, bottom = map(round, self._pixels(row, column))
        return (
            slice(max(top + inset, 0), max(bottom - inset, 0)),
            slice(max(left + inset, 0), max(right - inset, 0)),
        )


def read_scan(data: bytes) -> list[ScannedTable]:
    """Find the ruled tables of a scan or a photograph.

    Raises
    ------
    QuarantineError
        If it cannot be read, is too large or too small, has pages of text, or no table.
    """
    if not data.startswith(PHOTOGRAPHS) and "text" in page_kinds(data):
        raise QuarantineError("pages of text beside pictures of pages: expected one kind")
    tables = [table for picture in read_pictures(data) for table in _tables(picture)]
    if not tables:
        raise QuarantineError(
            "expected rules around cells, found none; a scan of 200 dots an inch that "
            "shows the whole page may help"
        )
    return tables


def cut_cell(data: bytes, place: str) -> bytes:
    """Cut out a cell, as PNG: "page 1, table 1, row 5, column 3", in any order.

    Raises
    ------
    QuarantineError
        If the scan has no such cell.
    """
    return cut_cells(data, [place])[0]


def cut_cells(data: bytes, places: Sequence[str]) -> list[bytes]:
    """Cut out several cells of a scan, which is read once, as `cut_cell` does."""
    tables = read_scan(data)
    return [_cut(*_find_cell(tables, place)) for place in places]


def _cut(table: ScannedTable, row: int, column: int) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(table.cut(row, column)).save(buffer, "PNG")
    return buffer.getvalue()


def box_of_scan(data: bytes, place: str) -> Box:
    """Find where one cell stands, as `boxes_of_scan` does."""
    return boxes_of_scan(data, [place])[0]


def boxes_of_scan(data: bytes, places: Sequence[str]) -> list[Box]:
    """Find where cells stand, as `ScannedTable.box` tells it; raise QuarantineError."""
    tables = read_scan(data)
    found = [_find_cell(tables, place) for place in places]
    return [table.box(row, column) for table, row, column in found]


def _find_cell(tables: Sequence[ScannedTable], place: str) -> tuple[ScannedTable, int, int]:
    found = _PLACE.match(place)
    if not found:
        raise QuarantineError(f"expected a place in a scan, got {place[:80]!r}")
    row, column = int(found["row"]) - 1, int(found["column"]) - 1
    for table in tables:
        inside = row in range(table.height) and column in range(table.width)
        if table.place == found[0] and inside:
            return table, row, column
    raise QuarantineError(f"{place[:80]}: expected a cell, found none")


def _tables(picture: Picture) -> Iterator[ScannedTable]:
    straight = straighten(picture.grey)
    across, down = find_rules(straight.dark, _POINT)
    found = find_lattices(picture.page, tuple(across), tuple(down))
    lattices = [one for one in found if one.is_table]
    lattices.sort(key=lambda one: (one.ys[0], one.xs[0]))
    for number, lattice in enumerate(lattices, 1):
        place = f"page {picture.page}, table {number}"
        yield ScannedTable(place, lattice, straight, picture)


def _without_specks(dark: np.ndarray) -> np.ndarray:
    """Keep the dark pixels that have dark ones around them."""
    framed = np.pad(dark, 1).astype(np.uint8)
    height, width = dark.shape
    near = sum(
        framed[down : down + height, right : right + width]
        for down in range(3)
        for right in range(3)
    )
    kept: np.ndarray = dark & (near >= _NEAR)
    return kept


def _turned(x: float, y: float, turn: float) -> Sequence[float]:
    """Turn a point against the clock around the middle; y grows downwards."""
    sine, cosine = math.sin(turn), math.cos(turn)
    return x * cosine + y * sine, y * cosine - x * sine
