"""Which stations, counts and places does screening look at?

Whole stations (their channels together) in the order of their commissions, and of each
the sums of lines that the form declares as its roles. A form that declares none leaves
unknown what needs them; nothing is guessed from the names of lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from fastcheck.codes import LARGEST, MISSING
from ingest.facts.forms import Line
from reconcile.phrases import phrase
from reconcile.table import Case, Table, add_known
from reconcile.whole import whole_stations

# Below it turnout and share are coarse by arithmetic. Kobak, Shpilkin and Pshenichnikov
# have the same limit, and leave out turnouts and shares above 99 per cent.
FEWEST_VOTERS = 100
NEARLY_ALL = 99


@dataclass(frozen=True, slots=True)
class Place:
    """The whole election (`rec` empty) or a region; `here` is bool (station,)."""

    rec: str
    where: str
    here: np.ndarray


@dataclass(frozen=True)
class Led:
    """Who leads, by how much and where: int64 (station,), MISSING where a line is missing.

    `leader` is the position of the line with the most votes; `votes` are its votes;
    `roles` are the form's.
    """

    table: Table
    leader: int
    votes: np.ndarray
    roles: dict[str, np.ndarray]

    @property
    def line(self) -> Line:
        """The line of the leading list."""
        return self.table.form.lines[self.leader]

    @cached_property
    def comparable(self) -> np.ndarray:
        """Where turnout and share are neither coarse nor nearly all: bool (station,)."""
        if not self.roles:
            return np.zeros(len(self.votes), bool)
        voters, turnout, cast = (self.roles[one] for one in ("voters", "turnout", "cast"))
        known = (voters >= FEWEST_VOTERS) & (voters <= LARGEST) & (turnout != MISSING)
        known &= (cast >= 1) & (cast <= LARGEST) & (self.votes != MISSING)
        came = 100 * turnout <= NEARLY_ALL * voters
        return np.asarray(known & came & (100 * self.votes <= NEARLY_ALL * cast))


@dataclass(frozen=True)
class Screened(Led):
    """What is screened, station by station in the order of their commissions.

    `of` are the votes for all lists. `tec` is the station's commission, a position in
    `tecs`, its region and name; -1 where it is not known.
    """

    of: np.ndarray
    tec: np.ndarray
    tecs: Sequence[tuple[str, str]]

    @cached_property
    def places(self) -> list[Place]:
        """The whole election, and its regions if there are several."""
        rec = self.table.rows["rec"]
        everywhere = Place("", phrase("at-everywhere"), np.ones(len(rec), bool))
        names = sorted(set(rec.unique()) - {""})
        regions = [
            Place(one, phrase("at-rec", name=one), (rec == one).to_numpy()) for one in names
        ]
        return [everywhere, *(regions if len(regions) > 1 else [])]


def led(case: Case) -> Led | None:
    """Tell who leads, and where; None if no list has a vote."""
    table = whole_stations(case.official.agreed)
    lists = _lists(table)
    votes = [add_known(table.counts[line])[0] for line in lists]
    if not any(votes):
        return None
    leader = lists[votes.index(max(votes))]
    roles = {role: _sum(table, lines) for role, lines in table.form.roles.items()}
    return Led(table, leader, _sum(table, [leader]), roles)


def screened(case: Case) -> Screened | None:
    """Take what is screened out of a case; None if no list has a vote."""
    what = led(case)
    if what is None:
        return None
    # Shorter ids first, as commissions number their stations: 9 before 10.
    order = ["rec", "tec", pl.col("station").str.len_chars(), "station"]
    keys = what.table.rows.select("rec", "tec", "station").with_row_index("at")
    at = keys.sort(order, maintain_order=True)["at"].to_numpy()
    table = what.table.take(at)
    tec = table.rows.select(pl.struct("rec", "tec").rle_id())["rec"].to_numpy()
    return Screened(
        table=table,
        leader=what.leader,
        votes=what.votes[at],
        roles={role: counts[at] for role, counts in what.roles.items()},
        of=_sum(table, _lists(table)),
        tec=np.where(table.rows["tec"] == "", -1, tec.astype(np.int64)),
        tecs=list(table.rows.select("rec", "tec").unique(maintain_order=True).iter_rows()),
    )


def _lists(table: Table) -> list[int]:
    return [at for at, line in enumerate(table.form.lines) if line.party]


def _sum(table: Table, lines: Sequence[int]) -> np.ndarray:
    """Add lines at every station; MISSING where one of them is."""
    if len(lines) == 1:  # MISSING is MISSING there too
        return np.asarray(table.counts[lines[0]], np.int64)
    total = np.zeros(len(table), np.int64)
    known = np.ones(len(table), bool)
    for line in lines:
        total += table.counts[line]
        known &= table.counts[line] != MISSING
    return np.where(known, total, MISSING)
