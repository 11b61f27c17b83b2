"""Which protocols are so alike that chance does not explain it?

Two stations may report the same numbers by chance, small ones often. How unlikely that
is follows from the numbers themselves: if two counts vary around the same mean L as
chance alone makes them vary (Poisson), they are equal with a probability near
1 / sqrt(1 + 4 pi L). Real stations vary more and around different means, so that they
agree less often than this; the bound is on the side of not flagging.
"""

from dataclasses import dataclass
from math import comb, log2

import numpy as np

from fastcheck.arrays import require, require_inside
from fastcheck.codes import MISSING
from fastcheck.jit import kernel
from fastcheck.nearest import nearest
from fastcheck.prices import BIT
from fastcheck.spans import over_spans

MOST_DIFFERENT = 2  # lines: a protocol copied from another keeps the rest
# How many pairs of an honest election may be expected to be flagged: one election in a
# hundred has one.
BY_CHANCE = 0.01


@dataclass(frozen=True, slots=True)
class Alike:
    """The protocol that each one is most alike, where chance does not explain it.

    Attributes
    ----------
    twin : int64 (protocol,)
        The other's position; -1 where there is none.
    different : int64 (protocol,)
        On how many lines the two differ.
    bits : int64 (protocol,)
        How unlikely the agreement is by chance, in thousandths of a bit.
    enough : int
        From how many thousandths of a bit on chance does not explain it, among so many
        pairs.
    """

    twin: np.ndarray
    different: np.ndarray
    bits: np.ndarray
    enough: int


def find_alike(counts: np.ndarray, owner: np.ndarray, among: int = 0) -> Alike:
    """Find for each protocol another station's that is equal on nearly all lines.

    Compared are protocols whose counts would be enough if all of them agreed.

    Parameters
    ----------
    counts : int32 (line, protocol)
        Lines that do not follow from each other: the lists' votes, the invalid ballots,
        the voters. MISSING counts agree with nothing.
    owner : int64 (protocol,)
        The station of each protocol.
    among
        How many protocols there are, if these are not all: those that cannot be too alike
        may be left out.

    Returns
    -------
    Alike

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If axes differ in length.
    """
    require("counts", counts, "int32", ("line", "protocol"))
    lines, protocols = counts.shape
    enough = needed(among or protocols)
    large, _ = telling(counts, np.arange(lines), enough)
    all_are = len(large) == protocols
    table = counts if all_are else np.ascontiguousarray(counts[:, large])
    found, different = nearest(table, owner[large], table, owner[large], MOST_DIFFERENT)
    there = found >= 0
    one, other = large[there], large[found[there]]
    equal = counts[:, one] == counts[:, other]
    choices = [round(BIT * log2(comb(lines, n))) for n in range(min(lines, 2) + 1)]
    bits = _unlikely(counts[:, one]) * equal
    shared = bits.sum(axis=0) - np.array(choices)[different[there]]
    flagged = shared >= enough
    alike = Alike(
        np.full(protocols, -1, np.int64),
        np.zeros(protocols, np.int64),
        np.zeros(protocols, np.int64),
        enough,
    )
    alike.twin[one[flagged]] = other[flagged]
    alike.different[one[flagged]] = different[there][flagged]
    alike.bits[one[flagged]] = shared[flagged]
    return alike


def needed(protocols: int) -> int:
    """Return from how many thousandths of a bit on chance does not explain agreement."""
    return round(BIT * log2(max(protocols * (protocols - 1) / 2, 1) / BY_CHANCE))


def telling(counts: np.ndarray, lines: np.ndarray, enough: int) -> tuple[np.ndarray, int]:
    """Find the protocols with so much to say; others cannot be too alike.

    Parameters
    ----------
    counts : int32 (line, protocol)
        All lines.
    lines : int64 (own,)
        Those that do not follow from each other.
    enough
        In thousandths of a bit.

    Returns
    -------
    at : int64 (telling,)
        Their positions.
    silent
        How many protocols have none of the lines.
    """
    require("counts", counts, "int32", ("line", "protocol"))
    require("lines", lines, "int64", ("own",))
    require_inside("lines", lines, len(counts))
    bits = np.zeros(counts.shape[1], np.int64)
    known = np.zeros(counts.shape[1], np.uint8)
    largest = max((int(counts[line].max(initial=0)) for line in lines), default=0)
    if largest < counts.shape[1]:  # most stand there many times: each is worked out once
        given = (counts, lines, _bits(np.arange(largest + 1)), bits, known)
        over_spans(_weigh, counts.shape[1], len(lines) * counts.shape[1], *given)
    else:
        for line in lines:
            bits += _unlikely(counts[line])
            known |= counts[line] != MISSING
    return np.flatnonzero(bits >= enough), int((known == 0).sum())


def _unlikely(counts: np.ndarray) -> np.ndarray:
    """Return the bits that agreeing on each count is worth, of the same shape: int64."""
    return _bits(np.where(counts == MISSING, 0, counts))


def _bits(known: np.ndarray) -> np.ndarray:
    return np.rint(BIT / 2 * np.log2(1 + 4 * np.pi * known)).astype(np.int64)


@kernel(
    reads=(("int64", 1), ("int32", 2), ("int64", 1), ("int64", 1)),
    writes=(("int64", 1), ("uint8", 1)),
)
def _weigh(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    span, counts, lines, worth, bits, known
):
    for line in lines:
        for s in range(span[0], span[1]):
            count = counts[line, s]
            if count != MISSING:
                bits[s] += worth[count]
                known[s] = 1
