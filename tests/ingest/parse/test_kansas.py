"""Four PDFs of Kansas counties of 7 November 2023, as the counties published them.

Two are text, one is scanned, one is text with the picture of a signature.
"""

import io
import re
from functools import cache

import pdfplumber
import pytest

from ingest.errors import QuarantineError
from ingest.parse.pdf.tables import page_kinds, read_pdf

SUMNER = "2023__Sumner__official-precinct_summary_with_details.pdf"
FINNEY = "2023__Finney__2023-11-07-General---Election-Summary---OFFICIAL.pdf"
BARBER = "2023__Barber__2023_Official_results.pdf"
ALLEN = "2023__Allen__Humboldt_City.pdf"
NO_CONTEST = ("", "Statistics", "Registered Voters - Total", "Voter Turnout - Total")
FIRST_COUNT = 140  # points from the left; Sumner's labels end before, its counts do not


@pytest.fixture
def kansas(shared):
    """Give the bytes of a county's file."""
    return lambda name: (shared / "kansas-pdf" / name).read_bytes()


@cache
def sumner_tables(data):
    return read_pdf(data).tables


def number(text):
    return int(text.replace(",", ""))


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        (SUMNER, ["text"] * 31),
        (FINNEY, ["text"] * 6),
        (BARBER, ["scan"] * 6),
        (ALLEN, ["text"]),
    ],
)
def test_scanned_pages_are_told_from_text(kansas, name, kinds):
    """As they look to a person who opens them; a signature makes no scan."""
    assert page_kinds(kansas(name)) == kinds


def test_a_scan_is_set_aside(kansas):
    with pytest.raises(QuarantineError, match="page 1: a picture of a page: a scan"):
        read_pdf(kansas(BARBER))


def test_the_31_pages_of_sumner_are_read_to_the_last_number(kansas):
    """Every label and figure is the one that pdfplumber's words give, line by line."""
    data = kansas(SUMNER)
    got = {page: [] for page in range(1, 32)}
    for table in sumner_tables(data):
        page = int(re.match(r"page (\d+), ", table.place)[1])
        rows = [[cell for cell in row if cell] for row in table.rows if "TOTAL" not in row]
        got[page] += [(row[0], row[1:]) for row in rows]

    expected = {}
    with pdfplumber.open(io.BytesIO(data)) as paper:
        for at, page in enumerate(paper.pages, 1):
            expected[at] = list(lines_with_counts(page))
    assert got == expected
    assert sum(len(counts) for rows in got.values() for _, counts in rows) == 4472


def lines_with_counts(page):
    """Yield label and figures of every line of a page that has both."""
    lines = {}
    for word in page.extract_words():
        lines.setdefault(round(word["bottom"]), []).append(word)
    for _, line in sorted(lines.items()):
        words = sorted(line, key=lambda one: one["x0"])
        label = " ".join(one["text"] for one in words if one["x0"] < FIRST_COUNT)
        counts = [one["text"] for one in words if one["x0"] >= FIRST_COUNT]
        if label and counts and all(re.fullmatch(r"[\d,.]+%?", one) for one in counts):
            yield label, counts


def test_sumners_own_sums_hold_in_every_column(kansas):
    """Candidates make the votes cast; with over- and undervotes, the contest's total."""
    contests = 0
    for table in sumner_tables(kansas(SUMNER)):
        rows = {
            row[0]: list(map(number, row[1:]))
            for row in table.rows
            if row[0] not in NO_CONTEST
        }
        for counts in rows.values():
            assert counts[0] == sum(counts[1:])
        if "Contest Totals" not in rows:
            continue
        contests += 1
        cast = rows.pop("Total Votes Cast")
        over, under, total = (
            rows.pop(one) for one in ("Overvotes", "Undervotes", "Contest Totals")
        )
        columns = zip(*rows.values(), strict=True)
        assert [sum(column) for column in columns] == cast
        assert [sum(column) for column in zip(cast, over, under, strict=True)] == total
    assert contests > 70


def test_finneys_own_sums_hold(kansas):
    """A count for each way of voting makes the total, in every line that has them."""
    tables = read_pdf(kansas(FINNEY)).tables
    lines = [
        list(map(number, row[1:]))
        for table in tables
        for row in table.rows
        if row[0] and all(re.fullmatch("[0-9,]+", cell) for cell in row[1:])
    ]

    assert len(lines) > 80
    assert all(line[0] == sum(line[1:]) for line in lines)


def test_allens_letter_gives_its_five_counts(kansas):
    """A certificate with a count here and there, all below each other."""
    rows = [row for table in read_pdf(kansas(ALLEN)).tables for row in table.rows]

    assert [row[-1] for row in rows] == ["324", "139", "3", "185", "163"]
