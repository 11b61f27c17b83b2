"""The register handed in as a table: every station, and who is above it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from ingest.errors import TableError
from ingest.facts.columns import NO_MAP, ColumnMap
from ingest.parse.columns import Columns, read_columns
from ingest.protocol import Document, Ignored, Unreadable
from ingest.read.counts import Fault, read_counts
from ingest.read.match import NEEDED, OPTIONAL, match_columns, text_column
from ingest.read.odd import odd_rows

VOTERS = "registered"  # the voter list of a station, as known before the night


@dataclass(frozen=True, slots=True)
class Register:
    """Stations and what is known of them, and what was said about reading it.

    `rows` are text, but for the column `registered`: Int64, null where it is not known.
    """

    rows: pl.DataFrame
    document: Document
    unreadable: list[Unreadable]
    ignored: list[Ignored]


def read_register(data: bytes, name: str, columns: ColumnMap = NO_MAP) -> Register:
    """Read a register: `station`, `tec`, `rec` and what else is known.

    Raises
    ------
    TableError
        If the bytes are no table, no column is `station`, or a station stands twice
        under one commission with other entries.
    """
    table = read_columns(data, name)
    matched = match_columns(table, name, (), {}, "register", columns)
    targets = (*NEEDED["register"], *OPTIONAL["register"])
    every = pl.DataFrame({one: text_column(table, matched, one) for one in targets})
    voters = read_counts([every[VOTERS]])
    every = every.with_columns(voters.counts[0].alias(VOTERS))
    nameless = (every["station"] == "").arg_true().to_list()
    rows = every.filter(pl.col("station") != "").unique(maintain_order=True)
    twice = rows.filter(pl.struct("station", "tec").is_duplicated())
    if twice.height:
        raise TableError(
            f"{name}: expected each station once, got {twice['station'][0]!r} "
            "twice with different entries"
        )
    then = "nothing; the row is not used"
    return Register(
        rows,
        Document(name, hashlib.sha256(data).hexdigest(), rows.height),
        [
            *odd_rows(table, name),
            *(
                Unreadable(name, f"row {table.numbers[at]}", "the id of a station", then)
                for at in nameless
            ),
            *_not_counted(voters.faults, table, name),
        ],
        [
            Ignored(name, f"column {one}", "not known", every.height)
            for one in matched.ignored
        ],
    )


def _not_counted(faults: Sequence[Fault], table: Columns, name: str) -> list[Unreadable]:
    """Tell the cells of voter lists that gave no count; they are missing."""
    return [
        Unreadable(name, f"row {table.numbers[one.row]}, {VOTERS}", one.expected, one.got)
        for one in faults
    ]
