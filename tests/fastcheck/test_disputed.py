import numpy as np
import pytest
from scipy import stats

from fastcheck.disputed import logit_moments, turnout_excess


def test_moments_are_those_of_scipy():
    rng = np.random.default_rng(2)
    voters = rng.integers(100, 3000, 500)
    votes = np.maximum(1, (voters * rng.beta(3, 4, 500)).astype(np.int64) - 1)

    rate = np.log((voters - votes) / votes)
    skewness, kurtosis = logit_moments(votes, voters)
    assert skewness == pytest.approx(stats.skew(rate))
    assert kurtosis == pytest.approx(stats.kurtosis(rate, fisher=False))


def test_equal_rates_have_no_shape():
    votes = np.full(3, 50, np.int64)

    assert np.isnan(logit_moments(votes, 2 * votes)).all()


def test_votes_beside_the_share_at_usual_turnout_are_counted():
    """Nine stations alike at 40 per cent, and one at 90 with 500 votes more."""
    cast = np.array([400] * 9 + [900], np.int64)
    votes = np.array([200] * 9 + [700], np.int64)

    found = turnout_excess(votes, cast, cast / 1000)
    assert (found.peak, found.excess) == (40, 500)
    # With the peak before the first station there is nothing to measure it by.
    assert (found.least, found.most) == (0, 500)


@pytest.mark.parametrize(
    ("votes", "turnout", "message"),
    [(5, 0.5, "some ballots for others"), (4, 1.5, "turnout must be from 0 to 1")],
)
def test_an_excess_that_cannot_be_measured_is_refused(votes, turnout, message):
    with pytest.raises(ValueError, match=message):
        turnout_excess(np.array([votes]), np.array([5]), np.array([turnout]))


@pytest.mark.parametrize(("votes", "voters"), [([], []), ([0], [5]), ([5], [5])])
def test_rates_without_a_logarithm_are_refused(votes, voters):
    with pytest.raises(ValueError, match="parts must be from 1"):
        logit_moments(np.array(votes, np.int64), np.array(voters, np.int64))
