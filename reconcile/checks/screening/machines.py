"""Do votes on machines and votes on paper say the same?

C505  inside stations that have both
C506  from stations with machines to all stations of their commission
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from fastcheck.codes import LARGEST, MISSING
from reconcile.checks.base import Check, Severity, named
from reconcile.checks.screening.counts import Place, Screened
from reconcile.checks.screening.measured import Measured
from reconcile.table import Table

if TYPE_CHECKING:  # its kernels are loaded only by runs that screen
    from fastcheck.machines import Carried, Tables

MACHINE_BESIDE_PAPER = Check(
    code="C505",
    name="machine-beside-paper",
    severity=Severity.NOTE,
    asks="At stations with both, has the leading list the same share of the electronic "
    "votes as of the paper votes?",
    source="No rule. Every station is a table of two by two, its chance hypergeometric; "
    "stations are put together as Mantel and Haenszel (1959) do; all lists at once, told "
    "beside, as Landis, Heyman and Koch (1978) do; all places and measures of this family "
    "together (Holm)",
    says="{where}, {label}: {official} of {of} electronic votes at {asked} stations with "
    "both; shared out as the paper votes they would be about {expected}, and by chance "
    "so far off {chance} (odds ratio {odds})",
    rule_out="Voters choose the machine themselves, and those who do differ from those "
    "who do not; a machine that ran for a part of the day. It compares voters, not "
    "counts: it does not say that either count is wrong.",
)

MACHINES_CARRIED_OVER = Check(
    code="C506",
    name="machines-carried-over",
    severity=Severity.NOTE,
    asks="Do stations with machines, carried over to all stations of their TEC, give the "
    "votes that the leading list has?",
    source="No rule. In each TEC the list's votes per voter at stations with machines, "
    "times the voters of the TEC; so done for the 219 stations with machines of "
    "Bashkortostan in 2018; all places and measures of this family together (Holm)",
    says="{where}, {label}: {official} in {tecs} TECs, where {machines} stations with "
    "machines, carried over, give about {expected}; had machines been placed at random, "
    "the two would be so far apart {chance}",
    rule_out="Selection of machine stations is not random, and no arithmetic mends it: "
    "they are large and urban, and the rest may come and vote otherwise. The difference "
    "is not a number of votes added or taken.",
)

CHECKS = (MACHINE_BESIDE_PAPER, MACHINES_CARRIED_OVER)

_FALSE_SHARE = 0.05  # of the TECs and stations counted in the figures
_BOTH_SIDES = 2


def measure_channels(what: Screened, protocols: Table) -> Iterator[Measured]:
    """Ask C505 of every place: `protocols` have a row for each channel."""
    from fastcheck.machines import compare_channels

    rows = _pairs(what, protocols)
    counts = [_votes(protocols, rows[at]) for at in (0, 1)]
    known = np.all([(one != MISSING).all(axis=0) for one in counts], axis=0)
    sums = [one.sum(axis=0) for one in counts]
    known &= np.all([(of >= 1) & (of <= LARGEST) for of in sums], axis=0)
    machine, paper = (np.ascontiguousarray(one[:, known]) for one in counts)
    leader = _lists(protocols).index(what.leader)
    votes = (machine[leader], machine.sum(axis=0), paper[leader], paper.sum(axis=0))
    both = _Both(machine, paper, leader, rows[2][known], compare_channels(*votes))
    for place in what.places:
        yield _channels(what, place, both, place.here[both.station])


@dataclass(frozen=True, slots=True)
class _Both:
    """Stations with both: votes, int64 (list, station), and each as a table.

    `station` says which it is of those screened.
    """

    machine: np.ndarray
    paper: np.ndarray
    leader: int
    station: np.ndarray
    tables: "Tables"


def _pairs(what: Screened, protocols: Table) -> np.ndarray:
    """Find the electronic and the paper protocol of stations: int64 (3, station)."""
    own = ["station", "tec"]
    keys = protocols.rows.select(*own, "channel").with_row_index("at")
    electronic, paper = (
        keys.filter(pl.col("channel") == one).drop("channel")
        for one in ("electronic", "paper")
    )
    whole = what.table.rows.select(own).with_row_index("whole")
    joined = whole.join(electronic, on=own).join(paper, on=own, suffix="_paper")
    return (
        joined.sort("whole").select("at", "at_paper", "whole").to_numpy().T.astype(np.int64)
    )


def _lists(protocols: Table) -> list[int]:
    return [at for at, line in enumerate(protocols.form.lines) if line.party]


def _votes(protocols: Table, rows: np.ndarray) -> np.ndarray:
    """Return the votes of all lists: int64 (list, pair), MISSING as ever."""
    return protocols.counts[_lists(protocols)][:, rows].astype(np.int64)


def _channels(what: Screened, place: Place, both: _Both, here: np.ndarray) -> Measured:
    from fastcheck.tails import normal_tail

    tables = both.tables
    variance, cross = float(tables.variance[here].sum()), float(tables.cross[here].sum())
    if variance < 1 or cross == 0:
        return Measured(MACHINE_BESIDE_PAPER, place)
    official, of = (
        int(one[here].sum())
        for one in (both.machine[both.leader], both.machine.sum(axis=0))
    )
    expected = float(tables.expected[here].sum())
    odds = float(tables.same[here].sum()) / cross
    away = max(abs(official - expected) - 0.5, 0) / sqrt(variance)
    figures = {
        "stations": int(here.sum()),
        "electronic": official,
        "expected": round(expected, 1),
        "deviation": round(sqrt(variance), 1),
        "odds_ratio": round(odds, 4),
        **_flagged(what, both, here),
        "all_lists": _all_lists(both, here),
    }
    said = {
        **named(what.line),
        "official": official,
        "expected": round(expected),
        "difference": official - round(expected),
        "asked": int(here.sum()),
        "of": of,
        "odds": f"{odds:.2f}",
    }
    chance = min(1.0, _BOTH_SIDES * normal_tail(away))
    return Measured(MACHINE_BESIDE_PAPER, place, chance, figures, said)


def _flagged(what: Screened, both: _Both, here: np.ndarray) -> dict[str, int]:
    """Count the stations, and the TECs, whose own chance is too small among them all."""
    from fastcheck.flags import flag_bh

    chances = np.ascontiguousarray(both.tables.chance[here])
    votes = both.machine[both.leader]
    by_tec = _tec_chances(both.tables, votes, what.tec[both.station], here)
    return {
        "stations_flagged": int(flag_bh(chances, _FALSE_SHARE).sum()),
        "tecs": len(by_tec),
        "tecs_flagged": int(flag_bh(by_tec, _FALSE_SHARE).sum()),
    }


def _all_lists(both: _Both, here: np.ndarray) -> dict[str, Any]:
    """Compare all lists at once; a figure beside, for which nothing more is claimed."""
    from fastcheck.machines import compare_lists
    from fastcheck.tails import chi_square_tail

    votes = (np.ascontiguousarray(one[:, here]) for one in (both.machine, both.paper))
    found = compare_lists(*votes)
    return {
        "chi_square": round(found.chi_square, 2),
        "degrees": found.degrees,
        "chance": float(f"{chi_square_tail(found.chi_square, found.degrees):.6g}"),
    }


def _tec_chances(
    tables: "Tables", votes: np.ndarray, tec: np.ndarray, here: np.ndarray
) -> np.ndarray:
    """Put the stations of each TEC together; float64 (commission,)."""
    from fastcheck.tails import normal_tail

    own = tec[here] + 1
    away = np.bincount(own, votes[here] - tables.expected[here])
    variance = np.bincount(own, tables.variance[here])
    asked = variance >= 1
    asked[0] = False  # stations whose TEC is not known
    z = np.maximum(np.abs(away[asked]) - 0.5, 0) / np.sqrt(variance[asked])
    return np.array([min(1.0, _BOTH_SIDES * normal_tail(one)) for one in z], np.float64)


def measure_carried(what: Screened, protocols: Table) -> Iterator[Measured]:
    """Ask C506 of every place: stations with an electronic protocol have machines."""
    from fastcheck.machines import carry_over

    own = ["station", "tec"]
    with_machines = protocols.rows.filter(pl.col("channel") == "electronic").select(own)
    marked = what.table.rows.select(own).join(
        with_machines.with_columns(machine=True).unique(), on=own, how="left",
        maintain_order="left",
    )  # fmt: skip
    machine = marked["machine"].fill_null(value=False).to_numpy()
    voters = what.roles.get("voters", np.full(len(machine), MISSING))
    known = (what.tec >= 0) & (voters >= 1) & (voters <= LARGEST)
    known &= (what.votes != MISSING) & (what.votes <= voters)
    carried = carry_over(
        what.votes[known], voters[known], machine[known], what.tec[known], len(what.tecs)
    )
    stations = np.bincount(what.tec[known], machine[known], len(what.tecs))
    region = np.array([rec for rec, _ in what.tecs])
    for place in what.places:
        here = carried.asked & ((region == place.rec) | (place.rec == ""))
        yield _carried(what, place, carried, here, int(stations[here].sum()))


def _carried(
    what: Screened, place: Place, carried: "Carried", here: np.ndarray, machines: int
) -> Measured:
    from fastcheck.tails import normal_tail

    deviation = sqrt(float(carried.variance[here].sum()))
    if deviation == 0:
        return Measured(MACHINES_CARRIED_OVER, place)
    official, expected = int(carried.part[here].sum()), float(carried.carried[here].sum())
    return Measured(
        MACHINES_CARRIED_OVER,
        place,
        min(1.0, _BOTH_SIDES * normal_tail(abs(official - expected) / deviation)),
        {
            "tecs": int(here.sum()),
            "machines": machines,
            "votes": official,
            "carried_over": round(expected),
            "deviation": round(deviation),
        },
        {
            **named(what.line),
            "official": official,
            "expected": round(expected),
            "difference": official - round(expected),
            "tecs": int(here.sum()),
            "machines": machines,
        },
    )
