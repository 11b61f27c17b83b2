"""Do votes on machines and votes on paper say the same, inside a station and beyond it?

Two questions. Inside a station with both: is a list's share of the electronic votes that
of the paper votes? Across a commission: do stations with machines, carried over to all,
give the votes that all have? Neither voters nor stations chose machines at random, which
no arithmetic here can mend.
"""

from dataclasses import dataclass
from math import exp, lgamma

import numpy as np

from fastcheck.arrays import require, require_groups
from fastcheck.integers import require_parts
from fastcheck.jit import kernel

NOTHING = 1e-18  # a share of a tail that adds nothing to it
ROUNDING = 1e-9  # of the votes' own variance: a direction with less has none
FEWEST = 2  # stations with machines in a commission, to see how they differ


@dataclass(frozen=True, slots=True)
class Tables:
    """Stations as tables of two by two: electronic and paper, one list and the others.

    All are float64 (station,). `chance` is how likely the electronic share is to be so
    far from the paper one, on either side, if the votes of the list fell on both alike
    (hypergeometric, doubled tail); `expected` and `variance` are of the electronic
    votes of the list; `same` and `cross` are what odds ratios are added from.
    """

    chance: np.ndarray
    expected: np.ndarray
    variance: np.ndarray
    same: np.ndarray
    cross: np.ndarray


def compare_channels(
    part: np.ndarray, whole: np.ndarray, part_paper: np.ndarray, whole_paper: np.ndarray
) -> Tables:
    """Compare a list's electronic votes with its paper votes at every station.

    Stations add up as Mantel and Haenszel do: the sum of a list's electronic votes less
    the sum of `expected` has the sum of `variance`, and the common odds ratio is the sum
    of `same` over that of `cross`.

    Parameters
    ----------
    part, whole : int64 (station,)
        Electronic votes for one list, and for all of them.
    part_paper, whole_paper : int64 (station,)
        The same on paper.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the arrays differ in length or are no parts and wholes.
    """
    require_parts(part, whole)
    require_parts(part_paper, whole_paper)
    if len(part) != len(part_paper):
        raise ValueError(f"{len(part)} electronic but {len(part_paper)} on paper")
    chance = np.ones(len(part), np.float64)
    _table_chance(part, whole, part_paper, whole_paper, chance)
    a, n, c, m = (one.astype(np.float64) for one in (part, whole, part_paper, whole_paper))
    votes, votes_list = n + m, a + c
    expected = n * votes_list / votes
    spread = n * m * votes_list * (votes - votes_list)
    variance = spread / (votes * votes * np.maximum(votes - 1, 1))
    return Tables(chance, expected, variance, a * (m - c) / votes, (n - a) * c / votes)


@kernel(
    reads=(("int64", 1), ("int64", 1), ("int64", 1), ("int64", 1)),
    writes=(("float64", 1),),
)
def _table_chance(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    part, whole, part_paper, whole_paper, chance
):
    for s in range(part.shape[0]):
        x, n, m = part[s], whole[s], whole_paper[s]
        k = x + part_paper[s]  # the list's votes, of which n fall on the machine
        least, most = max(k - m, 0), min(k, n)
        here = lgamma(n + 1.0) - lgamma(x + 1.0) - lgamma(n - x + 1.0)
        here += lgamma(m + 1.0) - lgamma(k - x + 1.0) - lgamma(m - k + x + 1.0)
        here -= lgamma(n + m + 1.0) - lgamma(k + 1.0) - lgamma(n + m - k + 1.0)
        here = exp(here)
        low = x * (n + m) <= n * k
        tail = term = here
        for step in range(1, (x - least if low else most - x) + 1):
            if low:
                j = x - step  # from j + 1 to j of the list's votes
                term *= (j + 1) / (n - j) * (m - k + j + 1) / (k - j)
            else:
                j = x + step  # from j - 1 to j
                term *= (n - j + 1) / j * (k - j + 1) / (m - k + j)
            tail += term
            if term < NOTHING * tail:
                break
        chance[s] = min(1.0, 2 * min(tail, 1 - tail + here))


@dataclass(frozen=True, slots=True)
class Together:
    """All lists at once: a chi-square number and its degrees of freedom (0: nothing)."""

    chi_square: float
    degrees: int


