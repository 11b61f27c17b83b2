"""A place leads back to where its number stands on the page."""

import pypdfium2
import pytest

from ingest.errors import QuarantineError
from ingest.parse.pdf.tables import box_of, read_pdf
from papers import EDGES, HEAD, Paper, protocol

ROWS = [(str(n), f"line {n}", str(n * 137), "words") for n in range(1, 6)]


def shown(data, box):
    """What PDFium finds in a box, and how many of its points are dark."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[box.page - 1]
        height = page.get_height()
        text = page.get_textpage().get_text_bounded(
            box.left, height - box.bottom, box.right, height - box.top
        )
        picture = page.render(scale=1).to_pil().convert("L")
    inside = picture.crop((box.left + 2, box.top + 2, box.right - 2, box.bottom - 2))
    return text.strip(), sum(inside.histogram()[:128])


def test_the_box_of_every_number_holds_it_and_its_ink():
    data = protocol(ROWS)

    for at, row in enumerate(ROWS, 2):
        box = box_of(data, f"page 1, table 1, row {at}, column 3")
        text, dark = shown(data, box)
        assert text == row[2]
        assert dark > 5
        assert (box.left, box.right) == pytest.approx(EDGES[2:4])


def test_the_parts_of_a_place_stand_in_any_order():
    """A row a line names the column first, a row a station the row."""
    data = protocol(ROWS)

    assert box_of(data, "page 1, table 1, column 3, row 2") == box_of(
        data, "page 1, table 1, row 2, column 3"
    )


def test_the_box_in_a_table_over_pages_is_on_its_own_page():
    paper = Paper()
    for at in range(2):
        if at:
            paper.turn_page()
        paper.table([HEAD, *ROWS[3 * at : 3 * at + 2]], EDGES, 100)
    data = paper.bytes()

    (table,) = read_pdf(data).tables
    at = [row[0] for row in table.rows].index("5")
    box = box_of(data, f"{table.place}, {table.row_name(at)}, column 3")
    assert box.page == 2
    assert shown(data, box)[0] == "685"


def test_a_number_without_rules_has_the_box_of_its_text():
    paper = Paper()
    paper.table([row[1:3] for row in ROWS], (40, 300, 360), 100, rules=False)
    data = paper.bytes()

    box = box_of(data, "page 1, table 1, row 4, column 2")
    assert shown(data, box)[0] == "548"
    assert box.right - box.left < 20


def test_boxes_on_a_turned_page_are_where_it_shows_them():
    paper = Paper()
    paper.canvas.translate(595.2756, 0)
    paper.canvas.rotate(90)
    paper.height = 595.2756
    paper.table([HEAD, *ROWS], EDGES, 100)
    paper.canvas.setPageRotation(90)

    box = box_of(paper.bytes(), "page 1, table 1, row 3, column 3")
    assert (box.left, box.right) == pytest.approx(EDGES[2:4])


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("page 1, table 1, row 9, column 3", "expected a cell, found none"),
        ("page 1, table 2, row 1, column 1", "expected a cell, found none"),
        ("page 1, table 1, row 1, column 0", "expected a cell, found none"),
        ("page 7, table 1, row 1, column 1", "expected up to 1 pages"),
        ("row 3, column station", "expected a place in a PDF"),
    ],
)
def test_a_place_that_the_document_does_not_have(place, message):
    with pytest.raises(QuarantineError, match=message):
        box_of(protocol(ROWS), place)
