"""Slow, obvious twins of the screening kernels, written from the definitions."""

from fractions import Fraction
from itertools import pairwise, permutations
from math import comb, floor, prod

import numpy as np


def binomial(n, p):
    """The probability of each count from 0 to n."""
    return [comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]


def beta_binomial(n, a, b):
    """The same for an urn with a successes and b failures that grows with each draw."""
    return [
        comb(n, k)
        * prod(a + i for i in range(k))
        * prod(b + i for i in range(n - k))
        / prod(a + b + i for i in range(n))
        for k in range(n + 1)
    ]


def hypergeometric(n, m, k):
    """The probability that x of k things fall into n of n + m places, by x."""
    return {
        x: comb(n, x) * comb(m, k - x) / comb(n + m, k)
        for x in range(max(k - m, 0), min(k, n) + 1)
    }


def both_sides(probability, x):
    """Twice the smaller tail, the value itself included; at most 1."""
    low = sum(p for k, p in probability if k <= x)
    high = sum(p for k, p in probability if k >= x)
    return min(1.0, 2 * min(low, high))


def is_whole(part, whole):
    """Is the percentage within 0.05 of a whole one?"""
    percent = Fraction(100 * part, whole)
    return abs(percent - round(percent)) <= Fraction(1, 20)


def integer_chance(part, whole):
    """Add the probabilities of all counts that come out whole."""
    probability = binomial(whole, part / whole)
    return sum(p for k, p in enumerate(probability) if is_whole(k, whole))


def tenths(part, whole):
    """The percentage in tenths of a per cent, rounded half up."""
    return floor(Fraction(1000 * part, whole) + Fraction(1, 2))


def bin_chances(part, whole, bins):
    """How likely each tenth is, modulo bins, of a binomial with the share itself."""
    chances = [0.0] * bins
    for count, chance in enumerate(binomial(whole, part / whole)):
        chances[tenths(count, whole) % bins] += chance
    return chances


def tail_chance(part, whole, share, rho):
    """Add up the tails of one station."""
    probability = binomial(whole, share)
    if rho > 1e-6:
        urn = share * (1 / rho - 1), (1 - share) * (1 / rho - 1)
        probability = beta_binomial(whole, *urn)
    return both_sides(list(enumerate(probability)), part)


def fit(part, whole):
    """Mean share and overdispersion of some stations, by the formulas as printed."""
    number, total = len(whole), sum(whole)
    p = sum(part) / total
    pairs = list(zip(part, whole, strict=True))
    msb = sum(n * (x / n - p) ** 2 for x, n in pairs) / (number - 1)
    msw = p * (1 - p)
    size = (total - sum(n * n for n in whole) / total) / (number - 1)
    rho = (msb - msw) / (msb + (size - 1) * msw) if msb + (size - 1) * msw else 0
    return min(max(p, 0.5 / total), 1 - 0.5 / total), min(max(rho, 0), 1 - 1e-6)


def last_digits(counts):
    """Smooth the whole histogram over ten twice, once to each side."""
    size = max([*counts, 100]) + 30
    histogram = [counts.count(x) for x in range(-20, size)]  # x is at x + 20
    once = [sum(histogram[max(x - 9, 0) : x + 1]) / 10 for x in range(len(histogram))]
    twice = [sum(once[x : x + 10]) / 10 for x in range(len(histogram))]
    observed = [sum(x >= 100 and x % 10 == digit for x in counts) for digit in range(10)]
    expected = [
        sum(twice[x + 20] for x in range(100 + d, size - 20, 10)) for d in range(10)
    ]
    scale = sum(observed) / sum(expected) if sum(expected) else 1
    return observed, [one * scale for one in expected]


def equal_pairs(shares):
    """Neighbours with the same share."""
    return sum(a == b for a, b in pairwise(shares))


def near_pairs(shares, within):
    """Neighbours whose shares differ, by a little."""
    return sum(0 < abs(a - b) <= within for a, b in pairwise(shares))


def windows(shares, length):
    """Places where a run of that length begins."""
    starts = range(len(shares) - length + 1)
    return sum(len(set(shares[at : at + length])) == 1 for at in starts)


def longest(shares):
    """Length of the longest run, and where the first such one begins."""
    for length in range(len(shares), 0, -1):
        for at in range(len(shares) - length + 1):
            if len(set(shares[at : at + length])) == 1:
                return length, at
    return 0, 0


def over_orders(shares, figure):
    """Mean and variance of a figure over all orders of the shares."""
    values = [figure(order) for order in permutations(shares)]
    mean = sum(values) / len(values)
    return mean, sum((one - mean) ** 2 for one in values) / len(values)


def step_up(p, q, cost=1.0):
    """Benjamini and Hochberg, from the definition: the largest k that fits."""
    ranked = sorted(p)
    fitting = [k for k in range(1, len(p) + 1) if ranked[k - 1] <= q * k / len(p) / cost]
    limit = ranked[max(fitting) - 1] if fitting else -1
    return [one <= limit for one in p]


def step_down(p):
    """Holm, from the definition."""
    order = sorted(range(len(p)), key=lambda at: p[at])
    adjusted, largest = [0.0] * len(p), 0.0
    for rank, at in enumerate(order):
        largest = max(largest, min(1.0, p[at] * (len(p) - rank)))
        adjusted[at] = largest
    return adjusted


def deal_moments(electronic, paper):
    """What all deals of the ballots to machine and paper make: sums apart, covariance.

    Each station's ballots are dealt at random, as many to the machine as it had; the
    moments are those of ballots drawn without replacement.
    """
    lists, stations = electronic.shape
    apart, covariance = np.zeros(lists), np.zeros((lists, lists))
    for s in range(stations):
        n, m = int(electronic[:, s].sum()), int(paper[:, s].sum())
        votes = n + m
        of_list = electronic[:, s] + paper[:, s]
        for i in range(lists):
            apart[i] += electronic[i, s] - n * of_list[i] / votes
            for j in range(lists):
                # One ballot of a list, and a pair of ballots, is on the machine:
                alone = n / votes
                pair = n * (n - 1) / (votes * (votes - 1))
                same = of_list[i] * alone * (1 - alone) if i == j else 0
                pairs = of_list[i] * (of_list[j] - (i == j))
                covariance[i, j] += same + pairs * (pair - alone * alone)
    return apart, covariance


def fingerprint(stations, width):
    """Which stations have a turnout and a share, both in per cent, and how many by bin."""
    known, percents, cells = [], [], {}
    for voters, turnout, cast, votes in stations:
        known.append(0 <= turnout <= voters > 0 and 0 <= votes <= cast > 0)
        if known[-1]:
            percents.append((100 * turnout / voters, 100 * votes / cast))
            exact = (Fraction(100 * turnout, voters), Fraction(100 * votes, cast))
            last = 100 // width - 1
            cell = tuple(min(floor(one / width), last) for one in exact)
            cells[cell] = cells.get(cell, 0) + 1
    return known, percents, cells
