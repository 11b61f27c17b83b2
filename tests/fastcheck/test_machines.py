import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive_screening as naive
from fastcheck.machines import carry_over, compare_channels


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
