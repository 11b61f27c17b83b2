"""What the page says, and what it is made of."""

import json
import re

import pytest

from reconcile.report.page.changed import CHANGED, DOCUMENTS
from reconcile.report.page.coverage import Covered, by_region
from reconcile.report.page.facts import Facts, read_facts
from reconcile.report.page.make import make_page
from reconcile.report.page.texts import address, clean
from reconcile.report.run_folder import load_run


@pytest.mark.parametrize(
    "name",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "//example.org/a",
        "copies.csv",
        "http://[broken",
        "http://example.org/a b",
        "https://example.org/\u202e",
        "file:///etc/passwd",
    ],
)
def test_only_an_address_of_the_web_is_a_link(name):
    assert address(name) == ""


def test_an_address_of_the_web_stays_as_it_is():
    assert address("https://example.org/a?b=c&d='e'") == "https://example.org/a?b=c&d='e'"


def test_letters_that_steer_are_shown_as_marks():
    assert clean("a\u202eb\x1b[31m\u200b\ud800") == "a\ufffdb\ufffd[31m\ufffd\ufffd"


def test_the_page_allows_nothing_but_its_own_style(hostile):
    """A policy of the page's own, which holds wherever it is opened."""
    page = hostile.read_text(encoding="utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)

    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")


def test_the_page_stays_as_it_is_for_the_same_run(tekseru, hostile):
    before = hostile.read_bytes()
    tekseru("report", hostile.parent)

    assert hostile.read_bytes() == before


def test_every_finding_stands_in_the_page_once(check, little):
    copies = "station,registered,issued,invalid,votes.a,votes.b\ns1,100,60,2,41,17\n"
    (little / "copies.csv").write_text(copies, encoding="utf-8")
    _, findings = check("--copies", little / "copies.csv")
    page = make_page(load_run(little / "out"), Facts(), "kk").decode()

    assert len(findings) == 2
    assert page.count(findings[0]["finding"]) == 1  # one card, a row a line
    assert "<td>41<td>40<td>−1" in page
    assert '<html lang="kk">' in page


def test_a_run_without_findings_says_so(check, little):
    check()
    page = make_page(load_run(little / "out"), Facts(), "en").decode()

    assert "No check was violated where it could be asked." in page
    assert "tables alone name no election" in page
    assert "таблицы сами не называют выборы" in page


def test_without_changes_there_is_no_section_of_them(check, little):
    check()
    page = make_page(load_run(little / "out"), Facts(), "en").decode()

    assert "What changed" not in page


def test_what_is_no_run_is_refused_in_one_line(tekseru, tmp_path):
    ran = tekseru("report", tmp_path)

    assert ran.code == 2
    assert "expected a run of tekseru check, found none" in ran.err


def test_a_run_that_there_is_not_is_named_with_those_that_there_are(tekseru, tmp_path):
    (tmp_path / "reports" / "0003").mkdir(parents=True)
    (tmp_path / "reports" / "0003" / "summary.json").write_text("{}")
    ran = tekseru("report", tmp_path, "--run", "7")

    assert ran.code == 2
    assert "expected run 3 to 3, got 7" in ran.err


def test_a_folder_without_an_election_has_no_names(tmp_path):
    assert read_facts(tmp_path) == Facts()


def test_a_tec_of_unknown_region_stands_apart():
    seen = {"official": 3, "register": 4}
    summary = {"coverage": {"rec": {"r1": seen}, "tec": {"t1": seen, "t2": seen}}}
    summary["under"] = {"t1": "r1"}
    (first, own), (apart, others) = by_region(summary)

    assert (first.name, [one.name for one in own]) == ("r1", ["t1"])
    assert (apart.name, apart.percent, [one.name for one in others]) == ("", 75, ["t2"])


def test_what_changed_is_told_where_a_run_was_recorded(check, little):
    """A finding of this run is told in every language, an earlier one as it was."""
    copies = "station,registered,issued,invalid,votes.a,votes.b\ns1,100,60,2,41,17\n"
    (little / "copies.csv").write_text(copies, encoding="utf-8")
    _, findings = check("--copies", little / "copies.csv")
    item = {"finding": findings[0]["finding"], "severity": "must", "message": "new"}
    item |= {"why": "", "report": "0001"}
    item["place"] = {"line": "votes.a"}
    gone = {"finding": "C201-0", "severity": "must", "message": "it <was>", "place": {}}
    gone |= {"why": "withdrawn", "report": "../x"}
    changes = {one: [] for one in CHANGED} | {"new": [item], "gone": [gone]}
    changes |= {"before": 1, "persists": ["C201-1"], "coverage": {"official": 3}}
    changes |= {"coverage_before": None, "documents": {one: [] for one in DOCUMENTS}}
    (little / "out" / "changes.json").write_text(json.dumps(changes))
    page = make_page(load_run(little / "out"), Facts(), "en").decode()

    assert "What changed since run 1" in page
    assert "New findings" in page
    assert "it &lt;was&gt;" in page
    assert "Came back" not in page


@pytest.mark.parametrize(
    ("register", "official", "percent", "level"),
    [
        (10, 10, 100, "all"),
        (1000, 999, 99, "most"),
        (10, 0, 0, "none"),
        (None, 3, None, "unknown"),
        (16, 17, None, "more"),
    ],
)
def test_a_share_is_told_only_where_it_is_one(register, official, percent, level):
    one = Covered("t1", register, official, 0)

    assert (one.percent, one.level) == (percent, level)
