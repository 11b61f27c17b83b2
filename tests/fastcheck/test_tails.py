from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fastcheck.tails import binomial_tail, chi_square_tail, normal_tail, skewed_tail


@given(st.floats(-8, 8), st.floats(0.01, 60))
def test_tails_are_those_of_scipy(z, x):
    assert normal_tail(z) == pytest.approx(stats.norm.sf(z))
    for degrees in (1, 2, 3, 6, 9):
        assert chi_square_tail(x, degrees) == pytest.approx(stats.chi2.sf(x, degrees))


def test_no_degrees_of_freedom_are_refused():
    with pytest.raises(ValueError, match="at least one degree of freedom, got 0"):
        chi_square_tail(1.0, 0)


@given(st.integers(0, 400), st.integers(0, 400), st.floats(0.01, 0.99))
def test_binomial_tails_are_those_of_scipy(successes, more, chance):
    expected = stats.binom.sf(successes - 1, successes + more, chance)

    got = binomial_tail(successes, successes + more, chance)
    assert got == pytest.approx(expected, rel=1e-8, abs=1e-13)


@pytest.mark.parametrize(("successes", "chance"), [(-1, 0.5), (4, 0.5), (1, 0.0), (1, 1.0)])
def test_what_is_no_binomial_is_refused(successes, chance):
    with pytest.raises(ValueError, match="is no binomial"):
        binomial_tail(successes, 3, chance)


def test_a_sum_of_unequal_chances_has_the_corrected_tail():
    """Against the exact distribution, where the normal tail alone is off by a third."""
    rng = np.random.default_rng(5)
    chances = rng.uniform(0.02, 0.3, 200)
    exact = np.array([1.0])
    for p in chances:
        exact = np.convolve(exact, [1 - p, p])
    spread = sqrt((chances * (1 - chances)).sum())
    third = (chances * (1 - chances) * (1 - 2 * chances)).sum()
    for hits in (35, 45, 50):
        z = (hits - 0.5 - chances.sum()) / spread
        got = skewed_tail(z, third / spread**3)
        assert got == pytest.approx(exact[hits:].sum(), rel=0.12)
