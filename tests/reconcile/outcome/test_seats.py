from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.outcome.seats import (
    MOST_ALLOCATIONS,
    allocate,
    reaches,
    share_out,
    share_out_alone,
)

# Votes, or shares as printed (in hundredths of a per cent), seats, and the official
# allocation. Where only shares were published they are what the votes were taken from.
OFFICIAL = {
    "Kazakhstan 2016": ([6_183_757, 540_406, 537_123], 98, (84, 7, 7)),
    "Kazakhstan 2012": ([8099, 747, 719], 98, (83, 8, 7)),
    "Kazakhstan 2021": ([7109, 1095, 910], 98, (76, 12, 10)),
    "Kazakhstan 2023, shares": ([5390, 1090, 859, 841, 680, 520], 69, (40, 8, 6, 6, 5, 4)),
    "Kazakhstan 2023": (
        [3_431_510, 693_938, 547_154, 432_920, 535_139, 331_058],
        69,
        (40, 8, 6, 5, 6, 4),
    ),
    "Kazakhstan 2004": ([6061, 1204, 1138, 707], 10, (7, 1, 1, 1)),
    "Russia 2007": (
        [44_714_241, 8_046_886, 5_660_823, 5_383_639],
        450,
        (315, 57, 40, 38),
    ),
    "Russia 2011": (
        [32_379_135, 12_599_507, 8_695_522, 7_664_570],
        450,
        (238, 92, 64, 56),
    ),
    "Russia 2016": ([28_527_828, 7_019_752, 6_917_063, 3_275_053], 225, (140, 35, 34, 16)),
    "Russia 2021": (
        [28_064_200, 10_660_669, 4_252_252, 4_201_744, 2_997_744],
        225,
        (126, 48, 19, 19, 13),
    ),
    "R proporz": ([47000, 16000, 15800, 12000, 6100, 3100], 10, (5, 2, 1, 1, 1, 0)),
}


# Where the two rules part: what D'Hondt would have given.
D_HONDT = {
    "Kazakhstan 2012": (84, 7, 7),
    "Kazakhstan 2021": (77, 12, 9),
    "Kazakhstan 2004": (8, 1, 1, 0),
    "Russia 2007": (316, 56, 40, 38),
}


@pytest.mark.parametrize("name", OFFICIAL)
def test_largest_remainder_gives_the_official_seats(name):
    votes, number, expected = OFFICIAL[name]

    assert list(share_out(votes, number)) == [expected]
    assert share_out_alone(votes, number) == expected


@pytest.mark.parametrize("name", D_HONDT)
def test_highest_averages_would_not_give_them(name):
    """Statistics section 3: from these elections the rule of remainders is inferred."""
    votes, number, official = OFFICIAL[name]
    seats = [0] * len(votes)
    for _ in range(number):
        averages = [Fraction(a, b + 1) for a, b in zip(votes, seats, strict=True)]
        seats[averages.index(max(averages))] += 1

    assert tuple(seats) == D_HONDT[name] != official


@pytest.mark.parametrize(("votes", "number"), [([50, 50], 1), ([0, 0], 5), ([], 5)])
def test_a_tie_decides_nothing_alone(votes, number):
    assert share_out_alone(votes, number) is None


def test_kazakhstan_2007_gives_all_seats_to_the_one_list_over_the_threshold():
    """On either base; the rule that lets in a second list came in 2009."""
    votes = [269_310, 5_247_720, 46_436, 89_855, 183_346, 22_159, 76_799]
    for base in (6_082_430, 5_935_625):
        (only,) = allocate(votes, base, 7, 98).every

        assert only.over == (1,)
        assert only.seats == (0, 98, 0, 0, 0, 0, 0)


def test_no_list_over_the_threshold_means_no_allocation():
    assert allocate([6, 6, 6], 100, 7, 10).every == ()


def test_a_share_of_exactly_the_threshold_reaches_it():
    """Seven per cent or more: compared in whole numbers, 100 x votes >= 7 x base."""
    assert reaches(7, 100, 7)
    assert not reaches(6_999_999, 100_000_000, 7)


def test_a_list_exactly_on_the_threshold_is_shown_in_and_out():
    found = allocate([93, 7], 100, 7, 10)

    assert found.tie == "threshold"
    assert [one.seats for one in found.every] == [(9, 1), (10, 0)]


def test_a_tied_remainder_is_shown_in_every_way_it_can_go():
    """Three lists with a third each share ten seats: whichever gets the fourth."""
    found = allocate([5, 5, 5], 15, 7, 10)

    assert found.tie == "remainder"
    assert sorted(one.seats for one in found.every) == [(3, 3, 4), (3, 4, 3), (4, 3, 3)]


def test_more_tied_allocations_than_are_listed_are_told():
    found = allocate([1] * 20, 20, 0, 10)

    assert found.cut
    assert len(found.every) == MOST_ALLOCATIONS


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=6), st.integers(1, 120))
def test_every_allocation_is_whole_quotas_and_the_largest_remainders(votes, number):
    """From the definition, with fractions: no list left out has more left over."""
    whole = sum(votes)
    shared = list(share_out(votes, number))
    assert bool(shared) == bool(whole)
    for seats in shared:
        quotas = [Fraction(count * number, whole) for count in votes]
        assert sum(seats) == number
        assert all(got - q // 1 in (0, 1) for got, q in zip(seats, quotas, strict=True))
        up = [q % 1 for got, q in zip(seats, quotas, strict=True) if got > q // 1]
        down = [q % 1 for got, q in zip(seats, quotas, strict=True) if got == q // 1]
        assert min(up, default=1) >= max(down, default=0)
