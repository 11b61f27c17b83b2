"""What charts show of a run, counted by hand on a few stations."""

import json

import pytest

from conftest import FORM, no_keys
from ingest.facts.forms import load_form
from reconcile.outcome.timeline import MOST_STEPS, make_timeline
from tests.dated import dated_case

ROLES = '[roles]\nvoters = "[1]"\nturnout = "[2]"\ncast = "[3] + sum(votes)"\n'
HEAD = "station,tec,rec,registered,issued,invalid,votes.a,votes.b\n"


@pytest.fixture
def figures(check, little):
    """Check some protocols; return what charts show of them."""
    (little / "form.toml").write_text(FORM + ROLES)

    def run(*rows, more=()):
        (little / "official.csv").write_text(HEAD + "".join(f"{one}\n" for one in rows))
        check(*more)
        return json.loads((little / "out/figures.json").read_text())

    return run


def test_stations_are_counted_by_turnout_and_share(figures):
    """60 and 61.9 % of voters with 50 % for the list are one cell; 100 % has the last."""
    got = figures(
        "s1,t1,r1,100,60,0,30,30",
        "s2,t1,r1,1000,619,0,310,309",
        "s3,t1,r1,50,50,0,50,0",
    )["fingerprint"]

    assert got["cells"] == [[60, 50, 2], [98, 98, 1]]
    assert (got["stations"], got["left_out"]) == (3, 0)
    assert got["tens"][6][5] == 2
    assert (got["turnout"], got["share"]) == (63.39, 53.5)


def test_nothing_is_spread_where_no_turnout_is_known(figures):
    """No region has quantiles of no stations."""
    got = figures("s1,t1,r1,100,,0,30,30", "s2,t1,r1,,50,0,30,20")

    assert got["fingerprint"]["stations"] == 0
    assert got["distribution"] == {}


def test_what_is_missing_or_above_all_voters_is_left_out_and_counted(figures):
    got = figures(
        "s1,t1,r1,100,60,0,30,30",
        "s2,t1,r1,100,,0,30,30",
        "s3,t1,r1,100,101,0,60,41",
        "s4,t1,r1,100,0,0,0,0",
    )["fingerprint"]

    assert (got["stations"], got["left_out"]) == (1, 3)


def test_regions_have_the_quantiles_of_their_own_stations(figures):
    rows = [f"s{n},t1,r1,100,{n},0,{n},0" for n in (10, 20, 30, 40, 50)]
    got = figures(*rows, "z,t2,r2,100,90,0,45,45")["distribution"]

    assert got["r1"]["stations"] == 5
    assert got["r1"]["turnout"] == [12.0, 20.0, 30.0, 40.0, 48.0]
    assert got["r2"]["share"] == [50.0] * 5


def test_tenths_are_counted_only_where_screening_was_asked(figures):
    row = "s1,t1,r1,1000,605,0,302,303"

    assert figures(row)["comb"] is None
    got = figures(row, more=("--screen",))["comb"]
    assert got["stations"] == 1
    assert got["turnout"]["observed"] == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert sum(got["turnout"]["expected"]) == pytest.approx(1, abs=0.3)  # rounded parts


def test_a_form_without_roles_gives_no_turnout(check, little):
    check()

    got = json.loads((little / "out/figures.json").read_text())
    assert got["fingerprint"] is got["distribution"] is got["timeline"] is None
    assert got["lists"]["a"] == {}


@pytest.fixture
def timeline(little):
    """Make the timeline of versions of documents, each a dict of what is not usual."""
    form = load_form(str(little / "form.toml"))
    counts = dict.fromkeys(form.names, 10)
    usual = no_keys() | counts | {"station": "s1", "tec": "t1", "level": "pec"}
    usual |= {"channel": "paper", "version": 1, "document": "d1", "place": "", "layout": 0}
    times = {"posted": "", "seen": "2007-08-19T03:10:00Z", "before": ""}
    times |= {"last": "2007-08-20T03:00:00Z", "gone": ""}

    def run(*versions):
        return make_timeline(dated_case(form, usual, times, versions))

    return run


def test_a_protocol_is_posted_when_it_says_unless_a_look_contradicts_it(timeline):
    """The country is six hours ahead of UTC; two documents of one protocol are one."""
    got = timeline(
        {"posted": "2007-08-19T01:30:00Z"},
        {"document": "d2", "seen": "2007-08-19T05:00:00Z"},
        {
            "station": "s2",
            "document": "d3",
            "posted": "2007-08-18T00:00:00Z",
            "before": "2007-08-19T02:00:00Z",
        },
    )

    assert (got["start"], got["step_h"], got["offset_h"]) == ("2007-08-19T07:00", 1, 6.0)
    assert got["posted"] == [1, 0, 1]


def test_what_was_replaced_or_withdrawn_is_counted_when_it_was_seen(timeline):
    """Other bytes with the same numbers are no replacement."""
    got = timeline(
        {},
        {"version": 2, "document": "d2", "seen": "2007-08-19T05:10:00Z", "invalid": 11},
        {"station": "s2", "document": "d3"},
        {
            "station": "s2", "document": "d4", "version": 2,
            "seen": "2007-08-19T05:10:00Z", "gone": "2007-08-19T06:10:00Z",
        },
    )  # fmt: skip

    assert got["posted"] == [2, 0, 0, 0]
    assert got["replaced"] == [0, 0, 1, 0]
    assert got["withdrawn"] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("last", "step"),
    [
        ("2007-08-19T20:00:00Z", 1),
        ("2007-08-26T03:00:00Z", 6),
        ("2007-12-01T00:00:00Z", 96),
        ("2027-08-19T00:00:00Z", 6144),
    ],
)
def test_a_long_time_is_told_in_longer_steps(timeline, last, step):
    got = timeline({}, {"station": "s2", "document": "d2", "seen": last})

    assert got["step_h"] == step
    assert len(got["posted"]) <= MOST_STEPS
    assert sum(got["posted"]) == 2


def test_documents_without_times_have_no_timeline(timeline):
    assert timeline({"seen": ""}) is None
