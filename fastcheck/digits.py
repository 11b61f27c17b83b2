"""Are the last digits of counts as frequent as the counts around them say?

Last digits are even only where counts spread evenly over tens. Counts of a small list
fall steeply, and then low digits are more frequent by themselves; so what is expected
here is the histogram of the counts themselves, smoothed over ten. `second_digits` is the
comparison with Benford's law, which is known to flag clean elections.
"""

from math import log10

import numpy as np

from fastcheck.arrays import require
from fastcheck.jit import kernel

DIGITS = 10
LEAST = 100  # counts below it have no last digit that is free of the first


def last_digits(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Count last digits, and expect them from the smoothed histogram of the counts.

    The histogram is averaged over ten neighbouring counts twice, once to each side, so
    that every count spreads over those up to nine away, with weights 1 to 10 to 1. (A
    test on the same data it was smoothed from: chi-square with 9 degrees of freedom is
    an approximation.)

    Parameters
    ----------
    counts : int64 (station,)
        Ballots or votes; all of them, for the smoothing looks below LEAST too.

    Returns
    -------
    observed : int64 (digit,)
        Counts of at least LEAST by their last digit.
    expected : float64 (digit,)
        The smoothed histogram by last digit, with the same sum.

    Raises
    ------
    TypeError
        If the array has another dtype, rank or memory layout.
    ValueError
        If a count is negative.
    """
    require("counts", counts, "int64", ("station",))
    if len(counts) and counts.min() < 0:
        raise ValueError("counts must not be negative")
    observed = np.zeros(DIGITS, np.int64)
    expected = np.zeros(DIGITS, np.float64)
    _last_digits(counts, observed, expected)
    if expected.sum() > 0:
        expected *= observed.sum() / expected.sum()
    return observed, expected


@kernel(reads=(("int64", 1),), writes=(("int64", 1), ("float64", 1)))
def _last_digits(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    counts, observed, expected
):
    for s in range(counts.shape[0]):
        if counts[s] >= LEAST:
            observed[counts[s] % DIGITS] += 1
        for away in range(1 - DIGITS, DIGITS):
            near = counts[s] + away
            if near >= LEAST:
                expected[near % DIGITS] += DIGITS - abs(away)


def chi_square(observed: np.ndarray, expected: np.ndarray) -> float:
    """Return the chi-square distance of observed from expected frequencies."""
    return float(((observed - expected) ** 2 / expected).sum())


def benford_second() -> np.ndarray:
    """Return the frequency of each second digit by Benford's law, float64 (digit,)."""
    return np.array(
        [
            sum(log10(1 + 1 / (DIGITS * first + digit)) for first in range(1, DIGITS))
            for digit in range(DIGITS)
        ],
        np.float64,
    )


def second_digits(counts: np.ndarray) -> np.ndarray:
    """Count the second digits of counts of at least ten.

    Parameters
    ----------
    counts : int64 (station,)
        Votes.

    Returns
    -------
    observed : int64 (digit,)

    Raises
    ------
    TypeError
        If the array has another dtype, rank or memory layout.
    """
    require("counts", counts, "int64", ("station",))
    left = counts[counts >= DIGITS]
    while (long := left >= DIGITS * DIGITS).any():
        left = np.where(long, left // DIGITS, left)
    return np.bincount(left % DIGITS, minlength=DIGITS).astype(np.int64)
