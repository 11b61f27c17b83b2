"""PDFs made to break their reader: each set aside, and the run goes on."""

import random

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from conftest import FORM
from ingest.archive import Archive
from ingest.errors import QuarantineError
from ingest.facts.forms import load_form
from ingest.facts.sites import Layout, Page
from ingest.parse.pdf.tables import read_pdf
from ingest.read.documents import Job, Limits, read_documents
from ingest.warc import Exchange
from papers import LITTLE_TABLE, Paper, page_of, pdf_of

ROOT = b"<</Type/Catalog/Pages 2 0 R>>"
LEAF = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
ROWS = [
    ("1", "registered", "812"),
    ("2", "ballots issued", "612"),
    ("3", "invalid", "12"),
    ("4", "party A", "400"),
    ("5", "Party B", "200"),
]


def sound():
    """A protocol that can be read."""
    paper = Paper()
    paper.table(ROWS, (40, 70, 300, 360), 100)
    return paper.bytes()


def nested(depth):
    """A tree of pages so deep that following it is a stack of its own."""
    kids = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (at + 3) for at in range(depth)]
    return pdf_of([ROOT, *kids, LEAF])


def pages(kids, count):
    return pdf_of([ROOT, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), LEAF])


def form_within_itself():
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    return page_of(
        b"/X Do",
        resources=b"/XObject<</X 6 0 R>>",
        more=[form + b"/Length 5>>\nstream\n/X Do\nendstream"],
    )


def encrypted():
    paper = Paper(encrypt=StandardEncryption("secret", strength=128))
    paper.table(ROWS, (40, 70, 300, 360), 100)
    return paper.bytes()


HOSTILE = {
    "random bytes": (b"%PDF-1.7\n" + random.Random(4).randbytes(9000), "expected a PDF"),
    "cut off": (sound()[:3000], "expected a PDF|without a table"),
    "encrypted": (encrypted(), "password"),
    "a tree of 1,000 pages down": (nested(1000), "without a table"),
    "a tree of 20,000 pages down": (nested(20_000), "found none that can be loaded"),
    "a page that is its own kid": (pages(b"2 0 R", 1), "that can be loaded"),
    "a billion pages, it says": (pages(b"3 0 R", 10**9), "without a table|pages"),
    "5,000 pages": (pages(b"3 0 R " * 5000, 5000), "up to 2,000 pages, got 5,000"),
    "a page of a million km": (
        page_of(LITTLE_TABLE, box=b"0 0 1000000000 1000000000"),
        "page 1: expected a page up to 14,400 points",
    ),
    "250,000 boxes": (page_of(b"0 0 5 5 re S\n" * 250_000), "200,000 things drawn"),
    "20,000 boxes": (page_of(b"0 0 5 5 re S\n" * 20_000), "50,000 lines drawn"),
    "2,000 rules": (
        page_of(b"".join(b"0 %d m 99 %d l S " % (4 * y, 4 * y) for y in range(2000))),
        "1,000 rules",
    ),
    "a table of 90,000 cells": (
        page_of(
            b"".join(b"0 %d m 1400 %d l S " % (4 * y, 4 * y) for y in range(300))
            + b"".join(b"%d 0 m %d 1400 l S " % (4 * x, 4 * x) for x in range(300))
        ),
        "50,000 cells",
    ),
    "a million characters and more": (
        page_of(b"BT /F 9 Tf " + b"(%s) Tj " % (b"8" * 1000) * 1100 + b"ET"),
        "up to 1,000,000 characters",
    ),
    "a drawing within itself": (form_within_itself(), "more than 8 deep"),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_made_to_break_its_reader_is_set_aside(data):
    content, reason = data

    with pytest.raises(QuarantineError, match=reason):
        read_pdf(content)


def test_100_000_objects_that_nothing_shows_do_no_harm():
    data = page_of(LITTLE_TABLE, more=[b"(x)"] * 100_000)

    assert read_pdf(data).tables[0].rows[1] == ["1", "812"]


@pytest.fixture
def read(tmp_path):
    """Read documents out of an archive, as `tekseru parse` does."""
    text = FORM
    for name, label in (("registered",) * 2, ("invalid",) * 2, ("votes.a", "party A")):
        text = text.replace(f'name = "{name}"', f'name = "{name}"\nen = "{label}"')
    (tmp_path / "form.toml").write_text(text)
    form = load_form(str(tmp_path / "form.toml"))
    layout = Layout.model_validate(
        {"form": form.id, "orientation": "lines", "station": "{station}"}
    )
    page = Page.model_validate({"id": "p", "address": "x", "layout": layout})

    def run(*documents, limits=None, workers=2):
        archive = Archive(tmp_path / "archive")
        archive.recover()
        jobs = [
            Job(
                archive.add_exchange(exchange(at, one), 1), page, {"station": str(at)}, form
            )
            for at, one in enumerate(documents)
        ]
        more = {"limits": limits} if limits else {}
        return read_documents(tmp_path / "archive", jobs, workers, **more)

    return run


def exchange(number, body):
    address = f"http://a/{number}"
    answer = ("200 OK", [("Content-Type", "application/pdf")])
    return Exchange(address, address, ("GET / HTTP/1.1", []), answer, 200, body)


def test_a_page_of_50_million_characters_stops_nothing(read):
    """PDFium would take 6 GB for it; its process may not, and the next page is read."""
    line = b"(%s) Tj 0 10 Td " % (b"8" * 1000)
    huge = page_of(b"BT /F 9 Tf " + line * 50_000 + b"ET")

    broken, whole = read(huge, sound(), limits=Limits(seconds=60, memory=1 << 28))
    assert broken.state == "quarantined"
    assert "0.3 GB of memory" in broken.reason
    assert whole.page.rows[0].counts == [812, 612, 12, 400, 200]
    assert whole.page.rows[0].place == "page 1, table 1, column 3"


def test_a_document_that_takes_too_long_stops_nothing(read):
    slow = page_of(b"BT /F 9 Tf " + b"(%s) Tj " % (b"8" * 1000) * 30_000 + b"ET")

    late, plain = read(slow, b"<p>", limits=Limits(seconds=0.3, memory=2 << 30))
    assert late.reason == "took longer than 0.3 s"
    assert "expected one table" in plain.reason
