import naive_localise
import numpy as np
import pytest
from balances import BALANCES, GOOD, column, system
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from fastcheck.codes import EQ, GE, LE, MISSING, MOD
from fastcheck.localise import MOST_CHANGED, MOST_SETS, NO_BOUND, localise
from ingest.facts.forms import load_form
from ingest.facts.places import shipped_ids
from reconcile.bench.broken import FORMS, broken_protocols
from reconcile.bench.solver import Model
from reconcile.checks.relations import matrices


def sets_of(own, relations, weights=None):
    """Localise one protocol; return weight and sets."""
    given_weights = np.array(weights or [1] * len(own), np.int64)
    repairs = localise(column(own), *relations, given_weights)
    assert repairs.found[0] == len(repairs.lines)
    sets = [tuple(k for k in lines.tolist() if k >= 0) for lines in repairs.lines]
    return int(repairs.weight[0]), sets


@pytest.mark.parametrize(
    ("changes", "weight", "sets"),
    [
        ({}, 0, []),
        ({3: 161}, 1, [(3,)]),
        ({3: 161, 8: 19979}, 2, [(3, 8)]),
        ({3: 161, 8: 19979, 4: 0, 5: 0}, 3, [(3, 4, 8), (3, 5, 8), (3, 6, 8)]),
        ({3: 161, 8: 19979, 7: 0}, 3, [(3, 7, 8)]),
    ],
)
def test_published_examples_of_balances(changes, weight, sets):
    """The record of the R package deducorrect (Van der Loo, De Jonge and Scholtus)."""
    own = [changes.get(line, count) for line, count in enumerate(GOOD)]

    assert sets_of(own, BALANCES) == (weight, sets)


def test_a_ratio_and_a_balance():
    """The profit alone repairs profit + cost = turnover, cost >= 0.6 turnover."""
    rules = system(({0: 1, 1: 1, 2: -1}, EQ, 0), ({1: 10, 2: -6}, GE, 0), lines=3)

    assert sets_of((755, 125, 200), rules) == (1, [(0,)])


def test_weights_decide_between_sets():
    """Of x + y = z, 2y + 1 = z: x is the smallest set until changing it is dear."""
    rules = system(({0: 1, 1: 1, 2: -1}, EQ, 0), ({1: 2, 2: -1}, EQ, 1), lines=3)

    assert sets_of((1, 1, 3), rules) == (1, [(0,)])
    assert sets_of((1, 1, 3), rules, weights=[10, 1, 1]) == (2, [(1, 2)])


def test_a_line_of_weight_zero_stays_as_it_is():
    rules = system(({0: 1, 1: 1, 2: -1}, EQ, 0), lines=3)

    assert sets_of((6, 6, 5), rules, weights=[1, 1, 0]) == (2, [(0, 1)])


def test_lines_with_targets():
    """Fixed values for five lines and their sum: the two that miss their targets."""
    targets = [({k: 1}, EQ, -n) for k, n in enumerate((60, 5, 5, 5, 25, 20))]
    whole = ({0: 1, 1: -1, 2: -1, 3: -1, 4: -1, 5: -1}, EQ, 0)

    assert sets_of((60, 5, 5, 5, 45, 0), system(*targets, whole, lines=6)) == (2, [(4, 5)])


def test_a_missing_line_may_be_anything_but_negative():
    """10 + ? = 5 has no answer: one of the two known lines must change."""
    rules = system(({0: 1, 1: 1, 2: -1}, EQ, 0), lines=3)

    assert sets_of((10, MISSING, 5), rules) == (1, [(0,), (2,)])
    assert sets_of((10, MISSING, 15), rules) == (0, [])


def test_the_numbers_a_repair_needs():
    """A line that an equality decides has one value; one that is bounded has a range."""
    rules = system(({0: 1, 1: -1, 2: -1}, EQ, 0), ({3: 1, 0: -1}, LE, 0), lines=4)
    own = np.array([[50, 30, 10, 60]], np.int32).T.copy()

    repairs = localise(own, *rules, np.ones(4, np.int64))

    bounds = zip(repairs.low.tolist(), repairs.high.tolist(), strict=True)
    got = zip(repairs.lines.tolist(), bounds, strict=True)
    assert [(s[:2], low[:2], high[:2]) for s, (low, high) in got] == [
        ([0, 1], [60, 50], [NO_BOUND, NO_BOUND]),
        ([0, 2], [60, 30], [NO_BOUND, NO_BOUND]),
        ([0, 3], [40, 0], [40, 40]),
        ([1, 3], [40, 0], [40, 50]),
        ([2, 3], [20, 0], [20, 50]),
    ]


def test_a_range_without_an_upper_end():
    repairs = localise(
        np.array([[5], [3]], np.int32),
        *system(({0: 1, 1: -1}, LE, 0), lines=2),
        np.ones(2, np.int64),
    )

    assert repairs.low[:, 0].tolist() == [0, 5]
    assert repairs.high[:, 0].tolist() == [3, NO_BOUND]


def test_a_multiple_is_repaired_by_multiples_only():
    """[A] is a multiple of 100 and the sum of two: whole hundreds, and it is proved."""
    rules = system(({0: 1}, MOD, 0), ({0: 1, 1: -1, 2: -1}, EQ, 0), lines=3)
    own = np.array([[350, 150, 200]], np.int32).T.copy()

    repairs = localise(own, *rules, np.ones(3, np.int64))

    assert repairs.lines[:, :2].tolist() == [[0, 1], [0, 2]]
    assert repairs.proved.tolist() == [1, 1]


