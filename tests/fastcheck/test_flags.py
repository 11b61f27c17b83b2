import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive_screening as naive
from fastcheck.flags import (
    calibrate,
    flag_bh,
    flag_by,
    flag_ebh,
    flag_under,
    harmonic,
    holm,
    simes,
)

CHANCES = st.lists(st.floats(0, 1), max_size=12)


@given(CHANCES)
def test_flags_agree_with_naive(chances):
    """Benjamini and Hochberg, Benjamini and Yekutieli, Holm."""
    p = np.array(chances, np.float64)
    cost = sum(1 / k for k in range(1, len(chances) + 1)) or 1

    assert flag_bh(p, 0.3).tolist() == naive.step_up(chances, 0.3)
    assert flag_by(p, 0.3).tolist() == naive.step_up(chances, 0.3, cost)
    assert holm(p).tolist() == pytest.approx(naive.step_down(chances))


@pytest.mark.parametrize(("tests", "cost"), [(9_727, 9.7599), (116_724, 12.2448)])
def test_dependence_of_any_kind_costs_the_published_factor(tests, cost):
    assert harmonic(tests) == pytest.approx(cost, abs=5e-5)


def test_e_values_are_flagged_from_the_largest_down():
    """Of 4 with a share of 0.5: the second largest must be at least 4 / (2 * 0.5)."""
    flagged = flag_ebh(np.array([1.0, 5.0, 4.0, 0.0]), 0.5)

    assert flagged.tolist() == [False, True, True, False]
    assert not flag_ebh(np.array([1.0, 2.0]), 0.05).any()


@given(st.lists(st.floats(1e-6, 1), min_size=1, max_size=12))
def test_flags_by_e_values_are_flags_by_p_values_too(chances):
    """A calibrated e-value is never stronger evidence than its p-value."""
    p = np.array(chances)

    assert not (flag_ebh(calibrate(p), 0.1) & ~flag_bh(p, 0.1)).any()


def test_an_impossible_p_value_is_evidence_without_bound():
    assert calibrate(np.array([0.0, 0.25])).tolist() == [np.inf, 1.0]


def test_simes_combines_what_bonferroni_would_and_more():
    assert simes(np.array([0.01, 0.5, 0.9, 0.9])) == pytest.approx(0.04)
    assert simes(np.array([0.04, 0.03, 0.02, 0.04])) == pytest.approx(0.04)
    assert simes(np.zeros(0)) == 1


def test_stations_are_flagged_inside_flagged_commissions_only():
    """One of four commissions is flagged, so inside it the share is a quarter."""
    p = np.array([0.0001, 0.01, 0.9, 0.04, 0.5, 0.5, 0.5])
    groups = np.array([0, 0, 0, 1, 1, 2, 3])

    commissions, stations = flag_under(p, groups, 4, 0.05)
    assert commissions.tolist() == [True, False, False, False]
    assert np.flatnonzero(stations).tolist() == [0]


@pytest.mark.parametrize(
    ("groups", "message"),
    [([0], "2 p-values but 1 groups"), ([0, 3], "groups must be from 0 to 1")],
)
def test_groups_that_do_not_fit_are_refused(groups, message):
    with pytest.raises(ValueError, match=message):
        flag_under(np.ones(2), np.array(groups, np.int64), 2, 0.05)


def test_few_of_the_flags_are_false():
    """Of 200 runs with 900 true nulls and 100 false ones, on average at most 5 per cent."""
    rng, shares = np.random.default_rng(3), []
    for _ in range(200):
        p = np.concatenate((rng.random(900), rng.random(100) / 10_000))
        flagged = flag_bh(p, 0.05)
        shares.append(flagged[:900].sum() / max(flagged.sum(), 1))

    assert 0.03 < np.mean(shares) <= 0.05
