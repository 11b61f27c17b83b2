"""The compiled part of `explain`: every way within one pair of statements.

A pair is passed on as a tuple: the change of each line (0 where a statement lacks it),
its price as a slip, the prices of a line, of any other number and of having any, and the
lines that the way at hand tells. What is found is a tuple too: bits and how, by way.
"""

import numpy as np

from fastcheck import prices
from fastcheck.codes import MISSING
from fastcheck.jit import kernel, routine
from fastcheck.prices import BIT

# What a line counts, as far as the ways ask.
STANDS, LIST, INVALID, GROWS, SHRINKS = 0, 1, 2, 3, 4

# As plain numbers they would have helpers compiled once for each.
ALONE, VOTES_MOVED = np.int64(prices.ALONE), np.int64(prices.VOTES_MOVED)
LINES_EXCHANGED = np.int64(prices.LINES_EXCHANGED)
LINES_SHIFTED = np.int64(prices.LINES_SHIFTED)
WITH_TURNOUT = np.int64(prices.WITH_TURNOUT)
INVALID_AND_VOTES = np.int64(prices.INVALID_AND_VOTES)
_NONE = np.int64(-1)


@routine
def _far(difference):  # type: ignore[no-untyped-def]  # compiled; types are numba's
    """Return the bits that tell a number above zero, by Elias's gamma code."""
    bits, left = np.int64(1), abs(difference)
    while left > 1:
        left //= 2
        bits += 2
    return BIT * bits


@routine
def _alone(pair):  # type: ignore[no-untyped-def]  # compiled; types are numba's
    """Price the changes that the way does not account for; return that and how many.

    Either every such line made a slip, or some became any other number, at a price once.
    """
    change, slip, single, told = pair
    slips, others, lines = np.int64(0), single[2], 0
    for k in range(len(change)):
        if change[k] != 0 and told[k] == 0:
            slips += single[0] + slip[k]
            others += single[0] + min(slip[k], single[1] + _far(change[k]))
            lines += 1
    return (min(slips, others) if lines > 0 else slips), lines


@routine
def _offer(pair, found, way, price, first, second, votes):  # type: ignore[no-untyped-def]  # as above
    """Keep a way if it, with the lines it leaves over, costs less than what is known.

    A way must tell at least two changed lines, and more than it leaves over: among many
    numbers some two are always exchanged, or one the count of the line before.
    """
    rest, lines = _alone(pair)
    bits, how = found
    changed = 0
    for k in range(len(pair[0])):
        changed += pair[0][k] != 0
    if way != ALONE and (changed - lines < 2 or 2 * lines >= changed):
        return
    if price + rest < bits[way]:
        bits[way] = price + rest
        how[way, 0], how[way, 1], how[way, 2], how[way, 3] = first, second, votes, lines


@routine
def _by_themselves(pair, found, kinds):  # type: ignore[no-untyped-def]  # as above
    """Price the lines one by one; a slip of a line that alone changed is its own way."""
    change, slip, single, _ = pair
    line, lines = -1, 0
    for k in range(len(change)):
        if change[k] != 0:
            line, lines = k, lines + 1
    if lines > 1:
        _offer(pair, found, ALONE, np.int64(0), _NONE, _NONE, np.int64(0))
    elif lines == 1:
        bits, how = found
        bits[ALONE] = single.sum() + _far(change[line])
        how[ALONE, 0], how[ALONE, 2], how[ALONE, 3] = line, change[line], 0
        if kinds[line] < ALONE:
            bits[kinds[line]] = single[0] + slip[line]
            how[kinds[line], 0], how[kinds[line], 2] = line, change[line]
            how[kinds[line], 3] = 0


