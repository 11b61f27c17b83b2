"""What leaves this package: protocols as read, and the address of every number.

A protocol is a row. Columns that say what it is: `station` (the id of the station, or
of the commission whose protocol it is), `tec` and `rec` (the commissions above a
station) or `parent` (the one above a commission), `level`, `channel`, `version`,
`source`, `signed` (when), `signatures` and `members` (how many signed, of how many),
`seal` ("present", "absent", "place"),
`mark` ("copy", "repeated", "corrected"), `statement` (see STATEMENTS); of an observer's
copy, `entry` (the submission it was typed in, which tells two entries of one observer
apart), `entered` (when that was handed in, ISO 8601 in UTC or in the server's words)
and `photo` (sha256 of its photographs in the archive, with spaces between); columns
that say where it stands: `document` (sha256 of the bytes), `place`, `layout`; one Int64
column per line of the form, null where the line is missing.
Missing is never 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

KEYS = {
    "station": pl.String,
    "tec": pl.String,
    "rec": pl.String,
    "parent": pl.String,
    "level": pl.String,
    "channel": pl.String,
    "version": pl.Int64,
    "source": pl.String,
    "signed": pl.String,
    "statement": pl.String,
    "signatures": pl.Int64,
    "members": pl.Int64,
    "seal": pl.String,
    "mark": pl.String,
    "entry": pl.String,
    "entered": pl.String,
    "photo": pl.String,
}
# A protocol's numbers in digits; the same in words; its row in the table of the
# commission above.
STATEMENTS = ("", "words", "table")
ORIGIN = {"document": pl.String, "place": pl.String, "layout": pl.Int64}


WAITS = "waits"  # for a person: the cell of a scan of which no reading can be taken


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell or a row that gave no count, and why.

    Where `state` is WAITS, `got` is what may stand there: a suggestion, never a count.
    """

    document: str
    place: str
    expected: str
    got: str
    state: str = ""

    def __str__(self) -> str:
        return f"{self.document}, {self.place}: expected {self.expected}, got {self.got}"


@dataclass(frozen=True, slots=True)
class Ignored:
    """Part of a document that was seen and not used, and why."""

    document: str
    what: str
    reason: str
    cells: int


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A document set aside because it could not be read, and why."""

    document: str
    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes that protocols were read from."""

    name: str
    sha256: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Protocols:
    """Protocols of one kind, with everything that was said about reading them.

    `layouts` holds, for each value of the column `layout`, the second part of the
    address of every line: the number at line n of a row stands at
    "<place>, <layouts[layout][n]>" of its document.
    """

    rows: pl.DataFrame
    layouts: Sequence[Sequence[str]] = ()
    documents: Sequence[Document] = ()
    unreadable: Sequence[Unreadable] = ()
    ignored: Sequence[Ignored] = ()
    quarantined: Sequence[Quarantined] = ()
    headings: Sequence[str] = ()


def empty_rows(lines: Sequence[str]) -> pl.DataFrame:
    """Return a table of no protocols, with every column in place."""
    counts = dict.fromkeys(lines, pl.Int64)
    return pl.DataFrame(schema={**KEYS, **ORIGIN, **counts})


def join_protocols(parts: Sequence[Protocols], lines: Sequence[str]) -> Protocols:
    """Put protocols from several documents into one table, in the given order."""
    if len(parts) == 1:
        return parts[0]
    frames, layouts = [empty_rows(lines)], list[Sequence[str]]()
    for part in parts:
        shift = len(layouts)
        frames.append(part.rows.with_columns(pl.col("layout") + shift))
        layouts += part.layouts
    return Protocols(
        rows=pl.concat(frames),
        layouts=layouts,
        documents=[one for part in parts for one in part.documents],
        unreadable=[one for part in parts for one in part.unreadable],
        ignored=[one for part in parts for one in part.ignored],
        quarantined=[one for part in parts for one in part.quarantined],
        headings=[one for part in parts for one in part.headings],
    )
