"""How often would chance alone bring a figure so far out?

The tails of the few distributions that single figures are measured against. There is a
handful of them in a run, so nothing here is compiled.
"""

from math import erfc, exp, lgamma, log, pi, sqrt

NOTHING = 1e-18  # a share of a tail that adds nothing to it


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
        If there are no degrees of freedom.
    """
    if degrees < 1:
        raise ValueError(f"expected at least one degree of freedom, got {degrees}")
    if degrees % 2:
        term, total = sqrt(2 * x / pi) * exp(-x / 2), erfc(sqrt(x / 2))
    else:
        term = total = exp(-x / 2)
        term *= x / 2
    for step in range(1 + (degrees % 2 == 0), degrees, 2):
        total += term
        term *= x / (step + 2)
    return total


def binomial_tail(successes: int, trials: int, chance: float) -> float:
    """Return the probability of at least so many successes, each with the same chance.

    Raises
    ------
    ValueError
        If the successes are not from 0 to the trials, or the chance not inside 0 to 1.
    """
    if not 0 <= successes <= trials or not 0 < chance < 1:
        raise ValueError(f"{successes} of {trials} with chance {chance} is no binomial")
    if successes <= trials * chance:  # the far tail is the other one
        return (
            1 - binomial_tail(trials - successes + 1, trials, 1 - chance)
            if successes
            else 1
        )
    ways = lgamma(trials + 1) - lgamma(successes + 1) - lgamma(trials - successes + 1)
    term = exp(ways + successes * log(chance) + (trials - successes) * log(1 - chance))
    total, odds = 0.0, chance / (1 - chance)
    for k in range(successes, trials + 1):
        total += term
        term *= (trials - k) / (k + 1) * odds
        if term < NOTHING * total:
            break
    return total
