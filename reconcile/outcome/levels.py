"""The result of the whole election as commissions and published stages have it.

Each commission level added up, and each stage that was published. A level is used only
where no part of it is missing. Our own addition of the stations stands in `evidence`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fastcheck.codes import MISSING
from ingest.errors import SettingError
from reconcile.outcome.measures import list_parties, make_measures
from reconcile.outcome.totals import add_levels
from reconcile.table import Case

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Election, Seats


@dataclass(frozen=True, slots=True)
class Level:
    """One result: int64 (measure,), lists first; `of` says whose it is."""

    of: str
    result: np.ndarray


def find_levels(case: Case, election: "Election", seats: "Seats") -> list[Level]:
    """Find every full result of the whole election above the stations."""
    return [*_above(case, election, seats), *_published(case, election, seats)]


def _above(case: Case, election: "Election", seats: "Seats") -> Iterator[Level]:
    """Add up each level of commissions, if every one is there and has every line."""
    lists = list_parties(case.form, election)
    numbers = {"tec": election.expected.tec, "rec": election.expected.rec, "cec": 1}
    for name, (table, counts) in add_levels(case).items():
        try:
            measures = make_measures(table.form, election, seats)
        except SettingError:  # a form of other lines: no result to set beside the others
            continue
        values = measures.of(counts)
        whole = (values != MISSING).all() and counts.shape[1] == numbers.get(name)
        if whole and measures.lists == lists:
            yield Level(f"{name.upper()} protocols", values.sum(axis=1))


def _published(case: Case, election: "Election", seats: "Seats") -> Iterator[Level]:
    """Return the stages that published the votes of every list, and every base."""
    lists = set(list_parties(case.form, election))
    names = [line.name for line in case.form.lines if line.party in lists]
    for stage in case.published:
        counts = [stage.counts.get(name) for name in (*names, *seats.bases)]
        if None not in counts:
            yield Level(f"published result ({stage.stage})", np.array(counts, np.int64))
