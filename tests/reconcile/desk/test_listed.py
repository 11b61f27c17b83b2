"""Findings are filtered, ordered and counted without a page around them."""

import polars as pl
import pytest

from reconcile.desk.findings.listed import (
    VOTES,
    Wanted,
    choices,
    prepare,
    select,
    with_choice,
    without,
)
from reconcile.finding import SCHEMA
from reconcile.keep.life.told import State


def row(finding, **said):
    empty = {name: "" if kind == pl.String else None for name, kind in SCHEMA.items()}
    return {**empty, "finding": finding, "code": finding[:4], "votes_affected": 0, **said}


ROWS = [
    row("C201-a", rec="north", tec="T1", votes_affected=50, beneficiary="first"),
    row("C201-b", rec="south", tec="T2", votes_affected=7, line="votes.second"),
    row("C101-c", rec="south", tec="T3"),
    row("C401-d", rec="south", tec="T2", votes_affected=900),
]
STATES = {
    "C201-a": State("settled", 1, seen=True, decision=None),
    "C201-b": State("new", 3, seen=True, decision=None),
    "C101-c": State("persists", 1, seen=True, decision=None),
    "C401-d": State("back", 1, seen=True, decision=None),
    "C301-e": State("corrected", 2, seen=True, decision=None),
}


@pytest.fixture(scope="module")
def prepared():
    parties = {"votes.first": "first", "votes.second": "second"}
    ended = [row("C301-e", rec="south", tec="T2")]
    frame = pl.DataFrame(ROWS, schema=SCHEMA)
    return prepare(frame, ["C401-d", "C201-a"], parties, STATES, ended)


def ids(frame):
    return [one[-1] for one in frame["finding"]]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), "dbca"),  # triage first, settled last, ended not at all
        (Wanted(order=VOTES), "dabc"),
        (Wanted(family="C2"), "ba"),
        (Wanted(code="C101"), "c"),
        (Wanted(rec="south", tec="T2"), "db"),
        (Wanted(party="first"), "a"),  # the list that gains
        (Wanted(party="second"), "b"),  # the list whose line it is
        (Wanted(votes=10), "da"),
        (Wanted(state="tonight"), "db"),  # whatever came with the last run
        (Wanted(state="settled"), "a"),
        (Wanted(state="corrected"), "e"),
        (Wanted(rec="nowhere"), ""),
    ],
)
def test_a_filter_chooses(prepared, wanted, expected):
    assert "".join(ids(select(prepared, wanted))) == expected


def test_choices_say_how_many_each_filter_would_leave(prepared):
    """The chosen value of a filter does not hide the others; all other filters hold."""
    got = choices(prepared, Wanted(rec="south", code="C201"))

    assert got["rec"] == {"north": 1, "south": 1}
    assert got["code"] == {"C101": 1, "C201": 1, "C401": 1}
    assert got["votes"] == {1: 1}
    assert got["state"] == {"tonight": 1, "new": 1}


def test_what_ended_is_counted_among_states_only(prepared):
    got = choices(prepared, Wanted())

    assert got["state"]["corrected"] == 1
    assert "C301" not in got["code"]
    assert got["tec"] == {}  # hundreds of them: under a region only


def test_a_wider_filter_takes_its_narrower_one_along():
    wanted = Wanted(family="C2", code="C201", rec="south", tec="T2", votes=1)

    assert without(wanted, "family") == Wanted(rec="south", tec="T2", votes=1)
    assert with_choice(wanted, "rec", "north") == Wanted(
        family="C2", code="C201", rec="north", votes=1
    )
    assert without(wanted, "votes").votes == 0


def test_a_run_that_was_not_recorded_has_no_states():
    prepared = prepare(pl.DataFrame(ROWS, schema=SCHEMA), [], {}, {})

    assert prepared["state"].unique().to_list() == [""]
    assert choices(prepared, Wanted())["state"] == {}


def test_no_findings_leave_an_empty_list():
    prepared = prepare(pl.DataFrame(schema=SCHEMA), [], {}, {})

    assert select(prepared, Wanted(votes=1)).is_empty()
    assert choices(prepared, Wanted())["rec"] == {}
