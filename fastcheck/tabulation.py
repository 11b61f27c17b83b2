"""What do the lower protocols sum to, under each upper commission, line by line?

A sum over protocols of which one lacks a line is not a sum: the number of missing
counts is returned beside it, so that the caller says unknown and not zero.
"""

import numpy as np

from fastcheck.arrays import require
from fastcheck.codes import MISSING
from fastcheck.jit import kernel
from fastcheck.spans import over_spans


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
    over_spans(_sum_under, len(counts), counts.size, counts, parents, totals, missing)
    return totals, missing


@kernel(
    reads=(("int64", 1), ("int32", 2), ("int64", 1)),
    writes=(("int64", 2), ("int64", 2)),
)
def _sum_under(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    span, counts, parents, totals, missing
):
    for k in range(span[0], span[1]):
        # Stations mostly stand by commission: its sum is kept at hand until another comes.
        above, total, lacking = np.int64(-1), np.int64(0), np.int64(0)
        for p in range(parents.shape[0]):
            if parents[p] != above:
                if above >= 0:
                    totals[k, above] += total
                    missing[k, above] += lacking
                above, total, lacking = parents[p], np.int64(0), np.int64(0)
            if counts[k, p] == MISSING:
                lacking += 1
            else:
                total += counts[k, p]
        if above >= 0:
            totals[k, above] += total
            missing[k, above] += lacking
