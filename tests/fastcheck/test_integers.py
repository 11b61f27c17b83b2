import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive_screening as naive
from fastcheck.codes import LARGEST
from fastcheck.integers import (
    count_spikes,
    count_tenths,
    either_chance,
    integer_chance,
)


def column(*numbers):
    return np.array(numbers, np.int64)


PARTS = st.integers(1, 130).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)


@given(st.lists(PARTS, min_size=1, max_size=6))
def test_chance_agrees_with_naive(stations):
    """Hits to the last one, and the sum of the binomial over whole percentages."""
    part, whole = zip(*stations, strict=True)

    hits, chance = integer_chance(column(*part), column(*whole))
    assert hits.tolist() == [naive.is_whole(*one) for one in stations]
    assert chance == pytest.approx([naive.integer_chance(*one) for one in stations])


@given(st.lists(PARTS, min_size=1, max_size=6))
def test_tenths_agree_with_naive(stations):
    """Each station has one tenth, and the binomial is summed over those of all counts."""
    part, whole = zip(*stations, strict=True)
    chances = np.array([naive.bin_chances(*one, 10) for one in stations])

    observed, expected, variance = count_tenths(column(*part), column(*whole))
    tenths = [naive.tenths(*one) % 10 for one in stations]
    assert observed.tolist() == [tenths.count(one) for one in range(10)]
    assert expected == pytest.approx(chances.sum(axis=0), abs=1e-9)
    assert variance == pytest.approx((chances * (1 - chances)).sum(axis=0), abs=1e-9)


@given(st.lists(PARTS, min_size=1, max_size=6))
def test_spikes_agree_with_naive(stations):
    """From none to all in tenths of a per cent; every station stands at one of them."""
    part, whole = zip(*stations, strict=True)
    chances = np.array([naive.bin_chances(*one, 1001) for one in stations])

    observed, expected = count_spikes(column(*part), column(*whole))
    shares = [naive.tenths(*one) for one in stations]
    assert observed.tolist() == [shares.count(one) for one in range(1001)]
    assert expected == pytest.approx(chances.sum(axis=0), abs=1e-9)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(640, 1000, 1), (6405, 10000, 1), (6406, 10000, 0), (2, 3, 0), (1, 2, 1), (0, 7, 1)],
)
def test_a_percentage_is_whole_within_a_twentieth(part, whole, expected):
    hits, _ = integer_chance(column(part), column(whole))

    assert hits[0] == expected


def test_small_stations_are_whole_by_arithmetic():
    """A hundred voters have no other percentage; of 10,000 eleven counts in a hundred."""
    _, chance = integer_chance(column(50, 5000), column(100, 10_000))

    assert chance[0] == pytest.approx(1)
    assert chance[1] == pytest.approx(0.11, abs=0.002)


def test_the_real_stand_in_has_the_excess_of_the_reference(shared):
    """285 stations above chance, at a standard deviation of 31."""
    table = pl.read_csv(shared / "russia-2007-standin/ru2007_16regions_9727.csv").filter(
        pl.col("found") > 0,
        pl.col("voters") >= 100,
        100 * pl.col("issued") <= 99 * pl.col("voters"),
        100 * pl.col("p10") <= 99 * pl.col("found"),
    )
    voters, issued, found, leader = (
        np.ascontiguousarray(table[one].to_numpy())
        for one in ("voters", "issued", "found", "p10")
    )

    came, came_chance = integer_chance(issued, voters)
    led, led_chance = integer_chance(leader, found)
    chance = either_chance(came_chance, led_chance)
    assert (came | led).sum() - chance.sum() == pytest.approx(284.96, abs=0.005)
    assert np.sqrt((chance * (1 - chance)).sum()) == pytest.approx(31.25, abs=0.005)


@pytest.mark.parametrize(
    ("part", "whole", "message"),
    [
        (column(1, 2), column(3), "2 parts but 1 wholes"),
        (column(1), column(0), "wholes must be from 1"),
        (column(1), column(LARGEST + 1), "wholes must be from 1"),
        (column(4), column(3), "parts must be from 0 to their wholes"),
    ],
)
def test_counts_that_are_no_parts_are_refused(part, whole, message):
    with pytest.raises(ValueError, match=message):
        integer_chance(part, whole)


def test_another_dtype_is_refused():
    with pytest.raises(TypeError, match="part must be contiguous int64"):
        integer_chance(np.zeros(1, np.int32), column(1))
