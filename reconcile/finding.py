"""A violated check with its numbers and places, and its row in the output."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

import polars as pl

from reconcile.phrases import Phrase, packed

SEVERITIES = ("must", "should", "note")

SCHEMA = {
    "finding": pl.String,
    "code": pl.String,
    "check": pl.String,
    "severity": pl.String,
    "rec": pl.String,
    "tec": pl.String,
    "station": pl.String,
    "channel": pl.String,
    "line": pl.String,
    "official": pl.Int64,
    "copy": pl.Int64,
    "expected": pl.Int64,
    "difference": pl.Int64,
    "votes_affected": pl.Int64,
    "beneficiary": pl.String,
    "explanation": pl.String,
    "explanation_2": pl.String,
    "odd_one_out": pl.String,
    "document": pl.String,
    "place": pl.String,
    "copy_document": pl.String,
    "copy_place": pl.String,
    "message": pl.String,
}

# Columns that are sentences, and can be said in other languages.
SENTENCES = ("message", "explanation", "explanation_2", "odd_one_out")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found at one place; `source` tells copies of one station apart.

    `probability` is how likely chance alone is to bring it, where that is worked out.
    """

    code: str
    check: str
    severity: str
    message: str
    rec: str = ""
    tec: str = ""
    station: str = ""
    channel: str = ""
    source: str = ""
    line: str = ""
    official: int | None = None
    copy: int | None = None
    expected: int | None = None
    difference: int | None = None
    votes_affected: int = 0
    beneficiary: str = ""
    explanation: str = ""
    explanation_2: str = ""
    odd_one_out: str = ""
    document: str = ""
    place: str = ""
    copy_document: str = ""
    copy_place: str = ""
    probability: float | None = None

    @property
    def identity(self) -> str:
        """The id: the same code, place, lines and numbers give the same one."""
        numbers = (self.official, self.copy, self.expected, self.difference)
        return _digest(self.code, (*self._where, *numbers))

    @property
    def subject(self) -> str:
        """The place without its numbers: what is found there later is its next state."""
        return _digest(self.code, self._where)

    @property
    def _where(self) -> tuple[str, ...]:
        # Which REC a TEC is under may become known only later; the place is the same.
        rec = "" if self.tec else self.rec
        return (rec, self.tec, self.station, self.channel, self.source, self.line)

    @property
    def rank(self) -> tuple[int | str, ...]:
        """The order of findings: severity, votes, commission path, code, line."""
        return (
            SEVERITIES.index(self.severity),
            -self.votes_affected,
            *(self.rec, self.tec, self.station, self.code, self.line, self.channel),
            *(self.source, self.message, self.place, self.copy_place),
        )


def _digest(code: str, parts: Iterable[str | int | None]) -> str:
    text = "\x1f".join("" if part is None else str(part) for part in (code, *parts))
    return f"{code}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by their rank."""
    return sorted(findings, key=attrgetter("rank"))


def to_frame(ordered: Sequence[Finding]) -> pl.DataFrame:
    """Lay out findings as a table, in their order."""
    columns = {"finding": _ids(ordered)} | {
        name: list(map(attrgetter(name), ordered)) for name in list(SCHEMA)[1:]
    }
    return pl.DataFrame(columns, schema=SCHEMA)


def sentences(ordered: Sequence[Finding], ids: Iterable[str]) -> pl.DataFrame:
    """Lay out what each finding's sentences were filled with, in the same order.

    One row a sentence: the finding, the column, and [key, what fills it] as JSON.
    """
    rows = [
        (id_, column, packed(getattr(one, column)))
        for id_, one in zip(ids, ordered, strict=True)
        for column in SENTENCES
        if isinstance(getattr(one, column), Phrase)
    ]
    schema = {"finding": pl.String, "column": pl.String, "said": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _ids(ordered: Sequence[Finding]) -> list[str]:
    """Return the findings' ids; of several alike, the second and further are numbered."""
    seen: Counter[str] = Counter()
    ids = []
    for own in map(attrgetter("identity"), ordered):
        seen[own] += 1
        ids.append(own if seen[own] == 1 else f"{own}-{seen[own]}")
    return ids
