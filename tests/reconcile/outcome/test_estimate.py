from fractions import Fraction
from math import sqrt

import numpy as np
import polars as pl
import pytest

from reconcile.outcome.sample.estimate import (
    Estimate,
    design_pps,
    design_strata,
    estimate_by_difference,
    estimate_shares,
)

LISTS = [f"p{number}" for number in range(1, 12)]

# Five of an invented election's stations, in two strata of six and of three.
VOTES = np.array([[40, 10, 30, 5, 9], [10, 20, 20, 5, 21]])
BASE = np.array([50, 30, 50, 10, 30])
STRATA, SIZES = np.array([0, 0, 0, 1, 1]), np.array([6, 3])


def exact_strata():
    """The formula of statistics section 1, in fractions, one residual at a time."""
    drawn = [3, 2]
    weight = [Fraction(SIZES[h].item(), drawn[h]) for h in STRATA]
    total = [sum(w * v for w, v in zip(weight, row, strict=True)) for row in VOTES.tolist()]
    whole = sum(w * x for w, x in zip(weight, BASE.tolist(), strict=True))
    shares = [one / whole for one in total]
    errors = []
    for row, share in zip(VOTES.tolist(), shares, strict=True):
        variance = Fraction(0)
        for h in (0, 1):
            e = [row[i] - share * BASE[i].item() for i in range(5) if STRATA[i] == h]
            n, size, mean = len(e), SIZES[h].item(), sum(e) / len(e)
            s2 = sum((one - mean) ** 2 for one in e) / (n - 1)
            variance += size**2 * (1 - Fraction(n, size)) * s2 / n
        errors.append(sqrt(variance / whole**2))
    return list(map(float, shares)), errors


def test_strata_by_the_formula():
    found = estimate_shares(VOTES, BASE, design_strata(STRATA, SIZES))

    shares, errors = exact_strata()
    assert found.shares.tolist() == pytest.approx(shares, rel=1e-14)
    assert found.errors.tolist() == pytest.approx(errors, rel=1e-12)
    assert found.df == 3


def test_unequal_probabilities_by_the_formula():
    """With replacement: the spread of e/p around its mean."""
    p = np.array([0.1, 0.05, 0.2, 0.1, 0.05])

    found = estimate_shares(VOTES, BASE, design_pps(p))

    share = (VOTES[0] / p).sum() / (BASE / p).sum()
    z = (VOTES[0] - share * BASE) / p
    variance = ((z - z.mean()) ** 2).sum() / (5 * 4) / (BASE / p).mean() ** 2
    assert found.shares[0] == pytest.approx(share)
    assert found.errors[0] == pytest.approx(sqrt(variance))


@pytest.mark.parametrize(
    ("party", "share", "error"),
    [
        ("p10", 0.80942537357, 0.0068196462292),
        ("p4", 0.068926928923, 0.0027681195637),
        ("p8", 0.042686605725, 0.0026695578506),
    ],
)
def test_the_stand_ins_sample_to_ten_digits(shared, party, share, error):
    """Statistics section 1: equal to R's survey package to 1e-11."""
    sample = pl.read_csv(shared / "russia-2007-standin" / "pvt_sample.csv")
    strata, sizes = sample["h"].to_numpy(), np.zeros(16, np.int64)
    sizes[strata] = sample["fpc"].to_numpy()
    votes, base = sample.select(LISTS).to_numpy().T, sample["valid"].to_numpy()

    found = estimate_shares(votes, base, design_strata(strata, sizes))

    at = LISTS.index(party)
    assert found.shares[at] == pytest.approx(share, rel=1e-10)
    assert found.errors[at] == pytest.approx(error, rel=1e-10)


def draws_of_the_stand_in(shared, size, times):
    """Estimates of samples in 16 strata, and the true shares, of all eleven lists."""
    frame = pl.read_csv(shared / "russia-2007-standin" / "ru2007_16regions_9727.csv")
    strata = frame["region"].rank("dense").cast(pl.Int64).to_numpy() - 1
    frame = frame.with_columns(pl.Series("h", strata)).sort("h")
    votes, base = frame.select(LISTS).to_numpy().T, frame["valid"].to_numpy()
    sizes = np.bincount(strata)
    ends, drawn = np.cumsum(sizes), np.maximum(np.round(sizes * size / sizes.sum()), 2)
    chance, found = np.random.default_rng(2007), []
    for _ in range(times):
        at = np.concatenate(
            [
                end - size + chance.choice(size, int(n), replace=False, shuffle=False)
                for end, size, n in zip(ends, sizes, drawn, strict=True)
            ]
        )
        design = design_strata(frame["h"].to_numpy()[at], sizes)
        found.append(estimate_shares(votes[:, at], base[at], design))
    return found, votes.sum(axis=1) / base.sum()


