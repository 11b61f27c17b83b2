"""Do statements of the same protocol agree, line by line?

The statements are pairs of rows: a posted protocol and an observer's copy, or a
protocol and its earlier version; or triples: a station's summary and the paper and
electronic protocols that it sums up. Which rows are statements of the same protocol is
the caller's knowledge.
"""

import numpy as np

from fastcheck.arrays import require
from fastcheck.codes import HOLDS, MISSING, UNKNOWN, VIOLATED
from fastcheck.jit import kernel

CHANNELS = 3  # paper, electronic, summary: the order of `rows`


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
    _require_inside("official_rows", official_rows, official.shape[1])
    _require_inside("copy_rows", copy_rows, copies.shape[1])
    status = np.zeros((len(official), len(official_rows)), np.uint8)
    _compare_statements(official, copies, official_rows, copy_rows, status)
    return status


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
    _require_inside("rows", rows, counts.shape[1])
    shape = (len(counts), rows.shape[1])
    status, expected = np.zeros(shape, np.uint8), np.zeros(shape, np.int64)
    _check_summary(counts, adds, rows, status, expected)
    return status, expected


def _require_inside(name: str, rows: np.ndarray, length: int) -> None:
    if rows.size and (rows.min() < 0 or rows.max() >= length):
        raise ValueError(f"{name} must be from 0 to {length - 1}")


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
