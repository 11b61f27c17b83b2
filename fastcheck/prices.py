"""How many bits tell each way from one statement of a protocol to another?

Description lengths (Rissanen, Modeling by Shortest Data Description, Automatica 14,
1978): the bits of a way are those of its kind, a judgment that the caller brings, and
those that say where it happened and how much. They are whole numbers, in thousandths of
a bit, so that every machine ranks alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb, log2

import numpy as np

BIT = 1000  # thousandths
MOST_DIGITS = 10  # of an int32

# Ways of one number into another; OTHER is every change that is none of the first four.
ONE_DIGIT, DIGITS_EXCHANGED, DIGIT_ADDED, DIGIT_LOST, OTHER = 0, 1, 2, 3, 4

# Ways of one protocol into another. The first four: one line alone changed, and so.
# ALONE: each line that changed did so by itself, each in its likeliest way.
ALONE, LINES_EXCHANGED, LINES_SHIFTED, VOTES_MOVED = 4, 5, 6, 7
WITH_TURNOUT, INVALID_AND_VOTES = 8, 9
READS_AS_ANOTHER, COPY_READS_AS_ANOTHER = 10, 11
WAYS = 12

NAMES = (
    "changed_line",
    "one_digit",
    "digits_exchanged",
    "digit_added",
    "digit_lost",
    "other_number",
    "other_number_once",
    "lines_exchanged",
    "lines_shifted",
    "votes_moved",
    "votes_with_turnout",
    "invalid_and_votes",
    "another_station",
)


@dataclass(frozen=True, slots=True)
class Prices:
    """What each way costs, in thousandths of a bit.

    Attributes
    ----------
    edits : int64 (way, digits)
        One digit, digits exchanged, added, lost, in a number of so many digits.
    changed : int
        That one given line changed by itself.
    other, once : int
        That a number became any other, without how far away; and once a protocol.
    ways : int64 (way,)
        Each way of a protocol, without the number of votes.
    """

    edits: np.ndarray
    changed: int
    other: int
    once: int
    ways: np.ndarray


def make_prices(
    weights: Mapping[str, float], lines: int, lists: int, stations: int
) -> Prices:
    """Add to the weight of each way the bits that say where it happened.

    Parameters
    ----------
    weights
        The bits of each kind of way, by the names in NAMES.
    lines, lists, stations
        How many lines and lists a form has, and how many stations there are to be
        mixed up with.

    Raises
    ------
    KeyError
        If a way has no weight.
    """
    one = [weights[name] for name in NAMES]
    digits = range(MOST_DIGITS + 1)
    edits = [
        [one[1] + log2(9 * max(n, 1)) for n in digits],
        [one[2] + log2(max(n - 1, 1)) for n in digits],
        [one[3] + log2(10 * (n + 1)) for n in digits],
        [one[4] + log2(max(n, 1)) for n in digits],
    ]
    pairs = max(lists * (lists - 1), 1)
    ways = np.zeros(WAYS)
    ways[LINES_EXCHANGED] = one[7] + log2(max(comb(lines, 2), 1))
    ways[LINES_SHIFTED] = one[8] + log2(max(lines * (lines - 1), 1))
    ways[VOTES_MOVED] = one[9] + log2(pairs)
    ways[WITH_TURNOUT] = one[10] + log2(4 * max(lists, 1))
    ways[INVALID_AND_VOTES] = one[11] + log2(max(lists, 1))
    ways[[READS_AS_ANOTHER, COPY_READS_AS_ANOTHER]] = one[12] + log2(max(stations, 1))
    return Prices(
        edits=_whole(edits),
        changed=int(_whole(one[0] + log2(max(lines, 1)))),
        other=int(_whole(one[5])),
        once=int(_whole(one[6])),
        ways=_whole(ways),
    )


def _whole(bits: object) -> np.ndarray:
    whole: np.ndarray = np.rint(np.asarray(bits, float) * BIT).astype(np.int64)
    return whole
