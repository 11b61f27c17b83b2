import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import naive
from fastcheck.codes import HOLDS, MISSING, UNKNOWN, VIOLATED
from fastcheck.copies import compare_all, compare_statements

ROWS = np.array([0], np.int64)


@pytest.mark.parametrize(
    ("posted", "copied", "status"),
    [
        (5, 5, HOLDS),
        (5, 6, VIOLATED),
        (0, 0, HOLDS),
        (MISSING, 5, UNKNOWN),
        (5, MISSING, UNKNOWN),
    ],
)
def test_one_line_of_two_statements(posted, copied, status):
    """A line that one statement lacks is unknown, whatever the other says."""
    official = np.array([[posted]], np.int32)
    copies = np.array([[copied]], np.int32)

    assert compare_statements(official, copies, ROWS, ROWS).tolist() == [[status]]


@given(
    official=hnp.arrays(np.int32, (3, 4), elements=st.integers(-1, 3)),
    copies=hnp.arrays(np.int32, (3, 5), elements=st.integers(-1, 3)),
    official_rows=hnp.arrays(np.int64, 6, elements=st.integers(0, 3)),
    copy_rows=hnp.arrays(np.int64, 6, elements=st.integers(0, 4)),
)
def test_agrees_with_naive(official, copies, official_rows, copy_rows):
    """The kernel and the definition give the same answer."""
    status = compare_statements(official, copies, official_rows, copy_rows)

    expected = naive.compare_statements(official, copies, official_rows, copy_rows)
    assert status.ravel().tolist() == expected


def test_a_row_outside_the_table_is_refused():
    """A position past the end is an error, never another station's number."""
    table = np.zeros((2, 3), np.int32)
    with pytest.raises(ValueError, match="copy_rows must be from 0 to 2"):
        compare_statements(table, table, ROWS, np.array([3], np.int64))


def test_pairs_need_both_sides():
    table = np.zeros((2, 3), np.int32)
    with pytest.raises(ValueError, match="1 official rows but 2 copy rows"):
        compare_statements(table, table, ROWS, np.zeros(2, np.int64))


def test_line_axes_must_match():
    with pytest.raises(ValueError, match="official has 2 lines, copies 3"):
        compare_statements(
            np.zeros((2, 1), np.int32), np.zeros((3, 1), np.int32), ROWS, ROWS
        )


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