def test_intervals_cover_in_95_of_100_draws(shared):
    """1,000 samples of 500 of the stand-in: the true share is inside 93 to 97 of 100."""
    found, truth = draws_of_the_stand_in(shared, 500, 1000)
    inside = sum(np.abs(one.shares - truth) <= one.margins() for one in found)

    for party in ("p10", "p4", "p8"):
        assert 930 <= inside[LISTS.index(party)] <= 970


def test_141_stations_have_the_margins_of_the_observers_of_2007(shared):
    """Statistics section 1: on average 2.58 points for the leader, 0.79 at 4.4 per cent."""
    found, _ = draws_of_the_stand_in(shared, 141, 400)
    margins = 196 * np.mean([one.errors for one in found], axis=0)

    assert margins[LISTS.index("p10")] == pytest.approx(2.58, abs=0.03)
    assert margins[LISTS.index("p8")] == pytest.approx(0.79, abs=0.02)


def test_every_station_drawn_leaves_no_margin():
    design = design_strata(np.array([0, 0, 0, 1, 1]), np.array([3, 2]))

    found = estimate_shares(VOTES, BASE, design)

    assert found.shares.tolist() == (VOTES.sum(axis=1) / BASE.sum()).tolist()
    assert found.margins().tolist() == [0, 0]
    assert found.joint(found.shares) is None


def test_one_point_in_a_stratum_widens_the_margin():
    """Its deviation from zero is taken, not nothing."""
    both = estimate_shares(VOTES, BASE, design_strata(STRATA, SIZES))
    strata = np.array([0, 0, 0, 0, 1])

    alone = estimate_shares(VOTES, BASE, design_strata(strata, SIZES))

    assert alone.df == 3
    assert alone.errors[0] > 0
    assert both.errors[0] > 0


def test_differences_of_zero_leave_no_margin():
    """Where copies agree with what is posted the estimate is the posted share."""
    design = design_strata(STRATA, SIZES)
    totals = np.array([200, 150]), 350

    found = estimate_by_difference((VOTES, BASE), (VOTES, BASE), totals, design)

    assert found.shares.tolist() == [200 / 350, 150 / 350]
    assert found.errors.tolist() == [0, 0]


def test_differences_are_taken_off_the_posted_total():
    """One copy of three has ten votes less for the first list, ten more for the other."""
    copied = VOTES.copy()
    copied[:, 1] += [-10, 10]
    design = design_strata(STRATA, SIZES)

    found = estimate_by_difference(
        (VOTES, BASE), (copied, BASE), (np.array([200, 150]), 350), design
    )

    assert found.shares.tolist() == pytest.approx([180 / 350, 170 / 350])
    # Six stations, three drawn: s2 of (0, 10, 0) is 100 / 3.
    assert found.errors[0] == pytest.approx(sqrt(36 * 0.5 * (100 / 3) / 3) / 350)


SIMPLE = Estimate(np.array([0.6, 0.4]), np.array([[1, -1], [-1, 1]]) * 1e-4, 20, 1000.0)


def test_margins_are_students_t_and_wider_together():
    """Quantiles of t with 20 degrees of freedom, from any table: 2.0860, 2.4231."""
    assert SIMPLE.margins()[0] == pytest.approx(0.020860, abs=1e-6)
    assert SIMPLE.margins(together=2)[0] == pytest.approx(0.024231, abs=1e-6)


def test_the_design_effect_is_beside_voters_drawn_one_by_one():
    assert SIMPLE.design_effects[0] == pytest.approx(1e-4 / (0.6 * 0.4 / 1000))


def test_two_lists_jointly_are_one_students_t():
    """With two lists the joint test is the t test of either."""
    from scipy.stats import t

    got = SIMPLE.joint(np.array([0.62, 0.38]))

    assert got == pytest.approx(2 * t.sf(2, 20))


def test_not_outside_is_not_confirmed():
    """Equivalence has its own p-value, and `within` is where it reaches 5 per cent."""
    official = np.array([0.61, 0.39])
    far = SIMPLE.within(official)[0]

    assert far == pytest.approx(0.01 + 1.724718 * 0.01, abs=1e-7)
    assert SIMPLE.equivalence(official, far)[0] == pytest.approx(0.05)
    assert SIMPLE.equivalence(official, 0.005)[0] > 0.5


def test_nobody_voting_is_no_share():
    with pytest.raises(ValueError, match="no votes at any point"):
        estimate_shares(VOTES * 0, BASE * 0, design_strata(STRATA, SIZES))


def test_more_points_than_stations_are_refused():
    with pytest.raises(ValueError, match="more points than stations"):
        design_strata(STRATA, np.array([2, 3]))
