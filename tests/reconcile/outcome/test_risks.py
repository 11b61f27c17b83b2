from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from fastcheck.codes import MISSING
from fastcheck.risk import ALPHA, KAPLAN, Product, draws_needed
from reconcile.outcome.sample.assertions import Assertion, thresholds
from reconcile.outcome.sample.risks import (
    Draws,
    Worth,
    clean_draws_needed,
    find_risk,
    lay_out,
    log_largest_product,
    weigh,
)

# The election of Arlo's tests: two hundred pairs of batches, of 400 and of 200 ballots;
# contest B is in the first hundred, C in sixty.
LEADS = Assertion("ahead", (0, 1), (1, -1, 0))
CONTESTS = {"A": (200, 180, 200), "B": (200, 160, 100), "C": (200, 140, 60)}
LIMIT = 0.25


def arlo(contest):
    """Winner, loser and the rest at each batch: int64 (kind, batch)."""
    winner, loser, pairs = CONTESTS[contest]
    batch = np.array([winner, loser, 400 - winner - loser], np.int64)
    there = np.arange(400) < 2 * pairs
    return np.where(there, np.where(np.arange(400) % 2, 1, 2) * batch[:, None] // 2, 0)


def arlo_risk(contest, *, clean, taken=0):
    """Draw clean batches of 400 ballots, and batches audited as 190 to 190."""
    reported = arlo(contest)
    audited = reported.copy()
    stations = 2 * np.arange(clean + taken) % min(2 * CONTESTS[contest][2], 400)
    for at in stations[clean:]:
        audited[:2, at] = 190
    draws = Draws(stations, None, replacement=True)
    worth = weigh(LEADS, lay_out(reported, audited, reported.sum(axis=0)), draws)
    return worth, find_risk(worth, draws, "kaplan", LIMIT)


@pytest.mark.parametrize(
    ("contest", "u", "first", "then", "after"),
    [
        ("A", Fraction(21), 30, 26, 26),
        ("B", Fraction(11), 16, 12, 12),
        ("C", Fraction(23, 3), 11, 7, 2),
    ],
)
def test_arlos_sample_sizes(contest, u, first, then, after):
    """Statistics section 2. Arlo prints one draw more than it takes, each time."""
    worth, at_first = arlo_risk(contest, clean=0)
    assert worth.dilution == u
    assert clean_draws_needed(u, LIMIT) == at_first.more == first - 1

    assert arlo_risk(contest, clean=4)[1].more == then - 1
    kept = {"clean": 9} if contest == "C" else {"clean": 4, "taken": 5}
    assert arlo_risk(contest, **kept)[1].more == after - 1


def test_arlos_tenth_clean_draw_of_c_is_enough():
    assert arlo_risk("C", clean=10)[1].more == 0


@pytest.mark.parametrize(
    ("contest", "kept", "expected"),
    [
        ("A", {"clean": 30, "taken": 6}, 0.23137744865585777),
        ("B", {"clean": 30, "taken": 6}, (10 / 11) ** 30),
        ("C", {"clean": 36}, (20 / 23) ** 36),
    ],
)
def test_arlos_risks(contest, kept, expected):
    """A draw whose taint is 1/U leaves the risk as it was."""
    _, found = arlo_risk(contest, **kept)

    assert found.risk == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize(
    ("u", "printed", "taints", "expected"),
    [
        (
            Fraction(225, 49),
            "4.591836734693877551020408163",
            (0, 0, 0),
            0.47861956652949245,
        ),
        (
            *(Fraction(225, 49), "4.591836734693877551020408163"),
            *((0, 0, Fraction(1, 95)), 0.48371126404576364),
        ),
        (Fraction(50, 11), "4.545454545454545454545454545", (0, 0, 0), 0.474552),
        (Fraction(9, 2), "4.5", (0, 0, 0), 0.47050754458161864),
    ],
)
def test_arlos_pending_and_unauditable_ballots(u, printed, taints, expected):
    """Snapshots of Arlo: U as a Decimal of 28 digits, and the risk of three draws."""
    bound = 95 * 225 * 50 * 9  # divided by each U, and by 95, it stays whole
    values = np.array([bound * (1 - taint) for taint in taints], np.int64)
    worth = Worth(values, np.full(3, bound), int(3 * bound / u))
    draws = Draws(np.arange(3), None, replacement=True)

    found = find_risk(worth, draws, "kaplan", LIMIT)

    got = worth.dilution
    assert str(Decimal(got.numerator) / Decimal(got.denominator)) == printed
    assert found.risk == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize(
    ("count", "taint", "expected"), [(5, 0.05, 128), (5, 0.1, 139), (10, 0.1, 159)]
)
def test_taints_cost_draws(count, taint, expected):
    """Statistics section 2: Kazakhstan 2007, so many draws are tainted."""
    u = 39.69554516148341
    values, bounds = np.ones(1000), np.ones(1000)
    values[:count] -= taint
    product = Product(replacement=True)

    got = draws_needed(
        values, bounds, np.arange(1000).reshape(1, -1), 1000 * (1 - 1 / u), product, 0.05
    )

    assert got.tolist() == [expected]


def test_a_draw_without_a_copy_is_the_worst():
    """Kaplan's product has nothing left; ALPHA, chosen before, forgives."""
    reported = arlo("A")
    audited = reported.copy()
    audited[:, 0] = MISSING
    draws = Draws(np.arange(60), None, replacement=True)
    worth = weigh(LEADS, lay_out(reported, audited, reported.sum(axis=0)), draws)

    assert worth.values[0] == 0
    assert find_risk(worth, draws, "kaplan", LIMIT).more is None
    assert find_risk(worth, draws, "alpha", LIMIT).risk < 1


def test_a_margin_that_no_error_reaches_needs_no_draw():
    worth = Worth(np.array([5]), np.array([5]), 6)

    found = find_risk(
        worth, Draws(np.array([], int), None, replacement=True), "kaplan", 0.05
    )

    assert (found.risk, found.more) == (0, 0)


def test_an_outcome_that_the_posted_protocols_contradict_has_the_whole_risk():
    worth = Worth(np.array([5]), np.array([5]), 0)

    found = find_risk(worth, Draws(np.array([0]), None, replacement=True), "kaplan", 0.05)

    assert (found.risk, found.more) == (1, None)


def test_stations_that_no_draw_reaches_count_against_the_margin():
    """A station without voters is never drawn by voters: what it may hide is taken off."""
    reported = np.array([[60, 30], [10, 20], [0, 0]])
    draws = Draws(np.array([0]), np.array([100, 0]), replacement=True)

    worth = weigh(LEADS, lay_out(reported, reported, reported.sum(axis=0)), draws)

    # 60 votes ahead; the second station, 10 ahead of 50 ballots, may hide 60 of them.
    assert worth.margin == 0


def largest_by_search(drawn, sums, null):
    """Try all means of two strata on a fine grid."""
    first = np.linspace(1e-9, 1, 200_001)
    second = np.minimum((null - sums[0] * first) / sums[1], 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        products = drawn[0] * np.log(first) + drawn[1] * np.log(second)
    return np.nanmax(products)


@pytest.mark.parametrize(
    ("drawn", "sums", "null"),
    [
        ([5, 10], [100.0, 200.0], 270.0),
        ([9, 2], [100.0, 200.0], 270.0),
        ([9, 2], [100.0, 900.0], 990.0),
        ([3, 3], [10.0, 10.0], 20.0),
    ],
)
def test_the_worst_means_of_strata(drawn, sums, null):
    got = log_largest_product(np.array(drawn), np.array(sums), null)

    assert got == pytest.approx(largest_by_search(drawn, sums, null), abs=1e-5)


def test_one_stratum_has_kaplans_product():
    """Clean draws of one stratum: as many means under the null."""
    assert log_largest_product(np.array([7]), np.array([50.0]), 40.0) == pytest.approx(
        7 * np.log(0.8)
    )


RUNS = 2_000
ALLOWED = 0.05 + 2 * np.sqrt(0.05 * 0.95 / RUNS)


def wrong_election(chance, share, stations=2000):
    """An election whose list really has 7 per cent, and is reported below.

    Votes are taken from the list (or another list's are given to it by the truth) at
    random stations, at most `share` of their valid ballots each, until the truth is just
    at the threshold; whole boxes at the largest stations, so that they are as few as can
    be. Returns reported and true counts, int64 (kind, station).
    """
    valid = chance.integers(20, 1500, stations)
    small = chance.binomial(valid, 0.045)
    reported = np.stack([valid - small, small, chance.binomial(valid, 0.02)])
    true = reported.copy()
    claim = list(thresholds(reported.sum(axis=1).tolist(), 7, "valid"))[1]
    order = np.argsort(-valid) if share == 1 else chance.permutation(stations)
    for at in order:
        lacking = -(-claim.margin(true.sum(axis=1).tolist()) // 100)
        moved = min(int(share * valid[at]), int(true[0, at]), lacking)
        true[0, at] -= moved
        true[1, at] += moved
        if claim.margin(true.sum(axis=1).tolist()) <= 0:
            return claim, reported, true
    raise AssertionError("the share is too small to change the outcome")


@pytest.mark.parametrize("share", [0.026, 0.5, 1.0], ids=["all", "half-boxes", "boxes"])
@pytest.mark.parametrize("by_voters", [False, True], ids=["by bound", "by voters"])
@pytest.mark.parametrize(
    "product",
    [
        Product(KAPLAN, replacement=True),
        Product(ALPHA, eta=0.995, replacement=True),
        Product(ALPHA, eta=0.995, d=50, c=0.001, replacement=True),
    ],
    ids=["macro", "alpha", "alpha shrinking"],
)
def test_a_wrong_outcome_passes_no_oftener_than_the_limit(share, by_voters, product):
    """Looked at after every one of 400 draws: statistics section 2, three ways."""
    chance = np.random.default_rng(93)
    claim, reported, true = wrong_election(chance, share)
    ballots = reported.sum(axis=0)
    sizes = ballots + chance.integers(0, 300, len(ballots)) if by_voters else None
    worth = weigh(
        claim, lay_out(reported, true, ballots), Draws(None, sizes, replacement=True)
    )
    weights = worth.bounds / worth.whole
    orders = chance.choice(len(weights), (RUNS, 400), p=weights)

    draws = draws_needed(
        worth.values.astype(float), worth.bounds.astype(float), orders, worth.null,
        product, 0.05,
    )  # fmt: skip

    assert (draws > 0).mean() <= ALLOWED


@pytest.mark.parametrize("share", [0.026, 0.5, 1.0], ids=["all", "half-boxes", "boxes"])
def test_nor_without_replacement(share):
    """Stations alike in size of draw, Kaplan-Kolmogorov."""
    chance = np.random.default_rng(94)
    claim, reported, true = wrong_election(chance, share)
    sizes = np.ones(reported.shape[1], np.int64)
    worth = weigh(
        claim,
        lay_out(reported, true, reported.sum(axis=0)),
        Draws(None, sizes, replacement=False),
    )
    orders = np.argsort(chance.random((RUNS, len(sizes))), axis=1)[:, :1000]

    draws = draws_needed(
        worth.values.astype(float), worth.bounds.astype(float),
        np.ascontiguousarray(orders), worth.null, Product(), 0.05,
    )  # fmt: skip

    assert (draws > 0).mean() <= ALLOWED


@pytest.mark.parametrize("share", [0.026, 0.5, 1.0], ids=["all", "half-boxes", "boxes"])
def test_nor_in_strata_read_once(share):
    """Eight strata, half of their stations drawn, not all in proportion."""
    chance = np.random.default_rng(95)
    claim, reported, true = wrong_election(chance, share)
    strata = np.sort(chance.integers(0, 8, reported.shape[1]))
    passed = 0
    for _ in range(RUNS):
        keys = chance.random(len(strata))
        drawn = np.flatnonzero(keys < np.where(strata < 4, 0.6, 0.4))
        draws = Draws(drawn, None, replacement=False, strata=strata)
        worth = weigh(claim, lay_out(reported, true, reported.sum(axis=0)), draws)
        passed += find_risk(worth, draws, "kaplan", 0.05).risk <= 0.05

    assert passed / RUNS <= ALLOWED


def test_a_right_outcome_passes_in_strata():
    """The bound is not so wide that nothing ever passes."""
    chance = np.random.default_rng(96)
    claim, reported, _ = wrong_election(chance, 1.0)
    strata = np.sort(chance.integers(0, 8, reported.shape[1]))
    drawn = np.flatnonzero(chance.random(2000) < 0.2)
    draws = Draws(drawn, None, replacement=False, strata=strata)

    worth = weigh(claim, lay_out(reported, reported, reported.sum(axis=0)), draws)

    assert find_risk(worth, draws, "kaplan", 0.05).risk < 0.05
