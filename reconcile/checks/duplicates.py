"""Are two stations' protocols so alike that chance does not explain it?

C405  near-identical protocols of two stations
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.facts.forms import Form
from reconcile.checks.base import Answer, Check, Severity
from reconcile.checks.relations import placed
from reconcile.finding import Finding
from reconcile.phrases import phrase
from reconcile.table import Case, Table, frozen
from reconcile.whole import whole_stations

if TYPE_CHECKING:  # loaded when there are protocols to compare
    from fastcheck.duplicates import Alike

ALIKE = Check(
    code="C405",
    name="protocols-alike",
    severity=Severity.NOTE,
    asks="Does every station's protocol differ from every other station's, as far as "
    "chance alone would make it?",
    source="Arithmetic: how unlikely it is that so many counts agree by chance, if both "
    "stations had the same voters; the limit lets one election in a hundred have one "
    "such pair (fastcheck/duplicates.py)",
    says="{where}: votes, invalid ballots and voters are those of {other}{how}",
    rule_out="One protocol read or published under two numbers; one commission with two "
    "stations; a page that shows a neighbour's numbers until its own are there.",
)

CHECKS = (ALIKE,)


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a protocol stands: its columns in a finding, its document, its place."""

    placed: dict[str, str]
    document: str
    place: str


def check_duplicates(case: Case) -> list[Answer]:
    """Ask C405 of every station; of two that are alike one is told, with the other."""
    table = whole_stations(case.official.agreed)
    if len(table) < 2:
        return [Answer(ALIKE)]
    from fastcheck.duplicates import find_alike, needed, telling

    lines = own_lines(table.form)
    at, silent = telling(table.counts, lines, needed(len(table)))
    alike = find_alike(frozen(table.counts[np.ix_(lines, at)]), at, len(table))
    return [answer(alike, at, silent, len(table), lambda rows: stand(table, rows))]


def own_lines(form: Form) -> np.ndarray:
    """Return the lines that follow from no others: int64 (own,)."""
    lines = enumerate(form.lines)
    own = [at for at, one in lines if one.party or one.name in _COUNTED_APART]
    return np.array(own, np.int64)


def stand(table: Table, rows: Sequence[int]) -> list[Stands]:
    """Tell where some protocols stand."""
    line = int(own_lines(table.form)[0])
    return [Stands(placed(table, row), *table.address(line, row)) for row in rows]


def answer(
    alike: "Alike",
    at: np.ndarray,
    unknown: int,
    protocols: int,
    find: Callable[[Sequence[int]], Sequence[Stands]],
) -> Answer:
    """Tell of each pair once, with what *find* says of rows.

    *at* holds the row of each protocol that was compared.
    """
    flagged = np.flatnonzero(alike.twin >= 0)
    pairs = [
        (one, int(alike.twin[one]))
        for one in flagged.tolist()
        # else told where the other is told
        if alike.twin[alike.twin[one]] != one or alike.twin[one] > one
    ]
    rows = sorted({int(at[one]) for pair in pairs for one in pair})
    stands = dict(zip(rows, find(rows), strict=True))
    return Answer(
        ALIKE,
        holds=protocols - len(flagged) - unknown,
        violated=len(flagged),
        unknown=unknown,
        findings=[
            _finding(stands[int(at[one])], stands[int(at[two])], int(alike.different[one]))
            for one, two in pairs
        ],
    )


# Lines that follow from no others, besides the lists' votes.
_COUNTED_APART = ("registered", "invalid")


def _finding(one: Stands, other: Stands, lines: int) -> Finding:
    how = phrase("alike-but", number=lines) if lines else ""
    return ALIKE.finding(
        **one.placed,
        other=other.placed["where"],
        how=how,
        document=one.document,
        place=one.place.split(", column")[0],
        copy_document=other.document,
        copy_place=other.place.split(", column")[0],
    )
