"""Who agrees with whom, of all that was stated of a protocol, and which stands alone?

The published protocol, its earlier versions, a table's row, observers' copies: which
rows are statements of the same protocol is the caller's knowledge.
"""

import numpy as np

from fastcheck.arrays import require
from fastcheck.codes import MISSING
from fastcheck.jit import kernel


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
