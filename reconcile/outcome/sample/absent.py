"""What could stations without a copy change, and are they like the others?

No neighbour is ever taken for a station without a copy. Its voters may have voted for
anybody, or not at all: from this follow bounds that hold whatever the reason. They are
also all that can be said from copies of stations that nobody drew.
"""

from dataclasses import dataclass

import numpy as np

from reconcile.outcome.sample.distributions import welch


@dataclass(frozen=True, slots=True)
class Tipping:
    """The share that a list needs at the absent stations for the official one to fit.

    The official share lies inside the interval if the list's share at the stations
    without a copy is from `low` to `high`; below 0 or above 1 no share does it.
    """

    low: float
    high: float

    @property
    def possible(self) -> bool:
        """Tell whether any share at the absent stations lets the official one fit."""
        return self.low <= 1 and self.high >= 0

    @property
    def sure(self) -> bool:
        """Tell whether every share at the absent stations does."""
        return self.low <= 0 and self.high >= 1


def bound_shares(
    votes: np.ndarray, base: float, absent: float
) -> tuple[np.ndarray, np.ndarray]:
    """Bound each list's share, whatever happened at the stations without a copy.

    Parameters
    ----------
    votes : (list,)
        Of the stations with a copy; weighted if they are a sample.
    base
        What the shares are of, at the same stations.
    absent
        The voters of the stations without a copy, weighted likewise: each may have
        voted for one list, for another, or not at all.

    Returns
    -------
    low, high : float64 (list,)
        From all absent voters for other lists to all for this one.
    """
    whole = max(base + absent, 1)
    return votes / whole, (votes + absent) / whole


def tipping_points(
    votes: np.ndarray,
    base: float,
    absent: float,
    official: np.ndarray,
    margins: np.ndarray,
) -> list[Tipping]:
    """Find what the absent stations would have to say for the official share to fit.

    Parameters
    ----------
    votes, base
        As in `bound_shares`.
    absent
        The base of the stations without a copy, as posted or as those with a copy have.
    official, margins : float64 (list,)
        The shares to be compared with, and half the width of each interval.
    """
    whole = base + absent
    lows = ((official - margins) * whole - votes) / absent
    highs = ((official + margins) * whole - votes) / absent
    pairs = zip(lows.tolist(), highs.tolist(), strict=True)
    return [Tipping(low, high) for low, high in pairs]


def like_the_others(values: np.ndarray, came: np.ndarray, groups: np.ndarray) -> float:
    """Test whether stations without a copy differ from those with one.

    Welch's t on what is left after taking off each group's mean; it sees only what was
    posted, so that a large p-value is no proof of likeness.

    Parameters
    ----------
    values : float64 (draw,)
        Posted turnout, say, of every station drawn.
    came : bool (draw,)
        Whether its copy came in.
    groups : int64 (draw,)
        Strata.

    Returns
    -------
    The p-value; not a number where either side has fewer than two stations.
    """
    sizes = np.maximum(np.bincount(groups), 1)
    apart = values - (np.bincount(groups, values) / sizes)[groups]
    if min(came.sum(), (~came).sum()) < 2 or not apart.any():
        return float("nan")
    return welch(apart[came], apart[~came])
