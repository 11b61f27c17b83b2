"""How often would chance alone bring a figure so far out?

The tails of the few distributions that single figures are measured against. There is a
handful of them in a run, so nothing here is compiled.
"""

from math import erfc, exp, pi, sqrt


def normal_tail(z: float) -> float:
    """Return the probability that a standard normal number exceeds *z*."""
    return erfc(z / sqrt(2)) / 2


def skewed_tail(z: float, skewness: float) -> float:
    """Return the probability that a sum with some skewness exceeds *z*, standardised.

    The first correction of the normal tail (Edgeworth), as used for the number of
    successes in trials with unequal chances.
    """
    density = exp(-z * z / 2) / sqrt(2 * pi)
    return min(1.0, max(0.0, normal_tail(z) + skewness * (z * z - 1) * density / 6))


def chi_square_tail(x: float, degrees: int) -> float:
    """Return the probability that a chi-square number exceeds *x*.

    Raises
    ------
    ValueError
        If the degrees of freedom are not odd: the sum below is for odd ones.
    """
    if degrees < 1 or degrees % 2 == 0:
        raise ValueError(f"expected an odd number of degrees of freedom, got {degrees}")
    term = sqrt(2 * x / pi) * exp(-x / 2)
    total = erfc(sqrt(x / 2))
    for odd in range(1, degrees, 2):
        total += term
        term *= x / (odd + 2)
    return total
