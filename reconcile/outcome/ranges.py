"""How far can the options of disputed stations move a linear score, and how soon?

A score is a weight for each measure. Stations choose independently, so the extremes are
sums of each station's own, and the fewest stations that cross a line are those with the
largest gains: both exact, in time proportional to options times measures. Ballots of
stations not seen are free: each may be for any list, for none, or not there. Where the
votes for lists were read, the ballots beyond them are blank: for none, or not there.
What several scores can be at once is asked in `attainable`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from reconcile.outcome.options import Options

_SAFE = 2**62  # sums of products below this are exact in int64

Weights = Sequence[int] | np.ndarray  # one for each measure


@dataclass(frozen=True, slots=True)
class Space:
    """Every result that the options and the free ballots allow.

    `point` is int64 (measure,): the posted result, which is one of them. The first
    `lists` measures are votes for lists, the others bases. `ballots` bounds the free
    ballots, `blanks` the blank ones.
    """

    point: np.ndarray
    options: Options
    ballots: int
    lists: int
    blanks: int = 0

    @property
    def unseen(self) -> list[tuple[np.ndarray, int]]:
        """What an unseen ballot can add, int64 (measure, kind), and how many are."""
        kinds = rays(len(self.point), self.lists)
        return [(kinds, self.ballots), (kinds[:, -1:], self.blanks)]


def score(weights: Weights, values: np.ndarray) -> np.ndarray:
    """Weigh measures.

    Parameters
    ----------
    weights
        Integers, one for each measure, of any size.
    values : int64 (measure, n)

    Returns
    -------
    int64 or object (n,)
        Exact; Python integers where the sum of all could pass int64.
    """
    exact = np.array([int(one) for one in weights], object)
    largest = int(np.abs(values).max(initial=0)) * max(map(abs, exact), default=0)
    if largest * max(values.size, 1) < _SAFE:
        exact = exact.astype(np.int64)
    else:
        values = values.astype(object)
    total: np.ndarray = exact @ values
    return total


def gains(weights: Weights, options: Options) -> np.ndarray:
    """Return the most that each disputed station can add to a score: (disputed,)."""
    if not len(options):
        return np.zeros(0, np.int64)
    most: np.ndarray = np.maximum.reduceat(score(weights, options.deltas), options.starts)
    return most


def fewest(gained: np.ndarray, needed: int) -> int | None:
    """Return how many stations it takes to gain *needed*; None if all do not do it."""
    positive = np.sort(gained[gained > 0])[::-1]
    enough = np.flatnonzero(np.cumsum(positive) >= needed)
    return int(enough[0]) + 1 if len(enough) else None


def rays(measures: int, lists: int) -> np.ndarray:
    """Return what one free ballot can add: int64 (measure, kind).

    A vote for each list in turn, or for none; every base counts it.
    """
    one = np.ones((measures, lists + 1), np.int64)
    one[:lists] = np.eye(lists, lists + 1, dtype=np.int64)
    return one


def unseen_gain(weights: Weights, space: Space) -> int:
    """Return the most that all ballots not seen can add to a score."""
    return sum(
        number * max(0, *score(weights, kinds).tolist()) for kinds, number in space.unseen
    )


def redistributed(weights: Weights, known: np.ndarray, lists: int) -> np.ndarray:
    """Return the most a score can gain from each station if only its votes move.

    Bases stay as they are; every vote for a list becomes one for the list that counts
    most. `known` is int64 (measure, station).
    """
    best = max(int(one) for one in weights[:lists])
    return score([best - int(one) for one in weights[:lists]], known[:lists])


def extreme(weights: Weights, space: Space) -> list[int]:
    """Return a result with the highest score of all, as Python integers."""
    result = [int(one) for one in space.point]
    options = space.options
    if len(options):
        values = score(weights, options.deltas)
        most = np.maximum.reduceat(values, options.starts)
        sizes = np.diff(options.starts, append=len(values))
        best = np.flatnonzero(values == np.repeat(most, sizes))
        chosen = best[np.searchsorted(best, options.starts)]
        added = options.deltas[:, chosen].sum(axis=1)
        result = [a + int(b) for a, b in zip(result, added, strict=True)]
    for kinds, number in space.unseen:
        gain = score(weights, kinds).tolist()
        if max(gain) > 0:
            ray = kinds[:, gain.index(max(gain))].tolist()
            result = [a + number * b for a, b in zip(result, ray, strict=True)]
    return result


def weigh(weights: Weights, result: Sequence[int]) -> int:
    """Return the score of one result."""
    return sum(int(a) * b for a, b in zip(weights, result, strict=True))


def share_range(
    part: Weights, whole: Weights, space: Space
) -> tuple[Fraction, Fraction] | None:
    """Find the lowest and the highest share that one score can be of another.

    Exact, by Dinkelbach's method (Management Science 13, 1967): at the best share the
    best of part - share x whole is zero. None where the whole can be nothing.
    """
    least = extreme([-int(one) for one in whole], space)
    if weigh(whole, least) <= 0:
        return None
    return _best_share(part, whole, space, -1), _best_share(part, whole, space, 1)


def _best_share(part: Weights, whole: Weights, space: Space, sign: int) -> Fraction:
    result = [int(one) for one in space.point]
    while True:
        best = Fraction(weigh(part, result), weigh(whole, result))
        weights = [
            sign * (int(p) * best.denominator - int(w) * best.numerator)
            for p, w in zip(part, whole, strict=True)
        ]
        result = extreme(weights, space)
        if weigh(weights, result) <= 0:
            return best
