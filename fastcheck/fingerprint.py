"""How many stations have which turnout, and which share for a list?

The picture of it is called an election's fingerprint (Klimek, Yegorov, Hanel and Thurner,
Statistical detection of systematic election irregularities, PNAS 109, 2012).
"""

from dataclasses import dataclass

import numpy as np

from fastcheck.arrays import require
from fastcheck.jit import kernel


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Stations by turnout and share.

    Attributes
    ----------
    known : bool (station,)
        Where both can be told. Turnout above 100 per cent is no turnout.
    turnout, share : float64 (known,)
        In per cent.
    cells : int64 (bin, bin)
        Stations by turnout, then by share; the last bin holds 100 per cent too.
    sums : int64 (4,)
        Voters, turnout, cast and votes of the known stations together.
    """

    known: np.ndarray
    turnout: np.ndarray
    share: np.ndarray
    cells: np.ndarray
    sums: np.ndarray


def count_fingerprint(
    voters: np.ndarray, turnout: np.ndarray, cast: np.ndarray, votes: np.ndarray, width: int
) -> Fingerprint:
    """Count stations by turnout and share.

    Parameters
    ----------
    voters, turnout, cast, votes : int64 (station,)
        Voters and how many of them came, ballots and how many of them are for the list;
        MISSING where a line is missing.
    width
        Per cent that a bin is wide; 100 is a multiple of it.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If axes differ in length, or bins of that width are not 100 per cent together.
    """
    given = {"voters": voters, "turnout": turnout, "cast": cast, "votes": votes}
    for name, array in given.items():
        require(name, array, "int64", ("station",))
        if len(array) != len(voters):
            raise ValueError(f"{len(voters)} voters but {len(array)} {name}")
    if width < 1 or 100 % width:
        raise ValueError(f"width must divide 100, got {width}")
    known = np.zeros(len(voters), np.uint8)
    percents = (np.empty(len(voters)), np.empty(len(voters)))
    cells = np.zeros((100 // width, 100 // width), np.int64)
    sums = np.zeros(4, np.int64)
    _count(*given.values(), np.array([width]), known, *percents, cells, sums)
    stations = int(cells.sum())
    return Fingerprint(
        known.view(np.bool_), percents[0][:stations], percents[1][:stations], cells, sums
    )


@kernel(
    reads=(("int64", 1),) * 5,
    writes=(("uint8", 1), ("float64", 1), ("float64", 1), ("int64", 2), ("int64", 1)),
)
def _count(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    voters, turnout, cast, votes, width, known, came, share, cells, sums
):
    at, last = 0, cells.shape[0] - 1
    for s in range(voters.shape[0]):
        there = 0 <= turnout[s] <= voters[s] and 0 <= votes[s] <= cast[s]
        if not there or voters[s] == 0 or cast[s] == 0:
            continue
        known[s] = 1
        whole_turnout, whole_share = 100 * turnout[s], 100 * votes[s]
        came[at], share[at] = whole_turnout / voters[s], whole_share / cast[s]
        row = min(whole_turnout // (width[0] * voters[s]), last)
        cells[row, min(whole_share // (width[0] * cast[s]), last)] += 1
        at += 1
        sums[0] += voters[s]
        sums[1] += turnout[s]
        sums[2] += cast[s]
        sums[3] += votes[s]
