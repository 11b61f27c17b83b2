"""Whole numbers near given ones, with a given sum and within given bounds."""

import numpy as np

ROUNDS = 60  # of scaling towards the sum; what is left is then given out one by one


def fit_sum(
    rng: np.random.Generator,
    raw: np.ndarray,
    total: int,
    low: int | np.ndarray,
    high: int | np.ndarray,
) -> np.ndarray:
    """Return whole numbers in proportion to *raw* that sum to *total*.

    Raises
    ------
    ValueError
        If no numbers within the bounds have that sum.
    """
    low, high = np.broadcast_to(low, raw.shape), np.broadcast_to(high, raw.shape)
    if not int(low.sum()) <= total <= int(high.sum()):
        raise ValueError(f"no sum of {total} between {low.sum()} and {high.sum()}")
    scaled = np.maximum(raw, 1e-9)
    for _ in range(ROUNDS):
        scaled = np.clip(scaled * (total / scaled.sum()), low, high)
        scaled = np.maximum(scaled, 1e-9)
    whole: np.ndarray = np.floor(scaled).astype(np.int64)
    whole += rng.random(len(raw)) < scaled - whole
    whole = np.clip(whole, low, high)
    while (left := total - int(whole.sum())) != 0:
        free = np.flatnonzero(whole < high if left > 0 else whole > low)
        chosen = rng.choice(free, min(abs(left), len(free)), replace=False)
        whole[chosen] += 1 if left > 0 else -1
    return whole


def fit_parts(weights: np.ndarray, total: int) -> np.ndarray:
    """Share *total* out in proportion to *weights*, by largest remainder."""
    exact = weights / weights.sum() * total
    parts: np.ndarray = np.floor(exact).astype(np.int64)
    order = np.argsort(parts - exact, kind="stable")
    parts[order[: total - int(parts.sum())]] += 1
    return parts
