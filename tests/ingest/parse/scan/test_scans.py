"""Which pages are pictures of a page?"""

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from ingest.errors import QuarantineError
from ingest.parse.pdf.tables import page_kinds, read_pdf
from papers import Paper, protocol


@pytest.fixture
def paper():
    return Paper()


def show_picture(paper, left=0, bottom=0, width=595, height=842):
    """Put in a picture of grey stripes."""
    picture = Image.linear_gradient("L").resize((60, 80))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    paper.canvas.drawImage(ImageReader(buffer), left, bottom, width, height)


def test_a_picture_as_large_as_the_page_is_a_scan(paper):
    show_picture(paper)

    assert page_kinds(paper.bytes()) == ["scan"]


def test_a_scan_in_strips_with_a_stamp_over_it_is_one(paper):
    """A scanner writes its name on the page; that is no text of the protocol."""
    for bottom in range(0, 800, 100):
        show_picture(paper, bottom=bottom, height=100)
    paper.text(40, 40, "INVENTED SCANNER 2.0, page 1")

    assert page_kinds(paper.bytes()) == ["scan"]


@pytest.mark.parametrize("mode", [0, 3])
def test_text_under_a_scan_or_invisible_over_it_is_not_seen(paper, mode):
    """What a recogniser found is kept there, right or wrong."""
    text = paper.canvas.beginText(40, 500)
    text.setTextRenderMode(mode)
    for line in range(20):
        text.textLine(f"{line} registered voters 812")
    if mode:
        show_picture(paper)
        paper.canvas.drawText(text)
    else:
        paper.canvas.drawText(text)
        show_picture(paper)

    assert page_kinds(paper.bytes()) == ["scan"]


def test_print_over_a_background_is_text(paper):
    show_picture(paper)
    for line in range(20):
        paper.text(40, 100 + 20 * line, f"{line} registered voters 812")

    assert page_kinds(paper.bytes()) == ["text"]


def test_a_letter_with_a_picture_of_a_signature_is_text(paper):
    paper.text(40, 100, "812")
    show_picture(paper, 40, 40, 200, 60)

    assert page_kinds(paper.bytes()) == ["text"]


def test_text_made_of_curves_is_a_picture(paper):
    for at in range(300):
        paper.canvas.circle(40 + at, 400, 8, stroke=0, fill=1)

    assert page_kinds(paper.bytes()) == ["scan"]


def test_one_scanned_page_sets_the_document_aside(paper):
    """Half a protocol is not read."""
    paper.table([("a", "b"), ("1", "812")], (40, 140, 240), 100)
    paper.turn_page()
    show_picture(paper)

    data = paper.bytes()
    assert page_kinds(data) == ["text", "scan"]
    with pytest.raises(QuarantineError, match="page 2: a picture of a page: a scan"):
        read_pdf(data)


def test_a_protocol_is_text():
    assert page_kinds(protocol([("1", "выдано", "2", "два")])) == ["text"]
