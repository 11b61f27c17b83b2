"""Risks of a claim, and a thousand simulated samples, beside whole arrays of numpy."""

import numpy as np

from fastcheck.risk import ALPHA, Product, draws_needed, evidence
from reconcile.bench.row import Row, against

STATIONS, SAMPLES, DRAWS = 9_727, 1_000, 2_000
RISK = 0.05
TRUE, NULL, GUESS = (
    0.985,
    0.96,
    0.98,
)  # shares of the bounds: real, claimed at least, bet on


def numpy_alpha(
    values: np.ndarray, bounds: np.ndarray, null: float, whole: float, eta: float
) -> np.ndarray:
    """ALPHA without replacement with eta the mean of all, in whole arrays."""
    before = np.concatenate([[0.0], np.cumsum(values)[:-1]])
    rest = whole - np.concatenate([[0.0], np.cumsum(bounds)[:-1]])
    mean = (null - before) / rest
    guess = np.clip((eta * whole - before) / rest, mean, 1 - 2.0**-52)
    won = values / bounds / mean * (guess - mean) / (1 - mean)
    with np.errstate(invalid="ignore"):  # once nothing of the null is left
        return np.cumsum(np.log(won + (1 - guess) / (1 - mean)))


def numpy_draws(
    values: np.ndarray, bounds: np.ndarray, orders: np.ndarray, null: float, eta: float
) -> np.ndarray:
    """ALPHA with replacement, all draws of all samples."""
    mean, x = null / bounds.sum(), values / bounds
    terms = np.log(x / mean * (eta - mean) / (1 - mean) + (1 - eta) / (1 - mean))
    said = np.cumsum(terms[orders], axis=1) >= -np.log(RISK)
    return np.where(said.any(axis=1), said.argmax(axis=1) + 1, -1)


def chance_rows(stations: int = STATIONS, samples: int = SAMPLES) -> list[Row]:
    """Measure one series of draws through all stations, and many samples of some."""
    chance = np.random.default_rng(2007)
    bounds = chance.integers(10, 3000, stations).astype(float)
    values = np.floor(bounds * chance.uniform(2 * TRUE - 1, 1, stations))
    whole = bounds.sum()
    null = NULL * whole
    orders = chance.choice(stations, (samples, DRAWS), p=bounds / whole)
    alone = Product(ALPHA, eta=GUESS)
    again = Product(ALPHA, eta=GUESS, replacement=True)

    def close(said: np.ndarray) -> list[float]:
        """Round to what both ways of adding logarithms up have in common."""
        return [
            float(f"{one:.8g}") for one in said[: -stations // 10 : stations // 50 or 1]
        ]

    return [
        *against(
            "ALPHA, each station a batch",
            stations,
            lambda: evidence(values, bounds, null, whole, alone),
            {"numpy": (lambda: numpy_alpha(values, bounds, null, whole, GUESS), None)},
            close,
            close,
        ),
        *against(
            f"draws needed in {samples:,} simulated samples",
            stations,
            lambda: draws_needed(values, bounds, orders, null, again, RISK),
            {"numpy": (lambda: numpy_draws(values, bounds, orders, null, GUESS), None)},
            np.ndarray.tolist,
            np.ndarray.tolist,
        ),
    ]
