"""How large is the risk that a wrong outcome passes, for one assertion and one sample?

A station is worth its bound, less what its copy took from the assertion's sum; one drawn
without a copy is worth nothing, the worst there can be. If the assertion is false, all
stations together are worth at most their bounds less the margin: the null of
`fastcheck.risk`, which follows draws in their order.

Samples of several strata have no common order. Their risk is found once, from the whole
sample: the mean product of draws without replacement is at most the product of means
(Maclaurin's inequality), and the strata's means are taken as they are worst.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from fastcheck.codes import MISSING
from reconcile.outcome.sample.assertions import Assertion

if TYPE_CHECKING:  # compiled; loaded by the audits that follow draws
    from fastcheck.risk import Product

KAPLAN, ALPHA = "kaplan", "alpha"

# ALPHA stakes so much of what it could: a draw without a copy then leaves a tenth of the
# evidence, where Kaplan's product has none left, for a tenth more draws when all is well.
STAKE = 0.9


FIRST_LOOK = 1_000  # clean draws tried at first; eight times as many at each further look


@dataclass(frozen=True, slots=True)
class Draws:
    """Which stations were drawn, and how.

    `stations` is int64 (draw,), in order. Each draw took a station with a chance in
    proportion to `sizes` (int64 (station,)); to the most it can overstate where that is
    None. With `strata` (int64 (station,)) each stratum was drawn from by itself.
    """

    stations: np.ndarray
    sizes: np.ndarray | None
    replacement: bool
    strata: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class Batches:
    """Stations as batches: counts by kind, reported and audited (int64 (kind, station)).

    `known` (bool) tells which have a whole copy, `ballots` (int64) the most ballots there
    can be, both by station; `totals` are the reported ones of each kind.
    """

    reported: np.ndarray
    audited: np.ndarray
    known: np.ndarray
    ballots: np.ndarray
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """What each station is worth, and the most it could be (int64 (station,)).

    `margin` is by how much all must be overstated for the assertion to be false.
    """

    values: np.ndarray
    bounds: np.ndarray
    margin: int

    @property
    def whole(self) -> int:
        """All bounds together."""
        return int(self.bounds.sum())

    @property
    def null(self) -> int:
        """What all stations are worth at most if the assertion is false."""
        return self.whole - self.margin

    @property
    def dilution(self) -> Fraction:
        """MACRO's U: by how many times the bounds exceed the margin."""
        return Fraction(self.whole, self.margin)


@dataclass(frozen=True, slots=True)
class Risk:
    """The risk so far, and how many more clean draws reach the limit.

    None where as many as there are stations (or are left to draw) do not.

    `path` is the risk after each draw; empty where it is found once.
    """

    risk: float
    more: int | None
    path: tuple[float, ...] = ()


def lay_out(reported: np.ndarray, audited: np.ndarray, ballots: np.ndarray) -> Batches:
    """Put together what all claims need of the stations.

    Parameters
    ----------
    reported, audited : int64 (kind, station)
        Ballots by kind, as posted and as copied; MISSING where there is no copy.
    ballots : int64 (station,)
        The most ballots there can be; at least those reported are taken.
    """
    return Batches(
        reported=reported,
        audited=audited,
        known=(audited != MISSING).all(axis=0),
        ballots=np.maximum(ballots, reported.sum(axis=0)),
        totals=tuple(reported.sum(axis=1).tolist()),
    )


