import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sample.fit import fit_parts, fit_sum


@given(
    raw=st.lists(st.floats(0, 1e6), min_size=1, max_size=30),
    share=st.floats(0, 1),
    high=st.integers(0, 1000),
)
def test_whole_numbers_within_bounds_with_the_given_sum(raw, share, high):
    total = int(share * high * len(raw))

    got = fit_sum(np.random.default_rng(1), np.array(raw), total, 0, high)

    assert int(got.sum()) == total
    assert got.min() >= 0
    assert got.max() <= high


def test_a_sum_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="no sum of 11 between 0 and 10"):
        fit_sum(np.random.default_rng(1), np.ones(2), 11, 0, 5)


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=20), st.integers(0, 10_000))
def test_parts_differ_from_their_exact_share_by_less_than_one(weights, total):
    got = fit_parts(np.array(weights), total)

    exact = np.array(weights) / sum(weights) * total
    assert int(got.sum()) == total
    assert np.abs(got - exact).max() < 1 + 1e-6
