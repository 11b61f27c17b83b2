from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from reconcile.outcome.options import Options
from reconcile.outcome.ranges import (
    Space,
    extreme,
    fewest,
    gains,
    redistributed,
    share_range,
    unseen_gain,
    weigh,
)
from spaces import LISTS, every_result, random_space

SEEDS = range(30)
NO_OPTIONS = Options(
    np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((3, 0), np.int64), ()
)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_extremes_of_a_score_are_those_of_all_results(seed):
    """Votes of a list, and 100 x votes less 7 x base, up and down."""
    space = random_space(seed, ballots=seed % 3, blanks=seed % 2)
    results = list(every_result(space))
    for weights in (
        [1, 0, 0, 0, 0],
        [-1, 0, 0, 0, 0],
        [0, 100, 0, 0, -7],
        [3, -4, 0, 1, 2],
    ):
        best = extreme(weights, space)

        assert best in results
        assert weigh(weights, best) == max(weigh(weights, one) for one in results)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_range_of_a_share_is_that_of_all_results(seed):
    """A share is no sum over stations, and still exact."""
    space = random_space(seed, ballots=seed % 3, blanks=seed % 2)
    shares = [Fraction(one[1], one[LISTS]) for one in every_result(space)]

    found = share_range([0, 1, 0, 0, 0], [0, 0, 0, 0, 1], space)
    assert found == (min(shares), max(shares))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_fewest_stations_are_those_of_all_subsets(seed):
    """Whatever a score must gain, no smaller set of stations gains it."""
    space = random_space(seed)
    gained = gains([1, -2, 0, 0, 0], space.options)
    for needed in (1, 60, 200, 500):
        sizes = [
            size
            for size in range(1, len(gained) + 1)
            for some in combinations(gained.tolist(), size)
            if sum(some) >= needed
        ]
        assert fewest(gained, needed) == min(sizes, default=None)


def test_a_share_of_what_can_be_nothing_has_no_range():
    """One station, that may be annulled."""
    deltas = np.array([[0, -5], [0, -9]], np.int64)
    options = Options(np.array([0]), np.array([0]), deltas, ("as posted", "annulled"))
    space = Space(np.array([5, 9]), options, 0, 1)

    assert share_range([1, 0], [0, 1], space) is None


def test_totals_beyond_64_bits_stay_exact():
    """A score of products, as the range of a share needs, in whole numbers of any size."""
    huge = 2**40
    deltas = np.array([[0, huge]], np.int64)
    options = Options(np.array([0]), np.array([0]), deltas, ("as posted", "another"))

    assert gains([huge], options).tolist() == [huge * huge]
    assert extreme([huge], Space(np.array([1]), options, 0, 1)) == [1 + huge]


def test_a_free_ballot_is_for_whom_it_helps_most_or_not_there():
    """100 for the list, 7 of them lost to the base; against it, only the base."""
    one = Space(np.zeros(3, np.int64), NO_OPTIONS, 1, 2)

    assert unseen_gain([100, 0, -7], one) == 93
    assert unseen_gain([-100, 0, 7], one) == 7
    assert unseen_gain([-1, -1, 0], one) == 0


def test_a_blank_ballot_is_for_no_list():
    """Where the votes were read, the ballots beyond them only count in the base."""
    one = Space(np.zeros(3, np.int64), NO_OPTIONS, 0, 2, blanks=5)

    assert unseen_gain([100, 0, -7], one) == 0
    assert extreme([-100, 0, 7], one) == [0, 0, 5]


def test_votes_moved_inside_a_station_leave_its_base():
    """All 30 votes of the second list become the first's: 30 x 100, the base as it is."""
    known = np.array([[10], [30], [45]], np.int64)

    assert redistributed([100, 0, -7], known, 2).tolist() == [3000]
