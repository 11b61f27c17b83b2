"""What is the likeliest way from one statement of a protocol to another?

Each way that could make the one vector of counts the other is priced by the bits that
tell it: its kind, where it happened, how many votes it moved. Lines that a way does not
account for are priced one by one, as changed by themselves. A way of b bits has the
weight 2 to the power of -b. What a line means (a list's votes, invalid ballots, a count
that grows with every ballot) is the caller's knowledge.
"""

from dataclasses import dataclass

import numpy as np

from fastcheck.arrays import require
from fastcheck.explain_kernel import (
    GROWS,
    INVALID,
    LIST,
    SHRINKS,
    STANDS,
    price_ways,
)
from fastcheck.nearest import nearest
from fastcheck.prices import (
    ALONE,
    BIT,
    COPY_READS_AS_ANOTHER,
    READS_AS_ANOTHER,
    WAYS,
    Prices,
)
from fastcheck.slips import NEVER, price_edits

# The roles of lines are the kernel's numbers, and every caller's.
__all__ = [
    "GROWS",
    "INVALID",
    "LIST",
    "SHRINKS",
    "STANDS",
    "Others",
    "Ways",
    "explain",
    "explain_by_others",
    "rank",
]

MOST_BESIDES = 2  # lines in which another station's protocol may differ and still be it


@dataclass(frozen=True, slots=True)
class Others:
    """Protocols of all stations, to find one that a statement reads as.

    Attributes
    ----------
    counts : int32 (line, other)
        Ballots or voters.
    owner : int64 (other,)
        The station of each; a statement is never compared with its own station's.
    """

    counts: np.ndarray
    owner: np.ndarray


@dataclass(frozen=True, slots=True)
class Ways:
    """What each way would cost, and how it would have gone.

    Attributes
    ----------
    bits : int64 (way, pair)
        In thousandths of a bit; NEVER where the way does not lead from one to the other.
    how : int64 (way, 4, pair)
        Two lines, a number of votes, and how many lines changed besides. The lines are
        the changed one; the two exchanged; the first and last shifted; the list that
        lost and the one that gained; the list. For a protocol that reads as another's,
        the first is the other's position.
    """

    bits: np.ndarray
    how: np.ndarray


def explain(
    before: np.ndarray, after: np.ndarray, roles: np.ndarray, prices: Prices
) -> Ways:
    """Price every way from one statement of a protocol to another.

    Parameters
    ----------
    before, after : int32 (line, pair)
        Counts of the two statements, in the form's order; MISSING where unreadable.
        A line that either lacks is left out.
    roles : uint8 (line,)
        LIST, INVALID, GROWS (with each ballot in the box), SHRINKS (with each ballot
        handed out), or STANDS.
    prices
        What each way costs.

    Returns
    -------
    Ways
        All NEVER where the statements agree.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the tables differ in shape, or roles in length.
    """
    require("roles", roles, "uint8", ("line",))
    kinds, slips = price_edits(before, after, prices)
    if len(roles) != len(before):
        raise ValueError(f"before has {len(before)} lines, roles {len(roles)}")
    pairs = before.shape[1]
    by_pair = (np.ascontiguousarray(one.T) for one in (before, after, kinds, slips))
    one, other, kinds, slips = by_pair
    single = np.array([prices.changed, prices.other, prices.once], np.int64)
    bits = np.full((pairs, WAYS), NEVER, np.int64)
    how = np.full((pairs, WAYS, 4), -1, np.int64)
    room = (np.zeros(len(roles), np.int64), np.zeros(len(roles), np.uint8))
    price_ways(one, other, roles, kinds, slips, single, prices.ways, bits, how, *room)
    return Ways(bits.T.copy(), how.transpose(1, 2, 0).copy())


def explain_by_others(
    ways: Ways,
    before: np.ndarray,
    after: np.ndarray,
    owner: np.ndarray,
    prices: Prices,
    posted: Others,
    written: Others,
) -> Ways:
    """Price the two ways that lead over another station's protocol.

    *after* may read as what was posted or written at another station, *before* as what
    was posted at one. Only pairs that no other way explains as cheaply are looked up.

    Parameters
    ----------
    ways
        What the other ways cost.
    before, after : int32 (line, pair)
        As in `explain`.
    owner : int64 (pair,)
        The station of each pair.
    prices
        What each way costs.
    posted, written
        The posted protocols, and the copies, of all stations.

    Returns
    -------
    Ways
        With positions counted through *posted* and, after them, *written*.
    """
    bits, how = ways.bits.copy(), ways.how.copy()
    least = prices.ways[READS_AS_ANOTHER]
    open_ = np.flatnonzero((bits.min(axis=0) > least) & (bits.min(axis=0) < NEVER))
    if not len(open_):
        return ways
    every = Others(
        np.concatenate([posted.counts, written.counts], axis=1),
        np.concatenate([posted.owner, written.owner]),
    )
    asked = ((READS_AS_ANOTHER, after, every), (COPY_READS_AS_ANOTHER, before, posted))
    for way, statement, others in asked:
        own = np.ascontiguousarray(statement[:, open_])
        found, different = nearest(
            own, owner[open_], others.counts, others.owner, MOST_BESIDES
        )
        there = found >= 0
        at, other = open_[there], found[there]
        rest = _changed_alone(others.counts[:, other], own[:, there], prices)
        bits[way, at] = prices.ways[way] + rest
        how[way, 0, at], how[way, 3, at] = other, different[there]
    return Ways(bits, how)


def _changed_alone(before: np.ndarray, after: np.ndarray, prices: Prices) -> np.ndarray:
    """Price the lines that differ, each as changed by itself: int64 (pair,)."""
    before, after = np.ascontiguousarray(before), np.ascontiguousarray(after)
    stands = np.full(len(before), STANDS, np.uint8)
    least = explain(before, after, stands, prices).bits[: ALONE + 1].min(axis=0)
    return np.where((before == after).all(axis=0), 0, least)


def rank(ways: Ways) -> tuple[np.ndarray, np.ndarray]:
    """Put the ways of each pair in order, with the weight of each.

    Returns
    -------
    order : int64 (way, pair)
        The ways, the likeliest first; as likely ones in the order of their codes.
    weight : float64 (way, pair)
        The weight of each in that order; all of a pair sum to 1.
    """
    order = np.argsort(ways.bits, axis=0, kind="stable")
    bits = np.take_along_axis(ways.bits, order, axis=0)
    weight = np.exp2((bits[:1] - bits) / BIT)
    return order, weight / weight.sum(axis=0)
