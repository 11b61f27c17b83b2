"""How strongly do audited stations speak against "the outcome is wrong"?

Stations are drawn in a random order, and each is worth something between 0 and its
bound: the bound less what the audit took from the reported outcome. If the outcome is
wrong, all stations together are worth at most `null`. The evidence is the logarithm of a
product that then stays below 1 / risk with a chance of at least 1 - risk, however often
one looks (Ville's inequality), so that the risk is 1 / the largest product so far.

What a station is worth, and for which claim, stands in reconcile/outcome/assertions.py.
"""

from typing import NamedTuple

import numpy as np

from fastcheck.arrays import require, require_inside
from fastcheck.jit import device, kernel

KAPLAN, WALD, ALPHA = 0, 1, 2

# Sums of fractions are off by some last digits; a remainder of the null this small, as a
# share of it, counts as nothing left. Whole numbers below 2**53 are summed exactly.
NOTHING = 1e-9

# ALPHA never stakes all: its guess stays a last digit below the bound.
BELOW_ONE = 1 - 2.0**-52


class Product(NamedTuple):
    """Which product is formed; all numbers are shares of a station's bound.

    KAPLAN multiplies (x + g) / (m + g): Kaplan-Markov with replacement, which is MACRO
    for g = 0, and Kaplan-Kolmogorov without. WALD multiplies (1 - g) x / m + g. ALPHA
    multiplies x/m (eta - m)/(1 - m) + (1 - eta)/(1 - m). Here x is what the station is
    worth and m what one is worth on average if the null is just true, after the earlier
    draws. With `d` > 0 eta is the mean so far, shrunk towards `eta` as if that had been
    seen d times, and at least c / sqrt(d + j - 1) above m; else it is what makes the
    mean of all stations `eta`.

    Sources: Stark, MACRO (2009); Stark, SHANGRLA (2020); Stark, ALPHA (2023), 2.2, 2.5.
    """

    method: int = KAPLAN
    g: float = 0.0
    eta: float = 1.0
    d: float = 0.0
    c: float = 0.0
    replacement: bool = False


def evidence(
    values: np.ndarray, bounds: np.ndarray, null: float, whole: float, product: Product
) -> np.ndarray:
    """Follow the evidence against the null through one series of draws.

    Parameters
    ----------
    values, bounds : float64 (draw,)
        What each station drawn is worth, and its bound, in the order of drawing. Each
        draw took a station with a chance in proportion to its bound: among all stations
        with replacement, among those not drawn yet without.
    null, whole
        What all stations together are worth at most if the outcome is wrong, and the
        sum of their bounds.
    product
        Which product is formed.

    Returns
    -------
    evidence : float64 (draw,)
        The logarithm of the product after each draw; infinite once the null cannot be
        true any more, -infinite once it must be.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If values and bounds differ in length, a value is not from 0 to its bound, or
        null is not from 0 to whole.
    """
    require("values", values, "float64", ("draw",))
    require("bounds", bounds, "float64", ("draw",))
    _require_worth(values, bounds, null, whole)
    said = np.zeros(len(values), np.float64)
    _follow(values, bounds, _settings(null, whole, product), said)
    return said


def draws_needed(
    values: np.ndarray,
    bounds: np.ndarray,
    orders: np.ndarray,
    null: float,
    product: Product,
    risk: float,
) -> np.ndarray:
    """Count the draws until the risk is at most *risk*, for many orders of drawing.

    Parameters
    ----------
    values, bounds : float64 (station,)
        What each station is worth, and its bound.
    orders : int64 (sample, draw)
        The stations that each sample draws, as positions.
    null, product
        As in `evidence`.
    risk
        The risk limit, above 0 and at most 1.

    Returns
    -------
    draws : int64 (sample,)
        The number of draws; -1 where all of them are not enough.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        As in `evidence`; if a position is outside, or risk is.
    """
    require("values", values, "float64", ("station",))
    require("bounds", bounds, "float64", ("station",))
    require("orders", orders, "int64", ("sample", "draw"))
    whole = float(bounds.sum())
    _require_worth(values, bounds, null, whole)
    require_inside("orders", orders, len(values))
    if not 0 < risk <= 1:
        raise ValueError(f"risk must be above 0 and at most 1, got {risk}")
    limit, draws = np.array([-np.log(risk)]), np.zeros(len(orders), np.int64)
    _count(values, bounds, orders, _settings(null, whole, product), limit, draws)
    return draws


