"""Are two stations' protocols so alike that chance does not explain it?

C405  near-identical protocols of two stations
"""

from collections.abc import Iterator

import numpy as np

from reconcile.checks.base import Answer, Check, Severity
from reconcile.checks.relations import placed
from reconcile.checks.tabulation import whole_stations
from reconcile.finding import Finding
from reconcile.phrases import phrase
from reconcile.table import Case, Table, frozen

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


def check_duplicates(case: Case) -> list[Answer]:
    """Ask C405 of every station; of two that are alike one is told, with the other."""
    table = whole_stations(case.official.agreed)
    own = [
        at
        for at, line in enumerate(table.form.lines)
        if line.party or line.name in _COUNTED_APART
    ]
    if len(table) < 2:
        return [Answer(ALIKE)]
    from fastcheck.duplicates import find_alike

    counts, owner = frozen(table.counts[own]), np.arange(len(table), dtype=np.int64)
    alike = find_alike(counts, owner)
    unknown = (counts < 0).all(axis=0)
    flagged = alike.twin >= 0
    return [
        Answer(
            ALIKE,
            holds=int((~flagged & ~unknown).sum()),
            violated=int(flagged.sum()),
            unknown=int(unknown.sum()),
            findings=list(_findings(table, own, alike.twin, alike.different)),
        )
    ]


# Lines that follow from no others, besides the lists' votes.
_COUNTED_APART = ("registered", "invalid")


def _findings(
    table: Table, own: list[int], twin: np.ndarray, different: np.ndarray
) -> Iterator[Finding]:
    for one in np.flatnonzero(twin >= 0).tolist():
        other = int(twin[one])
        if twin[other] == one and other < one:
            continue  # told where the other is told
        lines = int(different[one])
        how = phrase("alike-but", number=lines) if lines else ""
        document, place = table.address(own[0], one)
        copy_document, copy_place = table.address(own[0], other)
        yield ALIKE.finding(
            **placed(table, one),
            other=placed(table, other)["where"],
            how=how,
            document=document,
            place=place.split(", column")[0],
            copy_document=copy_document,
            copy_place=copy_place.split(", column")[0],
        )
