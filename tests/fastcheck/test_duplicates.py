import naive_explain
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from fastcheck.codes import MISSING
from fastcheck.duplicates import BY_CHANCE, find_alike, telling
from fastcheck.nearest import nearest


@given(
    counts=hnp.arrays(np.int32, (5, 7), elements=st.integers(-1, 2)),
    others=hnp.arrays(np.int32, (5, 9), elements=st.integers(-1, 2)),
    owner=hnp.arrays(np.int64, 7, elements=st.integers(0, 3)),
    other_owner=hnp.arrays(np.int64, 9, elements=st.integers(0, 3)),
    most=st.integers(0, 2),
)
def test_the_nearest_agrees_with_naive(counts, others, owner, other_owner, most):
    """Comparing all with all finds the same, also among many alike."""
    found, different = nearest(counts, owner, others, other_owner, most)

    expected = naive_explain.nearest(counts, owner, others, other_owner, most)
    assert (found.tolist(), different.tolist()) == expected


def test_a_table_of_equal_rows_ends():
    """Each is equal to the first other one, and nothing further is looked at."""
    table = np.ones((6, 3000), np.int32)
    owner = np.arange(3000, dtype=np.int64)

    found, different = nearest(table, owner, table, owner, 2)
    assert found.tolist() == [1] + [0] * 2999
    assert not different.any()


def test_a_protocol_without_an_owner_is_refused():
    table = np.zeros((3, 2), np.int32)
    with pytest.raises(ValueError, match="every protocol must have an owner"):
        nearest(table, np.zeros(1, np.int64), table, np.zeros(2, np.int64), 1)


LARGE = (1850, 30, 1200, 140, 95, 60, 55, 30, 25)  # voters, invalid, seven lists


def stations(*rows):
    counts = np.array(rows, np.int32).T.copy()
    return counts, np.arange(counts.shape[1], dtype=np.int64)


def test_large_stations_with_the_same_numbers_are_found():
    """One line may differ, and each is the other's twin."""
    almost = (1851, *LARGE[1:])
    alike = find_alike(*stations(LARGE, (900, *range(8)), almost))

    assert alike.twin.tolist() == [2, -1, 0]
    assert alike.different.tolist() == [1, 0, 1]
    assert alike.bits[0] > alike.enough


def test_small_stations_agree_by_chance():
    """Forty voters and one list: nothing follows from their being equal."""
    small = (40, 0, 38, 0, 0, 0, 0, 0, 0)
    others = [(n, *LARGE[1:8], n) for n in range(1000, 1300, 3)]

    assert find_alike(*stations(small, small, *others)).twin.tolist()[:2] == [-1, -1]


def test_two_protocols_of_one_station_are_no_twins():
    """A paper protocol and a summary may be the same."""
    counts, _ = stations(LARGE, LARGE)

    assert find_alike(counts, np.zeros(2, np.int64)).twin.tolist() == [-1, -1]


def test_missing_counts_agree_with_nothing():
    gone = (MISSING, MISSING, *[MISSING] * 7)

    assert find_alike(*stations(gone, gone)).twin.tolist() == [-1, -1]


@given(
    counts=hnp.arrays(np.int32, (4, 9), elements=st.sampled_from([-1, 0, 3, 8])),
    lines=st.lists(st.integers(0, 3), unique=True),
    enough=st.integers(0, 9000),
    large=st.sampled_from([8, 700, 2**31 - 1]),
)
def test_protocols_that_say_enough_are_those_that_naive_finds(counts, lines, enough, large):
    """Numbers as small as the table is long are looked up, larger ones worked out."""
    counts[counts == 8] = large

    at, silent = telling(counts, np.array(lines, np.int64), enough)

    assert (at.tolist(), silent) == naive_explain.telling(counts, lines, enough)


def test_lines_that_no_protocol_has_are_refused():
    with pytest.raises(ValueError, match="lines must be from 0 to 1"):
        telling(np.zeros((2, 3), np.int32), np.array([2]), 1)


@given(
    counts=hnp.arrays(np.int32, (4, 5), elements=st.sampled_from([-1, 0, 900, 7000])),
    owner=hnp.arrays(np.int64, 5, elements=st.integers(0, 3)),
)
def test_alike_agrees_with_naive(counts, owner):
    """The same twins as weighing the agreement of all with all."""
    got = find_alike(counts, owner).twin.tolist()

    expected = naive_explain.find_alike(counts, owner, BY_CHANCE)
    assert got == expected
