import sys

import pytest
from scans import COUNTS, FORM, LAYOUT, blank, photograph, scan

from ingest.archive import Archive
from ingest.errors import QuarantineError
from ingest.facts.forms import load_form
from ingest.facts.sites import Page
from ingest.parse.scan import ocr
from ingest.protocol import WAITS
from ingest.read.documents import Job, read_documents
from ingest.read.scanned import read_scanned
from ingest.sample.documents.paper import write_pdf
from ingest.sample.documents.scan import HEAVY, LIGHT, MEDIUM, write_scan

NOISES = {"light": LIGHT, "medium": MEDIUM, "heavy": HEAVY}

models = pytest.mark.skipif(
    not ocr.find_models(),
    reason="the models eng, rus and kaz of Tesseract are absent; "
    "Debian: tesseract-ocr-rus, tesseract-ocr-kaz",
)


def read(data, layout=LAYOUT):
    return read_scanned(data, layout, load_form(FORM), {"station": "1"}, "scan")


def printed(own):
    return write_scan(write_pdf(own), LIGHT)


@models
@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("noise", NOISES)
def test_a_scan_is_read_right_or_not_at_all(language, noise):
    """What is not taken waits for a person, and nothing else does."""
    got = read(scan(language, NOISES[noise]))

    for row, statement in zip(got.rows, ["", "words"], strict=True):
        assert row.keys.get("statement", "") == statement
        taken = dict(enumerate(row.counts))
        assert all(count in (None, COUNTS[at]) for at, count in taken.items())
        waiting = [at for at, count in taken.items() if count is None]
        assert len(waiting) <= 2
        assert [one.place for one in got.unreadable] == [
            f"page 1, table 1, column 3, row {at + 2}" for at in waiting
        ]
    assert {one.state for one in got.unreadable} <= {WAITS}
    assert got.account.left_over == 0


@models
def test_digits_that_differ_from_the_words_are_a_suggestion():
    """Neither number is taken, and neither statement has one: a finding would be ours."""
    words = [*COUNTS]
    words[4] = 628
    got = read(printed(blank(words=words)))

    assert [row.counts[4] for row in got.rows] == [None, None]
    (one,) = [one for one in got.unreadable if one.place.endswith(", row 6")]
    assert one.got.startswith("perhaps 620 (confidence 0.9")
    assert "words say 628" in one.got


@models
def test_an_empty_cell_is_missing_and_waits_for_nobody():
    """As on protocols of machines, which have no such line."""
    counts = [*COUNTS]
    counts[8] = None
    got = read(printed(blank(counts=counts)))

    assert [row.counts[8] for row in got.rows] == [None, None]
    assert not [one for one in got.unreadable if one.place.endswith(", row 10")]


@models
def test_rows_with_other_numbers_than_the_lines_are_not_taken():
    """Two lines that changed places wait; a table of other numbers is another form's."""
    own = blank()
    rows = [*own.rows]
    rows[2], rows[3] = rows[3], rows[2]
    object.__setattr__(own, "rows", rows)
    got = read(printed(own))
    assert got.rows[0].counts[2:4] == [None, None]

    object.__setattr__(
        own, "rows", [(f"{at + 40}", *row[1:]) for at, row in enumerate(rows)]
    )
    with pytest.raises(QuarantineError, match="the numbers of the form's lines, read"):
        read(printed(own))


@models
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"words": False},
            "one table of 21 rows below a heading, and 3 columns, got 22 by 4",
        ),
        ({"station": "{elsewhere}"}, "an address that says whose it is"),
        ({"orientation": "rows"}, "a protocol of a row a line"),
    ],
)
def test_a_scan_that_is_laid_out_otherwise_is_set_aside(change, reason):
    with pytest.raises(QuarantineError, match=reason):
        read(scan(), LAYOUT.model_copy(update=change))


def archived(tmp_path, data):
    archive = Archive(tmp_path)
    entry = archive.add_resource("protocol", data)
    page = Page(id="paper", address="protocol", layout=LAYOUT)
    job = Job(entry, page, {"station": "1"}, load_form(FORM))
    (outcome,) = read_documents(archive.folder, [job], 1)
    return outcome


@models
def test_a_photograph_at_an_address_is_read(tmp_path):
    """As a scan in a PDF is, in a process that can be stopped."""
    outcome = archived(tmp_path, photograph(scan()))

    assert (outcome.state, outcome.rule) == ("read", "scan")
    assert outcome.page.rows[0].counts.count(None) <= 2


@pytest.mark.parametrize("absent", ["package", "models"])
def test_a_scan_without_tesseract_is_set_aside(absent, tmp_path, monkeypatch):
    """The reason says what to install."""
    if absent == "package":
        monkeypatch.setitem(sys.modules, "tesserocr", None)
    else:
        monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
        monkeypatch.setattr(ocr, "_FOLDERS", ())
    ocr.open_reader.cache_clear()

    with pytest.raises(QuarantineError, match=r"tekseru\[scan\].*tesseract-ocr-kaz"):
        read(scan())
    ocr.open_reader.cache_clear()


def test_a_photograph_that_broke_off_is_set_aside_and_is_there(tmp_path):
    outcome = archived(tmp_path, photograph(scan())[:2000])

    assert outcome.state == "quarantined"
    assert outcome.reason.startswith("a photograph; its numbers are no text; ")
    assert outcome.page.rows[0].counts == [None] * 21
