import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import naive
from fastcheck.channels import check_summary
from fastcheck.codes import HOLDS, MISSING, UNKNOWN, VIOLATED

THREE = np.array([[0], [1], [2]], np.int64)


@pytest.mark.parametrize(
    ("adds", "said", "status", "expected"),
    [
        (1, (60, 5, 65), HOLDS, 65),
        (1, (60, 5, 66), VIOLATED, 65),
        (1, (60, MISSING, 60), UNKNOWN, 0),
        (0, (900, 900, 900), HOLDS, 900),
        (0, (900, 900, 1800), VIOLATED, 900),
        (0, (900, 901, 900), VIOLATED, 900),
    ],
)
def test_a_summary_and_what_it_sums_up(adds, said, status, expected):
    """Votes add; the voter list is one for all three."""
    counts = np.array([said], np.int32)

    got, together = check_summary(counts, np.array([adds], np.uint8), THREE)
    assert (got.item(), together.item()) == (status, expected)


@given(
    counts=hnp.arrays(np.int32, (4, 6), elements=st.integers(-1, 2**31 - 1)),
    adds=hnp.arrays(np.uint8, 4, elements=st.integers(0, 1)),
    rows=hnp.arrays(np.int64, (3, 5), elements=st.integers(0, 5)),
)
def test_summary_agrees_with_naive(counts, adds, rows):
    """The kernel and the definition give the same answer, past int32."""
    status, expected = check_summary(counts, adds, rows)

    got = (status.ravel().tolist(), expected.ravel().tolist())
    assert got == naive.check_summary(counts, adds, rows)


@pytest.mark.parametrize(
    ("adds", "rows", "message"),
    [
        (np.ones(2, np.uint8), THREE, "counts has 1 lines, adds 2"),
        (np.ones(1, np.uint8), THREE[:2], "rows must be of 3 channels, got 2"),
        (np.ones(1, np.uint8), THREE + 1, "rows must be from 0 to 2"),
    ],
)
def test_a_summary_with_arrays_that_do_not_fit_is_refused(adds, rows, message):
    with pytest.raises(ValueError, match=message):
        check_summary(np.zeros((1, 3), np.int32), adds, np.ascontiguousarray(rows))
