import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import naive_risk
from fastcheck.risk import ALPHA, KAPLAN, WALD, Product, draws_needed, evidence, risks

TEN = [1, 0.5, 1, 0.9, 1, 1, 0.2, 1, 1, 1]  # of SHANGRLA's tests; 20 in all, null mean 1/2

PRODUCTS = st.builds(
    Product,
    method=st.sampled_from([KAPLAN, WALD, ALPHA]),
    g=st.sampled_from([0.0, 0.125, 0.5]),
    eta=st.sampled_from([0.5, 0.75, 0.96875]),
    d=st.sampled_from([0.0, 4.0]),
    c=st.sampled_from([0.0, 0.25]),
    replacement=st.booleans(),
)


@st.composite
def elections(draw):
    """Stations, what each is worth, and a null that may be none, all or anything."""
    bounds = draw(st.lists(st.integers(0, 50), min_size=1, max_size=12))
    values = [draw(st.integers(0, bound)) for bound in bounds]
    return values, bounds, draw(st.integers(0, sum(bounds)))


def follow(values, null, product, *, bounds=None, whole=None):
    bounds = np.ones(len(values)) if bounds is None else np.array(bounds, np.float64)
    whole = bounds.sum() if whole is None else whole
    return evidence(np.array(values, np.float64), bounds, null, whole, product)


@given(elections(), PRODUCTS)
@example(([0, 0, 0, 0], [0, 0, 0, 2], 1), Product(ALPHA, eta=0.5, d=4, c=0.25))
def test_agrees_with_naive(election, product):
    """The kernel in logarithms and the definition in fractions give the same product."""
    values, bounds, null = election
    got = follow(values, null, product, bounds=bounds)

    exact = naive_risk.products(values, bounds, null, sum(bounds), product)
    expected = [naive_risk.logarithm(one) for one in exact]
    assert got.tolist() == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(elections(), PRODUCTS, st.randoms(use_true_random=False), st.floats(0.01, 1))
def test_draws_needed_are_where_the_evidence_first_suffices(
    election, product, chance, risk
):
    """Stopping early changes nothing."""
    values, bounds, null = election
    order = list(range(len(values)))
    chance.shuffle(order)
    orders = np.array([order], np.int64)

    (got,) = draws_needed(
        np.array(values, float), np.array(bounds, float), orders, null, product, risk
    )

    said = follow(
        [values[at] for at in order], null, product, bounds=[bounds[at] for at in order]
    )
    enough = np.flatnonzero(said >= -np.log(risk))
    assert got == (enough[0] + 1 if len(enough) else -1)


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        (Product(KAPLAN, g=0.1), 0.0016895618474483893),
        (Product(ALPHA, eta=0.7, c=0.1, d=10), 0.005402518834050759),
        (Product(ALPHA, eta=0.7), 0.012996191070869783),
    ],
)
def test_values_of_shangrla_without_replacement(product, expected):
    """Statistics section 2: ten of twenty drawn, null mean one half."""
    got = risks(follow(TEN, 10, product, whole=20))

    assert got[-1] == pytest.approx(expected, rel=1e-14)


def test_values_of_shangrla_with_replacement():
    """Kaplan-Markov of five ones, and with a zero after them; Kaplan-Wald."""
    markov, lenient = Product(replacement=True), Product(g=0.1, replacement=True)
    wald = Product(WALD, g=0.1, replacement=True)
    ones = [1, 1, 1, 1, 1]

    assert risks(follow(ones, 0.5, markov, whole=1))[-1] == 2**-5
    said = follow([*ones, 0], 0.5, lenient, whole=1)
    assert risks(said)[-1] == pytest.approx((1.1 / 0.6) ** -5, rel=1e-14)
    assert math.exp(-said[-1]) == pytest.approx(0.048282842081079885 * 6, rel=1e-14)
    assert risks(follow(ones, 0.5, wald, whole=1))[-1] == pytest.approx(1.9**-5, rel=1e-14)


@pytest.mark.parametrize(("worth", "expected"), [(1, 8), (0.75, 14)])
def test_sample_sizes_of_shangrla(worth, expected):
    """ALPHA with eta 3/4 on a population all alike, at 5 per cent."""
    values, bounds = np.full(100, float(worth)), np.ones(100)
    product = Product(ALPHA, eta=0.75, replacement=True)

    got = draws_needed(values, bounds, np.arange(100).reshape(1, -1), 50, product, 0.05)

    assert got.tolist() == [expected]


def test_an_audited_station_worth_nothing_ends_macro_but_not_alpha():
    """Taint 1 makes the Kaplan-Markov risk whole; ALPHA goes on."""
    macro, alpha = Product(replacement=True), Product(ALPHA, eta=0.9, replacement=True)
    values = [1, 0, *[1] * 30]

    assert follow(values, 0.5, macro, whole=1)[1:].max() == -math.inf
    assert risks(follow(values, 0.5, alpha, whole=1))[-1] < 1e-5


def test_a_null_that_is_used_up_is_impossible():
    """More was found than all stations may be worth if the outcome were wrong."""
    said = follow([1, 1, 0], 1, Product(), whole=4)

    assert said.tolist() == [math.log(4), math.inf, math.inf]
    assert risks(said).tolist() == [0.25, 0, 0]


def test_risk_never_rises_again():
    """It is 1 / the largest product so far, and at most 1."""
    said = np.array([-1.0, math.log(4), math.log(2), math.log(8)])

    assert risks(said).tolist() == pytest.approx([1, 0.25, 0.25, 0.125])


@pytest.mark.parametrize(
    ("values", "bounds", "null", "words"),
    [
        ([1, 2], [3], 1, "2 values but 1 bounds"),
        ([4], [3], 1, "values must be at most their bounds"),
        ([-1], [3], 1, "values must be at least 0"),
        ([math.nan], [3], 1, "values must be at least 0"),
        ([1], [3], 4, "null must be from 0 to 3.0, got 4"),
    ],
)
def test_what_no_station_can_be_worth_is_refused(values, bounds, null, words):
    with pytest.raises(ValueError, match=words):
        follow(values, null, Product(), bounds=bounds)


def test_a_risk_limit_of_zero_and_a_station_that_is_none_are_refused():
    ones, order = np.ones(2), np.array([[0, 1]])

    with pytest.raises(ValueError, match="risk must be above 0"):
        draws_needed(ones, ones, order, 1, Product(), 0)
    with pytest.raises(ValueError, match="orders must be from 0 to 1"):
        draws_needed(ones, ones, order + 1, 1, Product(), 0.05)


def test_whole_numbers_in_another_type_are_refused():
    with pytest.raises(TypeError, match="values must be contiguous float64"):
        evidence(np.ones(1, np.int64), np.ones(1), 1, 1, Product())
