"""Is one number another with a digit changed, exchanged, added or lost, and at what price?

The distance is that of Damerau (A technique for computer detection and correction of
spelling errors, Communications of the ACM 7, 1964), of which only one step is asked for.
"""

import numpy as np

from fastcheck.arrays import require
from fastcheck.codes import MISSING
from fastcheck.jit import kernel, routine
from fastcheck.prices import (
    BIT,
    DIGIT_ADDED,
    DIGIT_LOST,
    DIGITS_EXCHANGED,
    MOST_DIGITS,
    ONE_DIGIT,
    OTHER,
    Prices,
)

# Steps at one place of a number: from 0 another digit is put there, from 10 one is added
# before it, and then the digit is exchanged with the one before it, or lost.
_ADD, _EXCHANGE, _STEPS = 10, 20, 22

NEVER = 1 << 40  # the price of what is not the case; larger than any sum of prices


def price_edits(
    before: np.ndarray, after: np.ndarray, prices: Prices
) -> tuple[np.ndarray, np.ndarray]:
    """Say which single slip, if any, makes each number the other.

    Parameters
    ----------
    before, after : int32 (line, pair)
        Counts of two statements of the same protocols; MISSING where unreadable.
    prices
        What each slip costs.

    Returns
    -------
    kind : uint8 (line, pair)
        ONE_DIGIT, DIGITS_EXCHANGED, DIGIT_ADDED, DIGIT_LOST, or OTHER: none of these,
        also where the numbers are equal or one is MISSING.
    price : int64 (line, pair)
        In thousandths of a bit; NEVER where kind is OTHER.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the tables differ in shape.
    """
    require("before", before, "int32", ("line", "pair"))
    require("after", after, "int32", ("line", "pair"))
    if before.shape != after.shape:
        raise ValueError(f"before is {before.shape}, after {after.shape}")
    kind, price = np.zeros(before.shape, np.uint8), np.zeros(before.shape, np.int64)
    _price_edits(before, after, prices.edits, kind, price)
    return kind, price


