import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import naive
from fastcheck.codes import HOLDS, MISSING, UNKNOWN, VIOLATED
from fastcheck.copies import compare_statements

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
