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
from reconcile.checks.copies import is_of
from reconcile.checks.relations import applying, matrices, residuals
from reconcile.run import listed, posted_of
from reconcile.table import Table, listed_once

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


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted of all stations, ready to be compared with one copy after another.

    `rows` are those of `table` by station and channel; `tecs` is the commission above each
    station of which just one is known.
    """

    form: Form
    table: Table
    rows: Mapping[tuple[str, str], Sequence[int]]
    tecs: Mapping[str, str]


def read_posted(
    form: Form, official: Protocols, register: pl.DataFrame | None = None
) -> Posted:
    """Put together what a run has of official protocols, of every channel and version."""
    table = posted_of(form, official, register)
    rows: dict[tuple[str, str], list[int]] = {}
    for row, key in enumerate(
        zip(table.column("station"), table.column("channel"), strict=True)
    ):
        rows.setdefault(key, []).append(row)
    once = listed_once(listed(table, register))
    return Posted(form, table, rows, dict(once.select("station", "tec").iter_rows()))


def answer_copy(
    posted: Posted,
    station: str,
    tec: str,
    channel: str,
    counts: Mapping[str, int | None],
) -> Answer:
    """Compare one copy with what was posted of its station.

    No table is made of it. Twenty people ask at once, and each small step on a table lets
    Python go on with somebody else: all would be late.

    Parameters
    ----------
    posted
        What was posted of all stations.
    station, tec, channel
        What the copy is of; `tec` is empty where the station's number is enough.
    counts
        The copy's, by line; None where it has none.
    """
    copy = _column(posted.form, counts)
    broken, asked = _find_broken(posted.form, channel, copy)
    row = _find_row(posted, station, tec, channel)
    if row is None:
        lines = [Compared(line, None, counts.get(line.name)) for line in posted.form.lines]
        return Answer(NOT_POSTED, lines, broken, asked)
    lines = [
        Compared(line, None if number == MISSING else number, counts.get(line.name))
        for line, number in zip(
            posted.form.lines, posted.table.counts[:, row].tolist(), strict=True
        )
    ]
    outcome = _outcome(posted.table.counts, copy, row)
    return Answer(outcome, lines, broken, asked, posted.table.address(0, row)[0])


def _find_row(posted: Posted, station: str, tec: str, channel: str) -> int | None:
    """Find the protocol that a copy is of; None if there is none, or several could be."""
    under = tec or posted.tecs.get(station, "")
    above = posted.table.column("tec")
    rows = posted.rows.get((station, channel), ())
    found = [row for row in rows if is_of(under, above[row])]
    return found[0] if len(found) == 1 else None


def _outcome(official: np.ndarray, copy: np.ndarray, row: int) -> str:
    """Say in a word whether lines are equal, differ or cannot be compared."""
    from fastcheck.copies import compare_statements

    at, only = np.array([row], np.int64), np.zeros(1, np.int64)
    status = compare_statements(official, copy, at, only)
    if VIOLATED in status:
        return DIFFERS
    if HOLDS not in status:
        return UNKNOWN_YET
    return SAME_SO_FAR if UNKNOWN in status else SAME


def broken_of(
    form: Form, channel: str, counts: Mapping[str, int | None]
) -> tuple[list[Broken], int]:
    """Tell which relations a copy breaks that is being typed, and how many were asked."""
    return _find_broken(form, channel, _column(form, counts))


def _column(form: Form, counts: Mapping[str, int | None]) -> np.ndarray:
    """Return the counts of one protocol as int32 (line, 1), MISSING where one is."""
    typed = [counts.get(name) for name in form.names]
    known = [MISSING if one is None else one for one in typed]
    return np.array(known, np.int32).reshape(-1, 1)


def _find_broken(form: Form, channel: str, counts: np.ndarray) -> tuple[list[Broken], int]:
    """Tell which relations one protocol breaks, and of how many all lines are there.

    Its counts are int32 (line, 1), as `_column` makes them.
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
