import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import naive
from fastcheck.codes import EQ, GE, HOLDS, LE, MISSING, MOD, UNKNOWN, VIOLATED
from fastcheck.relations import BLOCK, check_relations, find_residuals

VALID_PLUS_INVALID = np.array([[1, -1, -1]], np.int32)  # cast = valid + invalid


def one_station(*lines):
    return np.array(lines, np.int32).reshape(-1, 1)


def ask(counts, terms, op=EQ, constant=0, modulus=1):
    relations = len(terms)
    ops, constants = np.full(relations, op, np.uint8), np.full(relations, constant)
    return both(counts, terms, ops, constants, np.full(relations, modulus))


def both(counts, terms, ops, constants, moduli):
    """Ask for the status of each relation at each station, and by how much it is off."""
    status = check_relations(counts, terms, ops, constants, moduli)
    moduli = np.where(ops == MOD, moduli, 0)
    asked = zip(terms, constants.tolist(), moduli.tolist(), strict=True)
    return status, np.array([find_residuals(counts, *one) for one in asked])


@pytest.mark.parametrize(
    ("lines", "status", "residual"),
    [
        ((100, 90, 10), HOLDS, 0),
        ((100, 90, 9), VIOLATED, 1),
        ((0, 0, 0), HOLDS, 0),
        ((100, MISSING, 10), UNKNOWN, 0),
    ],
)
def test_cast_equals_valid_plus_invalid(lines, status, residual):
    """A missing line makes the relation unknown, never satisfied."""
    got, off_by = ask(one_station(*lines), VALID_PLUS_INVALID)

    assert got.tolist() == [[status]]
    assert off_by.tolist() == [[residual]]


@pytest.mark.parametrize(
    ("op", "constant", "modulus", "count", "status", "residual"),
    [
        (LE, -3000, 1, 3000, HOLDS, 0),
        (LE, -3000, 1, 3001, VIOLATED, 1),
        (GE, -5, 1, 4, VIOLATED, -1),
        (MOD, 0, 100, 700, HOLDS, 0),
        (MOD, 0, 100, 750, VIOLATED, 50),
    ],
)
def test_limits_and_packs(op, constant, modulus, count, status, residual):
    """A cap is a constant in the sum; packs of a hundred are a modulus."""
    got, off_by = ask(one_station(count), np.array([[1]], np.int32), op, constant, modulus)

    assert (got.item(), off_by.item()) == (status, residual)


@given(
    counts=hnp.arrays(np.int32, (6, 5), elements=st.integers(-1, 2**31 - 1)),
    terms=hnp.arrays(np.int32, (4, 6), elements=st.integers(-3, 3)),
    ops=hnp.arrays(np.uint8, 4, elements=st.integers(0, 3)),
    constants=hnp.arrays(np.int64, 4, elements=st.integers(-(10**12), 10**12)),
    moduli=hnp.arrays(np.int64, 4, elements=st.integers(1, 10**6)),
)
def test_agrees_with_naive(counts, terms, ops, constants, moduli):
    """The kernel and the definition give the same answer, up to int32 limits."""
    status, residual = both(counts, terms, ops, constants, moduli)

    assert (status.ravel().tolist(), residual.ravel().tolist()) == naive.check_relations(
        counts, terms, ops, constants, moduli
    )


@pytest.mark.parametrize("stations", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 3])
def test_every_station_of_every_block_is_asked(stations):
    """Sizes around the block's end leave no station out."""
    counts = np.full((3, stations), 7, np.int32)
    status, residual = ask(counts, VALID_PLUS_INVALID)

    assert status.tolist() == [[VIOLATED] * stations]
    assert residual.tolist() == [[-7] * stations]


def test_line_axes_must_match():
    """Tables built from two different forms are refused."""
    with pytest.raises(ValueError, match="counts has 3 lines, terms has 2"):
        ask(one_station(1, 2, 3), np.zeros((1, 2), np.int32))


def test_float_counts_are_refused():
    """The error names the array and what was expected."""
    with pytest.raises(
        TypeError,
        match=r"counts must be contiguous int32 \(line, station\), got .* float64",
    ):
        ask(np.zeros((3, 1)), VALID_PLUS_INVALID)


@pytest.mark.parametrize(("ops", "moduli"), [(2, 1), (1, 2)])
def test_each_relation_needs_an_op_a_constant_and_a_modulus(ops, moduli):
    """Arrays of another length are refused rather than read past their end."""
    with pytest.raises(ValueError, match="1 relations but 2"):
        check_relations(
            one_station(1, 2, 3),
            VALID_PLUS_INVALID,
            np.zeros(ops, np.uint8),
            np.zeros(1, np.int64),
            np.ones(moduli, np.int64),
        )


def test_a_modulus_below_one_is_refused():
    """Nothing is a multiple of zero."""
    with pytest.raises(ValueError, match="at least 1"):
        ask(one_station(1, 2, 3), VALID_PLUS_INVALID, MOD, 0, 0)


def test_frozen_table_is_accepted():
    """Tables are made read-only once built."""
    counts = one_station(3, 2, 1)
    counts.setflags(write=False)

    assert ask(counts, VALID_PLUS_INVALID)[0].tolist() == [[HOLDS]]
