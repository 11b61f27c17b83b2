"""How many stations have a percentage so near a whole one, and how many would by chance?

A percentage counts as whole if it is within 0.05 of one. The chance of that is exact:
each count is taken as binomial with its own share, and the binomial is summed over the
counts that would come out whole. Small stations often do by mere arithmetic, and this
is what that null takes into account.

Kobak, Shpilkin and Pshenichnikov, Annals of Applied Statistics 10 (2016), who draw the
null at random (arXiv 1410.6059); here it is summed.
"""

from math import exp, lgamma, log

import numpy as np

from fastcheck.arrays import require
from fastcheck.codes import LARGEST
from fastcheck.jit import device, kernel

NOTHING = 1e-15  # a probability that adds nothing to a sum near one
PER_CENT = np.int64(100)
# 0.05 of a per cent is the twentieth part of one: a percentage is whole where twenty
# times its distance from a whole one is at most one.
PARTS = np.int64(20)
UNITS = PER_CENT * PARTS
TENTHS = np.int64(10)  # of a per cent: what is left of a percentage written with one place


def integer_chance(part: np.ndarray, whole: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Tell which percentages are whole, and how likely that was.

    Parameters
    ----------
    part : int64 (station,)
        Ballots or votes; from 0 to the whole.
    whole : int64 (station,)
        Voters or ballots they are a part of; from 1 to LARGEST.

    Returns
    -------
    whole_percent : uint8 (station,)
        1 where 100 part / whole is within 0.05 of a whole number.
    chance : float64 (station,)
        The probability of that, for a count drawn from a binomial distribution with
        the station's own share.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the arrays differ in length, a whole is not from 1 to LARGEST or a part not
        from 0 to its whole.
    """
    require_parts(part, whole)
    largest = int(whole.max()) if len(whole) else 0
    logs = np.zeros(largest + 1, np.float64)
    hits, chance = np.zeros(len(part), np.uint8), np.zeros(len(part), np.float64)
    _log_factorials(logs)
    _integer_chance(part, whole, logs, hits, chance)
    return hits, chance


def count_tenths(
    part: np.ndarray, whole: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Count percentages by their tenth, beside what chance makes of each.

    Parameters
    ----------
    part, whole : int64 (station,)
        As in `integer_chance`.

    Returns
    -------
    observed : int64 (tenth,)
        Stations whose percentage, rounded to a tenth (half up), has this tenth.
    expected, variance : float64 (tenth,)
        The same for counts drawn from binomial distributions with the stations' own
        shares: the mean number of stations, and its variance.

    Raises
    ------
    TypeError, ValueError
        As `integer_chance`.
    """
    return _count(part, whole, TENTHS)


def count_spikes(part: np.ndarray, whole: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Count percentages from 0.0 to 100.0, a tenth of a per cent at a time.

    Parameters
    ----------
    part, whole : int64 (station,)
        As in `integer_chance`.

    Returns
    -------
    observed : int64 (share,)
        Stations at each of the 1,001 shares, rounded half up.
    expected : float64 (share,)
        The mean number by chance, as in `count_tenths`.

    Raises
    ------
    TypeError, ValueError
        As `integer_chance`.
    """
    observed, expected, _ = _count(part, whole, PER_CENT * TENTHS + 1)
    return observed, expected


def _count(
    part: np.ndarray, whole: np.ndarray, bins: np.int64
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    require_parts(part, whole)
    observed = np.zeros(bins, np.int64)
    expected, variance = np.zeros(bins, np.float64), np.zeros(bins, np.float64)
    _count_bins(part, whole, observed, expected, variance, np.zeros(bins, np.float64))
    return observed, expected, variance


def require_parts(part: np.ndarray, whole: np.ndarray) -> None:
    """Refuse arrays that are not parts and their wholes at stations of a real size."""
    require("part", part, "int64", ("station",))
    require("whole", whole, "int64", ("station",))
    if len(part) != len(whole):
        raise ValueError(f"{len(part)} parts but {len(whole)} wholes")
    if len(part) and (whole.min() < 1 or whole.max() > LARGEST):
        raise ValueError(f"wholes must be from 1 to {LARGEST}")
    if len(part) and (part.min() < 0 or (part > whole).any()):
        raise ValueError("parts must be from 0 to their wholes")


def either_chance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the chance that at least one of two independent things happens."""
    return np.asarray(1 - (1 - one) * (1 - other))


@kernel(reads=(), writes=(("float64", 1),))
def _log_factorials(logs):  # type: ignore[no-untyped-def]  # compiled; types are numba's
    for n in range(logs.shape[0]):
        logs[n] = lgamma(n + 1.0)


@kernel(
    reads=(("int64", 1), ("int64", 1), ("float64", 1)),
    writes=(("uint8", 1), ("float64", 1)),
)
def _integer_chance(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    part, whole, logs, hits, chance
):
    for s in range(part.shape[0]):
        k, n = part[s], whole[s]
        over = (PER_CENT * k) % n
        hits[s] = PARTS * min(over, n - over) <= n
        if k == 0 or k == n:  # a share of none or all leaves nothing to chance
            chance[s] = 1.0
            continue
        yes, no = log(k / n), log((n - k) / n)
        nearest = (PER_CENT * k) // n
        for step in (-1, 1):  # whole per cents downwards from the share, and upwards
            percent = nearest if step == -1 else nearest + 1
            while 0 <= percent <= PER_CENT:
                low = max(-((1 - PARTS * percent) * n // UNITS), 0)
                high = min((PARTS * percent + 1) * n // UNITS, n)
                here = 0.0
                for j in range(low, high + 1):
                    ways = logs[n] - logs[j] - logs[n - j]
                    here += exp(ways + j * yes + (n - j) * no)
                chance[s] += here
                if low <= high and here < NOTHING:
                    break
                percent += step


@device
def _bin(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    k, n, bins
):
    """Return 100 k / n in tenths, rounded half up; of fewer bins, what is left of it."""
    return (2 * PER_CENT * TENTHS * k + n) // (2 * n) % bins


@kernel(
    reads=(("int64", 1), ("int64", 1)),
    writes=(("int64", 1), ("float64", 1), ("float64", 1), ("float64", 1)),
)
def _count_bins(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    part, whole, observed, expected, variance, chance
):
    bins = np.int64(observed.shape[0])
    for s in range(part.shape[0]):
        k, n = part[s], whole[s]
        own = _bin(k, n, bins)
        observed[own] += 1
        total, first, last = 0.0, own, own
        # Outwards from the count itself, the likeliest: each next one by its ratio.
        for step in (-1, 1):
            j, here = k, 1.0
            while here >= NOTHING:
                if j != k or step == -1:
                    at = _bin(j, n, bins)
                    first, last = min(first, at), max(last, at)
                    chance[at] += here
                    total += here
                if step == 1:
                    more, less = (n - j) * k, (j + 1) * (n - k)
                else:
                    more, less = j * (n - k), (n - j + 1) * k
                here = here * more / less if less else 0.0
                j += step
        for at in range(first, last + 1):
            share = chance[at] / total
            expected[at] += share
            variance[at] += share * (1 - share)
            chance[at] = 0.0
