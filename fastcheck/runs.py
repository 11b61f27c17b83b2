"""Do neighbouring stations of a commission have the same share more often than a near one?

Neighbours vote alike, so equal shares stand together in clean elections too, and any
other order of the shares has fewer of them. But chance alone moves a share by more than
a per cent: it makes equal shares no more frequent than shares a few tenths apart. What
other orders have is counted beside, exactly: all are as likely as each other.
"""

from dataclasses import dataclass

import numpy as np

from fastcheck.arrays import require
from fastcheck.jit import device, kernel

NEAR = 5  # units of share: shares so far apart are as frequent as equal ones


@dataclass(frozen=True, slots=True)
class Runs:
    """Equal neighbours and runs in each commission.

    `equal` and `near` are int64 (commission,): pairs of neighbours with the same share,
    and with one from 1 to NEAR units apart. `expected` and `variance`, float64
    (commission,), are of `equal` over all orders. `longest` and `at`, int64
    (commission,), are the longest run and its first station.
    """

    equal: np.ndarray
    near: np.ndarray
    expected: np.ndarray
    variance: np.ndarray
    longest: np.ndarray
    at: np.ndarray


def count_runs(shares: np.ndarray, starts: np.ndarray) -> Runs:
    """Count equal neighbours and find the longest run in each commission.

    Parameters
    ----------
    shares : int64 (station,)
        A share at each station, rounded as it is to be compared (tenths of a per cent),
        in the commission's order.
    starts : int64 (commission + 1,)
        Where each commission's stations begin, and the number of stations.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the starts do not rise from 0 to the number of stations.
    """
    _require_starts(shares, starts)
    number = len(starts) - 1
    whole = np.zeros((4, number), np.int64)
    moments = np.zeros((2, number), np.float64)
    _count_runs(shares, _ordered(shares, starts), starts, whole, moments)
    return Runs(whole[0], whole[1], moments[0], moments[1], whole[2], whole[3])


def expected_runs(shares: np.ndarray, starts: np.ndarray, length: int) -> np.ndarray:
    """Return how many runs of some length all orders have on average.

    A run of more counts once for each place it can begin at, so that this number also
    bounds the chance of any run that long from above.

    Parameters
    ----------
    shares, starts
        As in `count_runs`.
    length
        The length of a run, at least 1.

    Returns
    -------
    expected : float64 (commission,)

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the starts do not rise from 0 to the number of stations, or the length is
        below 1.
    """
    _require_starts(shares, starts)
    if length < 1:
        raise ValueError(f"a run has at least 1 station, got {length}")
    expected = np.zeros(len(starts) - 1, np.float64)
    asked = np.array([length], np.int64)
    _expected_runs(_ordered(shares, starts), starts, asked, expected)
    return expected


def _ordered(shares: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Sort the shares of each commission."""
    commission = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    return shares[np.lexsort((shares, commission))]


def _require_starts(shares: np.ndarray, starts: np.ndarray) -> None:
    require("shares", shares, "int64", ("station",))
    require("starts", starts, "int64", ("commission + 1",))
    ends = (starts[0], starts[-1]) if len(starts) else ()
    if ends != (0, len(shares)) or (np.diff(starts) < 0).any():
        raise ValueError(f"starts must rise from 0 to {len(shares)}")


@device
def _ways(number, drawn):  # type: ignore[no-untyped-def]  # compiled; types are numba's
    """Count the ordered draws of some things out of a number of them."""
    ways = 1.0
    for k in range(drawn):
        ways *= number - k
    return ways


@kernel(
    reads=(("int64", 1), ("int64", 1), ("int64", 1)),
    writes=(("int64", 2), ("float64", 2)),
)
def _count_runs(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    shares, ordered, starts, whole, moments
):
    for c in range(starts.shape[0] - 1):
        first, stop = starts[c], starts[c + 1]
        m = stop - first
        run = 0
        for s in range(first, stop):
            again = s > first and shares[s] == shares[s - 1]
            run = run + 1 if again else 1
            whole[0, c] += again
            whole[1, c] += s > first and 1 <= abs(shares[s] - shares[s - 1]) <= NEAR
            if run > whole[2, c]:
                whole[2, c], whole[3, c] = run, s - run + 1
        # Sums over values of the ordered draws of 2, 3 and 4 stations that have it,
        # and of two pairs of stations with the same or with two values.
        two = three = four = square = 0.0
        same = 0
        for s in range(first, stop):
            same += 1
            if s + 1 == stop or ordered[s + 1] != ordered[s]:
                two += _ways(same, 2)
                three += _ways(same, 3)
                four += _ways(same, 4)
                square += _ways(same, 2) ** 2
                same = 0
        if m < 2:
            continue
        mean = (m - 1) * two / _ways(m, 2)
        moments[0, c] = mean
        moments[1, c] = mean - mean * mean
        if m > 2:  # two pairs that share a station
            moments[1, c] += 2 * (m - 2) * three / _ways(m, 3)
        if m > 3:  # two pairs apart
            apart = four + two * two - square
            moments[1, c] += (m - 2) * (m - 3) * apart / _ways(m, 4)


@kernel(
    reads=(("int64", 1), ("int64", 1), ("int64", 1)),
    writes=(("float64", 1),),
)
def _expected_runs(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    ordered, starts, length, expected
):
    for c in range(starts.shape[0] - 1):
        first, stop = starts[c], starts[c + 1]
        m = stop - first
        if m < length[0]:
            continue
        same = 0
        for s in range(first, stop):
            same += 1
            if s + 1 == stop or ordered[s + 1] != ordered[s]:
                chance = 1.0
                for k in range(length[0]):
                    chance *= max(same - k, 0) / (m - k)
                expected[c] += (m - length[0] + 1) * chance
                same = 0
