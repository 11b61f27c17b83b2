"""Numbers that balances decide: slips corrected, missing lines worked out."""

import numpy as np
import pytest
from balances import BALANCES, GOOD, column, system

from fastcheck.codes import EQ, MISSING
from fastcheck.localise import localise


@pytest.mark.parametrize("changes", [{}, {4: 0, 5: 0}, {7: 0}])
def test_slips_in_balances_are_corrected_to_the_published_numbers(changes):
    """116 typed as 161 and 1979 as 19979: every repair has them back (deducorrect)."""
    changes = {3: 161, 8: 19979} | changes
    own = [changes.get(line, count) for line, count in enumerate(GOOD)]
    repairs = localise(column(own), *BALANCES, np.ones(11, np.int64))

    for lines, low, high in zip(repairs.lines, repairs.low, repairs.high, strict=True):
        for line, number in ((3, 116), (8, 1979)):
            (at,) = np.flatnonzero(lines == line)
            assert (low[at], high[at]) == (number, number)


def range_of(line, known, relations, lines):
    """Between which numbers a missing line lies, where some others are known.

    The known ones must not change; the line is set to what it cannot be, so that it is
    the one that must.
    """
    own = [known.get(at, MISSING) for at in range(lines)]
    own[line] = 2**31 - 1
    weights = np.array([int(at == line) for at in range(lines)], np.int64)
    repairs = localise(column(own), *relations, weights)
    assert repairs.lines[:, 0].tolist() == [line]
    return repairs.low[0, 0], repairs.high[0, 0]


def test_missing_lines_that_balances_decide_are_those_of_de_waal():
    """x1 = 145, x3 = 155, x8 = 86, x10 = 217; then x5 = 86, and nothing is negative."""
    known = {0: 145, 2: 155, 7: 86, 9: 217}
    for line, number in {1: 10, 3: 10, 8: 241, 10: 24}.items():
        assert range_of(line, known, BALANCES, 11) == (number, number)
    for line in (4, 5, 6):
        assert range_of(line, known, BALANCES, 11) == (0, 86)

    for line in (5, 6):
        assert range_of(line, known | {4: 86}, BALANCES, 11) == (0, 0)


def test_missing_lines_of_a_total_and_its_parts_are_those_of_dcar():
    """Four totals, of which three missing lines follow; two share what is left."""
    totals = system(
        ({0: 1, 1: 1, 2: -1}, EQ, 0),
        ({3: 1, 4: 1, 5: 1, 0: -1}, EQ, 0),
        ({6: 1, 7: 1, 1: -1}, EQ, 0),
        ({8: 1, 9: 1, 2: -1}, EQ, 0),
        lines=10,
    )
    known = {0: 100, 3: 15, 6: 25, 7: 35, 9: 5}

    for line, number in {1: 60, 2: 160, 8: 155}.items():
        assert range_of(line, known, totals, 10) == (number, number)
    for line in (4, 5):
        assert range_of(line, known, totals, 10) == (0, 85)
