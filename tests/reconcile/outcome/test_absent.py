import math

import numpy as np
import pytest

from reconcile.outcome.sample.absent import bound_shares, like_the_others, tipping_points


def test_absent_voters_for_others_or_all_for_this_list():
    low, high = bound_shares(np.array([60.0, 20.0]), 80, 20)

    assert low.tolist() == [0.6, 0.2]
    assert high.tolist() == [0.8, 0.4]


def test_no_station_at_all_bounds_nothing():
    low, high = bound_shares(np.array([0.0]), 0, 500)

    assert (low.tolist(), high.tolist()) == ([0], [1])


def test_at_a_tipping_point_the_official_share_is_at_the_margin():
    """With the list's share there, the interval just reaches the official one."""
    votes, base, absent, margin, official = 60.0, 80.0, 20.0, 0.02, 0.7

    (tip,) = tipping_points(
        np.array([votes]), base, absent, np.array([official]), np.array([margin])
    )

    assert (votes + tip.low * absent) / (base + absent) == pytest.approx(official - margin)
    assert (votes + tip.high * absent) / (base + absent) == pytest.approx(official + margin)
    assert tip.possible
    assert not tip.sure


@pytest.mark.parametrize(
    ("official", "possible", "sure"), [(0.9, False, False), (0.705, True, False)]
)
def test_some_official_shares_no_absent_station_explains(official, possible, sure):
    (tip,) = tipping_points(
        np.array([70.0]), 98.0, 2.0, np.array([official]), np.array([0.01])
    )

    assert (tip.possible, tip.sure) == (possible, sure)


def test_unlike_stations_are_seen_within_their_strata():
    """A stratum as a whole may differ; inside it absent ones are forty lower."""
    chance = np.random.default_rng(1)
    groups = np.repeat([0, 1], 100)
    came = np.tile([True, True, True, False], 50)
    values = 500.0 * groups + chance.normal(0, 10, 200)

    assert like_the_others(values, came, groups) > 0.05
    assert like_the_others(values - 40 * ~came, came, groups) < 1e-6


def test_one_absent_station_is_not_tested():
    came = np.array([True, True, False])

    assert math.isnan(like_the_others(np.array([1.0, 2.0, 3.0]), came, np.zeros(3, int)))
