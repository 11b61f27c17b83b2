"""What should be looked at first, and what could touch the outcome at all?"""

import numpy as np
import polars as pl

from conftest import OFFICIAL
from reconcile.finding import SCHEMA
from reconcile.outcome.attainable import Rule
from reconcile.outcome.materiality import Evidence, weigh_assertions
from reconcile.outcome.options import Options
from reconcile.outcome.ranges import Space
from reconcile.outcome.triage import rank_findings, touching

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
