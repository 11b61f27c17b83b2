"""Could the open findings and the stations not seen change the outcome, and how far?

The outcome is a handful of assertions: which list leads, which lists reach the threshold
on each base, and for every two of them that neither has a seat too many. Each is linear,
so how far it can be pushed, and by how few stations, is exact (`ranges`); all stand
together exactly if the seats stay as they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

import numpy as np

from reconcile.outcome.attainable import (
    Attainable,
    Rule,
    find_attainable,
    remainder,
    threshold,
)
from reconcile.outcome.ranges import (
    Space,
    fewest,
    gains,
    rays,
    redistributed,
    score,
    unseen_gain,
    weigh,
)
from reconcile.outcome.seats import allocate


class Change(StrEnum):
    """Whether an assertion could be otherwise, as far as the evidence says."""

    NO = "no"  # even if every finding and every station not seen went against it
    POSSIBLE = "cannot be excluded"
    UNKNOWN = "unknown"  # stations were not seen, and nothing bounds what they hold


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement about the result that is true of it as posted.

    It says that the measures, weighed, are at least `least`. `kind` is leader, above,
    below or seats; `list` and `other` are positions; `base` is -1 for the leader.
    """

    kind: str
    base: int
    list: int
    other: int
    weights: tuple[int, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every result the evidence allows, and the stations it is made of.

    `known` is int64 (measure, station). `bounded` is False where stations were not seen
    of which nothing says how many voters they have; the space is then without them.
    """

    space: Space
    known: np.ndarray
    bounded: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """How far an assertion is from failing, and how far it could be pushed.

    All in votes: `moved` from one list to another, or `removed` with their ballots,
    would make it fail; `findings` and `unseen` are what all open findings, and all
    stations not seen, could do at most, in votes moved. `fewest_disputed` stations, each
    with its worst option, make it fail; `fewest_stations` do, were every vote of each
    for another list. None where no number does, or it is unknown. In the score's own
    units `needed` makes it fail, and `unit` is one vote moved.
    """

    assertion: Assertion
    change: Change
    needed: int
    unit: int
    moved: int
    removed: int | None
    findings: int
    unseen: int | None
    fewest_disputed: int | None
    fewest_stations: int | None


@dataclass(frozen=True, slots=True)
class SeatsWeighed:
    """Whether the seats on one base could be otherwise, and what they could be."""

    change: Change
    attainable: Attainable
    fewest_disputed: int | None
    fewest_stations: int | None


def weigh_assertions(evidence: Evidence, rules: Sequence[Rule]) -> list[Weighed]:
    """Weigh every assertion of the outcome, on each base."""
    point = evidence.space.point.tolist()
    assertions = [*_leads(evidence.space, point)]
    for rule in rules:
        assertions += [*_thresholds(evidence.space, point, rule)]
        assertions += [*_remainders(evidence.space, point, rule)]
    return [_weighed(one, evidence, point) for one in assertions]


def weigh_seats(weighed: Sequence[Weighed], evidence: Evidence, rule: Rule) -> SeatsWeighed:
    """Say whether the seats on one base could be otherwise: if any assertion could."""
    mine = [one for one in weighed if one.assertion.base == rule.base]
    changes = {one.change for one in mine}
    point, lists = evidence.space.point.tolist(), evidence.space.lists
    now = allocate(point[:lists], point[rule.base], rule.percent, rule.number)
    if now.tie or Change.POSSIBLE in changes:
        change = Change.POSSIBLE
    else:
        change = Change.UNKNOWN if Change.UNKNOWN in changes else Change.NO
    return SeatsWeighed(
        change,
        find_attainable(evidence.space, rule),
        _least(one.fewest_disputed for one in mine),
        _least(one.fewest_stations for one in mine),
    )


def _least(numbers: Iterator[int | None]) -> int | None:
    return min((one for one in numbers if one is not None), default=None)


def _leads(space: Space, point: Sequence[int]) -> Iterator[Assertion]:
    """Assert that the largest list is larger than the next; nothing where they tie."""
    order = sorted(range(space.lists), key=lambda at: -point[at])
    if len(order) > 1 and point[order[0]] > point[order[1]]:
        weights = [0] * len(point)
        weights[order[0]], weights[order[1]] = 1, -1
        yield Assertion("leader", -1, order[0], order[1], tuple(weights), 1)


def _thresholds(space: Space, point: Sequence[int], rule: Rule) -> Iterator[Assertion]:
    """Assert of every list that it reaches the threshold, or that it does not."""
    for at in range(space.lists) if rule.percent else ():
        weights = threshold(at, rule, len(point))
        if weigh(weights, point) >= 0:
            yield Assertion("above", rule.base, at, -1, tuple(weights), 0)
        else:
            under = tuple(-one for one in weights)
            yield Assertion("below", rule.base, at, -1, under, 1)


def _remainders(space: Space, point: Sequence[int], rule: Rule) -> Iterator[Assertion]:
    """Assert of every two lists with seats that the first has none too few."""
    votes = point[: space.lists]
    now = allocate(votes, point[rule.base], rule.percent, rule.number)
    if now.tie or not now.every:
        return
    over, seats = now.every[0].over, now.every[0].seats
    for i, j in permutations(over, 2):
        lists = remainder(i, j, over, seats[i] - seats[j], rule)
        weights = tuple(lists) + (0,) * (len(point) - len(lists))
        yield Assertion("seats", rule.base, i, j, weights, 1)


def _weighed(assertion: Assertion, evidence: Evidence, point: Sequence[int]) -> Weighed:
    space, weights = evidence.space, assertion.weights
    against = [-one for one in weights]
    needed = weigh(weights, point) - assertion.least + 1
    ballot = max(score(weights, rays(len(point), space.lists)).tolist())
    lists = [*weights[: space.lists], 0]
    unit = max(lists) - min(lists)
    findings = gains(against, space.options)
    pushed = int(findings.sum())
    unseen = unseen_gain(against, space)
    moving = redistributed(against, evidence.known, space.lists)
    if pushed + unseen >= needed:
        change = Change.POSSIBLE
    else:
        change = Change.NO if evidence.bounded else Change.UNKNOWN
    return Weighed(
        assertion,
        change,
        needed,
        unit,
        moved=-(-needed // unit),
        removed=-(-needed // ballot) if ballot > 0 else None,
        findings=pushed // unit,
        unseen=unseen // unit if evidence.bounded else None,
        fewest_disputed=fewest(findings, needed),
        fewest_stations=fewest(moving, needed),
    )
