"""The workbook, read again by another program than the one that writes it."""

import io
import json
import re
import zipfile

import polars as pl
import pytest

from reconcile.report.run_folder import load_run
from reconcile.report.words import LANGUAGES, Words
from reconcile.report.words.speaker import Speaker
from reconcile.report.workbook.make import make_workbook
from reconcile.report.workbook.sheets import make_sheets

FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def run(check, little):
    """A run whose station is called like a formula, and whose copy differs by 5."""
    lines = "registered,issued,invalid,votes.a,votes.b"
    official = f"station,tec,rec,{lines}\n{FORMULA},t1,r1,100,60,2,41,17\n"
    copies = f"station,source,{lines}\n{FORMULA},o1,100,60,2,36,17\n"
    (little / "odd.csv").write_text(official, encoding="utf-8")
    (little / "copies.csv").write_text(copies, encoding="utf-8")
    check("--copies", little / "copies.csv", official="odd.csv")
    return load_run(little / "out")


def parts(data):
    """The files inside, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def sheet(data, name):
    return pl.read_excel(io.BytesIO(data), sheet_name=name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_finding_is_a_row_with_its_numbers_as_numbers(run, language):
    words = Words(language)
    read = sheet(make_workbook(run, Speaker(language)), words("sheet-findings"))

    assert read[words("column-finding")].to_list() == run.findings["finding"].to_list()
    for name in ("official", "copy", "difference", "votes_affected"):
        got = read[words(f"column-{name}")].cast(pl.Int64).to_list()
        assert got == run.findings[name].to_list()


def test_text_that_would_be_run_is_text(run):
    """No formula, no link; the station is told with a quote mark before it."""
    data = make_workbook(run, Speaker("en"))
    told = parts(data)

    assert set(sheet(data, "Findings")["Station"]) == {f"'{FORMULA}"}
    for name, text in told.items():
        assert not re.search(r"<f[ >]|<hyperlink|vbaProject|externalLink", text), name


def test_severity_is_a_number_that_is_shown_as_a_word(run):
    """Sorted by it, must comes before should and note."""
    data = make_workbook(run, Speaker("ru"))
    severity = sheet(data, "Замечания")["Сила правила"].cast(pl.Int64)
    order = {"must": 1, "should": 2, "note": 3}

    assert severity.to_list() == [order[one] for one in run.findings["severity"]]
    assert "[=1]&quot;обязательно&quot;" in parts(data)["xl/styles.xml"]


def test_headings_stay_in_view_and_every_table_has_filters(run):
    told = parts(make_workbook(run, Speaker("en")))
    sheets = [text for name, text in sorted(told.items()) if "worksheets/sheet" in name]

    assert len(sheets) == 5
    assert all('state="frozen"' in text for text in sheets)
    assert ["<autoFilter" in text for text in sheets] == [False, True, True, True, True]


def test_the_same_run_gives_the_same_bytes(run):
    assert make_workbook(run, Speaker("kk")) == make_workbook(run, Speaker("kk"))


def test_totals_and_checks_are_those_of_the_summary(run):
    data = make_workbook(run, Speaker("en"))
    totals, checks = sheet(data, "Totals"), sheet(data, "Checks")

    official = [one["official"] for one in run.summary["totals"].values()]
    assert totals["Sum of station protocols"].cast(pl.Int64).to_list() == official
    violated = [one["violated"] for one in run.summary["checks"].values()]
    assert checks["Violated"].cast(pl.Int64).to_list() == violated


def test_nothing_is_not_zero(run):
    """A finding without an expected number has an empty cell there."""
    (frame,) = (one.frame for one in make_sheets(run, Speaker("en")) if one.graded)
    read = sheet(make_workbook(run, Speaker("en")), "Findings")

    assert frame["Expected"].null_count() > 0
    assert read["Expected"].null_count() == frame["Expected"].null_count()


def test_report_writes_the_workbook_in_the_language_asked_for(tekseru, run):
    ran = tekseru("report", run.path, "--lang", "ru", "--json")
    written = json.loads(ran.out)["files"]

    assert (ran.code, ran.err) == (0, "")
    names = {path.rpartition("/")[2] for path in written}
    assert names == {"index.html", "findings.xlsx", "findings-excel.csv"}
    data = (run.path / "findings.xlsx").read_bytes()
    assert sheet(data, "Замечания").height == run.findings.height
