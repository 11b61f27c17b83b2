import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive_screening as naive
from fastcheck.flags import flag_bh
from fastcheck.outliers import (
    FEWEST,
    Fit,
    fit_groups,
    fit_others,
    flags_by_chance,
    tail_chance,
)


def column(*numbers):
    return np.array(numbers, np.int64)


PARTS = st.integers(1, 40).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)


@given(
    PARTS,
    st.floats(0.01, 0.99),
    st.one_of(st.just(0.0), st.floats(0.001, 0.99)),
)
def test_tails_agree_with_naive(station, share, rho):
    """Binomial without overdispersion, beta-binomial with it."""
    fit = Fit(np.array([share]), np.array([rho]))

    (chance,) = tail_chance(column(station[0]), column(station[1]), fit)
    assert chance == pytest.approx(naive.tail_chance(*station, share, rho), rel=1e-6)


@given(st.lists(PARTS, min_size=FEWEST, max_size=9))
def test_the_fit_is_that_of_the_other_stations(stations):
    """Leaving a station out and fitting the rest gives the same."""
    part, whole = (column(*one) for one in zip(*stations, strict=True))

    fit = fit_others(part, whole, np.zeros(len(part), np.int64), 1)
    for at in range(len(part)):
        rest = np.arange(len(part)) != at
        share, rho = naive.fit(part[rest].tolist(), whole[rest].tolist())
        assert fit.share[at] == pytest.approx(share)
        assert fit.rho[at] == pytest.approx(rho, abs=1e-6)


def test_a_commission_of_few_stations_claims_nothing():
    part, whole, group = column(1, 9, 5, 5), column(10, 10, 10, 10), column(0, 0, 0, 0)

    fit = fit_others(part, whole, group, 1)
    assert np.isnan(fit.share).all()
    assert np.isnan(fit_groups(part, whole, group, 1).share).all()
    assert (tail_chance(part, whole, fit) == 1).all()


def test_one_voter_against_all_is_no_impossibility():
    """Where all others voted alike, half a vote is left to chance."""
    part, whole = column(100, 100, 100, 100, 99), column(100, 100, 100, 100, 100)

    chance = tail_chance(part, whole, fit_others(part, whole, column(0, 0, 0, 0, 0), 1))
    assert 0.1 < chance[-1] < 1


@pytest.fixture(scope="module")
def stand_in(shared):
    """Votes for the leader, for all lists, and the commission of 9,394 stations."""
    table = pl.read_csv(shared / "russia-2007-standin/ru2007_16regions_9727.csv")
    table = table.filter(pl.col("valid") >= 50)
    tec = table.select(pl.struct("region", "tik").rank("dense").cast(pl.Int64) - 1)
    arrays = (table["p10"], table["valid"], tec.to_series())
    return tuple(np.ascontiguousarray(one.to_numpy()) for one in arrays)


def test_an_overdispersed_null_flags_105_stations_where_a_binomial_one_flags_4072(stand_in):
    """The reference values on the real stand-in, and the shares of p below 0.05."""
    votes, of, tec = stand_in
    fit = fit_others(votes, of, tec, 278)
    binomial = Fit(fit.share, np.where(np.isnan(fit.rho), np.nan, 0.0))

    chance, plain = tail_chance(votes, of, fit), tail_chance(votes, of, binomial)
    assert len(votes) == 9394
    assert (flag_bh(chance, 0.05).sum(), flag_bh(plain, 0.05).sum()) == (105, 4072)
    assert ((chance < 0.05).mean(), (plain < 0.05).mean()) == (
        pytest.approx(0.074, abs=0.0005),
        pytest.approx(0.488, abs=0.0005),
    )


def test_stations_drawn_from_the_fit_are_flagged_now_and_then():
    """The same seed draws the same elections; a limit of one is beyond nobody."""
    whole, group = np.full(40, 60, np.int64), np.repeat(np.arange(4), 10)
    fit = Fit(np.array([0.5, 0.7, 0.9, np.nan]), np.array([0.1, 0.0, 0.02, np.nan]))

    drawn = flags_by_chance(whole, group, fit, 0.05, 1.0, runs=3, seed=1)
    again = flags_by_chance(whole, group, fit, 0.05, 1.0, runs=3, seed=1)
    assert (drawn.flagged == again.flagged).all()
    assert drawn.flagged.max() <= 3
    assert (drawn.beyond == 40).all()


@pytest.mark.parametrize(
    ("group", "message"),
    [(column(0), "2 parts but 1 groups"), (column(0, 2), "groups must be from 0 to 1")],
)
def test_groups_that_do_not_fit_are_refused(group, message):
    with pytest.raises(ValueError, match=message):
        fit_others(column(1, 1), column(2, 2), group, 2)


def test_a_fit_of_another_length_is_refused():
    with pytest.raises(ValueError, match="2 parts but 1 fits"):
        tail_chance(column(1, 1), column(2, 2), Fit(np.array([0.5]), np.array([0.0])))
