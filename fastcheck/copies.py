"""Do statements of the same protocol agree, line by line, and which stands alone?

A posted protocol, its earlier version, a table's row, an observer's copy: which rows are
statements of the same protocol is the caller's knowledge.
"""

import numpy as np

from fastcheck.arrays import require, require_inside
from fastcheck.codes import HOLDS, MISSING, UNKNOWN, VIOLATED
from fastcheck.jit import kernel


def compare_statements(
    official: np.ndarray,
    copies: np.ndarray,
    official_rows: np.ndarray,
    copy_rows: np.ndarray,
) -> np.ndarray:
    """Compare pairs of statements at every line.

    Parameters
    ----------
    official : int32 (line, station)
        Ballots or voters as posted; MISSING where unreadable.
    copies : int32 (line, copy)
        The same lines as copied; MISSING where unreadable.
    official_rows, copy_rows : int64 (pair,)
        The station and the copy of each pair, as positions in the tables.

    Returns
    -------
    status : uint8 (line, pair)
        HOLDS where the counts are equal, VIOLATED where they differ, UNKNOWN where
        either is MISSING.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the line axes or the pairs differ in length, or a position is outside.
    """
    require("official", official, "int32", ("line", "station"))
    require("copies", copies, "int32", ("line", "copy"))
    require("official_rows", official_rows, "int64", ("pair",))
    require("copy_rows", copy_rows, "int64", ("pair",))
    if len(official) != len(copies):
        raise ValueError(f"official has {len(official)} lines, copies {len(copies)}")
    if len(official_rows) != len(copy_rows):
        raise ValueError(
            f"{len(official_rows)} official rows but {len(copy_rows)} copy rows"
        )
    require_inside("official_rows", official_rows, official.shape[1])
    require_inside("copy_rows", copy_rows, copies.shape[1])
    status = np.zeros((len(official), len(official_rows)), np.uint8)
    _compare_statements(official, copies, official_rows, copy_rows, status)
    return status


@kernel(
    reads=(("int32", 2), ("int32", 2), ("int64", 1), ("int64", 1)),
    writes=(("uint8", 2),),
)
def _compare_statements(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    official, copies, official_rows, copy_rows, status
):
    for k in range(official.shape[0]):
        for p in range(official_rows.shape[0]):
            posted, copied = official[k, official_rows[p]], copies[k, copy_rows[p]]
            if posted == MISSING or copied == MISSING:
                status[k, p] = UNKNOWN
            else:
                status[k, p] = HOLDS if posted == copied else VIOLATED


def compare_all(counts: np.ndarray, first: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Compare all statements of each protocol with each other, at every line.

    Parameters
    ----------
    counts : int32 (line, statement)
        Ballots or voters, the statements of a protocol side by side; MISSING where
        unreadable.
    first : int64 (protocol + 1,)
        Where the statements of each protocol begin, and where the last ones end.

    Returns
    -------
    agreeing : int32 (line, statement)
        How many statements of the protocol say what this one does, itself included; 0
        where it is MISSING.
    alone : int64 (line, protocol)
        The position of the statement that contradicts all others, which agree and are
        at least two; -1 where there is no such statement.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If *first* does not divide the statements.
    """
    require("counts", counts, "int32", ("line", "statement"))
    require("first", first, "int64", ("protocol",))
    if not len(first) or first[0] != 0 or first[-1] != counts.shape[1]:
        raise ValueError(f"first must go from 0 to {counts.shape[1]}")
    if (np.diff(first) < 0).any():
        raise ValueError("first must not fall")
    agreeing = np.zeros(counts.shape, np.int32)
    alone = np.full((len(counts), len(first) - 1), -1, np.int64)
    _compare_all(counts, first, agreeing, alone)
    return agreeing, alone


@kernel(
    reads=(("int32", 2), ("int64", 1)),
    writes=(("int32", 2), ("int64", 2)),
)
def _compare_all(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    counts, first, agreeing, alone
):
    for k in range(counts.shape[0]):
        for p in range(first.shape[0] - 1):
            stated, single, most = 0, -1, 0
            for s in range(first[p], first[p + 1]):
                if counts[k, s] == MISSING:
                    continue
                stated += 1
                for other in range(first[p], first[p + 1]):
                    if counts[k, other] == counts[k, s]:
                        agreeing[k, s] += 1
                if agreeing[k, s] == 1:
                    single = s
                most = max(most, agreeing[k, s])
            if stated > 2 and single >= 0 and most == stated - 1:
                alone[k, p] = single
