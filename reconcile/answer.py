"""What do the checks say of one copy, as soon as somebody has typed it?

The same arithmetic as of a whole run, on one station. Nothing is kept here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from fastcheck.codes import MISSING, UNKNOWN
from ingest.facts.forms import Form, Line, Relation
from ingest.protocol import Protocols
from reconcile.checks.copies import check_copies, match_copies
from reconcile.checks.relations import ask_relations
from reconcile.finding import Finding
from reconcile.run import make_case
from reconcile.statements import make_statements
from reconcile.table import Table

# What a copy is to the protocol that was posted.
SAME, DIFFERS, SAME_SO_FAR, UNKNOWN_YET, NOT_POSTED = (
    "same",
    "differs",
    "same-so-far",  # where both have a number; some lines are missing
    "unknown",  # posted, but no line of it can be compared
    "not-posted",
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One line: what was posted, what the copy says; None where a line is missing."""

    line: Line
    official: int | None
    copy: int | None

    @property
    def difference(self) -> int | None:
        """Official minus copy."""
        if self.official is None or self.copy is None:
            return None
        return self.official - self.copy


@dataclass(frozen=True, slots=True)
class Broken:
    """A relation that a protocol breaks, and by how much."""

    relation: Relation
    residual: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the checks say of one copy.

    `document` is that of the posted protocol. `broken` are the copy's own
    relations; `asked` says of how many relations all lines are there.
    """

    outcome: str
    lines: Sequence[Compared]
    findings: Sequence[Finding]
    broken: Sequence[Broken]
    asked: int
    document: str = ""


def answer_copy(
    form: Form,
    official: Protocols,
    copy: Protocols,
    register: pl.DataFrame | None = None,
) -> Answer:
    """Compare one copy with what was posted of its station.

    Parameters
    ----------
    form
        The form of both.
    official
        The protocols of the station, of every channel and version.
    copy
        One row.
    register
        Stations and who is above them, as a run has it.
    """
    case = make_case(form, official, copy, register=register)
    posted, copies = case.official.agreed, case.copies.agreed
    asked = check_copies(case)[0]
    pairs, _ = match_copies(posted, copies)
    broken, known = find_broken(copies)
    if not pairs.shape[1]:
        lines = [
            Compared(one, None, _count(copies, at, 0)) for at, one in enumerate(form.lines)
        ]
        return Answer(NOT_POSTED, lines, (), broken, known)
    row = int(pairs[0][0])
    compared = [
        Compared(
            line,
            _count(posted, at, row),
            _count(copies, at, 0),
        )
        for at, line in enumerate(form.lines)
    ]
    return Answer(
        _outcome(asked.holds, asked.violated, asked.unknown),
        compared,
        asked.findings,
        broken,
        known,
        posted.address(0, row)[0],
    )


def _outcome(holds: int, violated: int, unknown: int) -> str:
    """Say in a word how many lines are equal, differ or cannot be compared."""
    if violated:
        return DIFFERS
    if not holds:
        return UNKNOWN_YET
    return SAME_SO_FAR if unknown else SAME


def broken_of(form: Form, copy: Protocols) -> tuple[list[Broken], int]:
    """Ask the relations of one copy alone, while it is being typed."""
    return find_broken(make_statements(copy, form).agreed)


def find_broken(copy: Table) -> tuple[list[Broken], int]:
    """Tell which relations one protocol breaks, and of how many all lines are there."""
    broken, known = [], 0
    for one in ask_relations(copy):
        known += int(one.status[0]) != UNKNOWN
        broken += [Broken(one.relation, residual) for residual in one.off_by()[1]]
    return broken, known


def _count(table: Table, line: int, row: int) -> int | None:
    number = int(table.counts[line, row])
    return None if number == MISSING else number
