import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive_screening as naive
from fastcheck.codes import MISSING
from fastcheck.fingerprint import count_fingerprint

COUNTS = st.sampled_from([MISSING, 0, 1, 2, 3, 50, 99, 100, 2**31 - 1])
STATIONS = st.lists(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS), max_size=6)


def arrays(stations):
    return np.array(stations, np.int64).reshape(-1, 4).T.copy()


@given(STATIONS, st.sampled_from([1, 2, 10, 100]))
def test_stations_are_where_their_percentages_are(stations, width):
    found = count_fingerprint(*arrays(stations), width)

    known, percents, cells = naive.fingerprint(stations, width)
    assert found.known.tolist() == known
    assert list(zip(found.turnout, found.share, strict=True)) == percents
    assert {tuple(at): found.cells[*at] for at in np.argwhere(found.cells)} == cells
    whole = [one for one, is_known in zip(stations, known, strict=True) if is_known]
    assert found.sums.tolist() == arrays(whole).sum(axis=1).tolist()


@pytest.mark.parametrize("width", [0, -2, 3, 101])
def test_bins_that_are_not_a_hundred_per_cent_are_refused(width):
    with pytest.raises(ValueError, match="width must divide 100"):
        count_fingerprint(*arrays([(1, 1, 1, 1)]), width)


def test_stations_without_their_votes_are_refused():
    voters, turnout, cast, votes = arrays([(9, 5, 5, 2), (9, 5, 5, 2)])
    with pytest.raises(ValueError, match="2 voters but 1 votes"):
        count_fingerprint(voters, turnout, cast, votes[:1].copy(), 2)