def risks(said: np.ndarray) -> np.ndarray:
    """Turn evidence into the risk after each draw: 1 / the largest product so far.

    Parameters
    ----------
    said : float64 (draw,)
        As `evidence` returns it.
    """
    return np.exp(-np.maximum.accumulate(np.maximum(said, 0.0)))


def _require_worth(
    values: np.ndarray, bounds: np.ndarray, null: float, whole: float
) -> None:
    if len(values) != len(bounds):
        raise ValueError(f"{len(values)} values but {len(bounds)} bounds")
    if len(values) and not (values >= 0).all():
        raise ValueError("values must be at least 0")
    if len(values) and not (values <= bounds).all():
        raise ValueError("values must be at most their bounds")
    if not 0 <= null <= whole:
        raise ValueError(f"null must be from 0 to {whole}, got {null}")


def _settings(null: float, whole: float, product: Product) -> np.ndarray:
    return np.array([null, whole, *product], np.float64)


# What stands where in the settings that a kernel reads.
_NULL, _WHOLE, _METHOD, _G, _ETA, _D, _C, _REPLACEMENT = range(8)


@device
def _estimate(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    of, left, rest, used, seen, mean
):
    """Guess what the next station is worth: at least the null's mean, below 1."""
    if of[_D] > 0:
        share = of[_D] + used
        guess = (of[_D] * of[_ETA] + seen) / share
        guess = max(guess, mean + of[_C] / np.sqrt(share))
    elif of[_REPLACEMENT] == 0:
        guess = (of[_ETA] * of[_WHOLE] - (of[_NULL] - left)) / rest
    else:
        guess = of[_ETA]
    return min(max(guess, mean), BELOW_ONE)


@device
def _factor(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    of, x, mean, guess
):
    """Return what the product is multiplied by: on average at most 1 under the null."""
    if of[_METHOD] == KAPLAN:
        return (x + of[_G]) / (mean + of[_G])
    if of[_METHOD] == WALD:
        return (1 - of[_G]) * x / mean + of[_G]
    return x / mean * (guess - mean) / (1 - mean) + (1 - guess) / (1 - mean)


@device
def _after(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    of, value, bound, left, rest, used, seen, said
):
    """Return the evidence after one more draw.

    `left` is what the stations not yet taken out are worth if the null is just true,
    `rest` the sum of their bounds.
    """
    tiny = NOTHING * of[_NULL]
    if left < -tiny:
        return np.inf
    if left >= rest:
        return -np.inf
    if left <= tiny and (of[_G] == 0 or of[_METHOD] != KAPLAN):
        return np.inf if value > tiny else said
    mean = max(left, 0.0) / rest
    guess = _estimate(of, left, rest, used, seen, mean)
    factor = _factor(of, value / bound, mean, guess)
    return said + np.log(factor) if factor > 0 else -np.inf


@kernel(
    reads=(("float64", 1), ("float64", 1), ("float64", 1)),
    writes=(("float64", 1),),
)
def _follow(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    values, bounds, of, said
):
    left, rest, seen, used, now = of[_NULL], of[_WHOLE], 0.0, 0, 0.0
    for at in range(values.shape[0]):
        if bounds[at] > 0:
            now = _after(of, values[at], bounds[at], left, rest, used, seen, now)
            seen += values[at] / bounds[at]
            used += 1
            if of[_REPLACEMENT] == 0:
                left -= values[at]
                rest -= bounds[at]
        said[at] = now


@kernel(
    reads=(("float64", 1), ("float64", 1), ("int64", 2), ("float64", 1), ("float64", 1)),
    writes=(("int64", 1),),
)
def _count(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    values, bounds, orders, of, limit, draws
):
    for sample in range(orders.shape[0]):
        left, rest, seen, used, now = of[_NULL], of[_WHOLE], 0.0, 0, 0.0
        draws[sample] = -1
        for at in range(orders.shape[1]):
            value, bound = values[orders[sample, at]], bounds[orders[sample, at]]
            if bound > 0:
                now = _after(of, value, bound, left, rest, used, seen, now)
                seen += value / bound
                used += 1
                if of[_REPLACEMENT] == 0:
                    left -= value
                    rest -= bound
            if now >= limit[0]:
                draws[sample] = at + 1
                break
