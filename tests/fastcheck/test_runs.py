from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive_screening as naive
from fastcheck.runs import NEAR, count_runs, expected_runs

SHARES = st.lists(
    st.lists(st.sampled_from([0, 1, 5, 7, 12]), min_size=0, max_size=6),
    min_size=1,
    max_size=3,
)


def arrays(commissions):
    flat = [one for shares in commissions for one in shares]
    ends = np.cumsum([0, *map(len, commissions)])
    return np.array(flat, np.int64), ends.astype(np.int64)


@settings(max_examples=40)
@given(SHARES)
def test_pairs_and_their_moments_agree_with_all_orders(commissions):
    """The mean and variance are those over every order of the stations."""
    runs = count_runs(*arrays(commissions))

    for at, shares in enumerate(commissions):
        mean, variance = naive.over_orders(shares, naive.equal_pairs)
        assert runs.equal[at] == naive.equal_pairs(shares)
        assert runs.near[at] == naive.near_pairs(shares, NEAR)
        assert runs.expected[at] == pytest.approx(mean)
        assert runs.variance[at] == pytest.approx(variance, abs=1e-12)


@settings(max_examples=40)
@given(SHARES, st.integers(1, 4))
def test_long_runs_agree_with_all_orders(commissions, length):
    expected = expected_runs(*arrays(commissions), length)

    for at, shares in enumerate(commissions):
        mean, _ = naive.over_orders(shares, lambda order: naive.windows(order, length))
        assert expected[at] == pytest.approx(mean)


@given(SHARES)
def test_the_longest_run_is_where_it_is(commissions):
    """A run never goes on into the next commission."""
    shares, starts = arrays(commissions)
    runs = count_runs(shares, starts)

    for at, (first, own) in enumerate(zip(starts[:-1], commissions, strict=True)):
        length, place = naive.longest(own)
        assert (runs.longest[at], runs.at[at]) == (length, first + place if length else 0)


def test_eight_neighbours_in_ingushetia_have_the_same_share(shared):
    """The reference's longest run in the stand-in: 97.8 per cent, eight times."""
    table = pl.read_csv(shared / "russia-2007-standin/ru2007_16regions_9727.csv").filter(
        pl.col("found") >= 100, 100 * pl.col("p10") <= 99 * pl.col("found")
    )
    shares = ((2000 * table["p10"] + table["found"]) // (2 * table["found"])).to_numpy()
    tec = table.select(pl.struct("region", "tik").rle_id()).to_series().to_numpy()
    starts = np.searchsorted(tec, np.arange(tec[-1] + 2)).astype(np.int64)

    runs = count_runs(np.ascontiguousarray(shares), starts)
    longest = int(runs.longest.argmax())
    at = int(runs.at[longest])
    assert (runs.longest[longest], shares[at]) == (8, 978)
    assert table["region"][at] == "Республика Ингушетия"
    rows = range(at, at + 8)
    assert all(tec[a] == tec[b] for a, b in pairwise(rows))


@pytest.mark.parametrize("starts", [[], [0], [1, 3], [0, 2], [0, 3, 2, 3]])
def test_starts_that_do_not_cover_the_stations_are_refused(starts):
    with pytest.raises(ValueError, match="starts must rise from 0 to 3"):
        count_runs(np.zeros(3, np.int64), np.array(starts, np.int64))


def test_a_run_of_none_is_refused():
    with pytest.raises(ValueError, match="at least 1 station, got 0"):
        expected_runs(np.zeros(1, np.int64), np.array([0, 1], np.int64), 0)
