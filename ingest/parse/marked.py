"""The picture of a page with a box drawn around each cell that is meant, for people.

Of a PDF, a scan or a photograph; where the cells stand is asked of `pdf` and `scan`.
"""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageOps

from ingest.errors import QuarantineError
from ingest.parse.grid import MOST_PIXELS, PHOTOGRAPHS
from ingest.parse.pdf.cells import Box
from ingest.parse.pdf.pdfium import open_pdf
from ingest.parse.pdf.tables import box_of, page_kinds
from ingest.parse.scan.tables import boxes_of_scan

LONG_SIDE = 1600  # pixels; small print of a page of A4 is read well at 136 to the inch
_COLOURS = 63  # of a page as it is kept, and one more:
_RED = (208, 0, 0)  # of the boxes
_AROUND, _THICK = 4, 4  # pixels between a cell and its box, and of the box's line
_PAGE = re.compile(r"pages? (\d+)")


@dataclass(frozen=True, slots=True)
class Marked:
    """A page as PNG, and how many cells are marked on it."""

    page: int
    boxes: int
    png: bytes


def mark_pages(data: bytes, places: Sequence[str]) -> list[Marked]:
    """Draw the pages that places are on; where no cell is found there is no box.

    Raises
    ------
    QuarantineError
        If it is neither a PDF nor a photograph that can be read.
    """
    if data.startswith(PHOTOGRAPHS):
        return [_drawn(1, _photograph(data), 1.0, _boxes(data, places))]
    boxes = _boxes(data, places)
    named = {int(found[1]) for one in places if (found := _PAGE.search(one))}
    pages = sorted({one.page for one in boxes} | named) or [1]
    return list(_pages(data, pages, boxes))


def _pages(data: bytes, pages: Sequence[int], boxes: Sequence[Box]) -> Iterator[Marked]:
    with open_pdf(data) as document:
        for number in pages:
            if not 1 <= number <= len(document):
                continue
            page = document[number - 1]
            scale = LONG_SIDE / max(page.get_size())
            picture = page.render(scale=scale).to_pil()
            page.close()
            mine = [one for one in boxes if one.page == number]
            yield _drawn(number, picture, scale, mine)


def _boxes(data: bytes, places: Sequence[str]) -> list[Box]:
    """Find the cells that are there; a place may name a table or a column only."""
    cells = [one for one in places if ", row " in one and ", column " in one]
    if not cells:
        return []
    with suppress(QuarantineError):
        if data.startswith(PHOTOGRAPHS) or "scan" in page_kinds(data):
            return boxes_of_scan(data, cells)
        return [box_of(data, one) for one in cells]
    return []


def _photograph(data: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as photograph:
            if photograph.width * photograph.height > MOST_PIXELS:
                raise QuarantineError(f"expected up to {MOST_PIXELS:,} pixels")
            return ImageOps.exif_transpose(photograph).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise QuarantineError(f"expected a photograph: {fault}") from None


def _drawn(page: int, picture: Image.Image, scale: float, boxes: Sequence[Box]) -> Marked:
    """Draw boxes on a picture whose pixels are `scale` to one of the boxes' units."""
    longer = max(picture.size)
    if longer > LONG_SIDE:
        scale *= LONG_SIDE / longer
        picture = ImageOps.contain(picture, (LONG_SIDE, LONG_SIDE))
    few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    palette = (few.getpalette() or [])[: 3 * _COLOURS]
    few.putpalette([*palette, *([0] * (3 * _COLOURS - len(palette))), *_RED])
    draw = ImageDraw.Draw(few)
    for one in boxes:
        left, top, right, bottom = (side * scale for side in one[1:])
        corners = (left - _AROUND, top - _AROUND, right + _AROUND, bottom + _AROUND)
        draw.rectangle(corners, outline=_COLOURS, width=_THICK)
    buffer = io.BytesIO()
    few.save(buffer, "PNG", optimize=True)
    return Marked(page, len(boxes), buffer.getvalue())
