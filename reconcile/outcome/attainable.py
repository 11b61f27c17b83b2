"""Which allocations of seats can the options of disputed stations bring about?

An allocation follows from its result exactly if the lists over the threshold are over
it, the others are not, and for every two of them the remainders stand right:
S (v_i - v_j) / V <= a_i - a_j + 1, where V is the votes of all lists over the threshold
(with all allocations of a tie). These are linear in the choices, so each candidate is
one question of feasibility, asked in `program`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from math import ceil, floor

from reconcile.outcome.program import Condition, can_meet
from reconcile.outcome.ranges import Space, extreme, share_range, weigh
from reconcile.outcome.seats import MOST_ALLOCATIONS, Allocation, allocate

MOST_CANDIDATES = 2_000  # looked at, each by one pair of lists at a time
MOST_PROGRAMS = 250  # asked of the solver, some 10 ms each with a dozen stations
MOST_COLUMNS = 300_000  # of all programs together: some 10 s on one core


@dataclass(frozen=True, slots=True)
class Rule:
    """The seat rule on one base, whose position among the measures is `base`."""

    number: int
    percent: int
    base: int


@dataclass(frozen=True, slots=True)
class Attainable:
    """The allocations that are attainable, that of the posted result first.

    `undecided` are candidates that the solver could not settle. `cut` says that there
    were more candidates than are looked at. With either, others cannot be excluded.
    """

    found: tuple[Allocation, ...]
    undecided: tuple[Allocation, ...] = ()
    cut: bool = False


def find_attainable(space: Space, rule: Rule) -> Attainable:
    """Find every allocation of seats that the space allows.

    What the extremes of single conditions lead to is attainable and costs no program;
    where one condition alone can fail, that settles it.
    """
    found = dict.fromkeys(_allocations(space.point.tolist(), space, rule))
    undecided, asked, cut = list[Allocation](), 0, False
    most = min(MOST_PROGRAMS, MOST_COLUMNS // (len(space.options.kinds) + 1))
    highest: dict[tuple[int, ...], int] = {}
    for looked, candidate in enumerate(_candidates(space, rule)):
        if looked == MOST_CANDIDATES or asked == most:
            cut = True
            break
        conditions = () if candidate in found else _conditions(candidate, space, rule)
        alone = all(_meets(one, space, rule, highest, found) for one in conditions)
        if not alone or candidate in found:
            continue
        asked += 1
        answer = can_meet(conditions, space)
        if answer:
            found[candidate] = None
        elif answer is None:
            undecided.append(candidate)
    rest = tuple(one for one in undecided if one not in found)
    first, *others = found
    others.sort(key=lambda one: one.seats, reverse=True)
    return Attainable((first, *others), rest, cut or len(found) >= MOST_ALLOCATIONS)


def _allocations(result: Sequence[int], space: Space, rule: Rule) -> list[Allocation]:
    """Return what a result leads to; no seats for anybody where no list is over."""
    votes = result[: space.lists]
    every = allocate(votes, result[rule.base], rule.percent, rule.number).every
    return list(every) or [Allocation((), (0,) * space.lists)]


def threshold(at: int, rule: Rule, measures: int) -> list[int]:
    """Return the weights of: 100 x votes of a list less percent x base."""
    weights = [0] * measures
    weights[at] = 100
    weights[rule.base] = -rule.percent
    return weights


def remainder(i: int, j: int, over: Sequence[int], apart: int, rule: Rule) -> list[int]:
    """Return the weights, of lists, that are >= 0 where i has no seat too few beside j.

    `apart` is the seats of i less those of j.
    """
    weights = [0] * (max(over) + 1)
    for one in over:
        weights[one] = apart + 1
    weights[i] -= rule.number
    weights[j] += rule.number
    return weights


def _meets(
    condition: Condition,
    space: Space,
    rule: Rule,
    highest: dict[tuple[int, ...], int],
    found: dict[Allocation, None],
) -> bool:
    """Tell whether a condition alone can be met; note what its best result leads to.

    `highest` keeps the highest score of each condition, which candidates share.
    """
    weights, least = condition
    if weights not in highest:
        best = extreme(weights, space)
        highest[weights] = weigh(weights, best)
        found.update(dict.fromkeys(_allocations(best, space, rule)))
    return highest[weights] >= least


def _conditions(candidate: Allocation, space: Space, rule: Rule) -> list[Condition]:
    measures, over, seats = len(space.point), candidate.over, candidate.seats
    conditions = []
    for at in range(space.lists):
        weights = threshold(at, rule, measures)
        if at in over:
            conditions.append((tuple(weights), 0))
        elif rule.percent:
            conditions.append((tuple(-one for one in weights), 0))
    for i, j in permutations(over, 2):
        lists = remainder(i, j, over, seats[i] - seats[j], rule)
        conditions.append((tuple(lists) + (0,) * (measures - len(lists)), 0))
    if over:
        some = tuple(int(at in over) for at in range(measures))
        conditions.append((some, 1))
    return conditions


def _candidates(space: Space, rule: Rule) -> Iterator[Allocation]:
    """Yield every set of lists that may be over, with every sharing out of the seats."""
    choices = []
    for at in range(space.lists):
        weights = threshold(at, rule, len(space.point))
        highest = weigh(weights, extreme(weights, space))
        down = [-one for one in weights]
        lowest = -weigh(down, extreme(down, space))
        under = lowest <= 0 and rule.percent > 0
        choices.append([True] * (highest >= 0) + [False] * (under or highest < 0))
    for chosen in product(*choices):
        over = tuple(at for at, one in enumerate(chosen) if one)
        if not over:
            yield Allocation((), (0,) * space.lists)
        for seats in _sharings(over, space, rule) if over else ():
            got = dict(zip(over, seats, strict=True))
            yield Allocation(over, tuple(got.get(at, 0) for at in range(space.lists)))


def _sharings(over: Sequence[int], space: Space, rule: Rule) -> Iterator[tuple[int, ...]]:
    """Yield the sharings that each list's range of quotas allows by itself."""
    whole = [int(at in over) for at in range(len(space.point))]
    limits = []
    for one in over:
        part = [int(at == one) for at in range(len(space.point))]
        shares = share_range(part, whole, space) or (0, 1)
        low, high = (share * rule.number for share in shares)
        limits.append((floor(low), ceil(high)))
    yield from _with_sum(limits, rule.number)


def _with_sum(limits: Sequence[tuple[int, int]], total: int) -> Iterator[tuple[int, ...]]:
    """Yield whole numbers within limits that add up to a total."""
    if not limits:
        if total == 0:
            yield ()
        return
    (low, high), rest = limits[0], limits[1:]
    least, most = sum(one for one, _ in rest), sum(one for _, one in rest)
    for first in range(max(low, total - most), min(high, total - least) + 1):
        for others in _with_sum(rest, total - first):
            yield (first, *others)