def test_fractions_are_no_repair():
    """2x + 4y = 7 holds for fractions only."""
    assert sets_of((0, 0), system(({0: 2, 1: 4}, EQ, -7), lines=2))[0] == -1


@pytest.mark.parametrize(
    "relations",
    [
        [({0: 2, 1: 3}, EQ, -1)],
        [({0: 5, 1: 7}, GE, -1), ({0: 5, 1: 7}, LE, -3)],
    ],
)
def test_what_only_fractions_are_known_to_repair_is_listed_as_not_proved(relations):
    """2x + 3y = 1, and 5x + 7y from 1 to 3, have no whole numbers from 0 on."""
    rules = system(*relations, lines=2)

    repairs = localise(np.zeros((2, 1), np.int32), *rules, np.ones(2, np.int64))

    assert repairs.lines[:, :2].tolist() == [[0, 1]]
    assert repairs.proved.tolist() == [0]


LINES, LARGEST = 4, 3
ROOF = [({k: 1}, LE, -LARGEST) for k in range(LINES)]  # so that the twin can try all


@given(
    counts=hnp.arrays(np.int32, (LINES, 2), elements=st.integers(-1, LARGEST)),
    terms=hnp.arrays(np.int32, (3, LINES), elements=st.integers(-2, 2)),
    ops=hnp.arrays(np.uint8, 3, elements=st.sampled_from([EQ, GE, LE, MOD])),
    constants=hnp.arrays(np.int64, 3, elements=st.integers(-4, 4)),
    moduli=hnp.arrays(np.int64, 3, elements=st.integers(1, 3)),
    weights=hnp.arrays(np.int64, LINES, elements=st.integers(0, 3)),
)
def test_agrees_with_naive(counts, terms, ops, constants, moduli, weights):
    """What is proved is what trying every number finds; else it finds no less."""
    roof = system(*ROOF, lines=LINES)
    pairs = zip((terms, ops, constants, moduli), roof, strict=True)
    relations = [np.concatenate(pair) for pair in pairs]
    repairs = localise(counts, *relations, weights)

    for p in range(counts.shape[1]):
        own = counts[:, p].tolist()
        arrays = [one.tolist() for one in relations]
        weight, sets = naive_localise.smallest_repairs(
            own, *arrays, weights.tolist(), LARGEST
        )
        at = slice(repairs.first[p], repairs.first[p + 1])
        told = repairs.weight[p] != 0 or MISSING not in own
        if repairs.proved[at].all() and told:
            got = [tuple(k for k in one if k >= 0) for one in repairs.lines[at].tolist()]
            assert (repairs.weight[p], got) == (weight, [one for one, _ in sets])
            for found, low, high in zip(
                sets, repairs.low[at], repairs.high[at], strict=True
            ):
                for k, (least, most) in enumerate(found[1]):
                    assert low[k] <= least <= most <= high[k]
        elif weight >= 0:
            assert 0 <= repairs.weight[p] <= weight


def test_forms_longer_than_the_masks_are_refused():
    with pytest.raises(ValueError, match="expected at most 64 lines and 62 relations"):
        localise(
            np.zeros((65, 1), np.int32),
            *system(({0: 1}, EQ, 0), lines=65),
            np.ones(65, np.int64),
        )


def test_line_axes_must_match():
    with pytest.raises(ValueError, match="counts has 3 lines, terms 2, weights 2"):
        localise(
            np.zeros((3, 1), np.int32),
            *system(({0: 1}, EQ, 0), lines=2),
            np.ones(2, np.int64),
        )


def test_every_smallest_set_is_counted_though_not_all_are_listed():
    """Four sums of five lines each, all wrong: 5 to the power of 4 sets."""
    sums = [({5 * r + k: 1 for k in range(5)}, EQ, -1) for r in range(4)]
    rules = system(*sums, lines=25)
    repairs = localise(np.zeros((25, 1), np.int32), *rules, np.ones(25, np.int64))

    assert repairs.found.tolist() == [625]
    assert len(repairs.lines) == MOST_SETS


@pytest.mark.parametrize("name", FORMS)
def test_a_solver_finds_the_same_number_of_lines(name):
    """HiGHS, on broken protocols of real forms; whole numbers do what fractions do.

    tests/bench/localise.py asks it of ten thousand.
    """
    relations, counts = broken_protocols(name, 12, seed=2007)
    model = Model(*relations)
    repairs = localise(counts, *relations, np.ones(len(counts), np.int64))

    expected = [model.smallest_change(own) for own in counts.T]
    assert repairs.proved.all()
    assert repairs.weight.tolist() == [
        one if one <= MOST_CHANGED else -1 for one in expected
    ]


@pytest.mark.parametrize("name", shipped_ids("forms"))
def test_in_shipped_forms_whole_numbers_do_what_fractions_do(name):
    """Not by luck of one protocol: counts at random, of every channel."""
    form = load_form(name)
    rng = np.random.default_rng(2007)
    for channel in form.channels:
        relations = [one for one in form.relations if channel in one.channels]
        counts = rng.integers(-1, 60, (len(form.lines), 6)).astype(np.int32)
        every_line = np.ones(len(counts), np.int64)

        repairs = localise(counts, *matrices(form, relations), every_line)
        assert repairs.proved.all()
