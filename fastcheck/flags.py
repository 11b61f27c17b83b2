"""Which of many tests may be flagged, so that few of the flags are there by chance?

Of 9,727 stations where nothing is unusual 486 have a p-value below 0.05. The functions
here bound that: Holm's bounds the chance of any false flag, the others bound the share of
false flags among all. `tails` gives the p-values of single figures.
"""

import numpy as np

from fastcheck.arrays import require, require_groups

# Turns a p-value into an e-value: e = K p ** (K - 1), whose mean under the null is one.
CALIBRATOR = 0.5


def holm(p: np.ndarray) -> np.ndarray:
    """Adjust p-values so that flagging those up to q has a false flag with chance q.

    Parameters
    ----------
    p : float64 (test,)
        P-values, whatever their dependence.

    Returns
    -------
    adjusted : float64 (test,)
        Holm's adjusted p-values, at most 1.

    Raises
    ------
    TypeError
        If the array has another dtype, rank or memory layout.
    """
    require("p", p, "float64", ("test",))
    order = np.argsort(p, kind="stable")
    steps = p[order] * np.arange(len(p), 0, -1)
    adjusted = np.empty(len(p), np.float64)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1)
    return adjusted


def flag_bh(p: np.ndarray, share: float) -> np.ndarray:
    """Flag by Benjamini and Hochberg: the expected share of false flags is bounded.

    The bound holds for independent tests and for positively dependent ones.

    Parameters
    ----------
    p : float64 (test,)
        P-values.
    share
        The largest share of false flags that is accepted on average.

    Returns
    -------
    flagged : bool (test,)

    Raises
    ------
    TypeError
        If the array has another dtype, rank or memory layout.
    """
    require("p", p, "float64", ("test",))
    ranked = np.sort(p)
    under = np.flatnonzero(ranked <= share * np.arange(1, len(p) + 1) / max(len(p), 1))
    limit = ranked[under[-1]] if len(under) else -1.0
    return np.asarray(p <= limit)


def harmonic(tests: int) -> float:
    """Return 1 + 1/2 + ... + 1/tests: what dependence of any kind costs."""
    return float((1 / np.arange(1, tests + 1)).sum())


def flag_by(p: np.ndarray, share: float) -> np.ndarray:
    """Flag by Benjamini and Yekutieli: like `flag_bh`, for dependence of any kind."""
    return flag_bh(p, share / max(harmonic(len(p)), 1.0))


def calibrate(p: np.ndarray) -> np.ndarray:
    """Turn p-values into e-values; a p-value of zero is evidence without bound."""
    with np.errstate(divide="ignore"):
        return np.asarray(CALIBRATOR * p ** (CALIBRATOR - 1))


def flag_ebh(e: np.ndarray, share: float) -> np.ndarray:
    """Flag by the e-BH procedure: for dependence of any kind, and at any stopping time.

    Wang and Ramdas, arXiv 2009.02824.

    Parameters
    ----------
    e : float64 (test,)
        E-values: at least 0, with a mean of at most 1 where nothing is unusual.
    share
        The largest share of false flags that is accepted on average.

    Returns
    -------
    flagged : bool (test,)

    Raises
    ------
    TypeError
        If the array has another dtype, rank or memory layout.
    """
    require("e", e, "float64", ("test",))
    ranked = np.sort(e)[::-1]
    enough = np.flatnonzero(ranked * share * np.arange(1, len(e) + 1) >= len(e))
    return np.asarray(e >= ranked[enough[-1]]) if len(enough) else np.zeros(len(e), bool)


def simes(p: np.ndarray) -> float:
    """Combine p-values into one: whether anything among them is unusual."""
    if not len(p):
        return 1.0
    return float(min(1.0, (np.sort(p) * len(p) / np.arange(1, len(p) + 1)).min()))


def flag_under(
    p: np.ndarray, groups: np.ndarray, number: int, share: float
) -> tuple[np.ndarray, np.ndarray]:
    """Flag groups first, and then tests inside the flagged ones.

    Groups are flagged by `flag_bh` on their Simes p-values; inside each of R flagged
    groups of m, tests are flagged by `flag_bh` at the share times R / m. Benjamini and
    Bogomolov, Journal of the Royal Statistical Society B 76 (2014).

    Parameters
    ----------
    p : float64 (test,)
        P-values.
    groups : int64 (test,)
        The group of each test, from 0.
    number
        How many groups there are.
    share
        The largest share of false flags that is accepted on average.

    Returns
    -------
    flagged_groups : bool (group,)
    flagged : bool (test,)

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If tests and groups differ in length, or a group is outside.
    """
    require("p", p, "float64", ("test",))
    require_groups("groups", groups, "test", number)
    if len(p) != len(groups):
        raise ValueError(f"{len(p)} p-values but {len(groups)} groups")
    order = np.argsort(groups, kind="stable")
    members = np.split(order, np.searchsorted(groups[order], np.arange(1, number)))
    chosen = flag_bh(np.array([simes(p[own]) for own in members], np.float64), share)
    flagged = np.zeros(len(p), bool)
    for group in np.flatnonzero(chosen):
        own = members[group]
        flagged[own] = flag_bh(p[own], share * chosen.sum() / number)
    return chosen, flagged
