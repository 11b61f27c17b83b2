"""How far is a station from the other stations of its commission, for what is usual there?

Stations of one commission differ by more than chance: towns and villages vote apart. A
binomial null would flag half of all stations. So each station is measured against a
beta-binomial one, whose mean and spread come from the other stations of its commission.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

import numpy as np

from fastcheck.arrays import require, require_groups
from fastcheck.flags import flag_bh
from fastcheck.integers import require_parts
from fastcheck.jit import kernel

# A commission with fewer stations does not show how far they usually differ.
FEWEST = 5
NO_SPREAD = 1e-6  # an overdispersion below it is a binomial one
ALL_SPREAD = 1 - 1e-6  # one above it: every station votes as one voter
NOTHING = 1e-18  # a share of a tail that adds nothing to it


@dataclass(frozen=True, slots=True)
class Fit:
    """What is usual at each station, or in each commission.

    `share` is the mean share and `rho` the overdispersion (the correlation of two
    voters of one station; 0 is binomial), float64; NaN where too few stations tell.
    """

    share: np.ndarray
    rho: np.ndarray


def fit_others(part: np.ndarray, whole: np.ndarray, group: np.ndarray, number: int) -> Fit:
    """Fit to each station the other stations of its commission.

    Overdispersion is the analysis-of-variance estimate: between stations against
    within them, by moments.

    Parameters
    ----------
    part, whole : int64 (station,)
        Votes for one list, and for all of them.
    group : int64 (station,)
        The commission of each station, from 0.
    number
        How many commissions there are.

    Returns
    -------
    fit : Fit (station,)
        NaN at stations of a commission with fewer than FEWEST stations.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the arrays do not fit together, or a commission is outside.
    """
    terms = _terms(part, whole, group, number)
    others = [np.bincount(group, one, number)[group] - one for one in terms]
    return _fit(others, FEWEST - 1)


def fit_groups(part: np.ndarray, whole: np.ndarray, group: np.ndarray, number: int) -> Fit:
    """Fit to each commission all its stations; as `fit_others`, by commission."""
    terms = _terms(part, whole, group, number)
    return _fit([np.bincount(group, one, number) for one in terms], FEWEST)


def _terms(
    part: np.ndarray, whole: np.ndarray, group: np.ndarray, number: int
) -> tuple[np.ndarray, ...]:
    """Return what is summed over stations: one, x, n, n ** 2 and x ** 2 / n of each."""
    require_parts(part, whole)
    require_groups("group", group, "station", number)
    if len(part) != len(group):
        raise ValueError(f"{len(part)} parts but {len(group)} groups")
    x, n = part.astype(np.float64), whole.astype(np.float64)
    return np.ones(len(x)), x, n, n * n, x * x / n


def _fit(sums: Sequence[np.ndarray], least: int) -> Fit:
    """Estimate mean share and overdispersion from the sums of `_terms`."""
    stations, part, whole, squares, part_squares = sums
    with np.errstate(divide="ignore", invalid="ignore"):
        share = part / whole
        between = (part_squares - part * share) / (stations - 1)
        within = share * (1 - share)
        size = (whole - squares / whole) / (stations - 1)
        rho = (between - within) / (between + (size - 1) * within)
    # All votes, or none, at all other stations: half a vote is left to chance.
    share = np.clip(share, 0.5 / np.maximum(whole, 1), 1 - 0.5 / np.maximum(whole, 1))
    few = stations < least
    rho = np.where(np.isfinite(rho), np.clip(rho, 0, ALL_SPREAD), 0)
    return Fit(np.where(few, np.nan, share), np.where(few, np.nan, rho))


def tail_chance(part: np.ndarray, whole: np.ndarray, fit: Fit) -> np.ndarray:
    """Return how likely a share is to be so far from the usual one, on either side.

    Parameters
    ----------
    part, whole : int64 (station,)
        Votes for one list, and for all of them.
    fit : Fit (station,)
        What is usual at each station.

    Returns
    -------
    chance : float64 (station,)
        Twice the smaller tail of the beta-binomial distribution, the count itself
        included; at most 1. It is 1 where there is no fit: nothing is claimed there.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the arrays differ in length or are no parts and wholes.
    """
    require_parts(part, whole)
    require("fit.share", fit.share, "float64", ("station",))
    require("fit.rho", fit.rho, "float64", ("station",))
    if not len(part) == len(fit.share) == len(fit.rho):
        raise ValueError(f"{len(part)} parts but {len(fit.share)} fits")
    chance = np.ones(len(part), np.float64)
    _tail_chance(part, whole, fit.share, fit.rho, chance)
    return chance


@kernel(
    reads=(("int64", 1), ("int64", 1), ("float64", 1), ("float64", 1)),
    writes=(("float64", 1),),
)
def _tail_chance(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    part, whole, share, rho, chance
):
    for s in range(part.shape[0]):
        x, n, mean = part[s], whole[s], share[s]
        if not 0 < mean < 1:  # NaN too
            continue
        binomial = rho[s] < NO_SPREAD
        # Successes and failures already in the urn, and what a draw adds to them.
        a, b, added = mean, 1 - mean, 0.0
        if not binomial:
            a, b, added = mean * (1 / rho[s] - 1), (1 - mean) * (1 / rho[s] - 1), 1.0
        here = lgamma(n + 1.0) - lgamma(x + 1.0) - lgamma(n - x + 1.0)
        if binomial:
            here += x * log(a) + (n - x) * log(b)
        else:
            here += lgamma(a + x) + lgamma(b + (n - x)) - lgamma(a + b + n)
            here += lgamma(a + b) - lgamma(a) - lgamma(b)
        here = exp(here)
        low = x <= n * mean
        tail = term = here
        for step in range(1, (x if low else n - x) + 1):
            if low:
                k = x - step  # from k + 1 to k successes
                term *= (k + 1) / (n - k) * (b + added * (n - k - 1)) / (a + added * k)
            else:
                k = x + step  # from k - 1 to k
                term *= (n - k + 1) / k * (a + added * (k - 1)) / (b + added * (n - k))
            tail += term
            if term < NOTHING * tail:
                break
        chance[s] = min(1.0, 2 * min(tail, 1 - tail + here))


@dataclass(frozen=True, slots=True)
class ByChance:
    """What the same procedure flags where nothing is unusual.

    `flagged` is int64 (run,): the flags of each invented election. `beyond` is int64
    (run,): its stations with a chance up to that of the last real flag.
    """

    flagged: np.ndarray
    beyond: np.ndarray


def flags_by_chance(
    whole: np.ndarray,
    group: np.ndarray,
    fit: Fit,
    share: float,
    limit: float,
    runs: int,
    seed: int,
) -> ByChance:
    """Draw stations from the fitted null, ask them as the real ones, count the flags.

    Parameters
    ----------
    whole : int64 (station,)
        Votes for all lists.
    group : int64 (station,)
        The commission of each station, from 0.
    fit : Fit (commission,)
        From `fit_groups`; stations of commissions without a fit are not drawn.
    share
        For `flag_bh`.
    limit
        The largest chance among the real flags; negative if there are none.
    runs, seed
        How many elections are drawn, and from which seed.
    """
    rng = np.random.default_rng(seed)
    known = np.isfinite(fit.share[group])
    of, own = np.ascontiguousarray(whole[known]), np.ascontiguousarray(group[known])
    flagged, beyond = np.zeros(runs, np.int64), np.zeros(runs, np.int64)
    for run in range(runs):
        part = _draw(rng, of, fit.share[own], fit.rho[own])
        others = fit_others(part, of, own, len(fit.share))
        chance = np.ones(len(whole), np.float64)
        chance[known] = tail_chance(part, of, others)
        flagged[run] = flag_bh(chance, share).sum()
        beyond[run] = (chance <= limit).sum()
    return ByChance(flagged, beyond)


def _draw(
    rng: np.random.Generator, whole: np.ndarray, share: np.ndarray, rho: np.ndarray
) -> np.ndarray:
    """Draw the votes of every station from a beta-binomial distribution."""
    spread = 1 / np.maximum(rho, NO_SPREAD) - 1
    drawn = rng.beta(share * spread, (1 - share) * spread)
    return rng.binomial(whole, np.where(rho < NO_SPREAD, share, drawn)).astype(np.int64)
