"""The distributions behind margins and tests: the one door to scipy, opened when asked."""

import numpy as np


def student_quantile(df: int, chance: float) -> float:
    """Return the value that Student's t stays below with a chance."""
    from scipy.special import stdtrit

    return float(stdtrit(df, chance))


def student_below(df: int, values: np.ndarray) -> np.ndarray:
    """Return the chance that Student's t is below each value."""
    from scipy.special import stdtr

    return np.asarray(stdtr(df, values))


def fisher_above(of: int, under: int, value: float) -> float:
    """Return the chance that Fisher's F with these degrees of freedom is above a value."""
    from scipy.special import fdtrc

    return float(fdtrc(of, under, value))


def binomial_chance(found: int, drawn: int, tail: float) -> float:
    """Return the chance of each draw with which at most *found* come up *tail* often."""
    from scipy.special import bdtri

    return 1.0 if found >= drawn else float(bdtri(found, drawn, tail))


def welch(first: np.ndarray, second: np.ndarray) -> float:
    """Return the p-value of Welch's test that two means are the same."""
    from scipy.stats import ttest_ind

    return float(ttest_ind(first, second, equal_var=False).pvalue)
