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
from fastcheck.jit import kernel, routine
from fastcheck.spans import over_spans

# Stations: their columns, 24 lines of int32, stay in a 512 KB cache, and the sums of one
# relation, int64, in a 32 KB one.
BLOCK = 2048


def check_relations(
    counts: np.ndarray,
    terms: np.ndarray,
    ops: np.ndarray,
    constants: np.ndarray,
    moduli: np.ndarray,
) -> np.ndarray:
    """Evaluate every control relation at every station.

    By how much one is off is asked of the few stations that break it: see
    `find_residuals`. Written for all of them, that alone is as large as the table.

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
    status = np.empty((len(terms), counts.shape[1]), np.uint8)
    used = int((terms != 0).sum())

    def check(span: np.ndarray) -> None:
        room = (np.zeros(len(counts), np.uint8), np.empty(BLOCK, np.int64))
        _check_relations(span, counts, terms, ops, constants, moduli, status, *room)

    over_spans(check, counts.shape[1], used * counts.shape[1])
    return status


def find_residuals(
    counts: np.ndarray, terms: np.ndarray, constant: int, modulus: int = 0
) -> np.ndarray:
    """Tell by how much one relation is off at some stations.

    Parameters
    ----------
    counts : int32 (line, station)
        The counts of the stations asked about; MISSING where unreadable.
    terms : int32 (line,)
        The coefficient of each line.
    constant
        Added to the signed sum.
    modulus
        For MOD, what the sum must be a multiple of; 0 for any other.

    Returns
    -------
    int64 (station,)
        The signed sum, in the lines' unit; for MOD its remainder; 0 where any line used
        is MISSING.
    """
    used = np.flatnonzero(terms)
    cells = counts[used].astype(np.int64)
    sums = terms[used].astype(np.int64) @ cells + constant
    residuals = sums % modulus if modulus else sums
    return np.where((cells != MISSING).all(axis=0), residuals, 0)


@routine
def _any_missing(line):  # type: ignore[no-untyped-def]  # compiled; types are numba's
    found = False
    for s in range(len(line)):  # to the end: a loop without a way out takes many at once
        found |= line[s] == MISSING
    return found


@routine
def _add(sums, line, factor):  # type: ignore[no-untyped-def]  # compiled; types are numba's
    if factor == 1:
        for s in range(len(sums)):
            sums[s] += line[s]
    elif factor == -1:
        for s in range(len(sums)):
            sums[s] -= line[s]
    else:
        for s in range(len(sums)):
            sums[s] += factor * line[s]


@routine
def _stand(sums, op, stands):  # type: ignore[no-untyped-def]  # compiled; types are numba's
    if op == GE:
        for s in range(len(sums)):
            stands[s] = HOLDS if sums[s] >= 0 else VIOLATED
    elif op in (EQ, MOD):
        for s in range(len(sums)):
            stands[s] = HOLDS if sums[s] == 0 else VIOLATED
    else:
        for s in range(len(sums)):
            stands[s] = HOLDS if sums[s] <= 0 else VIOLATED


@routine
def _forget(line, stands):  # type: ignore[no-untyped-def]  # compiled; types are numba's
    for s in range(len(line)):
        if line[s] == MISSING:
            stands[s] = UNKNOWN


@kernel(
    reads=(
        *(("int64", 1), ("int32", 2), ("int32", 2)),
        *(("uint8", 1), ("int64", 1), ("int64", 1)),
    ),
    writes=(("uint8", 2), ("uint8", 1), ("int64", 1)),
)
def _check_relations(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    span, counts, terms, ops, constants, moduli, status, lost, room
):
    for start in range(span[0], span[1], BLOCK):
        stop = min(start + BLOCK, span[1])
        for k in range(counts.shape[0]):
            lost[k] = _any_missing(counts[k, start:stop])
        for r in range(terms.shape[0]):
            sums, stands = room[: stop - start], status[r, start:stop]
            sums[:] = constants[r]
            unknown = False
            for k in range(terms.shape[1]):
                if terms[r, k] != 0:
                    _add(sums, counts[k, start:stop], np.int64(terms[r, k]))
                    unknown |= lost[k] == 1
            if ops[r] == MOD:
                for s in range(len(sums)):
                    sums[s] %= moduli[r]
            _stand(sums, ops[r], stands)
            if unknown:
                for k in range(terms.shape[1]):
                    if terms[r, k] != 0 and lost[k] == 1:
                        _forget(counts[k, start:stop], stands)
