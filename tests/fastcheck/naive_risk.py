"""Slow twin of the kernels of risk, in exact fractions, written from the definitions."""

import math
from fractions import Fraction

from fastcheck.risk import ALPHA, BELOW_ONE, KAPLAN


def products(values, bounds, null, whole, product):
    """Form the product draw by draw; math.inf once the null cannot be true."""
    now, drawn, seen = Fraction(1), [], []
    history = []
    for value, bound in zip(values, bounds, strict=True):
        if bound:
            kept = [] if product.replacement else drawn
            left = null - sum(v for v, _ in kept)
            rest = whole - sum(b for _, b in kept)
            now = _after(now, value, bound, left, rest, null, whole, seen, product)
            drawn.append((value, bound))
            seen.append(Fraction(value, bound))
        history.append(now)
    return history


def _after(now, value, bound, left, rest, null, whole, seen, product):
    if left < 0:
        return math.inf
    if left >= rest:
        return Fraction(0)
    if left == 0 and not (product.method == KAPLAN and product.g):
        return math.inf if value else now
    mean, x, g = Fraction(left, rest), Fraction(value, bound), Fraction(product.g)
    if product.method == KAPLAN:
        return now * (x + g) / (mean + g)
    if product.method == ALPHA:
        eta = _eta(mean, left, rest, null, whole, seen, product)
        return now * (x / mean * (eta - mean) + 1 - eta) / (1 - mean)
    return now * ((1 - g) * x / mean + g)


def _eta(mean, left, rest, null, whole, seen, product):
    eta = Fraction(product.eta)
    if product.d:
        share = Fraction(product.d) + len(seen)
        lowest = mean + Fraction(product.c) / Fraction(math.sqrt(share))
        eta = max((Fraction(product.d) * eta + sum(seen)) / share, lowest)
    elif not product.replacement:
        eta = (eta * whole - (null - left)) / rest
    return min(max(eta, mean), Fraction(BELOW_ONE))


def logarithm(product):
    """Return the logarithm of a product that may be too large for a float."""
    if product == math.inf:
        return math.inf
    if product == 0:
        return -math.inf
    return math.log(product.numerator) - math.log(product.denominator)
