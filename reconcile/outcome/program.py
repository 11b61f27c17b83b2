"""Can the options of disputed stations meet several linear conditions at once?

First without asking for whole choices, for as much to spare as can be: where even that
is too little there is no such choice, and else at most a few stations are divided and
rounding them mostly does. Only what stands between is asked in whole numbers. The solver
(HiGHS) works in floating point; every choice is worked out again exactly, and a question
that stays open is said to be open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reconcile.outcome.ranges import Space, weigh

MOST_NODES = 2_000  # of one question's tree
MOST_TIME_S = 10.0  # of one question, should its nodes be slow
ROUNDING = 1e-3  # votes: far above the solver's tolerance of 1e-6, far below one vote
MOST_TO_SPARE = 1e4  # votes: more makes no choice better, and keeps the program bounded
_INFEASIBLE = 2  # scipy's status

Condition = tuple[tuple[int, ...], int]  # weights of the measures, and the least score


@dataclass(frozen=True, slots=True)
class _Program:
    """One column an option or kind of ballot; groups of columns have a sum.

    `kinds` is int64 (measure, column), `group` int64 (column,), `sums` int64 (2, group):
    the least and the most of each group. `rows` is float (condition, column) and `short`
    float (condition,), in votes: what the columns must add up to.
    """

    kinds: np.ndarray
    group: np.ndarray
    sums: np.ndarray
    rows: np.ndarray
    short: np.ndarray


def can_meet(conditions: Sequence[Condition], space: Space) -> bool | None:
    """Tell whether some result meets all conditions; None where it stays open."""
    program = _program(conditions, space)
    spare, relaxed = _most_to_spare(program)
    if relaxed is None:
        return None
    if spare < -ROUNDING:
        return False
    if _stands(_rounded(relaxed, program), conditions, space, program):
        return True
    solved = _solve(program, whole=True)
    if solved.x is None:
        return False if solved.status == _INFEASIBLE else None
    chosen = np.rint(solved.x).astype(np.int64)
    return True if _stands(chosen, conditions, space, program) else None


def _program(conditions: Sequence[Condition], space: Space) -> _Program:
    options, unseen = space.options, space.unseen
    kinds = np.concatenate([options.deltas, *(one for one, _ in unseen)], axis=1)
    sizes = [*np.diff(options.starts, append=len(options.kinds)).tolist()]
    sizes += [one.shape[1] for one, _ in unseen]
    most = [*([1] * len(options)), *(number for _, number in unseen)]
    least = [*([1] * len(options)), *(0 for _ in unseen)]
    weights = np.array([one for one, _ in conditions], float)
    scale = np.abs(weights).max(axis=1)
    point = space.point.tolist()
    short = np.array([least - weigh(one, point) for one, least in conditions], float)
    return _Program(
        kinds,
        np.repeat(np.arange(len(sizes)), sizes),
        np.array([least, most], np.int64),
        weights @ kinds / scale[:, None],
        short / scale,
    )


def _most_to_spare(program: _Program) -> tuple[float, np.ndarray | None]:
    """Divide stations freely to meet every condition by as many votes as can be."""
    solved = _solve(program, whole=False)
    if solved.x is None:
        return 0.0, None
    return float(solved.x[-1]), solved.x[:-1]


def _solve(program: _Program, *, whole: bool) -> Any:
    """Ask for a choice: in whole numbers, or with a last column for votes to spare."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    n, (least, most) = len(program.group), program.sums
    extra = 0 if whole else 1
    ones = (np.ones(n), (program.group, np.arange(n)))
    spare = np.ones((len(program.short), extra))
    top = np.append(most[program.group], [MOST_TO_SPARE] * extra)
    return milp(
        np.append(np.zeros(n), [-1.0] * extra),
        integrality=np.full(n + extra, int(whole)),
        bounds=Bounds(np.append(np.zeros(n), [-np.inf] * extra), top),
        constraints=[
            LinearConstraint(csr_array(ones, (len(least), n + extra)), least, most),
            LinearConstraint(np.hstack([program.rows, -spare]), program.short, np.inf),
        ],
        options={"node_limit": MOST_NODES, "time_limit": MOST_TIME_S},
    )


def _rounded(relaxed: np.ndarray, program: _Program) -> np.ndarray:
    """Give each station its largest part whole, and drop parts of ballots."""
    chosen = np.floor(relaxed + ROUNDING).astype(np.int64)
    stations = np.flatnonzero(program.sums[0] == 1)
    starts = np.searchsorted(program.group, stations)
    ends = np.searchsorted(program.group, stations, side="right")
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        chosen[start:end] = 0
        chosen[start + int(relaxed[start:end].argmax())] = 1
    return chosen


def _stands(
    chosen: np.ndarray, conditions: Sequence[Condition], space: Space, program: _Program
) -> bool:
    """Work out a choice in whole numbers, and ask everything again."""
    used = np.bincount(program.group, chosen, len(program.sums[0])).astype(np.int64)
    least, most = program.sums
    if (used < least).any() or (used > most).any() or (chosen < 0).any():
        return False
    result = (space.point + program.kinds @ chosen).tolist()
    return all(weigh(weights, result) >= least for weights, least in conditions)
