"""Which smallest sets of lines must change for a protocol to keep its relations?

The problem of Fellegi and Holt (A Systematic Approach to Automatic Edit and Imputation,
Journal of the American Statistical Association 71, 1976), solved for all its answers: a
set of lines repairs a protocol if some whole numbers, none negative, can stand at these
lines so that every relation holds and the other lines stay as they are.

Whether such numbers exist is decided by eliminating the lines one by one: equalities by
substitution, inequalities by the method of Fourier and Motzkin, with every bound rounded
to whole numbers. That is exact wherever one of two bounds that meet has the coefficient
1 (Pugh, The Omega Test, 1991, section 2.3.1), as in nearly all relations of protocols.
Where it is not, the set is listed all the same and marked as not proved.
"""

from dataclasses import dataclass

import numpy as np

from fastcheck.arrays import require
from fastcheck.localise_kernel import (
    MOST_CHANGED,
    MOST_SETS,
    NO_BOUND,
    make_room,
    search_repairs,
)

MOST_LINES, MOST_RELATIONS = (
    64,
    62,
)  # of a form; 62 relations are the bits of a whole number


@dataclass(frozen=True, slots=True)
class Repairs:
    """The smallest sets of lines whose change repairs each protocol.

    Attributes
    ----------
    weight : int64 (protocol,)
        The total weight of each smallest set: with equal weights the number of lines.
        0 if nothing need change (or, where lines are missing, if nothing proves that
        something must), -1 if no set of four lines is enough (of three in a form of
        more than 40 lines).
    found : int64 (protocol,)
        How many smallest sets there are; the first 512 are listed.
    first : int64 (protocol + 1,)
        Where the listed sets of each protocol begin.
    lines : int64 (set, 4)
        The lines of each set, ascending; -1 where there are fewer than four.
    low, high : int64 (set, 4)
        Between which numbers the line lies in every repair by this set; high is
        NO_BOUND where there is none.
    proved : uint8 (set,)
        1 where whole numbers that repair the protocol are known to exist; 0 where
        only fractions are.
    """

    weight: np.ndarray
    found: np.ndarray
    first: np.ndarray
    lines: np.ndarray
    low: np.ndarray
    high: np.ndarray
    proved: np.ndarray


def localise(
    counts: np.ndarray,
    terms: np.ndarray,
    ops: np.ndarray,
    constants: np.ndarray,
    moduli: np.ndarray,
    weights: np.ndarray,
) -> Repairs:
    """Find all smallest sets of lines whose change makes every relation hold.

    Parameters
    ----------
    counts : int32 (line, protocol)
        Ballots or voters; a MISSING line may be any number and costs nothing.
    terms, ops, constants, moduli
        The relations, as in `fastcheck.relations.check_relations`.
    weights : int64 (line,)
        What changing a line costs; 0 where it must not change.

    Returns
    -------
    Repairs

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If axes differ in length, a weight is negative, or the form is too long.
    """
    require("counts", counts, "int32", ("line", "protocol"))
    require("terms", terms, "int32", ("relation", "line"))
    require("ops", ops, "uint8", ("relation",))
    require("constants", constants, "int64", ("relation",))
    require("moduli", moduli, "int64", ("relation",))
    require("weights", weights, "int64", ("line",))
    if not len(counts) == terms.shape[1] == len(weights):
        raise ValueError(
            f"counts has {len(counts)} lines, terms {terms.shape[1]}, "
            f"weights {len(weights)}"
        )
    if not len(terms) == len(ops) == len(constants) == len(moduli):
        raise ValueError("terms, ops, constants and moduli must be of the same relations")
    if len(counts) > MOST_LINES or len(terms) > MOST_RELATIONS:
        raise ValueError(
            f"expected at most {MOST_LINES} lines and {MOST_RELATIONS} relations, "
            f"got {len(counts)} and {len(terms)}"
        )
    if len(weights) and weights.min() < 0:
        raise ValueError(f"weights must not be negative, got {weights.min()}")
    by_protocol = np.ascontiguousarray(counts.T)
    given = (by_protocol, terms, ops, constants, moduli, weights)
    room, sets = make_room(len(counts), len(terms)), 8 * counts.shape[1] + MOST_SETS
    while True:
        found = _allocate(counts.shape[1], sets)
        search_repairs(*given, *found, *room)
        needed = int(found[2][-1])
        if needed <= sets:
            return Repairs(*found[:3], *(one[:needed] for one in found[3:]))
        sets = needed


def _allocate(protocols: int, sets: int) -> tuple[np.ndarray, ...]:
    """Make room for the attributes of Repairs, in their order."""
    shape = (sets, MOST_CHANGED)
    return (
        np.zeros(protocols, np.int64),
        np.zeros(protocols, np.int64),
        np.zeros(protocols + 1, np.int64),
        np.full(shape, -1, np.int64),
        np.full(shape, NO_BOUND, np.int64),
        np.full(shape, NO_BOUND, np.int64),
        np.zeros(sets, np.uint8),
    )