def nearest_edit(
    before: np.ndarray, low: np.ndarray, high: np.ndarray, prices: Prices
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the likeliest other number within bounds.

    Parameters
    ----------
    before : int64 (number,)
        The numbers that stand.
    low, high : int64 (number,)
        Between which the other number must lie; high is negative where nothing bounds
        it.
    prices
        What each slip costs.

    Returns
    -------
    after : int64 (number,)
        The likeliest number; of several as likely the nearest, then the smaller.
    kind : uint8 (number,)
        How it comes about, as in `price_edits`.
    price : int64 (number,)
        In thousandths of a bit; NEVER if the bounds leave no other number.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the arrays differ in length.
    """
    for name, array in (("before", before), ("low", low), ("high", high)):
        require(name, array, "int64", ("number",))
    if not len(before) == len(low) == len(high):
        raise ValueError(
            f"{len(before)} numbers, {len(low)} lower and {len(high)} upper bounds"
        )
    after, price = np.zeros(len(before), np.int64), np.zeros(len(before), np.int64)
    kind = np.zeros(len(before), np.uint8)
    others = np.array([prices.other, prices.once], np.int64)
    _nearest_edit(before, low, high, prices.edits, others, after, kind, price)
    return after, kind, price


@routine
def _digits(number):  # type: ignore[no-untyped-def]  # compiled; types are numba's
    digits = 1
    while number > 9:
        number //= 10
        digits += 1
    return digits


@routine
def _lacks_one(longer, shorter):  # type: ignore[no-untyped-def]  # as above
    """Tell whether a number is a longer one without one of its digits."""
    power = np.int64(1)
    for _ in range(_digits(longer)):
        if longer // (power * 10) * power + longer % power == shorter:
            return True
        power *= 10
    return False


@routine
def _kind(before, after):  # type: ignore[no-untyped-def]  # as above
    size, other = _digits(before), _digits(after)
    if before == after or abs(size - other) > 1:
        return OTHER
    if other == size + 1:
        return DIGIT_ADDED if _lacks_one(after, before) else OTHER
    if other == size - 1:
        return DIGIT_LOST if _lacks_one(before, after) else OTHER
    differ, last, exchanged, power = 0, -2, False, np.int64(1)
    for at in range(size):
        mine, theirs = before // power % 10, after // power % 10
        if mine != theirs:
            differ += 1
            exchanged = (
                last == at - 1
                and mine == after // (power // 10) % 10
                and theirs == before // (power // 10) % 10
            )
            last = at
        power *= 10
    if differ == 1:
        return ONE_DIGIT
    return DIGITS_EXCHANGED if differ == 2 and exchanged else OTHER


@kernel(
    reads=(("int32", 2), ("int32", 2), ("int64", 2)),
    writes=(("uint8", 2), ("int64", 2)),
)
def _price_edits(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    before, after, edits, kind, price
):
    for k in range(before.shape[0]):
        for p in range(before.shape[1]):
            kind[k, p], price[k, p] = OTHER, NEVER
            mine, theirs = np.int64(before[k, p]), np.int64(after[k, p])
            if min(mine, theirs) == MISSING or mine == theirs:
                continue
            kind[k, p] = _kind(mine, theirs)
            if kind[k, p] != OTHER:
                price[k, p] = edits[kind[k, p], _digits(mine)]


@routine
def _other(before, after, others):  # type: ignore[no-untyped-def]  # as above
    """Price a change to any number: the farther away, the more bits (Elias, gamma)."""
    bits, distance = 0, abs(after - before)
    while distance > 1:
        distance //= 2
        bits += 2
    return others[0] + others[1] + BIT * (bits + 1)


@routine
def _stepped(before, place, step):  # type: ignore[no-untyped-def]  # as above
    """Return the number after one step at a place, counted from the last digit."""
    power = np.int64(10) ** place
    above, below = before // power, before % power
    if step < _ADD:
        return (above // 10 * 10 + step) * power + below
    if step < _EXCHANGE:
        return (above * 10 + step - _ADD) * power + below
    if step == _EXCHANGE:
        pair = above % 10 * 10 + above // 10 % 10
        return (above // 100 * 100 + pair) * power + below
    return above // 10 * power + below


@routine
def _better(own, other, cost, known, price):  # type: ignore[no-untyped-def]  # as above
    """Tell whether another number is likelier than the known one, or nearer."""
    far, near = abs(other - own), abs(known - own)
    return cost < price or (
        cost == price and (far < near or (far == near and other < known))
    )


@kernel(
    reads=(("int64", 1), ("int64", 1), ("int64", 1), ("int64", 2), ("int64", 1)),
    writes=(("int64", 1), ("uint8", 1), ("int64", 1)),
)
def _nearest_edit(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    before, low, high, edits, others, after, kind, price
):
    for n in range(before.shape[0]):
        own, price[n], kind[n], after[n] = before[n], NEVER, OTHER, before[n]
        size = _digits(own)
        for place in range(min(size + 1, MOST_DIGITS)):
            for step in range(_STEPS):
                other = _stepped(own, place, step)
                how = _kind(own, other)
                if other < low[n] or 0 <= high[n] < other or how == OTHER:
                    continue
                cost = edits[how, min(size, MOST_DIGITS)]
                if _better(own, other, cost, after[n], price[n]):
                    after[n], kind[n], price[n] = other, how, cost
        below = own - 1 if high[n] < 0 else min(high[n], own - 1)
        for other in (below, max(low[n], own + 1)):
            if low[n] <= other and (high[n] < 0 or other <= high[n]):
                cost = _other(own, other, others)
                if _better(own, other, cost, after[n], price[n]):
                    after[n], kind[n], price[n] = other, OTHER, cost
