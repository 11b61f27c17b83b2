"""Mean sample sizes that the ALPHA paper prints, by simulation with a tolerance."""

import numpy as np
import pytest

from fastcheck.risk import ALPHA, KAPLAN, Product, draws_needed

STATIONS = 10_000


def mean_draws(values, orders, product):
    bounds = np.ones(len(values))
    draws = draws_needed(values, bounds, orders, len(values) / 2, product, 0.05)
    return np.where(draws > 0, draws, orders.shape[1]).mean()


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        (Product(KAPLAN, g=0.01), 5.0965),
        (Product(KAPLAN, g=0.1), 5.1032),
        (Product(KAPLAN, g=0.2), 6.0908),
        (Product(ALPHA, eta=0.99, d=10), 5.1082),
    ],
)
def test_almost_all_at_one(product, expected):
    """Ms/Results of the paper: mass 0.99 at 1, the rest anywhere, without replacement."""
    chance = np.random.default_rng(99)
    values = np.where(chance.random(STATIONS) < 0.99, 1.0, chance.random(STATIONS))
    orders = np.array([chance.permutation(STATIONS)[:40] for _ in range(2000)])

    assert mean_draws(values, orders, product) == pytest.approx(expected, abs=0.04)


@pytest.mark.parametrize(("theta", "expected"), [(0.55, 597.6), (0.6, 149.2), (0.7, 39.6)])
def test_bravo(theta, expected):
    """ALPHA with eta fixed at the true share; the paper too simulated, with its error."""
    chance = np.random.default_rng(55)
    values = (np.arange(STATIONS) < theta * STATIONS).astype(float)
    product = Product(ALPHA, eta=theta, replacement=True)

    means = [
        mean_draws(values, chance.integers(0, STATIONS, (1000, 5000)), product)
        for _ in range(4)
    ]

    assert np.mean(means) == pytest.approx(expected, rel=0.05)
