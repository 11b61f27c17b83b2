"""The register handed in as a table: every station, and who is above it."""

import polars as pl

from ingest.errors import TableError
from ingest.facts.columns import NO_MAP, ColumnMap
from ingest.parse.columns import read_columns
from ingest.read.match import NEEDED, OPTIONAL, match_columns, text_column


def read_register(data: bytes, name: str, columns: ColumnMap = NO_MAP) -> pl.DataFrame:
    """Read a register: `station`, `tec`, `rec` and what else is known, as text.

    Raises
    ------
    TableError
        If the bytes are no table, no column is `station`, or a station stands twice
        under different commissions.
    """
    table = read_columns(data, name)
    matched = match_columns(table, name, (), {}, "register", columns)
    targets = (*NEEDED["register"], *OPTIONAL["register"])
    register = pl.DataFrame(
        {target: text_column(table, matched, target) for target in targets}
    )
    register = register.filter(pl.col("station") != "").unique(maintain_order=True)
    twice = register.filter(pl.struct("station", "tec").is_duplicated())
    if twice.height:
        raise TableError(
            f"{name}: expected each station once, got {twice['station'][0]!r} "
            "twice with different entries"
        )
    return register
