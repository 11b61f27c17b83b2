"""What the lines of a parallel count say to a person."""

from reconcile.outcome.sample.matched import Beside, Matched
from reconcile.outcome.sample.pvt import Pvt
from reconcile.outcome.sample.shares import Base, Share
from reconcile.report.pvt import pvt_lines


def told(share, **more):
    pvt = Pvt(None, 3, 9, 0, (Base("valid", (share,)),), Matched(0, 0, None), {}, **more)
    return " ".join(pvt_lines(pvt, None, "nobody", ["Party A"]))


def test_a_wide_margin_is_explained_by_stations_whose_voters_vote_alike():
    """A design effect of 9 makes an interval three times as wide."""
    share = Share("a", share=0.5, margin=0.02, design_effect=9.0)

    assert "That is 3.0 times as wide as if as many voters had been asked one by one" in (
        told(share)
    )
    assert "one by one" not in told(Share("a", share=0.5, margin=0.02, design_effect=0.9))


def test_stations_that_observers_chose_are_said_to_be_chosen():
    beside = Beside("a", tecs=4, stations=12, difference=-0.031, chance=0.2)
    said = told(Share("a"), beside=beside)

    assert "give Party A 3.10 points less at the 12 stations with a copy" in said
    assert "a gap so wide would come up in 20 of 100 cases" in said
    assert "Observers choose where they go" in said
