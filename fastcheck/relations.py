"""Do the control relations of a protocol form hold at each station?

A control relation is a signed sum of protocol lines, plus a constant, compared with
zero: the legal text "[7] + [8] = [9] + [10]" is the row (+7 +8 -9 -10) with EQ. Forms
and their legal sources live in data/forms; this file knows only integers.

Which relations apply to which station (the channel's, the level's) is the caller's
choice: it passes the stations they apply to.
"""

import numpy as np

from fastcheck.arrays import require
from fastcheck.codes import EQ, GE, HOLDS, MISSING, MOD, UNKNOWN, VIOLATED
from fastcheck.jit import device, kernel

BLOCK = 4096  # stations whose columns, 24 lines of int32, stay in a 512 KB cache


def check_relations(
    counts: np.ndarray,
    terms: np.ndarray,
    ops: np.ndarray,
    constants: np.ndarray,
    moduli: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Evaluate every control relation at every station.

    Parameters
    ----------
    counts : int32 (line, station)
        Ballots or voters as reported; MISSING where unreadable.
    terms : int32 (relation, line)
        The coefficient of each line; 0 where the relation does not use it.
    ops : uint8 (relation,)
        EQ, GE or LE against zero, or MOD.
    constants : int64 (relation,)
        Added to the signed sum.
    moduli : int64 (relation,)
        For MOD, what the sum must be a multiple of; at least 1 everywhere.

    Returns
    -------
    status : uint8 (relation, station)
        HOLDS, VIOLATED, or UNKNOWN if any line used is MISSING.
    residual : int64 (relation, station)
        The signed sum, in the lines' unit; for MOD its remainder; 0 where status is
        UNKNOWN.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the line axes or the relation axes differ in length, or a modulus is
        below 1.
    """
    require("counts", counts, "int32", ("line", "station"))
    require("terms", terms, "int32", ("relation", "line"))
    require("ops", ops, "uint8", ("relation",))
    require("constants", constants, "int64", ("relation",))
    require("moduli", moduli, "int64", ("relation",))
    if counts.shape[0] != terms.shape[1]:
        raise ValueError(f"counts has {counts.shape[0]} lines, terms has {terms.shape[1]}")
    for name, array in (("ops", ops), ("constants", constants), ("moduli", moduli)):
        if len(terms) != len(array):
            raise ValueError(f"{len(terms)} relations but {len(array)} {name}")
    if len(moduli) and moduli.min() < 1:
        raise ValueError(f"moduli must be at least 1, got {moduli.min()}")
    shape = (len(terms), counts.shape[1])
    status, residual = np.zeros(shape, np.uint8), np.zeros(shape, np.int64)
    _check_relations(counts, terms, ops, constants, moduli, status, residual)
    return status, residual


@device
def _stands(total, op):  # type: ignore[no-untyped-def]  # compiled; types are numba's
    if op == GE:
        return total >= 0
    if op in (EQ, MOD):
        return total == 0
    return total <= 0


@kernel(
    reads=(("int32", 2), ("int32", 2), ("uint8", 1), ("int64", 1), ("int64", 1)),
    writes=(("uint8", 2), ("int64", 2)),
)
def _check_relations(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    counts, terms, ops, constants, moduli, status, residual
):
    for start in range(0, counts.shape[1], BLOCK):
        stop = min(start + BLOCK, counts.shape[1])
        for r in range(terms.shape[0]):
            for s in range(start, stop):
                residual[r, s] = constants[r]
            for k in range(terms.shape[1]):
                if terms[r, k] == 0:
                    continue
                for s in range(start, stop):
                    residual[r, s] += np.int64(terms[r, k]) * counts[k, s]
                    if counts[k, s] == MISSING:
                        status[r, s] = UNKNOWN
            for s in range(start, stop):
                if status[r, s] == UNKNOWN:
                    residual[r, s] = 0
                    continue
                if ops[r] == MOD:
                    residual[r, s] = residual[r, s] % moduli[r]
                status[r, s] = HOLDS if _stands(residual[r, s], ops[r]) else VIOLATED