def weigh(assertion: Assertion, batches: Batches, draws: Draws) -> Worth:
    """Find what each station is worth for one assertion.

    Stations that no draw could take are counted as overstated as they can be.
    """
    adds, margin = assertion.of(batches.reported), assertion.margin(batches.totals)
    most = assertion.most_overstated(adds, batches.ballots)
    bounds = most
    if draws.strata is not None:
        highest = np.zeros(int(draws.strata.max()) + 1, np.int64)
        np.maximum.at(highest, draws.strata, most)
        bounds = highest[draws.strata]
    elif draws.sizes is not None:
        reached = draws.sizes > 0
        margin -= int(most[~reached].sum())
        times = -(-most[reached] // draws.sizes[reached])
        bounds = draws.sizes * int(times.max(initial=0))
    over = adds - assertion.of(batches.audited)
    values = np.where(batches.known, np.clip(bounds - over, 0, bounds), 0)
    return Worth(values, bounds, margin)


def find_risk(worth: Worth, draws: Draws, test: str, limit: float) -> Risk:
    """Find the risk of one assertion.

    Parameters
    ----------
    test
        Either kaplan (MACRO), or alpha, which forgives draws without a copy. It is
        chosen before the copies come in.
    limit
        The risk that is wanted.
    """
    if worth.margin <= 0:
        return Risk(1.0, None)
    if worth.null < 0:
        return Risk(0.0, 0)
    if draws.strata is not None:
        return _of_strata(worth, draws, limit)
    return _of_order(worth, draws, test, limit)


def clean_draws_needed(dilution: Fraction, limit: float) -> int:
    """Return how many draws without an overstatement reach the limit by MACRO."""
    if dilution <= 1:
        return 1
    return int(np.ceil(np.log(limit) / np.log1p(-1 / float(dilution))))


def _of_order(worth: Worth, draws: Draws, test: str, limit: float) -> Risk:
    """Follow the draws in their order, and then as many clean ones as it takes."""
    from fastcheck import risk

    product = risk.Product(replacement=draws.replacement)
    if test == ALPHA:
        eta = 1 - (1 - STAKE) * worth.margin / worth.whole
        product = product._replace(method=risk.ALPHA, eta=eta)
    rest = worth.bounds
    if not draws.replacement:
        rest = np.delete(worth.bounds, draws.stations)
    done, added = len(draws.stations), FIRST_LOOK
    while True:
        history = _history(worth, draws, product, rest[:added])
        enough = np.flatnonzero(history <= limit)
        if len(enough) or added >= len(rest):
            break
        added *= 8
    needed = max(int(enough[0]) + 1 - done, 0) if len(enough) else None
    path = tuple(history[:done].tolist())
    return Risk(path[-1] if done else 1.0, needed, path)


def _history(
    worth: Worth, draws: Draws, product: "Product", clean: np.ndarray
) -> np.ndarray:
    """Return the risk after each draw, and after each clean one that follows."""
    from fastcheck.risk import evidence, risks

    values = np.concatenate([worth.values[draws.stations], clean]).astype(np.float64)
    bounds = np.concatenate([worth.bounds[draws.stations], clean]).astype(np.float64)
    return risks(evidence(values, bounds, worth.null, worth.whole, product))


def _of_strata(worth: Worth, draws: Draws, limit: float) -> Risk:
    """Find the risk of a stratified sample, once, from all its draws."""
    strata = np.asarray(draws.strata)
    drawn = np.bincount(strata[draws.stations], minlength=int(strata.max()) + 1)
    sums = np.bincount(strata, worth.bounds, len(drawn))
    shares = worth.values[draws.stations] / np.maximum(worth.bounds[draws.stations], 1)
    if not len(shares) or not shares.all():
        return Risk(1.0, None)
    gain = -log_largest_product(drawn, sums, float(worth.null))
    said = float(np.log(shares).sum()) + gain
    wanted = -np.log(limit)
    risk, left = float(np.exp(-max(said, 0.0))), len(strata) - len(shares)
    more = np.ceil(max(wanted - said, 0) / gain * len(shares)) if gain > 0 else np.inf
    return Risk(risk, int(more) if more <= left else None)


def log_largest_product(drawn: np.ndarray, sums: np.ndarray, null: float) -> float:
    """Return the largest the mean product can be if the assertion is false, as logarithm.

    It is largest where each stratum's mean is in proportion to its draws over its sum
    of bounds, and at most 1.

    Parameters
    ----------
    drawn : int64 (stratum,)
        Draws.
    sums : float64 (stratum,)
        Sums of bounds.
    null
        What all stations are worth at most.
    """
    asked = (drawn > 0) & (sums > 0)
    order = np.argsort(-drawn[asked] / sums[asked])
    count, weight = drawn[asked][order], sums[asked][order]
    for full in range(len(count) + 1):
        left = null - weight[:full].sum()
        if full == len(count):
            return 0.0
        means = count[full:] / weight[full:] * left / count[full:].sum()
        if means[0] <= 1:
            break
    return float(count[full:] @ np.log(means)) if left > 0 else -np.inf
