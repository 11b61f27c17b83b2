import naive_explain
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from weights import PRICES

from fastcheck.codes import MISSING
from fastcheck.prices import (
    DIGIT_ADDED,
    DIGIT_LOST,
    DIGITS_EXCHANGED,
    NAMES,
    ONE_DIGIT,
    OTHER,
    make_prices,
)
from fastcheck.slips import NEVER, nearest_edit, price_edits


def one(number):
    return np.array([[number]], np.int32)


def numbers(*values):
    return np.array(values, np.int64)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (24, 42, DIGITS_EXCHANGED),
        (130, 1340, DIGIT_ADDED),
        (1340, 1430, DIGITS_EXCHANGED),
        (1340, 14300, OTHER),
        (161, 116, DIGITS_EXCHANGED),
        (19979, 1979, DIGIT_LOST),
        (50, 5, DIGIT_LOST),
        (5, 50, DIGIT_ADDED),
        (100, 10, DIGIT_LOST),
        (105, 5, OTHER),
        (0, 7, ONE_DIGIT),
        (2**31 - 1, 2**31 - 2, ONE_DIGIT),
        (12, 12, OTHER),
        (12, MISSING, OTHER),
    ],
)
def test_kinds_of_slips(before, after, kind):
    """Published distances of one (deducorrect) are slips, those of two are not."""
    got, price = price_edits(one(before), one(after), PRICES)

    assert got[0, 0] == kind
    assert (price[0, 0] == NEVER) == (kind == OTHER)


def test_prices_are_those_of_the_weights():
    """log2 of the choices, in thousandths of a bit: 9 digits at 3 places, 2 pairs."""
    edits = PRICES.edits[:, 3] / 1000

    assert edits == pytest.approx([6.255, 3.0, 8.322, 4.585], abs=0.001)
    assert PRICES.changed / 1000 == pytest.approx(6 + np.log2(21), abs=0.001)


def test_every_way_needs_a_weight():
    with pytest.raises(KeyError, match="digit_lost"):
        make_prices(dict.fromkeys(set(NAMES) - {"digit_lost"}, 1.0), 21, 7, 100)


@given(before=st.integers(0, 2**31 - 1), after=st.integers(0, 2**31 - 1))
def test_any_two_numbers(before, after):
    """The digits tell what the strings tell."""
    kind, _ = price_edits(one(before), one(after), PRICES)

    assert kind[0, 0] == naive_explain.edit(before, after)


@given(before=st.integers(0, 99999), data=st.data())
def test_slips_of_a_number(before, data):
    """The same for numbers that are near."""
    at = data.draw(st.integers(0, len(str(before))))
    digit = data.draw(st.sampled_from("0123456789"))
    cut = data.draw(st.integers(0, 2))
    after = int((str(before)[:at] + digit + str(before)[at + cut :])[:9])

    kind, _ = price_edits(one(before), one(after), PRICES)
    assert kind[0, 0] == naive_explain.edit(before, after)


@given(before=st.integers(0, 150), low=st.integers(0, 200), more=st.integers(-1, 100))
def test_the_likeliest_other_number(before, low, more):
    """Trying every number finds the same; without an upper end, up to 3,000."""
    high = -1 if more < 0 else low + more
    after, kind, price = nearest_edit(numbers(before), numbers(low), numbers(high), PRICES)

    expected = naive_explain.nearest_edit(before, low, high, PRICES, largest=3000)
    if expected is None:
        assert price[0] == NEVER
    else:
        assert (price[0], abs(after[0] - before), after[0]) == expected
        assert kind[0] in (naive_explain.edit(before, int(after[0])), OTHER)


def test_tables_must_have_the_same_shape():
    with pytest.raises(ValueError, match=r"before is \(1, 1\), after \(2, 1\)"):
        price_edits(one(1), np.zeros((2, 1), np.int32), PRICES)


def test_every_number_needs_bounds():
    with pytest.raises(ValueError, match="1 numbers, 2 lower and 1 upper bounds"):
        nearest_edit(numbers(1), numbers(1, 2), numbers(3), PRICES)
