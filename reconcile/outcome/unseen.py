"""How many stations were not seen, and how many votes could they hold at most?

The bound is the voter list: of each such station where a copy or its own protocol has
it, or the whole electorate less the stations that were seen. Without either it is
unknown, and unknown is not zero. Voters with absentee certificates may move between
stations, so that the bound is the voter list's, not the law's.
"""

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

    `votes` bounds the ballots of all of them together, less the votes that were read;
    None where nothing bounds it. `bound` says what the bound is made of.
    """

    absent: int
    partly: int
    votes: int | None
    bound: str

    @property
    def stations(self) -> int:
        """How many stations were not seen, or not whole."""
        return self.absent + self.partly


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
    absent, partly = gone.height + more, int(seen.partly.sum())
    if not absent and not partly:
        return Unseen(0, 0, 0, NOTHING_UNSEEN)
    listed = whole.counts[measures.voters]
    lists = _known_sum(_lists_of(case.copies.agreed, gone, measures), listed[seen.partly])
    seen_whole = listed[~seen.partly]
    rest = _electorate(case, election, measures, int(seen_whole[seen_whole > 0].sum()))
    bounds = [*([] if more or lists is None else [(lists, VOTER_LISTS)]), *rest]
    read = int(seen.known[: len(measures.lists), seen.partly].sum())
    votes, bound = min(
        ((votes - read, of) for votes, of in bounds if votes >= read),
        default=(None, UNKNOWN),
    )
    return Unseen(absent, partly, votes, bound)


def _lists_of(copies: Table, gone: pl.DataFrame, measures: Measures) -> list[int]:
    """Return the longest voter list that copies have of each absent station."""
    longest: dict[str, int] = {}
    counts = copies.counts[measures.voters].tolist()
    for station, count in zip(copies.column("station"), counts, strict=True):
        longest[station] = max(longest.get(station, MISSING), count)
    return [longest.get(station, MISSING) for station in gone["station"].to_list()]


def _known_sum(absent: list[int], partly: np.ndarray) -> int | None:
    """Add up voter lists; None if one of them is not known."""
    every = [*absent, *partly.tolist()]
    return None if MISSING in every else sum(every)


def _electorate(
    case: Case, election: "Election", measures: Measures, seen: int
) -> list[tuple[int, str]]:
    """Return what the electorate leaves over beyond the stations seen, by each source."""
    name = case.form.names[measures.voters]
    wholes = [
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
            wholes.append((whole, f"the voters of the {level.upper()} protocols"))
    return [(whole - seen, f"{of} less those of the stations seen") for whole, of in wholes]
