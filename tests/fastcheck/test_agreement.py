import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import naive
from fastcheck.agreement import compare_all
from fastcheck.codes import MISSING


@pytest.mark.parametrize(
    ("stated", "alone"),
    [
        ((60, 70, 60), 1),
        ((60, 60, 60), -1),
        ((60, 70, 80), -1),
        ((60, 70), -1),
        ((60, MISSING, 70), -1),
        ((60, 60, 70, 70), -1),
        ((60, 60, 70, 60), 2),
    ],
)
def test_the_odd_one_out(stated, alone):
    """One stands alone where all others, at least two, say the same."""
    counts = np.array([stated], np.int32)

    _, got = compare_all(counts, np.array([0, len(stated)], np.int64))
    assert got.tolist() == [[alone]]


def test_protocols_are_kept_apart():
    """Statements of one protocol say nothing of the next."""
    counts = np.array([[5, 5, 6, 6, 7]], np.int32)

    agreeing, alone = compare_all(counts, np.array([0, 3, 5], np.int64))
    assert agreeing.tolist() == [[2, 2, 1, 1, 1]]
    assert alone.tolist() == [[2, -1]]


@given(
    counts=hnp.arrays(np.int32, (2, 9), elements=st.integers(-1, 2)),
    cuts=st.lists(st.integers(0, 9), max_size=4),
)
def test_comparing_all_agrees_with_naive(counts, cuts):
    first = np.array([0, *sorted(cuts), 9], np.int64)

    agreeing, alone = compare_all(counts, first)
    expected = naive.compare_all(counts, first)
    assert (agreeing.ravel().tolist(), alone.ravel().tolist()) == expected


@pytest.mark.parametrize(
    ("first", "fault"),
    [([0, 2], "first must go from 0 to 3"), ([0, 2, 1, 3], "first must not fall")],
)
def test_the_statements_must_be_divided(first, fault):
    with pytest.raises(ValueError, match=fault):
        compare_all(np.zeros((1, 3), np.int32), np.array(first, np.int64))
