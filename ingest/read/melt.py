"""A long table, one row a station and party, -> a wide one, one row a protocol.

The parties become headings, and are matched to the form's lines like any others. A
party stated twice for one protocol makes a second row, so that C402 sees both.
"""

import polars as pl

from ingest.errors import TableError
from ingest.facts.columns import ColumnMap
from ingest.parse.columns import Columns
from ingest.read.names import nearest


def melt(table: Columns, columns: ColumnMap, name: str) -> Columns:
    """Lay out a long table as a wide one; raise TableError if a column is not there."""
    assert columns.melt
    for heading in (columns.melt.party, columns.melt.votes):
        if heading not in table.header:
            close = ", ".join(map(repr, nearest(heading, table.header)))
            raise TableError(
                f"{name}: expected a column {heading!r} to melt by; the nearest: {close}"
            )
    party, votes = columns.melt.party, columns.melt.votes
    keys = [one for one in table.header if one not in (party, votes, *columns.skip)]
    frame = pl.DataFrame(
        {head: one for head, one in zip(table.header, table.columns, strict=True)}
    ).with_columns(
        pl.Series("_row", list(table.numbers)),
        pl.int_range(pl.len()).over([*keys, party]).alias("_again"),
    )
    wide = frame.pivot(
        on=party,
        index=[*keys, "_again"],
        values=votes,
        aggregate_function="first",
        maintain_order=True,
    )
    first = frame.group_by([*keys, "_again"], maintain_order=True).agg(
        pl.col("_row").first()
    )
    wide = wide.drop("_again")
    return Columns(
        place=table.place,
        header=wide.columns,
        columns=wide.get_columns(),
        numbers=first["_row"].to_list(),
        odd=table.odd,
        unused=table.unused,
    )
