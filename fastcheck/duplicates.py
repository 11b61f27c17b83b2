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

from fastcheck.arrays import require
from fastcheck.codes import MISSING
from fastcheck.nearest import nearest
from fastcheck.prices import BIT

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
    large = telling(counts, enough)
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


def telling(counts: np.ndarray, enough: int) -> np.ndarray:
    """Return the positions of protocols with so much to say; others cannot be too alike."""
    bits = np.zeros(counts.shape[1], np.int64)
    for line in counts:  # one line at a time: a table of bits is larger than the counts
        bits += _unlikely(line)
    return np.flatnonzero(bits >= enough)


def _unlikely(counts: np.ndarray) -> np.ndarray:
    """Return the bits that agreeing on each count is worth, of the same shape: int64."""
    known = np.where(counts == MISSING, 0, counts)
    largest = int(known.max(initial=0))
    if largest < known.size:  # most stand there many times: each is worked out once
        return _bits(np.arange(largest + 1))[known]
    return _bits(known)


def _bits(known: np.ndarray) -> np.ndarray:
    return np.rint(BIT / 2 * np.log2(1 + 4 * np.pi * known)).astype(np.int64)
