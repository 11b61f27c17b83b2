"""Which other station's protocol is equal on the most lines?

Two protocols that differ on few lines agree on most groups of lines, whatever the lines:
if the lines are dealt into two groups more than may differ, at least two groups are
equal. So only protocols that share two groups are compared line by line, and a table of
them is never looked through whole. Few are, and numpy compares them soonest: a compiled
kernel would take longer to load than to run.
"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from fastcheck.arrays import require

# Protocols that share two groups of lines and are compared with one: far more than any
# honest election has, and few enough that a table of equal rows ends today.
MOST_ALIKE = 256
_MIX = np.uint64(0x9E3779B97F4A7C15)  # the golden ratio's bits: spreads what it multiplies


def nearest(
    counts: np.ndarray,
    owner: np.ndarray,
    others: np.ndarray,
    other_owner: np.ndarray,
    most: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Find for each protocol the other station's that differs on the fewest lines.

    Parameters
    ----------
    counts : int32 (line, protocol)
        Ballots or voters; two MISSING counts are equal.
    owner : int64 (protocol,)
        The station of each protocol.
    others : int32 (line, other)
        The protocols to look in.
    other_owner : int64 (other,)
        The station of each.
    most
        On how many lines the two may differ.

    Returns
    -------
    found : int64 (protocol,)
        The position of the other, the first of several; -1 if all differ on more lines.
    different : int64 (protocol,)
        On how many lines the two differ; most + 1 if there is none.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If axes differ in length.
    """
    require("counts", counts, "int32", ("line", "protocol"))
    require("owner", owner, "int64", ("protocol",))
    require("others", others, "int32", ("line", "other"))
    require("other_owner", other_owner, "int64", ("other",))
    if len(counts) != len(others):
        raise ValueError(f"counts has {len(counts)} lines, others {len(others)}")
    if (len(owner), len(other_owner)) != (counts.shape[1], others.shape[1]):
        raise ValueError("every protocol must have an owner")
    found = np.full(counts.shape[1], -1, np.int64)
    different = np.full(counts.shape[1], most + 1, np.int64)
    for one, another in combinations(_deal(others, most + 2), 2):
        for at, other in _sharing(counts, others, [*one, *another], different):
            apart = owner[at] != other_owner[other]
            own, theirs = at[apart], other[apart]
            count = (counts[:, own] != others[:, theirs]).sum(axis=0)
            better = (count < different[own]) | (
                (count == different[own]) & (theirs < found[own])
            )
            found[own[better]] = theirs[better]
            different[own[better]] = count[better]
    return found, different


def _sharing(
    counts: np.ndarray, others: np.ndarray, lines: list[int], different: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield pairs of a protocol and an other that agree on some lines, each one once.

    A protocol is at most once in each part that is yielded, and in no more of them as
    soon as an equal one was found.
    """
    other_keys = _keys(others, lines)
    order = np.argsort(other_keys, kind="stable")
    ordered = other_keys[order]
    if counts is others:  # only what another has too; each one has its own
        again = np.zeros(len(order), np.bool_)
        again[1:] = ordered[1:] == ordered[:-1]
        again[:-1] |= again[1:]
        at = np.sort(order[again])
        keys = other_keys[at]
    else:
        at, keys = np.arange(counts.shape[1]), _keys(counts, lines)
    start = np.searchsorted(ordered, keys)
    stop = np.searchsorted(ordered, keys, side="right")
    stop = np.minimum(stop, start + MOST_ALIKE)
    there = start < stop
    at, start, stop = at[there], start[there], stop[there]
    while len(at):
        yield at, order[start]
        start += 1
        left = (start < stop) & (different[at] > 0)
        at, start, stop = at[left], start[left], stop[left]


def _deal(others: np.ndarray, groups: int) -> list[list[int]]:
    """Deal lines into groups, those of many different counts first, so that all tell."""
    spread = [len(np.unique(line)) for line in others]
    order = sorted(range(len(others)), key=lambda line: -spread[line])
    return [order[group::groups] for group in range(groups)]


def _keys(counts: np.ndarray, lines: list[int]) -> np.ndarray:
    """Mix some counts of each protocol into one number: uint64 (protocol,)."""
    keys = np.zeros(counts.shape[1], np.uint64)
    for line in lines:
        keys ^= counts[line].astype(np.int64).view(np.uint64)
        keys *= _MIX
        keys ^= keys >> np.uint64(29)
    return keys
