"""Kernels at the edges: no station, one, all missing, at the limits of int32."""

import naive_explain
import numpy as np
import pytest
from weights import PRICES

import naive
import naive_screening
from fastcheck.agreement import compare_all
from fastcheck.channels import check_summary
from fastcheck.codes import GE, LE, MISSING
from fastcheck.digits import last_digits, second_digits
from fastcheck.duplicates import BY_CHANCE, find_alike, telling
from fastcheck.explain import explain
from fastcheck.fingerprint import count_fingerprint
from fastcheck.localise import localise
from fastcheck.nearest import nearest
from fastcheck.slips import NEVER

LINES, LIMIT = 4, 2**31 - 1


def some(size):
    rng = np.random.default_rng(size)
    return rng.choice([MISSING, 0, 1, 7000, LIMIT], (LINES, size)).astype(np.int32)


def missing(size):
    return np.full((LINES, size), MISSING, np.int32)


def largest(size):
    return np.full((LINES, size), LIMIT, np.int32)


every_edge = pytest.mark.parametrize("made", [some, missing, largest])
every_size = pytest.mark.parametrize("size", [0, 1, 5])


@every_edge
@every_size
def test_statements_of_one_protocol(made, size):
    counts, first = made(size), np.array([0, size], np.int64)
    agreeing, alone = compare_all(counts, first)
    expected = naive.compare_all(counts, first)
    assert (agreeing.ravel().tolist(), alone.ravel().tolist()) == expected


@every_edge
@every_size
def test_channels_of_a_station(made, size):
    counts, adds = made(size), np.array([1, 0, 1, 0], np.uint8)
    rows = np.tile(np.arange(size), (3, 1))
    status, expected = check_summary(counts, adds, rows)
    got = (status.ravel().tolist(), expected.ravel().tolist())
    assert got == naive.check_summary(counts, adds, rows)


@every_edge
@every_size
def test_protocols_nearest_and_alike(made, size):
    counts, owner = made(size), np.arange(size)
    found, different = nearest(counts, owner, counts, owner, 2)
    expected = naive_explain.nearest(counts, owner, counts, owner, 2)
    assert (found.tolist(), different.tolist()) == expected
    twins = find_alike(counts, owner).twin.tolist()
    assert twins == naive_explain.find_alike(counts, owner, BY_CHANCE)


@every_edge
@every_size
@pytest.mark.parametrize("enough", [0, 1, 40_000])
def test_protocols_with_enough_to_say(made, size, enough):
    lines = np.array([3, 0])
    at, silent = telling(made(size), lines, enough)
    assert (at.tolist(), silent) == naive_explain.telling(made(size), lines, enough)


@every_edge
@every_size
def test_turnout_and_share_of_stations(made, size):
    counts = made(size).astype(np.int64)
    found = count_fingerprint(*counts, width=2)
    known, percents, cells = naive_screening.fingerprint(counts.T.tolist(), 2)
    assert found.known.tolist() == known
    assert list(zip(found.turnout, found.share, strict=True)) == percents
    assert {tuple(at): found.cells[*at] for at in np.argwhere(found.cells)} == cells


@every_edge
@every_size
def test_ways_between_two_statements(made, size):
    before, after = made(size), some(size)
    roles = np.array([0, 1, 2, 3], np.uint8)
    ways = explain(before, after, roles, PRICES)
    for pair in range(size):
        found = {way: int(one) for way, one in enumerate(ways.bits[:, pair]) if one < NEVER}
        stated = before[:, pair].tolist(), after[:, pair].tolist()
        assert found == naive_explain.explain(*stated, roles.tolist(), PRICES)


@every_edge
@every_size
def test_repairs_of_a_protocol(made, size):
    """A line above its bound is repaired by that line alone; what is missing, by none."""
    counts = made(size)
    terms, ops = np.eye(LINES, dtype=np.int32), np.array([LE, GE, LE, GE], np.uint8)
    constants, moduli = np.full(LINES, -100), np.ones(LINES, np.int64)
    repairs = localise(counts, terms, ops, constants, moduli, np.ones(LINES, np.int64))
    above = np.array([[1], [-1], [1], [-1]]) * (counts.astype(np.int64) - 100)
    broken = (counts != MISSING) & (above > 0)
    assert repairs.weight.tolist() == broken.sum(axis=0).tolist()


@every_edge
@every_size
def test_digits_of_counts(made, size):
    counts = made(size)[0].astype(np.int64).clip(0)
    seconds = [str(one)[1] for one in counts.tolist() if one >= 10]
    assert second_digits(counts).tolist() == [seconds.count(str(n)) for n in range(10)]
    observed, _ = last_digits(counts)
    assert observed.sum() == (counts >= 100).sum()
