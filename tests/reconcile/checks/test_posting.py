"""C406: when protocols were on the website, and in which versions."""

import pytest

from conftest import no_keys
from ingest.facts.forms import load_form
from reconcile.checks.posting import check_posting
from tests.dated import dated_case


@pytest.fixture
def ask(little):
    """Answer C406 for versions of documents, each a dict of what is not usual."""
    form = load_form(str(little / "form.toml"))
    usual = {
        **no_keys(),
        "station": "s1",
        "tec": "t1",
        "level": "pec",
        "channel": "paper",
        "version": 1,
        "document": "d1",
        "place": "table 1",
        "layout": 0,
        "registered": 100,
        "issued": 60,
        "invalid": 2,
        "votes.a": 40,
        "votes.b": 18,
    }
    times = {"posted": "2007-08-19T02:00:00Z", "seen": "2007-08-19T03:00:00Z"}
    times |= {"before": "", "last": "2007-08-20T03:00:00Z", "gone": ""}

    def run(*versions):
        return check_posting(dated_case(form, usual, times, versions))[0]

    return run


def kinds(answer):
    return [(one.station, one.line) for one in answer.findings]


def test_c406_holds(ask):
    answer = ask({})

    assert (answer.holds, answer.violated, answer.unknown) == (1, 0, 0)


def test_c406_unknown(ask):
    """A website without a clock tells nothing of time."""
    answer = ask({"posted": "", "seen": "", "last": ""})

    assert (answer.holds, answer.violated, answer.unknown) == (0, 0, 1)


def test_c406_flags(ask):
    """By its own word, or because it was not there when it was due."""
    answer = ask(
        {"posted": "2007-08-23T17:59:59Z"},
        {"station": "s2", "document": "d2", "posted": "2007-08-23T18:00:01Z"},
        {"station": "s3", "document": "d3", "posted": "", "before": "2007-08-24T01:00:00Z"},
    )

    assert kinds(answer) == [("s2", "late"), ("s3", "late")]
    assert "due until 2007-08-23T18:00:00Z" in answer.findings[0].message


def test_c406_flags_what_was_not_there_when_it_says(ask):
    answer = ask({"before": "2007-08-19T02:30:00Z"})

    assert kinds(answer) == [("s1", "back-dated")]
    assert "was not there at 2007-08-19T02:30:00Z" in answer.findings[0].message


def test_c406_flags_what_was_replaced_by_other_numbers(ask):
    """Other bytes with the same numbers are not reported."""
    again = {"version": 2, "document": "d2", "posted": "2007-08-20T00:00:00Z"}
    again |= {"before": "2007-08-19T09:00:00Z", "seen": "2007-08-20T03:00:00Z"}

    assert kinds(ask({}, again)) == []
    answer = ask({}, again | {"votes.a": 41})
    assert kinds(answer) == [("s1", "replaced")]
    assert answer.findings[0].document == "d2"
    assert answer.findings[0].message.endswith("other numbers on 1 of 5 lines")
    (finding,) = ask({}, again | {"votes.a": 41, "mark": "corrected"}).findings
    assert finding.message.endswith("lines, marked as corrected")


def test_c406_flags_what_is_not_there_any_more(ask):
    """Unless the same protocol stands at another address."""
    gone = {"gone": "2007-08-21T03:00:00Z"}

    assert kinds(ask(gone)) == [("s1", "withdrawn")]
    assert kinds(ask(gone, {"document": "d2"})) == []
