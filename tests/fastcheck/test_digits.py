import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive_screening as naive
from fastcheck.digits import benford_second, chi_square, last_digits, second_digits
from fastcheck.tails import chi_square_tail


@given(st.lists(st.integers(0, 260), max_size=30))
def test_last_digits_agree_with_naive(counts):
    observed, expected = last_digits(np.array(counts, np.int64))

    assert (observed.tolist(), pytest.approx(expected.tolist())) == naive.last_digits(
        counts
    )


def test_counts_that_fall_steeply_are_no_surprise():
    """Low digits are frequent by themselves; the plain test takes that for a pattern."""
    rng = np.random.default_rng(1)
    counts = (100 + rng.exponential(12, 20_000)).astype(np.int64)

    observed, expected = last_digits(np.concatenate((counts, 199 - counts)).clip(0))
    even = np.full(10, observed.sum() / 10)
    assert chi_square_tail(chi_square(observed, even), 9) < 1e-6
    assert chi_square(observed, expected) < chi_square(observed, even) / 4


def test_zeros_added_to_real_counts_are_seen(shared):
    """Ballots handed out at the stand-in's stations end in 0 too often; votes do not."""
    table = pl.read_csv(shared / "russia-2007-standin/ru2007_16regions_9727.csv")
    chances = {}
    for name in ("issued", "p4"):
        observed, expected = last_digits(np.ascontiguousarray(table[name].to_numpy()))
        chances[name] = chi_square_tail(chi_square(observed, expected), 9)

    assert chances["issued"] < 1e-12
    assert chances["p4"] > 0.05


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="must not be negative"):
        last_digits(np.array([-1], np.int64))


def test_benfords_second_digits_are_the_published_ones():
    """To five digits, with their mean."""
    expected = [0.11968, 0.11389, 0.10882, 0.10433, 0.10031,
                0.09668, 0.09337, 0.09035, 0.08757, 0.08500]  # fmt: skip

    frequencies = benford_second()
    assert frequencies == pytest.approx(expected, abs=5e-6)
    assert (frequencies * np.arange(10)).sum() == pytest.approx(4.18739, abs=5e-6)


@given(st.lists(st.integers(0, 2**31 - 1), max_size=20))
def test_second_digits_are_the_second_characters(counts):
    expected = [str(one)[1] for one in counts if one >= 10]

    observed = second_digits(np.array(counts, np.int64))
    assert observed.tolist() == [expected.count(str(digit)) for digit in range(10)]
