"""How many stations were not seen, and how many votes could they hold at most?

The bound is the voter list: of each such station where a copy or its own protocol has
it, or the whole electorate less the stations that were seen. Without either it is
unknown, and unknown is not zero. Voters with absentee certificates may move between
stations, so that the bound is the voter list's, not the law's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from reconcile.outcome.measures import Measures
from reconcile.outcome.options import Seen
from reconcile.outcome.totals import add_levels
from reconcile.table import Case, Table

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Election

NOTHING_UNSEEN = "every station was seen"
VOTER_LISTS = "the voter lists of these stations"
UNKNOWN = "nothing seen says how many voters they have"


@dataclass(frozen=True, slots=True)
class Unseen:
    """Stations without a protocol, or without all of its lines, and what they can hold.

    `ballots` bounds the ballots, for anybody or nobody, of stations whose votes for lists
    were not all read, less what was; `blanks` bounds those for nobody at stations where
    only a base is missing. None where nothing bounds them; `bound` says what does.
    """

    absent: int
    partly: int
    ballots: int | None
    blanks: int | None
    bound: str

    @property
    def bounded(self) -> bool:
        """Tell whether it is known how much they can hold at most."""
        return self.ballots is not None and self.blanks is not None


def find_unseen(
    case: Case,
    whole: Table,
    measures: Measures,
    seen: Seen,
    findings: pl.DataFrame,
    election: "Election",
) -> Unseen:
    """Count the stations that were not seen whole, and bound what they can hold."""
    gone = findings.filter((pl.col("code") == "C401") & (pl.col("station") != ""))
    # A register lists every station; without one only their number may be known.
    expected = (election.expected.pec or 0) if case.register is None else 0
    more = max(0, expected - len(whole) - gone.height)
    electorates = _electorates(case, election, measures)
    lists = _voter_lists(case.copies.agreed, whole, measures)
    absent = [lists.get(station, MISSING) for station in gone["station"].to_list()]
    absent += [MISSING] * more
    open_, blank = seen.partly & ~seen.votes_read, seen.partly & seen.votes_read
    bounds = [
        _bound(group, beside, whole, measures, seen, lists, electorates)
        for group, beside in ((open_, absent), (blank, []))
    ]
    said = [how for _, how in bounds if how != NOTHING_UNSEEN]
    (ballots, _), (blanks, _) = bounds
    return Unseen(
        absent=len(absent),
        partly=int(seen.partly.sum()),
        ballots=ballots,
        blanks=blanks,
        bound=UNKNOWN
        if UNKNOWN in said
        else "; ".join(dict.fromkeys(said)) or NOTHING_UNSEEN,
    )


def _voter_lists(copies: Table, whole: Table, measures: Measures) -> dict[str, int]:
    """Return the longest voter list that is known of each station number.

    One without a voter bounds nothing: hospitals and stations abroad vote on
    certificates and special lists.
    """
    longest: dict[str, int] = {}
    for table in (copies, whole):
        counts = table.counts[measures.voters].tolist()
        for station, count in zip(table.column("station"), counts, strict=True):
            longest[station] = max(longest.get(station, MISSING), count or MISSING)
    return longest


def _bound(
    group: np.ndarray,
    absent: Sequence[int],
    whole: Table,
    measures: Measures,
    seen: Seen,
    lists: dict[str, int],
    electorates: Sequence[tuple[int, str]],
) -> tuple[int | None, str]:
    """Bound the ballots of some stations and of absent ones, less those that were read."""
    rows = np.flatnonzero(group).tolist()
    if not rows and not absent:
        return 0, NOTHING_UNSEEN
    stations = whole.column("station")
    own = [*(lists[stations[row]] for row in rows), *absent]
    listed = whole.counts[measures.voters][~group]
    others = int(listed[listed != MISSING].sum(dtype="int64"))
    bounds = [(count - others, f"{of} less all others'") for count, of in electorates]
    if MISSING not in own:
        bounds.append((sum(own), VOTER_LISTS))
    read = int(seen.known[len(measures.lists) :, group].max(axis=0).sum())
    return min(
        ((count - read, of) for count, of in bounds if count >= read),
        default=(None, UNKNOWN),
    )


def _electorates(
    case: Case, election: "Election", measures: Measures
) -> list[tuple[int, str]]:
    """Return the voters of the whole election, by each source that has them all."""
    name = case.form.names[measures.voters]
    found = [
        (stage.counts[name], f"the voters published ({stage.stage})")
        for stage in case.published[-1:]
        if name in stage.counts
    ]
    numbers = {"cec": 1, "rec": election.expected.rec, "tec": election.expected.tec}
    for level, (table, counts) in add_levels(case).items():
        line = table.form.position.get(name)
        if line is None or counts.shape[1] != numbers[level]:
            continue
        if (counts[line] != MISSING).all():
            whole = int(counts[line].sum(dtype="int64"))
            found.append((whole, f"the voters of the {level.upper()} protocols"))
    return found
