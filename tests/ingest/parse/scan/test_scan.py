import io
import random
import struct
import zlib

import numpy as np
import pytest
from PIL import Image
from scans import blank, photograph, scan

from ingest.errors import QuarantineError
from ingest.parse.pdf.tables import box_of
from ingest.parse.scan.picture import read_pictures
from ingest.parse.scan.straight import straighten
from ingest.parse.scan.tables import box_of_scan, cut_cell, read_scan
from ingest.sample.documents.paper import write_pdf
from ingest.sample.documents.scan import HEAVY, LIGHT, MEDIUM

PLACE = "page 1, table 1, row 17, column 3"


def jpeg(grey):
    buffer = io.BytesIO()
    Image.fromarray(grey).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.mark.parametrize("noise", [LIGHT, MEDIUM, HEAVY], ids=["light", "medium", "heavy"])
def test_the_table_of_a_scan_is_found(noise):
    """A row a line and one of headings; the round stamp below makes none."""
    (table,) = read_scan(scan(noise=noise))

    assert (table.place, table.height, table.width) == ("page 1, table 1", 22, 4)
    assert table.is_regular
    assert all(table.ink(row, 2) is not None for row in range(22))


@pytest.mark.parametrize("angle", [-4.0, -0.73, 0.0, 2.4])
def test_a_page_is_laid_straight(angle):
    (picture,) = read_pictures(write_pdf(blank()))
    turned = Image.fromarray(picture.grey).rotate(angle, fillcolor=255)

    assert straighten(np.array(turned)).angle == pytest.approx(angle, abs=0.03)


def test_a_cell_is_where_the_printed_one_was():
    """On the page as it lies, askew; within what turning it moves."""
    printed = box_of(write_pdf(blank()), PLACE)
    scanned = box_of_scan(scan(), PLACE)

    assert scanned.page == 1
    assert scanned[1:] == pytest.approx(printed[1:], abs=6)


def test_a_cell_is_cut_out_for_a_person():
    with Image.open(io.BytesIO(cut_cell(scan(), PLACE))) as cell:
        assert cell.format == "PNG"
        assert cell.size == pytest.approx((177, 80), abs=6)
        assert np.asarray(cell).min() < 60


@pytest.mark.parametrize(
    "place",
    ["row 1", "page 2, table 1, row 1, column 1", "page 1, table 1, row 23, column 1"],
)
def test_a_place_that_a_scan_does_not_have_is_refused(place):
    with pytest.raises(QuarantineError, match="expected a (place in a scan|cell)"):
        cut_cell(scan(), place)


@pytest.mark.parametrize("turn", [None, 6])
def test_a_photograph_is_read_the_way_up_it_was_taken(turn):
    (table,) = read_scan(photograph(scan(), turn))

    assert (table.height, table.width) == (22, 4)


def test_the_dark_around_a_page_is_no_table():
    (picture,) = read_pictures(scan())
    framed = np.pad(picture.grey, 150, constant_values=25)

    (table,) = read_scan(jpeg(framed))
    assert (table.height, table.width) == (22, 4)


@pytest.mark.parametrize("grey", [0, 255, "noise"])
def test_a_picture_without_rules_is_set_aside(grey):
    chance = np.random.default_rng(1)
    shape = (2339, 1654)
    page = (
        chance.integers(0, 256, shape, np.uint8)
        if grey == "noise"
        else np.full(shape, grey, np.uint8)
    )

    with pytest.raises(QuarantineError, match="expected rules around cells"):
        read_scan(jpeg(page))


def test_a_small_photograph_is_set_aside():
    with pytest.raises(QuarantineError, match="at least 1,170 pixels long, got 900"):
        read_scan(jpeg(np.full((900, 600), 255, np.uint8)))


@pytest.mark.parametrize("share", [0.001, 0.3, 0.9])
def test_a_photograph_that_broke_off_is_set_aside(share):
    data = photograph(scan())

    with pytest.raises(QuarantineError, match="expected a photograph that can be read"):
        read_scan(data[: int(len(data) * share)])


def test_random_bytes_that_begin_like_a_photograph_are_set_aside():
    chance = random.Random(7)
    for magic in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"):
        with pytest.raises(QuarantineError):
            read_scan(magic + chance.randbytes(5000))


@pytest.mark.parametrize("side", [9_200, 60_000])
def test_a_photograph_that_would_take_all_memory_is_set_aside(side):
    """A few bytes that say they are many pixels."""

    def chunk(kind, body):
        checksum = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + checksum

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    bomb += chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")

    with pytest.raises(QuarantineError, match="up to 80,000,000 pixels, got"):
        read_scan(bomb)


def test_a_scan_of_many_pages_is_set_aside():
    import pypdfium2

    with pypdfium2.PdfDocument(scan()) as page, pypdfium2.PdfDocument.new() as many:
        for _ in range(21):
            many.import_pages(page)
        buffer = io.BytesIO()
        many.save(buffer)

    with pytest.raises(QuarantineError, match="a scan of up to 20 pages, got 21"):
        read_scan(buffer.getvalue())


def test_pages_of_text_beside_pictures_are_set_aside():
    """A PDF of text is no scan, whoever asks for it."""
    with pytest.raises(QuarantineError, match="pages of text beside pictures"):
        read_scan(write_pdf(blank()))
