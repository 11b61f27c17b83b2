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
from reconcile.checks.tabulation import whole_stations
from reconcile.phrases import phrase
from reconcile.table import Case, Table

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
class Screened:
    """What is screened, as int64 (station,) arrays, MISSING where a line is missing.

    `leader` is the position of the line with the most votes; `votes` are its votes, `of`
    those for all lists; `roles` are the form's. `tec` is the station's commission, a
    position in `tecs`, its region and name; -1 where it is not known.
    """

    table: Table
    leader: int
    votes: np.ndarray
    of: np.ndarray
    roles: dict[str, np.ndarray]
    tec: np.ndarray
    tecs: Sequence[tuple[str, str]]

    @property
    def line(self) -> Line:
        """The line of the leading list."""
        return self.table.form.lines[self.leader]

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


def screened(case: Case) -> Screened | None:
    """Take what is screened out of a case; None if no list has a vote."""
    table = whole_stations(case.official.agreed)
    lists = [at for at, line in enumerate(table.form.lines) if line.party]
    totals = [_sum(table, [at]) for at in lists]
    votes = [int(one[one != MISSING].sum()) for one in totals]
    if not any(votes):
        return None
    # Shorter ids first, as commissions number their stations: 9 before 10.
    order = ["rec", "tec", pl.col("station").str.len_chars(), "station"]
    sorted_ = table.rows.with_row_index("at").sort(order, maintain_order=True)
    table = table.take(sorted_["at"].to_numpy())
    leader = lists[votes.index(max(votes))]
    tec = table.rows.select(pl.struct("rec", "tec").rle_id())["rec"].to_numpy()
    return Screened(
        table=table,
        leader=leader,
        votes=_sum(table, [leader]),
        of=_sum(table, lists),
        roles={role: _sum(table, lines) for role, lines in table.form.roles.items()},
        tec=np.where(table.rows["tec"] == "", -1, tec.astype(np.int64)),
        tecs=list(table.rows.select("rec", "tec").unique(maintain_order=True).iter_rows()),
    )


def _sum(table: Table, lines: Sequence[int]) -> np.ndarray:
    """Add lines at every station; MISSING where one of them is."""
    counts = table.counts[list(lines)].astype(np.int64)
    return np.where((counts == MISSING).any(axis=0), MISSING, counts.sum(axis=0))