def compare_lists(electronic: np.ndarray, paper: np.ndarray) -> Together:
    """Compare all lists' electronic votes with their paper votes, stations together.

    Every station is a table of two by as many as there are lists. Over stations the
    electronic votes less what is expected of them are added list by list, and measured
    by their covariance, exact given the sums of every table (Landis, Heyman and Koch,
    International Statistical Review 46, 1978). With two lists it is Mantel and
    Haenszel's statistic.

    Parameters
    ----------
    electronic, paper : int64 (list, station)
        Votes; at least one of each kind at every station.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the arrays differ in shape, a count is negative, or a station has no votes of
        one kind.
    """
    require("electronic", electronic, "int64", ("list", "station"))
    require("paper", paper, "int64", ("list", "station"))
    if electronic.shape != paper.shape:
        raise ValueError(f"{electronic.shape} electronic but {paper.shape} on paper")
    if min(electronic.min(initial=0), paper.min(initial=0)) < 0:
        raise ValueError("votes must not be negative")
    n, m = (one.sum(axis=0).astype(np.float64) for one in (electronic, paper))
    if min(n.min(initial=1), m.min(initial=1)) < 1:
        raise ValueError("every station must have votes of both kinds")
    votes, of_list = n + m, (electronic + paper).astype(np.float64)
    apart = (electronic - n * of_list / votes).sum(axis=1)
    scale = n * m / (votes * votes * np.maximum(votes - 1, 1))
    alone = (scale * votes * of_list).sum(axis=1)
    covariance = np.diag(alone) - (scale * of_list) @ of_list.T
    spreads, directions = np.linalg.eigh(covariance)
    free = spreads > ROUNDING * alone.max(initial=0)
    away = directions[:, free].T @ apart
    return Together(float((away**2 / spreads[free]).sum()), int(free.sum()))


@dataclass(frozen=True, slots=True)
class Carried:
    """What stations with machines, carried over to their commission, would give.

    All are (commission,): `asked` bool, whether it has FEWEST stations with machines and
    one without; `part` int64, its votes for the list; `carried` and `variance` float64,
    the votes carried over and their variance if machines had been placed at random.
    """

    asked: np.ndarray
    part: np.ndarray
    carried: np.ndarray
    variance: np.ndarray


def carry_over(
    part: np.ndarray,
    whole: np.ndarray,
    machine: np.ndarray,
    group: np.ndarray,
    number: int,
) -> Carried:
    """Carry a list's votes per voter over from stations with machines to all.

    A ratio estimate in each commission: the list's votes at stations with machines over
    the voters there, times the voters of the whole commission.

    Parameters
    ----------
    part, whole : int64 (station,)
        Votes for one list, and voters on the list.
    machine : bool (station,)
        Whether a station has machines.
    group : int64 (station,)
        The commission of each station, from 0.
    number
        How many commissions there are.

    Raises
    ------
    TypeError
        If an array has another dtype, rank or memory layout.
    ValueError
        If the arrays do not fit together, or a commission is outside.
    """
    require_parts(part, whole)
    require("machine", machine, "bool", ("station",))
    require_groups("group", group, "station", number)
    if not len(part) == len(machine) == len(group):
        raise ValueError(f"{len(part)} parts, {len(machine)} machines, {len(group)} groups")
    there = machine.astype(np.float64)
    stations, votes, voters = (_sum(group, one, number) for one in (1, part, whole))
    own, own_votes, own_voters = (
        _sum(group, there * one, number) for one in (1, part, whole)
    )
    asked = (own >= FEWEST) & (own < stations)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = own_votes / own_voters
        residual = there * (part - ratio[group] * whole)
        spread = _sum(group, residual**2, number) / (own - 1)
        variance = stations**2 * (1 - own / stations) / own * spread
        carried = ratio * voters
    return Carried(
        asked,
        votes.astype(np.int64),
        np.where(asked, carried, 0),
        np.where(asked, variance, 0),
    )


def _sum(group: np.ndarray, weights: np.ndarray | int, number: int) -> np.ndarray:
    """Sum over the stations of each commission."""
    return np.bincount(group, np.broadcast_to(weights, group.shape), number)
