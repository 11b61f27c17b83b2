"""Text of documents in files that people open with a double click."""

import csv
import io
import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.finding import SCHEMA
from reconcile.report.neutral import MOST, neutral, neutral_csv

SIGNS = tuple("=+-@＝＋－＠")


def one(text):
    frame = pl.DataFrame({"text": [text]}, {"text": pl.String})
    return frame.select(neutral(pl.col("text"))).item()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+7 700 123", "'+7 700 123"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "  '=1"),
        ("\t=1", "'\t'=1"),
        ("\tx", "'\tx"),
        ("\r=1", "\ufffd=1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("a; \n=1", "a; \n'=1"),
        ("a\u202eb\u200bc", "a\ufffdb\ufffdc"),
    ],
)
def test_text_that_would_be_run_stands_behind_a_quote_mark(text, shown):
    assert one(text) == shown


@pytest.mark.parametrize("text", ["page 1, row 2", "1-2", "a=b", "", "Шардара № 5", None])
def test_other_text_stays_as_it_is(text):
    assert one(text) == text


def test_text_that_is_too_long_is_cut_with_a_mark():
    assert one("x" * 40_000) == "x" * (MOST - 1) + "…"


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(";\t\n =")))
def test_no_text_begins_a_cell_as_a_formula(text):
    """Whichever of comma, semicolon and tab a program takes for the ends of cells."""
    for cell in re.split("[;\t\n]", one(text)):
        assert not cell.lstrip().startswith(SIGNS)


def findings(**cells):
    row = {name: None if kind == pl.Int64 else "" for name, kind in SCHEMA.items()}
    return pl.DataFrame([row | cells], schema=SCHEMA)


def test_the_csv_for_excel_has_the_same_rows_and_numbers():
    """A negative number is no text: it keeps its sign."""
    frame = findings(finding="C201-1", station="=cmd|' /C calc'!A0", difference=-5)
    data = neutral_csv(frame)
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))

    assert data.startswith(b"\xef\xbb\xbf")
    assert list(row) == list(SCHEMA)
    assert (row["station"], row["difference"]) == ("'=cmd|' /C calc'!A0", "-5")
    assert (row["finding"], row["official"]) == ("C201-1", "")
