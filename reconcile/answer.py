"""What do the checks say of one copy, as soon as somebody has typed it?

The same arithmetic as of a whole run, on one station. Nothing is kept here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from fastcheck.codes import HOLDS, MISSING, UNKNOWN, VIOLATED
from ingest.facts.forms import Form, Line, Relation
from ingest.protocol import Protocols
from reconcile.checks.copies import match_copies
from reconcile.checks.relations import applying, matrices, residuals
from reconcile.run import agreed_of
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
        The station and who is above it, as a run has it; other stations are not asked.
    """
    from fastcheck.copies import compare_statements

    posted, copies = agreed_of(form, official, copy, register)
    pairs, _ = match_copies(posted, copies)
    broken, known = _find_broken(form, copies.column("channel")[0], copies.counts)
    if not pairs.shape[1]:
        lines = [
            Compared(one, None, _count(copies, at, 0)) for at, one in enumerate(form.lines)
        ]
        return Answer(NOT_POSTED, lines, broken, known)
    row = int(pairs[0][0])
    compared = [
        Compared(
            line,
            _count(posted, at, row),
            _count(copies, at, 0),
        )
        for at, line in enumerate(form.lines)
    ]
    status = compare_statements(posted.counts, copies.counts, *pairs)
    return Answer(_outcome(status), compared, broken, known, posted.address(0, row)[0])


def _outcome(status: np.ndarray) -> str:
    """Say in a word whether lines are equal, differ or cannot be compared."""
    if VIOLATED in status:
        return DIFFERS
    if HOLDS not in status:
        return UNKNOWN_YET
    return SAME_SO_FAR if UNKNOWN in status else SAME


def broken_of(
    form: Form, channel: str, counts: Mapping[str, int | None]
) -> tuple[list[Broken], int]:
    """Tell which relations a copy breaks that is being typed, and how many were asked.

    No table is made of it: this is asked each time that somebody stops typing.
    """
    typed = [counts.get(name) for name in form.names]
    known = [MISSING if one is None else one for one in typed]
    return _find_broken(form, channel, np.array(known, np.int32).reshape(-1, 1))


def _find_broken(form: Form, channel: str, counts: np.ndarray) -> tuple[list[Broken], int]:
    """Tell which relations one protocol breaks, and of how many all lines are there.

    Its counts are int32 (line, 1), MISSING where a line is missing.
    """
    from fastcheck.relations import check_relations

    relations = applying(form, channel, total=form.level != "pec")
    status = check_relations(counts, *matrices(form, relations))[:, 0]
    broken = [
        Broken(one, residuals(form, one, counts)[0])
        for one, what in zip(relations, status, strict=True)
        if what == VIOLATED
    ]
    return broken, int((status != UNKNOWN).sum())


def _count(table: Table, line: int, row: int) -> int | None:
    number = int(table.counts[line, row])
    return None if number == MISSING else number
