import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import naive
from fastcheck.codes import MISSING
from fastcheck.tabulation import sum_under


@given(
    counts=hnp.arrays(np.int32, (3, 7), elements=st.integers(-1, 2**31 - 1)),
    parents=hnp.arrays(np.int64, 7, elements=st.integers(-1, 2)),
)
def test_agrees_with_naive(counts, parents):
    """The kernel and the definition give the same sums, past int32."""
    totals, missing = sum_under(counts, parents, 3)

    assert (totals.ravel().tolist(), missing.ravel().tolist()) == naive.sum_under(
        counts, parents, 3
    )


def test_a_missing_line_is_counted_and_not_added():
    """A sum over what is there says how much is not."""
    totals, missing = sum_under(
        np.array([[5, MISSING, 7]], np.int32), np.array([0, 0, 1], np.int64), 2
    )

    assert totals.tolist() == [[5, 7]]
    assert missing.tolist() == [[1, 0]]


def test_a_parent_that_is_none_of_the_commissions_is_refused():
    with pytest.raises(ValueError, match="parents must be from -1 to 1"):
        sum_under(np.zeros((1, 1), np.int32), np.array([2], np.int64), 2)


def test_each_protocol_needs_a_parent():
    with pytest.raises(ValueError, match="2 protocols but 1 parents"):
        sum_under(np.zeros((1, 2), np.int32), np.array([0], np.int64), 1)
