"""What share does each list have, and how far off may a random sample be?

Shares are ratios of two estimated totals: votes for the list, and the base (valid votes,
or those who took part). Variances are those of the linearised ratio with the
finite-population correction. Source: Cochran, Sampling Techniques (1977), ch. 6, 9A;
Särndal, Swensson and Wretman, Model Assisted Survey Sampling (1992), ch. 5.

Which stations are drawn stands in `sampling`; what stations without a copy could change,
in `absent`.
"""

from dataclasses import dataclass

import numpy as np

from reconcile.outcome.sample.distributions import (
    fisher_above,
    student_below,
    student_quantile,
)

# Below this share of the largest one, a variance is the rounding of zero.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Design:
    """How the points of a sample stand for all stations.

    `weights` (float64) is how many stations a point stands for; `groups` (int64) are the
    strata; `factors` (float64) is what a squared deviation from the group's mean adds to
    a variance; `df` the degrees of freedom. All but `df` are by point.
    """

    weights: np.ndarray
    groups: np.ndarray
    factors: np.ndarray
    df: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """Shares (float64 (list,)), their covariance, and what margins need.

    `ballots` is the base counted at the points: the size of a simple sample of voters.
    """

    shares: np.ndarray
    covariance: np.ndarray
    df: int
    ballots: float

    @property
    def errors(self) -> np.ndarray:
        """The standard error of each share."""
        return np.asarray(np.sqrt(np.diagonal(self.covariance)))

    @property
    def design_effects(self) -> np.ndarray:
        """How many times the variance is that of as many voters drawn one by one."""
        alone = self.shares * (1 - self.shares) / self.ballots
        known = alone > 0
        times = np.divide(self.errors**2, alone, out=np.ones_like(alone), where=known)
        return np.asarray(times)

    def margins(self, level: float = 0.95, together: int = 1) -> np.ndarray:
        """Return half the width of each interval.

        Parameters
        ----------
        level
            The chance that an interval holds the share of all stations; that all of
            `together` intervals do (Bonferroni).
        """
        return self._quantile(1 - (1 - level) / (2 * together)) * self.errors

    def within(self, official: np.ndarray, level: float = 0.95) -> np.ndarray:
        """Return how far, at most, the official shares are from those of all stations.

        The smallest distance that the two one-sided tests (TOST) confirm at 1 - level.
        """
        far = np.abs(official - self.shares)
        return np.asarray(far + self._quantile(level) * self.errors)

    def equivalence(self, official: np.ndarray, distance: float) -> np.ndarray:
        """Return the p-value of "official is not within *distance*" for each list.

        Schuirmann's two one-sided tests; small values confirm that it is within.
        """
        room = distance - np.abs(official - self.shares)
        with np.errstate(divide="ignore", invalid="ignore"):
            steps = np.where(self.errors > 0, room / self.errors, np.sign(room) * np.inf)
        return student_below(self.df, -steps)

    def joint(self, official: np.ndarray) -> float | None:
        """Return the p-value of all official shares together (Hotelling's test).

        None where the sample is too small for it, or every station was drawn.
        """
        values, vectors = np.linalg.eigh(self.covariance)
        free = values > _ROUNDING * values.max()
        k = int(free.sum())
        below = self.df - k + 1
        if values.max() <= 0 or below <= 0:
            return None
        apart = vectors.T[free] @ (official - self.shares)
        distance = float((apart**2 / values[free]).sum())
        return fisher_above(k, below, below / (self.df * k) * distance)

    def _quantile(self, chance: float) -> float:
        """Return a quantile of Student's t; 0 where every station was drawn."""
        if self.df <= 0:
            return 0.0 if not self.covariance.any() else float("inf")
        return student_quantile(self.df, chance)


def design_strata(strata: np.ndarray, stations: np.ndarray) -> Design:
    """Describe simple random samples without replacement, one a stratum.

    Parameters
    ----------
    strata : int64 (point,)
        The stratum of each point.
    stations : int64 (stratum,)
        How many stations each stratum has.

    Notes
    -----
    A stratum with one point and more stations has no spread of its own: the point's
    deviation from zero is taken, which is on the safe side.
    """
    drawn = np.bincount(strata, minlength=len(stations))
    if (drawn > stations).any():
        raise ValueError("more points than stations in a stratum")
    share = np.divide(drawn, stations, out=np.zeros(len(stations)), where=stations > 0)
    spread = np.where(drawn > 1, drawn / np.maximum(drawn - 1, 1), 1.0)
    return Design(
        weights=(stations / np.maximum(drawn, 1))[strata],
        groups=strata,
        factors=((1 - share) * spread)[strata],
        df=len(strata) - int((drawn > 0).sum()),
    )


def design_pps(probabilities: np.ndarray) -> Design:
    """Describe draws with replacement, each station with its own probability.

    Parameters
    ----------
    probabilities : float64 (draw,)
        The chance of the drawn station at each draw; over all stations they sum to 1.
    """
    draws = len(probabilities)
    return Design(
        weights=1 / (draws * probabilities),
        groups=np.zeros(draws, np.int64),
        factors=np.full(draws, draws / max(draws - 1, 1)),
        df=draws - 1,
    )


def estimate_shares(votes: np.ndarray, base: np.ndarray, design: Design) -> Estimate:
    """Estimate each list's share by the ratio of two weighted sums.

    Parameters
    ----------
    votes : int64 (list, point)
    base : int64 (point,)
        What the shares are of.

    Raises
    ------
    ValueError
        If there is no point, or nobody voted at any.
    """
    whole = float(base @ design.weights)
    if whole <= 0:
        raise ValueError("no votes at any point of the sample")
    shares = votes @ design.weights / whole
    covariance = _covariance(votes - np.outer(shares, base), design) / whole**2
    return Estimate(shares, covariance, design.df, float(base.sum()))


def estimate_by_difference(
    posted: tuple[np.ndarray, np.ndarray],
    copied: tuple[np.ndarray, np.ndarray],
    totals: tuple[np.ndarray, int],
    design: Design,
) -> Estimate:
    """Estimate shares from the posted results of all stations, less what copies take off.

    Where posted results and copies agree at every point the margin is zero: how many
    stations may still differ is then said by `sampling.most_discrepant`.

    Parameters
    ----------
    posted, copied : int64 (list, point), int64 (point,)
        Votes and base at the points, by either statement.
    totals : int64 (list,), int
        Votes and base posted, added up over all stations.
    """
    votes, base = posted[0] - copied[0], posted[1] - copied[1]
    whole = totals[1] - float(base @ design.weights)
    if whole <= 0:
        raise ValueError("no votes are left of the posted ones")
    shares = (totals[0] - votes @ design.weights) / whole
    covariance = _covariance(votes - np.outer(shares, base), design) / whole**2
    return Estimate(shares, covariance, design.df, float(copied[1].sum()))


def _covariance(residuals: np.ndarray, design: Design) -> np.ndarray:
    """Return the covariance of weighted sums of residuals (list, point)."""
    weighted = residuals * design.weights
    sizes = np.bincount(design.groups)
    means = np.array([np.bincount(design.groups, one) for one in weighted])
    means /= np.maximum(sizes, 1)
    means[:, sizes == 1] = 0.0
    apart = weighted - means[:, design.groups]
    return np.asarray((apart * design.factors) @ apart.T)
