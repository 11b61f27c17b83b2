"""How sure may we be of the announced outcome: the claims behind it, and the risk of each.

Sums are of the posted protocols of stations, so that this speaks of tabulation only:
that what was posted is what the stations' copies say. Stations without a whole posted
protocol are not covered, and are counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fastcheck.codes import MISSING
from ingest.errors import SettingError
from reconcile.outcome.sample.assertions import (
    Assertion,
    leads,
    seat_pairs,
    thresholds,
)
from reconcile.outcome.sample.draw import PPS, Sample, label_strata
from reconcile.outcome.sample.frame import Frame
from reconcile.outcome.sample.risks import (
    KAPLAN,
    Batches,
    Draws,
    clean_draws_needed,
    find_risk,
    lay_out,
    weigh,
)
from reconcile.outcome.seats import share_out_alone

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Seats

MOST_POINTS = 150  # of a claim's path; a line of a chart shows no more

RANDOM, ONCE, CONVENIENCE = "random", "random, read once", "convenience"


@dataclass(frozen=True, slots=True)
class Asked:
    """What risk is wanted, by which test, and what bounds the ballots of a station."""

    limit: float = 0.05
    test: str = KAPLAN
    bound: str = "issued"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim behind the outcome, and what the copies say for it.

    `clean` is how many draws without a difference reach the limit from the beginning;
    `more` how many are still needed if all are so, None where as many as there are
    stations are not enough. `path` are pairs: a number of draws, and the risk after them.
    """

    assertion: Assertion
    votes_away: int
    dilution: float | None
    clean: int | None
    risk: float
    more: int | None
    path: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """All claims, and what they rest on.

    `draws` are those of covered stations, `absent` the ones among them without a copy;
    `discrepant` counts stations, each once.
    """

    basis: str
    claims: tuple[Claim, ...]
    draws: int
    absent: int
    discrepant: int
    covered: int
    stations: int
    seats: tuple[int, ...] | None

    @property
    def risk(self) -> float:
        """The risk of the outcome: the largest of its claims'."""
        return max(one.risk for one in self.claims)

    @property
    def more(self) -> int | None:
        """How many more clean draws all claims need; None where too many (see Claim)."""
        needs = [one.more for one in self.claims if one.more is not None]
        return max(needs) if len(needs) == len(self.claims) else None


def audit(frame: Frame, sample: Sample | None, rule: "Seats | None", asked: Asked) -> Audit:
    """Find the risk of each claim behind the outcome, as the posted protocols have it.

    Parameters
    ----------
    frame
        What is posted and copied of every station.
    sample
        What was drawn; without one the copies are taken as if they had been.
    rule
        Seats and threshold; without them the claim is that the first list leads.

    Raises
    ------
    SettingError
        If no station has a whole posted protocol, or the test needs an order of draws
        that the sample does not have.
    """
    ballots = _ballots(frame, asked.bound)
    covered = (frame.posted != MISSING).all(axis=0) & (ballots != MISSING)
    if not covered.any() or not frame.posted[:-1, covered].sum():
        raise SettingError("an audit: expected posted protocols with votes, found none")
    basis, draws = _draws(frame, sample, covered)
    if basis == ONCE and asked.test != KAPLAN:
        raise SettingError(
            f"--test {asked.test}: expected draws in one order, got a sample of several "
            "strata; use --test kaplan"
        )
    batches = lay_out(frame.posted[:, covered], frame.copied[:, covered], ballots[covered])
    seats, assertions = outcome_claims(batches.totals, rule)
    differs = (batches.audited != batches.reported).any(axis=0) & batches.known
    return Audit(
        basis=basis,
        claims=tuple(_claim(one, batches, draws, asked) for one in assertions),
        draws=len(draws.stations),
        absent=int((~batches.known[draws.stations]).sum()),
        discrepant=int(differs[np.unique(draws.stations)].sum()),
        covered=int(covered.sum()),
        stations=len(frame),
        seats=seats,
    )


def outcome_claims(
    totals: Sequence[int], rule: "Seats | None"
) -> tuple[tuple[int, ...] | None, list[Assertion]]:
    """Return the seats of each list, and the claims that fix them.

    Without a rule for seats, or where remainders tie, there are no seats; a tie leaves
    only the claims about the threshold.
    """
    if rule is None:
        return None, list(leads(totals))
    claims = list(thresholds(totals, rule.threshold_percent, rule.base))
    over = [one.lists[0] for one in claims if one.kind == "above"]
    given = share_out_alone([totals[at] for at in over], rule.number)
    if given is None:
        return None, claims
    seats = dict(zip(over, given, strict=True))
    every = [seats.get(at, -1) for at in range(len(totals) - 1)]
    pairs = seat_pairs(len(totals), every)
    return tuple(max(one, 0) for one in every), [*claims, *pairs]


def _claim(assertion: Assertion, batches: Batches, draws: Draws, asked: Asked) -> Claim:
    worth = weigh(assertion, batches, draws)
    found = find_risk(worth, draws, asked.test, asked.limit)
    known = worth.margin > 0
    return Claim(
        assertion=assertion,
        votes_away=assertion.votes_away(batches.totals),
        dilution=float(worth.dilution) if known else None,
        clean=clean_draws_needed(worth.dilution, asked.limit) if known else None,
        risk=found.risk,
        more=found.more,
        path=_points(found.path),
    )


def _points(path: Sequence[float]) -> tuple[tuple[int, float], ...]:
    """Keep points of a path, evenly spread, and the last one."""
    every = list(enumerate(path, start=1))
    step = -(-len(every) // MOST_POINTS) or 1
    return tuple(every[::-1][::step][::-1])


def _ballots(frame: Frame, bound: str) -> np.ndarray:
    """Return the most ballots of each station: those issued, else its voters."""
    if bound == "registered":
        return frame.voters
    return np.where(frame.issued == MISSING, frame.voters, frame.issued)


def _draws(frame: Frame, sample: Sample | None, covered: np.ndarray) -> tuple[str, Draws]:
    """Say which covered stations were drawn; a draw among all is one among these too."""
    number = np.cumsum(covered) - 1
    if sample is None:
        held = (frame.copied != MISSING).all(axis=0) & covered
        return CONVENIENCE, Draws(number[held], None, replacement=True)
    places = sample.places(frame)
    places = places[places >= 0]
    stations = number[places[covered[places]]]
    if sample.method == PPS:
        return RANDOM, Draws(stations, frame.sizes[covered], replacement=True)
    if sample.ordered:
        sizes = np.ones(int(covered.sum()), np.int64)
        return RANDOM, Draws(stations, sizes, replacement=False)
    strata = label_strata(frame, sample.strata)[1][covered]
    return ONCE, Draws(stations, None, replacement=False, strata=strata)
