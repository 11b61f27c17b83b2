import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive_screening as naive
from fastcheck.machines import carry_over, compare_channels, compare_lists


def column(*numbers):
    return np.array(numbers, np.int64)


PARTS = st.integers(1, 40).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)


@given(PARTS, PARTS)
def test_a_station_agrees_with_the_hypergeometric_distribution(electronic, paper):
    """Its chance, its mean and its variance."""
    (x, n), (y, m) = electronic, paper
    tables = compare_channels(column(x), column(n), column(y), column(m))

    probability = naive.hypergeometric(n, m, x + y).items()
    mean = sum(k * p for k, p in probability)
    variance = sum((k - mean) ** 2 * p for k, p in probability)
    assert tables.chance[0] == pytest.approx(naive.both_sides(probability, x))
    assert tables.expected[0] == pytest.approx(mean)
    assert tables.variance[0] == pytest.approx(variance, abs=1e-9)


def test_odds_ratios_add_up_as_mantel_and_haenszel_do():
    """Two stations with the same odds ratio of 4 have it together, whatever their sizes."""
    tables = compare_channels(
        column(40, 80), column(60, 90), column(100, 200), column(300, 300)
    )

    assert tables.same / tables.cross == pytest.approx([4, 4])
    assert tables.same.sum() / tables.cross.sum() == pytest.approx(4)


VOTES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=3)


def lists(*stations):
    """Electronic and paper votes, int64 (list, station), from pairs by station."""
    both = np.array(stations, np.int64)
    return tuple(np.ascontiguousarray(both[:, :, at].T) for at in (0, 1))


def has_both(pairs):
    return all(sum(one) for one in zip(*pairs, strict=True))


@given(st.lists(VOTES.filter(has_both), min_size=1, max_size=4))
def test_lists_together_agree_with_a_random_deal_of_the_votes(stations):
    """Mean and covariance, written out ballot by ballot: every deal is as likely."""
    electronic, paper = lists(*stations)
    apart, covariance = naive.deal_moments(electronic, paper)
    together = compare_lists(electronic, paper)

    assert together.degrees == np.linalg.matrix_rank(covariance, tol=1e-9)
    expected = apart @ np.linalg.pinv(covariance, rcond=1e-9) @ apart
    assert together.chi_square == pytest.approx(expected, abs=1e-4)


def test_two_lists_together_are_what_mantel_and_haenszel_say():
    electronic, paper = lists([(40, 100), (20, 100)], [(80, 300), (10, 100)])
    tables = compare_channels(
        electronic[0], electronic.sum(axis=0), paper[0], paper.sum(axis=0)
    )
    away = electronic[0].sum() - tables.expected.sum()

    together = compare_lists(electronic, paper)
    assert together.chi_square == pytest.approx(away**2 / tables.variance.sum())
    assert together.degrees == 1


def test_lists_nobody_voted_for_say_nothing():
    electronic, paper = lists([(4, 10), (2, 10), (0, 0)])
    nobody = compare_lists(*lists([(4, 10), (0, 0), (0, 0)]))

    assert compare_lists(electronic, paper).degrees == 1
    assert (nobody.chi_square, nobody.degrees) == (0, 0)


@pytest.mark.parametrize(
    ("electronic", "paper", "message"),
    [
        ([[1, 1]], [[1]], "electronic but"),
        ([[-1], [2]], [[1], [1]], "must not be negative"),
        ([[0], [0]], [[1], [1]], "votes of both kinds"),
    ],
)
def test_lists_that_do_not_fit_are_refused(electronic, paper, message):
    with pytest.raises(ValueError, match=message):
        compare_lists(np.array(electronic, np.int64), np.array(paper, np.int64))


def test_two_commissions_are_carried_over_by_their_own_rates():
    """0.5 and 0.9 votes per voter at machines, times the voters of each commission."""
    carried = carry_over(
        part=column(50, 100, 60, 90, 90, 90, 7),
        whole=column(100, 200, 200, 100, 100, 100, 10),
        machine=np.array([1, 1, 0, 1, 1, 0, 0], bool),
        group=column(0, 0, 0, 1, 1, 1, 2),
        number=3,
    )

    assert carried.asked.tolist() == [True, True, False]
    assert carried.carried.tolist() == [250, 270, 0]
    assert carried.part.tolist() == [210, 270, 7]
    assert carried.variance.tolist() == [0, 0, 0]


def test_rates_that_differ_have_the_variance_of_a_ratio_estimate():
    """N ** 2 (1 - n / N) / n times the variance of the residuals 10 and -10."""
    carried = carry_over(
        part=column(60, 40, 50, 50),
        whole=column(100, 100, 100, 100),
        machine=np.array([1, 1, 0, 0], bool),
        group=column(0, 0, 0, 0),
        number=1,
    )

    assert carried.carried[0] == pytest.approx(200)
    assert carried.variance[0] == pytest.approx(16 * (1 - 2 / 4) / 2 * 200)


@pytest.mark.parametrize(
    ("machine", "group", "message"),
    [
        (np.zeros(1, bool), column(0, 0), "2 parts, 1 machines, 2 groups"),
        (np.zeros(2, bool), column(0, 1), "groups must be from 0 to 0"),
    ],
)
def test_stations_that_do_not_fit_are_refused(machine, group, message):
    with pytest.raises(ValueError, match=message):
        carry_over(column(1, 1), column(2, 2), machine, group, 1)


def test_channels_of_other_stations_are_refused():
    with pytest.raises(ValueError, match="1 electronic but 2 on paper"):
        compare_channels(column(1), column(2), column(1, 1), column(2, 2))
