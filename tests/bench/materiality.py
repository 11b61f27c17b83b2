"""`make bench`: how long the outcome takes with 2,000 disputed of 9,727 stations.

Beside it in the same run a plain numpy twin, one operation a station, which must find
the same. Everything is invented, in Kazakhstan's shape and totals of 2007.
"""

import platform
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from reconcile.outcome.attainable import Rule, find_attainable
from reconcile.outcome.materiality import Evidence, weigh_assertions
from reconcile.outcome.options import Options
from reconcile.outcome.ranges import Space, extreme, fewest, gains, share_range

STATIONS, DISPUTED, RUNS = 9_727, 2_000, 15
VOTES = (5_247_720, 269_310, 183_346, 89_855, 76_799, 46_436, 22_159)
TOOK_PART, SEATS, PERCENT = 6_082_430, 98, 7


def invent(second: int = VOTES[1]) -> tuple[Space, np.ndarray]:
    """Invent stations, and for some three options: posted, a copy, annulled.

    *second* is the second list's votes; the first has what it takes from it.
    """
    rng = np.random.default_rng(2007)
    totals = np.array([VOTES[0] + VOTES[1] - second, second, *VOTES[2:]])
    share = rng.dirichlet(np.full(STATIONS, 3.0))
    lists = np.array([rng.multinomial(one, share) for one in totals])
    blank = rng.multinomial(TOOK_PART - sum(VOTES), share)
    known = np.vstack([lists, lists.sum(axis=0) + blank, lists.sum(axis=0)])
    stations = np.sort(rng.choice(STATIONS, DISPUTED, replace=False))
    deltas = np.zeros((len(known), 3 * DISPUTED), np.int64)
    moved = np.minimum(rng.integers(1, 60, DISPUTED), known[0, stations])
    deltas[0, 1::3], deltas[1, 1::3] = -moved, moved
    deltas[:, 2::3] = -known[:, stations]
    kinds = ("as posted", "observer copy", "annulled") * DISPUTED
    options = Options(stations, np.arange(DISPUTED) * 3, deltas, kinds)
    return Space(known.sum(axis=1), options, 0, len(VOTES)), known


def twin_range(weights: list[int], space: Space) -> int:
    """Find the highest score: the plain way, one station at a time."""
    total = int(np.dot(weights, space.point))
    for start in space.options.starts:
        each = space.options.deltas[:, start : start + 3]
        total += int((np.array(weights) @ each).max())
    return total


def twin_fewest(weights: list[int], space: Space, needed: int) -> int | None:
    """Find the fewest stations: the plain way, largest gain by largest gain."""
    each = [
        int((np.array(weights) @ space.options.deltas[:, at : at + 3]).max())
        for at in space.options.starts
    ]
    got = 0
    for count, gain in enumerate(sorted(each, reverse=True), 1):
        got += gain
        if got >= needed:
            return count
    return None


def timed(work: Callable[[], Any], runs: int = RUNS) -> tuple[float, Any]:
    """Return the median of some runs in milliseconds, and what came out."""
    spent, result = [], None
    for _ in range(runs):
        started = time.perf_counter()
        result = work()
        spent.append((time.perf_counter() - started) * 1e3)
    return statistics.median(spent), result


def main() -> int:
    """Print the figures; exit 1 if a twin finds something else."""
    space, known = invent()
    measures, same = len(space.point), True
    slack = [0, 100, *([0] * 5), -PERCENT, 0]
    needed = 100 * 16_000  # 16,000 votes moved to the second list
    print(f"{DISPUTED:,} disputed of {STATIONS:,}; Python {platform.python_version()}")
    for name, ours, twin in (
        (
            "range of a score",
            lambda: int(np.dot(slack, extreme(slack, space))),
            lambda: twin_range(slack, space),
        ),
        (
            "fewest stations",
            lambda: fewest(gains(slack, space.options), needed),
            lambda: twin_fewest(slack, space, needed),
        ),
    ):
        (mine, got), (plain, expected) = timed(ours), timed(twin)
        same &= got == expected
        print(f"{name:28}{mine:10.2f} ms{plain:10.2f} ms plain numpy   {got:,}")
    rules = [Rule(SEATS, PERCENT, measures - 2), Rule(SEATS, PERCENT, measures - 1)]
    evidence = Evidence(space, known, bounded=True)
    part, whole = np.eye(measures, dtype=int)[1], np.eye(measures, dtype=int)[-2]
    spent, _ = timed(lambda: share_range(part, whole, space))
    print(f"{'range of a share':28}{spent:10.2f} ms")
    spent, weighed = timed(lambda: weigh_assertions(evidence, rules))
    print(f"{f'{len(weighed)} assertions, weighed':28}{spent:10.2f} ms")
    spent, found = timed(lambda: find_attainable(space, rules[0]), 3)
    print(f"{'attainable seats':28}{spent:10.2f} ms   {len(found.found)} allocation(s)")
    near = invent(second=410_000)[0]
    spent, found = timed(lambda: find_attainable(near, rules[0]), 1)
    print(
        f"{'... near the threshold':28}{spent:10.2f} ms   {len(found.found)} allocations, "
        f"cut off: {found.cut}, undecided: {len(found.undecided)}"
    )
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
