"""Boxes on the picture of a page stand around the cells that places name."""

import io

import numpy as np
import pytest
from PIL import Image
from scans import scan

from ingest.errors import QuarantineError
from ingest.parse.marked import LONG_SIDE, mark_pages
from ingest.parse.pdf.tables import box_of
from ingest.parse.scan.tables import box_of_scan
from papers import EDGES, HEAD, Paper, protocol

ROWS = [(str(n), f"line {n}", str(n * 137), "words") for n in range(1, 6)]
PLACES = ["page 1, table 1, column 3, row 2", "page 1, table 1, column 3, row 5"]
RED = (208, 0, 0)


def boxes_on(png):
    """The sides of what is red on a picture, as one box; None where nothing is."""
    pixels = np.array(Image.open(io.BytesIO(png)).convert("RGB"))
    ys, xs = np.nonzero((pixels == RED).all(axis=2))
    return (xs.min(), ys.min(), xs.max(), ys.max()) if len(xs) else None


def test_boxes_stand_around_the_cells_of_a_pdf():
    data = protocol(ROWS)
    (page,) = mark_pages(data, PLACES)

    first, last = (box_of(data, one) for one in PLACES)
    scale = LONG_SIDE / 842
    around = (first.left, first.top, last.right, last.bottom)
    assert page.boxes == 2
    assert boxes_on(page.png) == pytest.approx([side * scale for side in around], abs=7)


def test_boxes_stand_around_the_cells_of_a_scan():
    data = scan()
    (page,) = mark_pages(data, PLACES[:1])
    box = box_of_scan(data, PLACES[0])

    picture = Image.open(io.BytesIO(page.png))
    scale = LONG_SIDE / 842
    assert max(picture.size) == LONG_SIDE
    assert boxes_on(page.png) == pytest.approx([side * scale for side in box[1:]], abs=7)


def test_a_place_without_a_cell_shows_its_page_without_a_box():
    for place in ("page 1, table 1", "page 1, table 1, column 3", "page 1, table 9, row 1"):
        (page,) = mark_pages(protocol(ROWS), [place])
        assert (page.page, page.boxes, boxes_on(page.png)) == (1, 0, None)
    assert mark_pages(protocol(ROWS), ["page 7, table 1"]) == []


def test_each_page_that_is_named_is_drawn():
    paper = Paper()
    for at in range(2):
        if at:
            paper.turn_page()
        paper.table([HEAD, *ROWS], EDGES, 100)
    places = ["page 1, table 1, row 2, column 3", "page 2, table 1, row 3, column 3"]

    pages = mark_pages(paper.bytes(), places)
    assert [(one.page, one.boxes) for one in pages] == [(1, 1), (2, 1)]


def test_the_same_page_is_drawn_the_same():
    assert mark_pages(protocol(ROWS), PLACES) == mark_pages(protocol(ROWS), PLACES)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", b"\xff\xd8\xff broken"])
def test_what_cannot_be_drawn_is_refused(data):
    with pytest.raises(QuarantineError, match="expected"):
        mark_pages(data, PLACES)
