"""Which stations does a published seed draw, and how many should it be?

A draw is one sentence that anybody can do again with sha256sum:

srs  the digest of "SEED NAME" is written beside each station; the smallest digests of
     each stratum are drawn.
pps  the digest of "SEED k", read as a whole number, is divided by the number of voters;
     the remainder points to a voter, where stations lie in the order of their names with
     as many voters as their lists have; that voter's station is the k-th draw.

Nothing else plays a part: no clock, no machine, no version of any library.
"""

import heapq
from collections.abc import Sequence
from hashlib import sha256
from math import exp, lgamma

import numpy as np

from reconcile.outcome.sample.distributions import binomial_chance

LEAST = 2  # stations in each stratum; one alone shows no spread


def digest(seed: str, name: str) -> str:
    """Return the sha256 of seed, one space and name in UTF-8, as hexadecimal digits."""
    return sha256(f"{seed} {name}".encode()).hexdigest()


def draw_srs(
    names: Sequence[str], strata: np.ndarray, sizes: Sequence[int], seed: str
) -> np.ndarray:
    """Draw stations without replacement, by stratum and digest.

    Parameters
    ----------
    names
        Of all stations.
    strata : int64 (station,)
    sizes
        How many to draw of each stratum.

    Returns
    -------
    stations : int64 (draw,)
        Positions, in the order of stratum and digest.
    """
    digests = [digest(seed, name) for name in names]
    order = sorted(range(len(names)), key=lambda at: (strata[at], digests[at], names[at]))
    left, drawn = list(sizes), []
    for at in order:
        if left[strata[at]] > 0:
            left[strata[at]] -= 1
            drawn.append(at)
    return np.array(drawn, np.int64)


def draw_pps(names: Sequence[str], voters: np.ndarray, draws: int, seed: str) -> np.ndarray:
    """Draw stations with replacement, each in proportion to its voters.

    Parameters
    ----------
    names
        Of all stations.
    voters : int64 (station,)
        On each station's voter list.

    Returns
    -------
    stations : int64 (draw,)
        Positions, in the order of drawing; a station may come again.
    """
    order = np.array(sorted(range(len(names)), key=names.__getitem__), np.int64)
    ends = np.cumsum(voters[order])
    whole = int(ends[-1])
    tickets = [int(digest(seed, str(k)), 16) % whole for k in range(1, draws + 1)]
    return order[np.searchsorted(ends, tickets, side="right")]


def allocate(weights: Sequence[float], stations: Sequence[int], size: int) -> list[int]:
    """Share out a sample over strata; exactly the best one for these weights.

    Each station goes where it helps most, by the method of equal proportions. Weights
    are the stations of each stratum (proportional), or these times the spread inside
    (Neyman). Source: Wright, The American Statistician 66 (2012).

    Raises
    ------
    ValueError
        If *size* is below two a stratum, or the number of stations where that is less.
    """
    sizes = [min(LEAST, count) for count in stations]
    if size < sum(sizes):
        raise ValueError(f"expected at least {sum(sizes)} stations, two a stratum")
    queue = [
        (-_help(weights[at], got), at) for at, got in enumerate(sizes) if got < stations[at]
    ]
    heapq.heapify(queue)
    for _ in range(min(size, sum(stations)) - sum(sizes)):
        at = queue[0][1]
        sizes[at] += 1
        if sizes[at] < stations[at]:
            heapq.heapreplace(queue, (-_help(weights[at], sizes[at]), at))
        else:
            heapq.heappop(queue)
    return sizes


def _help(weight: float, got: int) -> float:
    """Return by how much one station more lowers the variance (squared weight)."""
    return weight * weight / (got * (got + 1))


def stations_needed(
    variance: float, mean: float, stations: int, margin: float, z: float
) -> float:
    """Return how many of all stations give a margin; or voters, drawn one by one.

    Parameters
    ----------
    variance
        Of what a station adds to the share (its residual), inside strata, in ballots
        squared; p (1 - p) for voters.
    mean
        Ballots a station; 1 for voters.
    stations
        How many there are.
    margin, z
        Half the width of the interval, as a share, and its quantile.
    """
    alone = z**2 * variance / (margin * mean) ** 2
    return alone / (1 + alone / stations)


def spreads(
    votes: np.ndarray, base: np.ndarray, strata: np.ndarray, count: int
) -> np.ndarray:
    """Return the variance of one list's residuals inside each stratum.

    Parameters
    ----------
    votes, base : int64 (station,)
        Of an earlier election, or as posted: only sizes and allocations rest on it.
    strata : int64 (station,)
    count
        How many strata there are.

    Returns
    -------
    float64 (stratum,)
        In ballots squared; 0 where fewer than two stations are known.
    """
    residuals = votes - votes.sum() / max(int(base.sum()), 1) * base
    sizes = np.bincount(strata, minlength=count)
    means = np.bincount(strata, residuals, count) / np.maximum(sizes, 1)
    squares = np.bincount(strata, (residuals - means[strata]) ** 2, count)
    return squares / np.maximum(sizes - 1, 1)


def most_discrepant(found: int, drawn: int, stations: int, percent: int = 5) -> int:
    """Return how many stations may be discrepant if a simple sample found *found*.

    The largest number with which so few are found with a chance above *percent* per
    cent, by the hypergeometric distribution.
    """
    low, high = found, stations - drawn + found
    while low < high:
        middle = (low + high + 1) // 2
        if 100 * _chance_of_few(found, drawn, stations, middle) > percent:
            low = middle
        else:
            high = middle - 1
    return low


def _chance_of_few(found: int, drawn: int, stations: int, bad: int) -> float:
    """Return the chance that a sample has at most *found* of the bad stations."""
    whole = _log_ways(stations, drawn)
    return sum(
        exp(_log_ways(bad, k) + _log_ways(stations - bad, drawn - k) - whole)
        for k in range(max(0, drawn - stations + bad), found + 1)
    )


def _log_ways(of: int, chosen: int) -> float:
    """Return the logarithm of the number of ways to choose: exact ones grow too long."""
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)


def most_discrepant_strata(
    found: int, drawn: int, fraction: float, percent: int = 5
) -> int:
    """Return how many stations may be discrepant if samples in strata found *found*.

    What is found is a sum of independent chances, and few are found most easily where
    these are alike (Hoeffding, Annals of Mathematical Statistics 27, 1956): a binomial
    bound, a little above the exact one of a simple sample.

    Parameters
    ----------
    fraction
        The smallest share of a stratum's stations that was drawn.
    """
    most = drawn * binomial_chance(found, drawn, percent / 100)
    return int(max(most, found + 1) / fraction)


def draws_to_meet(bad: int, stations: int, percent: int = 95) -> int:
    """Return how many stations meet one of *bad* with a chance of *percent* per cent."""
    missed, draws = 100.0, 0
    while missed > 100 - percent:
        missed *= (stations - bad - draws) / (stations - draws)
        draws += 1
    return draws
