import subprocess
import sys

import numpy as np
import pytest

from reconcile.outcome import attainable
from reconcile.outcome.attainable import Rule, find_attainable
from reconcile.outcome.options import Options
from reconcile.outcome.ranges import Space
from reconcile.outcome.seats import Allocation, allocate
from spaces import LISTS, every_result, random_space


def by_hand(space, rule):
    """Share out the seats of every result, one by one."""
    found = set()
    for one in every_result(space):
        every = allocate(one[:LISTS], one[LISTS], rule.percent, rule.number).every
        found |= set(every) or {Allocation((), (0,) * LISTS)}
    return found


@pytest.mark.parametrize("seeds", [range(at, at + 20) for at in range(0, 200, 20)])
def test_attainable_seats_are_those_of_all_results(seeds, monkeypatch):
    """Two hundred random cases, half of them with ballots that were not seen."""
    monkeypatch.setattr(attainable, "MOST_PROGRAMS", 1_000)  # one case asks some 300
    for seed in seeds:
        ballots, blanks = [(3, 2), (0, 0), (0, 0), (0, 4)][seed % 4]
        space = random_space(seed, ballots, blanks)
        number = int(np.random.default_rng(seed + 999).integers(5, 40))
        rule = Rule(number, 7, LISTS)

        found = find_attainable(space, rule)
        assert (set(found.found), found.undecided, found.cut) == (
            by_hand(space, rule),
            (),
            False,
        )


def test_the_posted_allocation_comes_first():
    space, rule = random_space(5), Rule(20, 7, LISTS)
    point = space.point.tolist()

    now = allocate(point[:LISTS], point[LISTS], 7, 20).every[0]
    assert find_attainable(space, rule).found[0] == now


def test_looking_that_was_cut_off_is_told(monkeypatch):
    monkeypatch.setattr(attainable, "MOST_CANDIDATES", 2)

    assert find_attainable(random_space(182), Rule(30, 7, LISTS)).cut


def test_what_the_solver_leaves_open_is_told(monkeypatch):
    """Neither attainable nor excluded."""
    monkeypatch.setattr(attainable, "can_meet", lambda *_: None)
    space, rule = random_space(34), Rule(30, 7, LISTS)

    found = find_attainable(space, rule)
    assert found.undecided
    assert not set(found.undecided) & set(found.found)


def test_where_one_list_alone_can_be_over_no_solver_is_loaded():
    """It takes all, or nobody is over; nobody waits for scipy."""
    code = (
        "import sys, numpy as np\n"
        "from reconcile.outcome.attainable import Rule, find_attainable\n"
        "from reconcile.outcome.options import Options\n"
        "from reconcile.outcome.ranges import Space\n"
        "deltas = np.array([[0, 1], [0, -1], [0, 0]])\n"
        "options = Options(np.array([0]), np.array([0]), deltas, ('as posted', 'copy'))\n"
        "space = Space(np.array([5, 7, 100]), options, 0, 2)\n"
        "print(len(find_attainable(space, Rule(98, 7, 2)).found), 'scipy' in sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert ran.stdout.split() == [b"2", b"False"]


def test_two_lists_over_the_threshold_together_need_one():
    """Either may have the last seat; a third allocation would need both options at once."""
    deltas = np.array([[0, 30, 0, -30], [0, -30, 0, 30], [0, 0, 0, 0]])
    options = Options(np.arange(2), np.array([0, 2]), deltas, ("any",) * 4)
    space = Space(np.array([500, 500, 1000]), options, 0, 2)

    found = find_attainable(space, Rule(9, 7, 2)).found
    assert sorted(one.seats for one in found) == [(4, 5), (5, 4)]