@routine
def _exchanged(pair, found, ways, before, after):  # type: ignore[no-untyped-def]  # as above
    """Price the counts of two lines exchanged."""
    change, told = pair[0], pair[3]
    for a in range(len(change)):
        for b in range(a + 1, len(change)):
            if change[a] == 0 or change[a] != -change[b] or after[a] != before[b]:
                continue
            told[a], told[b] = 1, 1
            price = ways[LINES_EXCHANGED]
            _offer(pair, found, LINES_EXCHANGED, price, a, b, change[a])
            told[a], told[b] = 0, 0


@routine
def _shifted(pair, found, ways, before, after):  # type: ignore[no-untyped-def]  # as above
    """Price a run of lines that each took the count of the line before, or after.

    What stands at the line where the run begins is told by the bits of that number.
    """
    change, told = pair[0], pair[3]
    lines = len(change)
    for start in range(lines):
        for step in (1, -1):
            end = start
            while 0 <= end + step < lines and (
                before[end] != MISSING and after[end + step] == before[end]
            ):
                end += step
            if end == start or after[start] == MISSING:
                continue
            low, high = min(start, end), max(start, end)
            told[low : high + 1] = 1
            price = ways[LINES_SHIFTED] + _far(np.int64(after[start]) + 1)
            _offer(pair, found, LINES_SHIFTED, price, start, end, np.int64(0))
            told[low : high + 1] = 0


@routine
def _moved(pair, found, ways, roles):  # type: ignore[no-untyped-def]  # as above
    """Price votes that went from one list to another."""
    change, told = pair[0], pair[3]
    for a in range(len(change)):
        for b in range(len(change)):
            lists = roles[a] == LIST and roles[b] == LIST
            if lists and change[b] > 0 and change[a] == -change[b]:
                told[a], told[b] = 1, 1
                price = ways[VOTES_MOVED] + _far(change[b])
                _offer(pair, found, VOTES_MOVED, price, a, b, change[b])
                told[a], told[b] = 0, 0


@routine
def _with_ballots(pair, found, ways, roles):  # type: ignore[no-untyped-def]  # as above
    """Price votes of a list that came with ballots, or out of the invalid ones."""
    change, told = pair[0], pair[3]
    for b in range(len(change)):
        if roles[b] != LIST or change[b] == 0:
            continue
        grown = 0
        for k in range(len(change)):
            grows = roles[k] == GROWS and change[k] == change[b]
            shrinks = roles[k] == SHRINKS and change[k] == -change[b]
            told[k] = k == b or grows or shrinks
            grown += grows
        if grown > 0:
            price = ways[WITH_TURNOUT] + _far(change[b])
            _offer(pair, found, WITH_TURNOUT, price, b, _NONE, change[b])
        for k in range(len(change)):
            if roles[k] == INVALID and change[k] == -change[b]:
                told[k] = 1
                price = ways[INVALID_AND_VOTES] + _far(change[b])
                _offer(pair, found, INVALID_AND_VOTES, price, b, k, change[b])
                told[k] = 0
        told[:] = 0


@kernel(
    reads=(
        *(("int32", 2), ("int32", 2), ("uint8", 1), ("uint8", 2)),
        *(("int64", 2), ("int64", 1), ("int64", 1)),
    ),
    writes=(("int64", 2), ("int64", 3), ("int64", 1), ("uint8", 1)),
)
def price_ways(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    before, after, roles, kinds, slips, single, ways, bits, how, change, told
):
    """Fill in what each way of each pair costs; see `explain`. Pairs are rows here."""
    lines = before.shape[1]
    for p in range(before.shape[0]):
        one, other = before[p], after[p]
        differs = False
        for k in range(lines):
            change[k] = 0
            if one[k] != MISSING and other[k] != MISSING:
                change[k] = np.int64(other[k]) - one[k]
            differs = differs or change[k] != 0
        if not differs:
            continue
        pair, found = (change, slips[p], single, told), (bits[p], how[p])
        _by_themselves(pair, found, kinds[p])
        _exchanged(pair, found, ways, one, other)
        _shifted(pair, found, ways, one, other)
        _moved(pair, found, ways, roles)
        _with_ballots(pair, found, ways, roles)
