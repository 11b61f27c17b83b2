"""What do the lower protocols sum to, under each upper commission, line by line?

A sum over protocols of which one lacks a line is not a sum: the number of missing
counts is returned beside it, so that the caller says unknown and not zero.
"""

import numpy as np

from fastcheck.arrays import require
from fastcheck.codes import MISSING
from fastcheck.jit import kernel


def sum_under(
    counts: np.ndarray, parents: np.ndarray, commissions: int
) -> tuple[np.ndarray, np.ndarray]:
    """Add the protocols under each commission.

    Parameters
    ----------
    counts : int32 (line, protocol)
        Ballots or voters of the lower protocols; MISSING where unreadable.
    parents : int64 (protocol,)
        The position of the commission above each protocol; -1 where it is under none.
    commissions
        How many commissions there are.

    Returns
    -------
    totals : int64 (line, commission)
        The sum of the counts that are there.
    missing : int64 (line, commission)
        How many protocols under the commission lack the line.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If protocols and parents differ in length, or a parent is outside.
    """
    require("counts", counts, "int32", ("line", "protocol"))
    require("parents", parents, "int64", ("protocol",))
    if counts.shape[1] != len(parents):
        raise ValueError(f"{counts.shape[1]} protocols but {len(parents)} parents")
    if len(parents) and (parents.min() < -1 or parents.max() >= commissions):
        raise ValueError(f"parents must be from -1 to {commissions - 1}")
    shape = (len(counts), commissions)
    totals, missing = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    _sum_under(counts, parents, totals, missing)
    return totals, missing


@kernel(
    reads=(("int32", 2), ("int64", 1)),
    writes=(("int64", 2), ("int64", 2)),
)
def _sum_under(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    counts, parents, totals, missing
):
    for k in range(counts.shape[0]):
        for p in range(parents.shape[0]):
            if parents[p] < 0:
                continue
            if counts[k, p] == MISSING:
                missing[k, parents[p]] += 1
            else:
                totals[k, parents[p]] += counts[k, p]
