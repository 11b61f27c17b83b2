import pytest

from ingest.at_once import LARGE, at_once


def refuse(why):
    raise ValueError(why)


@pytest.mark.parametrize("rows", [0, LARGE])
def test_both_steps_are_done(rows):
    assert at_once(rows, lambda: 1, lambda: "two") == (1, "two")


@pytest.mark.parametrize("rows", [0, LARGE])
def test_of_two_faults_the_first_step_s_is_told(rows):
    with pytest.raises(ValueError, match="one"):
        at_once(rows, lambda: refuse("one"), lambda: refuse("two"))
    with pytest.raises(ValueError, match="two"):
        at_once(rows, lambda: 1, lambda: refuse("two"))
