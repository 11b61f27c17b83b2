"""What should be looked at first, and what could touch the outcome at all?"""

import numpy as np
import polars as pl
import pytest

from conftest import OFFICIAL
from reconcile.finding import SCHEMA
from reconcile.outcome.attainable import Rule
from reconcile.outcome.materiality import Evidence, weigh_assertions
from reconcile.outcome.options import Options
from reconcile.outcome.ranges import Space
from reconcile.outcome.triage import rank_findings, touching
from reconcile.report.first import Ranked, claim_words, first_stations
from reconcile.report.words.speaker import Speaker

COPY_HEAD = OFFICIAL.splitlines()[0].replace("tec", "source")


class Whole:
    """Three stations' keys; ranking reads nothing else."""

    rows = pl.DataFrame({"station": ["s1", "s2", "s3"], "tec": ["t", "t", "t"]})


def ranked(findings, chance=None):
    """Rank findings where s1's options move 2 votes, s2's 20, and s3 has none."""
    deltas = np.array([[0, -2, 0, -20], [0, 2, 0, 20], [0, 0, 0, 0]])
    options = Options(np.array([0, 1]), np.array([0, 2]), deltas, ("any",) * 4)
    known = np.array([[100, 100, 100], [9, 9, 3], [109, 109, 103]])
    space = Space(known.sum(axis=1), options, 0, 2)
    weighed = weigh_assertions(Evidence(space, known, bounded=True), [Rule(10, 7, 2)])
    frame = pl.DataFrame(findings, schema=SCHEMA)
    return rank_findings(frame, Whole, options, weighed, chance or {})


def finding(name, station, votes, severity="must"):
    return {"finding": name, "station": station, "tec": "t", "severity": severity,
            "votes_affected": votes}  # fmt: skip


def test_facts_come_by_what_they_take_of_an_assertion_not_by_raw_votes():
    """A station with 500 votes in question that touch nothing comes after both."""
    order = ranked([finding("a", "s3", 500), finding("b", "s1", 2), finding("c", "s2", 20)])

    assert [one.finding for one in order] == ["c", "b", "a"]
    assert [one.moves for one in order] == [20, 2, 0]


def test_notes_come_after_facts_by_chance_and_then_by_votes():
    notes = [
        finding("likely", "s2", 900, "note"),
        finding("untold", "s2", 950, "note"),
        finding("rare", "s1", 1, "note"),
        finding("fact", "s3", 0),
    ]

    order = ranked(notes, {"likely": 0.4, "rare": 0.001})
    assert [one.finding for one in order] == ["fact", "rare", "likely", "untold"]


def test_what_could_touch_an_assertion_can_be_picked_out():
    """By kind: here the second list is just under the threshold."""
    order = ranked([finding("a", "s3", 500), finding("c", "s2", 20)])

    assert [one.finding for one in touching(order)] == ["c"]
    assert [one.finding for one in touching(order, ["below"])] == ["c"]
    assert touching(order, ["leader"]) == []


def test_the_summary_lists_what_to_look_at_first(election):
    """The order in the files of the findings stays as the contract has it."""
    copies = f"{COPY_HEAD}\ns1,o,100,60,2,38,20\ns2,o,209,150,5,100,45\n"
    triage = election(OFFICIAL, copies)["triage"]

    assert (triage["findings"], triage["touching"]) == (3, 2)
    assert triage["first"][0]["touches"]["list"] in ("a", "b")
    assert triage["first"][-1]["touches"] is None


def test_the_report_shows_stations_to_look_at_first_and_the_workbook_filters_findings(
    election, tekseru, little
):
    """A station once on the page, in three languages; each finding with its claim."""
    copies = f"{COPY_HEAD}\ns1,o,100,60,2,38,20\ns2,o,209,150,5,100,45\n"
    triage = election(OFFICIAL, copies)["triage"]
    ran = tekseru("report", little / "folder")
    assert (ran.code, ran.err) == (0, "")

    run = little / "folder" / "reports" / "0001"
    page = (run / "index.html").read_text(encoding="utf-8")
    for heading in (
        "What to look at first",
        "На что смотреть сначала",
        "Алдымен неге қарау",
    ):
        assert heading in page
    sheet = pl.read_excel(run / "findings.xlsx", sheet_name="Look at first")
    first = triage["first"]
    assert sheet["Finding"].to_list() == [one["finding"] for one in first]
    touched = [bool(one["touches"]) for one in first]
    assert sheet["Claim it could touch"].is_not_null().to_list() == touched


STATIONS = [
    Ranked(at, {"station": station, "tec": "t"}, 3, touches)
    for at, (station, touches) in enumerate(
        [
            ("s1", {"kind": "above"}),
            ("s1", {"kind": "below"}),
            ("s2", None),
            ("s3", {"x": 1}),
        ]
    )
]


def test_a_station_stands_once_among_those_to_look_at_first():
    """With its first finding, and only where it touches a claim."""
    assert [one.rank for one in first_stations(STATIONS, 10)] == [0, 3]
    assert [one.rank for one in first_stations(STATIONS, 1)] == [0]


@pytest.mark.parametrize(
    ("kind", "base", "expected"),
    [
        ("below", "valid", "B is below 7 % of the votes for lists"),
        ("above", "present", "B has at least 7 % of present"),
        ("seats", "valid", "no seat moves from A to B"),
        ("leader", None, "B has more votes than A"),
    ],
)
def test_a_claim_is_said_as_the_audit_says_it(kind, base, expected):
    touches = {"kind": kind, "base": base, "list": "b", "other": "a"}
    seats = {"threshold_percent": 7, "names": {"a": "A", "b": "B"}}

    assert claim_words(touches, seats, Speaker("en")) == expected
