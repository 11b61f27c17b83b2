"""Is a station's summary what its paper and electronic protocols are together?

Lines of votes and ballots add; the voter list is one, and stands in all three.
"""

import numpy as np

from fastcheck.arrays import require, require_inside
from fastcheck.codes import HOLDS, MISSING, UNKNOWN, VIOLATED
from fastcheck.jit import kernel

CHANNELS = 3  # paper, electronic, summary: the order of `rows`


def check_summary(
    counts: np.ndarray, adds: np.ndarray, rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Ask whether a summary protocol is its paper and electronic ones together.

    Parameters
    ----------
    counts : int32 (line, protocol)
        Ballots or voters of protocols of all channels; MISSING where unreadable.
    adds : uint8 (line,)
        1 where the summary is the sum of the two; 0 where all three are equal.
    rows : int64 (channel, station)
        Where each station's paper, electronic and summary protocols are in *counts*.

    Returns
    -------
    status : uint8 (line, station)
        HOLDS, VIOLATED, or UNKNOWN where any of the three is MISSING.
    expected : int64 (line, station)
        What the summary should be: the sum, or the paper protocol's count; 0 where
        status is UNKNOWN.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the line axes differ, there are not three channels, or a row is outside.
    """
    require("counts", counts, "int32", ("line", "protocol"))
    require("adds", adds, "uint8", ("line",))
    require("rows", rows, "int64", ("channel", "station"))
    if len(counts) != len(adds):
        raise ValueError(f"counts has {len(counts)} lines, adds {len(adds)}")
    if len(rows) != CHANNELS:
        raise ValueError(f"rows must be of {CHANNELS} channels, got {len(rows)}")
    require_inside("rows", rows, counts.shape[1])
    shape = (len(counts), rows.shape[1])
    status, expected = np.zeros(shape, np.uint8), np.zeros(shape, np.int64)
    _check_summary(counts, adds, rows, status, expected)
    return status, expected


@kernel(
    reads=(("int32", 2), ("uint8", 1), ("int64", 2)),
    writes=(("uint8", 2), ("int64", 2)),
)
def _check_summary(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    counts, adds, rows, status, expected
):
    for k in range(counts.shape[0]):
        for s in range(rows.shape[1]):
            paper, machine = counts[k, rows[0, s]], counts[k, rows[1, s]]
            summary = counts[k, rows[2, s]]
            if paper == MISSING or machine == MISSING or summary == MISSING:
                status[k, s] = UNKNOWN
                continue
            equal = paper == machine
            expected[k, s] = paper
            if adds[k] == 1:
                equal = True
                expected[k, s] += machine
            equal = equal and expected[k, s] == summary
            status[k, s] = HOLDS if equal else VIOLATED
