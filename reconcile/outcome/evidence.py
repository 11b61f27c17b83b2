"""What the result could be: what was read, what is disputed, what was not seen."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reconcile.outcome.levels import Level
from reconcile.outcome.materiality import Evidence
from reconcile.outcome.measures import make_measures
from reconcile.outcome.options import AS_POSTED, Options, find_options
from reconcile.outcome.ranges import Space
from reconcile.outcome.unseen import UNKNOWN, Unseen, find_unseen
from reconcile.run import Result
from reconcile.table import Table

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Election, Seats

STATIONS = "station protocols"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The evidence, whose result its point is, and what it was gathered from."""

    of: str
    evidence: Evidence
    unseen: Unseen

    @property
    def options(self) -> dict[str, int]:
        """How many options of each kind disputed stations have, besides as posted."""
        kinds = Counter(self.evidence.space.options.kinds)
        return {kind: kinds[kind] for kind in sorted(kinds) if kind != AS_POSTED}


def from_stations(
    result: Result, whole: Table, election: "Election", seats: "Seats"
) -> Gathered:
    """Gather the evidence from the stations' protocols and the run's findings."""
    measures = make_measures(result.case.form, election, seats)
    seen, options = find_options(result.case, whole, measures, result.findings)
    unseen = find_unseen(result.case, whole, measures, seen, result.findings, election)
    space = Space(
        point=seen.known.sum(axis=1),
        options=options,
        ballots=unseen.ballots or 0,
        lists=len(measures.lists),
        blanks=unseen.blanks or 0,
    )
    return Gathered(STATIONS, Evidence(space, seen.known, bounded=unseen.bounded), unseen)


def from_level(level: Level, bases: int, stations: int) -> Gathered:
    """Take a level's result as it is; of the stations below it nothing was seen."""
    measures = len(level.result)
    nothing = np.zeros(0, np.int64)
    options = Options(nothing, nothing, np.zeros((measures, 0), np.int64), ())
    space = Space(level.result, options, 0, measures - bases)
    known = np.zeros((measures, 0), np.int64)
    unseen = Unseen(stations, 0, None, None, UNKNOWN)
    return Gathered(level.of, Evidence(space, known, bounded=False), unseen)
