"""Two published measures of a whole election that are known to fail.

Both are given because readers ask for them, never as evidence: each is far from zero in
elections where nothing happened but that people of one place vote and come alike.
"""

from dataclasses import dataclass

import numpy as np

from fastcheck.arrays import require
from fastcheck.integers import require_parts

BINS = 100  # of turnout, one per cent each
SMOOTHED = 2.0  # standard deviation of the smoothing, in bins
REACH = 8  # bins to each side that the smoothing looks at: four standard deviations
HALF = 0.5  # a peak is the first one above half of the highest
AROUND = 5  # bins to each side that the peak is moved, to see what hangs on it


def logit_moments(part: np.ndarray, whole: np.ndarray) -> tuple[float, float]:
    """Return skewness and kurtosis of the logarithmic rate of votes not for a list.

    The rate of a station is log((whole - part) / part). Klimek, Yegorov, Hanel and
    Thurner, PNAS 109 (2012).

    Parameters
    ----------
    part, whole : int64 (station,)
        Votes for the list and voters on the list; from 1 to the whole less 1.

    Returns
    -------
    skewness, kurtosis
        0 and 3 for a normal distribution; NaN where all rates are equal.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If a part is not from 1 to its whole less 1, or there are no stations.
    """
    require_parts(part, whole)
    if not len(part) or part.min() < 1 or (part == whole).any():
        raise ValueError("parts must be from 1 to their wholes less 1, at least one")
    rate = np.log((whole - part) / part)
    away = rate - rate.mean()
    spread = (away**2).mean()
    if spread == 0:
        return np.nan, np.nan
    return float((away**3).mean() / spread**1.5), float((away**4).mean() / spread**2)


@dataclass(frozen=True, slots=True)
class Excess:
    """Votes for a list above what its share at usual turnout would give.

    `peak` is the turnout in per cent that is taken as usual, `excess` the votes;
    `least` and `most` are the excess with the peak moved by up to AROUND.
    """

    peak: int
    excess: float
    least: float
    most: float


def turnout_excess(part: np.ndarray, cast: np.ndarray, turnout: np.ndarray) -> Excess:
    """Measure how many more votes a list has than at stations of usual turnout.

    Stations are put into bins of turnout. Usual is the first peak of the other lists'
    smoothed ballots above half of the highest; up to it the list has k votes for each
    other ballot, and what it has above k times all other ballots is the excess. After
    Shpilkin.

    Parameters
    ----------
    part, cast : int64 (station,)
        Votes for the list, and all ballots.
    turnout : float64 (station,)
        From 0 to 1.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the arrays differ in length, a part is above its whole or a turnout outside,
        or nobody else has a ballot.
    """
    require_parts(part, cast)
    require("turnout", turnout, "float64", ("station",))
    if len(part) != len(turnout):
        raise ValueError(f"{len(part)} parts but {len(turnout)} turnouts")
    if (part == cast).all() or turnout.min() < 0 or turnout.max() > 1:
        raise ValueError("turnout must be from 0 to 1, with some ballots for others")
    bins = np.minimum((turnout * BINS).astype(np.int64), BINS - 1)
    own = np.bincount(bins, part, BINS)
    others = np.bincount(bins, cast - part, BINS)
    peak = _first_peak(_smoothed(others))
    moved = range(max(peak - AROUND, 0), min(peak + AROUND, BINS - 1) + 1)
    around = [_above(own, others, one) for one in moved]
    return Excess(peak, _above(own, others, peak), min(around), max(around))


def _smoothed(counts: np.ndarray) -> np.ndarray:
    weights = np.exp(-0.5 * (np.arange(-REACH, REACH + 1) / SMOOTHED) ** 2)
    return np.convolve(counts, weights / weights.sum(), "same")


def _first_peak(smooth: np.ndarray) -> int:
    """Return the first bin above half of the highest that is not below its neighbours."""
    inside = np.concatenate(([-1.0], smooth, [-1.0]))
    peaks = (smooth >= inside[:-2]) & (smooth > inside[2:])
    return int(np.flatnonzero(peaks & (smooth > HALF * smooth.max()))[0])


def _above(own: np.ndarray, others: np.ndarray, peak: int) -> float:
    """Return the votes above the share that the list has up to a turnout."""
    below = others[: peak + 1].sum()
    if below == 0:
        return 0.0
    return float(own.sum() - own[: peak + 1].sum() / below * others.sum())
