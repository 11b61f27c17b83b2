from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reconcile.outcome.sample.assertions import (
    Assertion,
    leads,
    seat_pairs,
    thresholds,
)
from reconcile.outcome.sample.audit import outcome_claims
from reconcile.outcome.sample.risks import clean_draws_needed
from reconcile.outcome.seats import share_out_alone

# Kazakhstan 2007, as published: lists from largest to smallest, then invalid ballots.
KZ = [5247720, 269310, 183346, 89855, 76799, 46436, 22159, 146805]
CAST, REGISTERED = 6_082_430, 8_891_561


def dilution(claim, ballots):
    """MACRO's U, where every ballot of the country is in one station."""
    counts = np.array(KZ, np.int64).reshape(-1, 1)
    most = claim.most_overstated(claim.of(counts), np.array([ballots], np.int64))
    return Fraction(int(most.sum()), claim.margin(KZ))


@pytest.mark.parametrize(
    ("at", "at_5", "at_1"),
    [
        *((0, 2, 2), (1, 118, 181), (2, 75, 115), (3, 54, 83)),
        *((4, 52, 80), (5, 48, 73), (6, 45, 69)),
    ],
)
def test_draws_for_each_threshold_of_kazakhstan_2007(at, at_5, at_1):
    """Statistics section 2: clean draws at 5 and 1 per cent, of valid votes."""
    u = dilution(list(thresholds(KZ, 7, "valid"))[at], CAST)

    assert clean_draws_needed(u, 0.05) == at_5
    assert clean_draws_needed(u, 0.01) == at_1


@pytest.mark.parametrize(
    ("base", "ballots", "u", "draws"),
    [
        ("valid", CAST, 39.6955, (118, 181)),
        ("valid", REGISTERED, 57.57, (171, 263)),
        ("took_part", CAST, 37.15, (110, 169)),
    ],
)
def test_the_bound_and_the_base_decide_how_many(base, ballots, u, draws):
    """ANSDP below 7 per cent: ballots, or all on the voter lists; two bases."""
    got = dilution(list(thresholds(KZ, 7, base))[1], ballots)

    assert float(got) == pytest.approx(u, abs=0.005)
    assert (clean_draws_needed(got, 0.05), clean_draws_needed(got, 0.01)) == draws


@pytest.mark.parametrize(
    ("base", "margin", "votes"),
    [
        ("valid", Fraction(14_618_375, 100), 146_184),
        ("took_part", Fraction(15_646_010, 100), 156_461),
    ],
)
def test_how_far_ansdp_is_from_the_threshold(base, margin, votes):
    """Statistics section 0: in votes that would have to be another list's."""
    claim = list(thresholds(KZ, 7, base))[1]

    assert Fraction(claim.margin(KZ), 100) == margin
    assert claim.votes_away(KZ) == votes


def test_scores_are_shangrlas_assorters():
    """Up to a linear map: 0, 1/(2(1 - tau)) and 1/2 below; its mean is 0.512921."""
    claim = list(thresholds(KZ, 7, "valid"))[1]

    assorter = [Fraction(one - claim.lowest, -2 * claim.lowest) for one in claim.scores]

    assert assorter[:2] == [1 / (2 * Fraction(93, 100)), 0]
    assert assorter[-1] == Fraction(1, 2)
    mean = sum(a * n for a, n in zip(assorter, KZ, strict=True)) / CAST
    assert float(mean) == pytest.approx(0.512921, abs=5e-7)
    assert float(2 * mean - 1) == pytest.approx(0.025843, abs=5e-7)


def test_a_pair_of_lists_is_shangrlas_form_too():
    """Statistics section 2, C: i has 0, j 1/(1 + d), another half of that, the rest 1/2."""
    seats = [5, 3, 2]
    d = Fraction(seats[1] - seats[0] - 1, 10)
    claim = next(one for one in seat_pairs(4, seats) if one.lists == (0, 1))

    assorter = [Fraction(one - claim.lowest, -2 * claim.lowest) for one in claim.scores]

    assert assorter == [0, 1 / (1 + d), 1 / (2 * (1 + d)), Fraction(1, 2)]


def outcome(totals, percent, number):
    """Which lists are over the threshold, and their seats; written without assertions."""
    base = sum(totals[:-1])
    over = [at for at, one in enumerate(totals[:-1]) if 100 * one >= percent * base]
    return over, share_out_alone([totals[at] for at in over], number)


VOTES = st.lists(st.integers(0, 60), min_size=5, max_size=5)


@given(reported=VOTES, true=VOTES, percent=st.integers(0, 30), number=st.integers(1, 9))
def test_claims_hold_exactly_where_the_outcome_is_the_same(reported, true, percent, number):
    """Thresholds and all ordered pairs are necessary and sufficient."""
    assume(sum(reported[:-1]) and sum(true[:-1]))
    assume(outcome(reported, percent, number)[1])
    assume(outcome(true, percent, number)[1])
    rule = type("Rule", (), {"threshold_percent": percent, "base": "valid"})
    rule.number = number

    _, claims = outcome_claims(reported, rule)

    same = outcome(true, percent, number) == outcome(reported, percent, number)
    assert all(one.margin(true) > 0 for one in claims) == same


def test_a_list_exactly_on_the_threshold_is_over_it_by_one_unit():
    """At least so many per cent: the claim holds at zero, and one vote less breaks it."""
    claim = next(iter(thresholds([7, 93, 0], 7, "valid")))

    assert (claim.kind, claim.margin([7, 93, 0])) == ("above", 1)
    assert claim.margin([6, 94, 0]) <= 0


def test_a_leader_leads_each_other_list():
    claims = list(leads([30, 50, 20, 4]))

    assert [one.lists for one in claims] == [(1, 0), (1, 2)]
    assert [one.votes_away([30, 50, 20, 4]) for one in claims] == [10, 15]


def test_a_ballot_that_is_not_there_counts_nothing():
    """So the least a station can add is never above zero."""
    assert Assertion("x", (0,), (2, 1)).lowest == 0
