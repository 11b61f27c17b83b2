"""Stations that observers went to, beside the others of their TECs."""

from itertools import combinations, product

import numpy as np
import polars as pl
import pytest

from fastcheck.codes import MISSING
from fastcheck.tails import normal_tail
from reconcile.outcome.sample.frame import Frame
from reconcile.outcome.sample.matched import compare_inside_tecs

TECS = ("a", "a", "a", "a", "b", "b", "b", "c", "c")
VOTES = (90, 80, 85, 95, 40, 60, 50, 70, 75)  # of 100 at each station


def frame(votes=VOTES, tecs=TECS):
    """Stations of 100 votes in TECs, two lists."""
    count = len(votes)
    posted = np.array([votes, [100 - one for one in votes], [0] * count], np.int64)
    none = np.full(count, MISSING, np.int64)
    stations = pl.DataFrame({"tec": tecs, "rec": ["r"] * count})
    return Frame(
        stations, ("x", "y"), posted, np.full_like(posted, MISSING), none, none, none
    )


def held(*at):
    return np.isin(np.arange(len(VOTES)), at)


def numerator(votes, tecs, chosen):
    """The least-squares numerator with an effect for each TEC, from its definition."""
    share, tec = np.array(votes) / 100, np.array(tecs)
    return sum(share[at] - share[tec == tec[at]].mean() for at in chosen)


def test_the_difference_is_that_of_least_squares_with_an_effect_for_each_tec():
    found = compare_inside_tecs(frame(), held(0, 1, 4))
    tec = np.array(TECS)
    columns = [*(tec == one for one in "abc"), held(0, 1, 4)]
    matrix = np.array(columns, float).T
    expected = np.linalg.lstsq(matrix, np.array(VOTES) / 100, rcond=None)[0][-1]

    assert found.difference == pytest.approx(expected)
    assert (found.party, found.tecs, found.stations) == ("x", 2, 3)


def test_chance_is_that_of_all_ways_to_choose_as_many_in_each_tec():
    """The variance is exact; the tail is the normal one."""
    found = compare_inside_tecs(frame(), held(0, 1, 4))
    ways = [
        numerator(VOTES, TECS, (*one, *two))
        for one, two in product(combinations(range(4), 2), combinations(range(4, 7), 1))
    ]
    own = numerator(VOTES, TECS, (0, 1, 4))

    assert np.mean(ways) == pytest.approx(0)
    assert found.chance == pytest.approx(2 * normal_tail(abs(own) / np.std(ways)))


@pytest.mark.parametrize("at", [(), tuple(range(9)), (7, 8)])
def test_without_both_kinds_in_a_tec_nothing_is_compared(at):
    assert compare_inside_tecs(frame(), held(*at)) is None


def test_equal_shares_and_unknown_tecs_are_not_compared():
    assert compare_inside_tecs(frame((50,) * 9), held(0)) is None
    assert compare_inside_tecs(frame(tecs=("",) * 9), held(0)) is None
