"""Do two statements of the same protocol agree, line by line?

The statements are pairs of rows: a posted protocol and an observer's copy, or a
protocol and its earlier version. Which rows are statements of the same protocol is
the caller's knowledge. All statements at once are compared in `agreement`.
"""

import numpy as np

from fastcheck.arrays import require, require_inside
from fastcheck.codes import HOLDS, MISSING, UNKNOWN, VIOLATED
from fastcheck.jit import kernel
from fastcheck.spans import over_spans


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
    status = np.empty((len(official), len(official_rows)), np.uint8)
    given = (official, copies, official_rows, copy_rows, status)
    over_spans(_compare_statements, len(official_rows), status.size, *given)
    return status


@kernel(
    reads=(("int64", 1), ("int32", 2), ("int32", 2), ("int64", 1), ("int64", 1)),
    writes=(("uint8", 2),),
)
def _compare_statements(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    span, official, copies, official_rows, copy_rows, status
):
    for k in range(official.shape[0]):  # line by line: a line's counts are near each other
        for p in range(span[0], span[1]):
            posted, copied = official[k, official_rows[p]], copies[k, copy_rows[p]]
            if posted == MISSING or copied == MISSING:
                status[k, p] = UNKNOWN
            else:
                status[k, p] = HOLDS if posted == copied else VIOLATED
