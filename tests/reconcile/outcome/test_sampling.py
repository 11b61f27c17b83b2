from hashlib import sha256
from itertools import product

import numpy as np
import polars as pl
import pytest

from reconcile.outcome.sample.sampling import (
    allocate,
    digest,
    draw_pps,
    draw_srs,
    draws_to_meet,
    most_discrepant,
    most_discrepant_strata,
    spreads,
    stations_needed,
)

STATIONS = 9_727


@pytest.mark.parametrize(
    ("found", "drawn", "expected"),
    [
        *((0, 59, 480), (0, 100, 285), (0, 141, 203), (0, 300, 95), (0, 500, 56)),
        *((0, 1000, 27), (0, 2000, 13), (0, 5000, 4)),
        *((1, 141, 321), (1, 1000, 44), (5, 1000, 99)),
    ],
)
def test_most_discrepant_stations_that_a_sample_leaves_room_for(found, drawn, expected):
    """Statistics section 1: 9,727 stations, 95 per cent, exact hypergeometric."""
    assert most_discrepant(found, drawn, STATIONS) == expected


@pytest.mark.parametrize(("bad", "expected"), [(10, 2517), (50, 565), (97, 295), (486, 59)])
def test_draws_to_meet_one_of_the_bad(bad, expected):
    """Statistics section 1: with a chance of 95 per cent."""
    assert draws_to_meet(bad, STATIONS) == expected


def test_the_bound_in_strata_is_a_little_above_the_exact_one():
    exact = most_discrepant(0, 500, STATIONS)

    assert exact <= most_discrepant_strata(0, 500, 500 / STATIONS) <= exact + 3


def test_the_bound_in_strata_holds_in_simulation():
    """A twentieth drawn of strata of unlike size: at most 5 per cent find too few."""
    chance = np.random.default_rng(7)
    strata, bad = np.array([400, 1000, 2600]), np.array([0, 20, 60])
    found = sum(
        chance.hypergeometric(b, size - b, size // 20, 4000)
        for b, size in zip(bad, strata, strict=True)
    )

    bounds = [most_discrepant_strata(int(one), 200, 1 / 20) for one in found]
    assert np.mean(np.array(bounds) < bad.sum()) <= 0.05


def test_the_handbooks_sample_of_voters():
    """NDI handbook, p. 73: 160,717 in exact arithmetic; the book, rounding, has 163,185."""
    assert round(stations_needed(0.25, 1, 14_570_774, 0.0032, 2.58)) == 160_717


@pytest.mark.parametrize(
    ("drawn", "at_95", "at_99"),
    [
        (163_185, 0.243, 0.319),
        (1_020, 3.068, 4.039),
        (816, 3.431, 4.516),
        (324, 5.444, 7.167),
    ],
)
def test_the_handbooks_margins(drawn, at_95, at_99):
    """P. 77, figure 5-5, its misprint of 3.01 corrected: half a last digit either way."""
    for margin, z in ((at_95, 1.96), (at_99, 2.58)):
        most, least = (
            stations_needed(0.25, 1, 10**12, (margin + half) / 100, z)
            for half in (-0.0005, 0.0005)
        )
        assert least <= drawn <= most


def test_margins_planned_for_the_stand_in(shared):
    """Statistics section 1: the leader, and the list at 4.4 per cent, in 16 strata."""
    frame = pl.read_csv(shared / "russia-2007-standin" / "ru2007_16regions_9727.csv")
    strata = frame["region"].rank("dense").cast(pl.Int64).to_numpy() - 1
    stations, base = np.bincount(strata), frame["valid"].to_numpy()
    expected = {
        300: (1.76, 0.55),
        500: (1.35, 0.42),
        1000: (0.93, 0.29),
        1700: (0.68, 0.22),
    }
    for size, margins in expected.items():
        sizes = np.array(allocate(stations.tolist(), stations.tolist(), size))
        for party, margin in zip(("p10", "p8"), margins, strict=True):
            inside = spreads(frame[party].to_numpy(), base, strata, 16)
            variance = (stations * (stations - sizes) * inside / sizes).sum()
            got = 196 * np.sqrt(variance) / base.sum()
            assert got == pytest.approx(margin, abs=0.0075)


def test_the_smallest_digests_of_each_stratum_are_drawn():
    """As somebody with sha256sum and sort would do it."""
    names = [f"{number:03}" for number in range(40)]
    strata = np.arange(40) % 2

    got = draw_srs(names, strata, [3, 5], "dice 3 1 4")

    for stratum, size in ((0, 3), (1, 5)):
        mine = [name for at, name in enumerate(names) if at % 2 == stratum]
        mine.sort(key=lambda name: sha256(f"dice 3 1 4 {name}".encode()).hexdigest())
        assert [names[at] for at in got if at % 2 == stratum] == mine[:size]


def test_a_digest_is_the_same_on_every_machine():
    expected = "008c5779abc31ad55f806aa7233c1729625753ad8e390224bdcf1500cbb077f6"

    assert digest("dice 3 1 4", "00019") == expected


def test_draws_by_voters_point_to_voters():
    """The remainder of the digest on division by all voters, stations laid end to end."""
    names, voters = ["b", "a", "c"], np.array([5, 3, 0], np.int64)

    got = draw_pps(names, voters, 50, "seed")

    for k, at in enumerate(got, 1):
        voter = int(sha256(f"seed {k}".encode()).hexdigest(), 16) % 8
        assert names[at] == ("a" if voter < 3 else "b")


@pytest.mark.parametrize("weights", [[4, 3, 2], [1, 10, 1], [5.5, 0.1, 2.25]])
def test_no_other_allocation_has_a_smaller_variance(weights):
    """Beside all allocations of twelve stations to three strata, at least two each."""
    sizes = allocate(weights, [20, 20, 20], 12)

    def variance(these):
        return sum(w * w / n for w, n in zip(weights, these, strict=True))

    every = [one for one in product(range(2, 13), repeat=3) if sum(one) == 12]
    assert variance(sizes) == pytest.approx(min(map(variance, every)))


def test_a_stratum_gives_no_more_stations_than_it_has():
    assert allocate([1, 1, 100], [50, 1, 4], 20) == [15, 1, 4]
    assert allocate([1, 1], [3, 4], 100) == [3, 4]


def test_too_few_for_the_strata_is_refused():
    with pytest.raises(ValueError, match="at least 5 stations, two a stratum"):
        allocate([1, 1, 1], [9, 9, 1], 4)
