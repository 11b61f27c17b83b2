"""A long table, one row a station and party, -> a wide one, one row a protocol.

The parties become headings, and are matched to the form's lines like any others. A
party stated twice for one protocol makes a second row, so that C402 sees both.
"""

from collections.abc import Sequence

import polars as pl

from ingest.errors import TableError
from ingest.facts.columns import Melt
from ingest.parse.columns import Columns
from ingest.read.names import nearest


def melt(table: Columns, how: Melt, skip: Sequence[str], name: str) -> Columns:
    """Lay out a long table as a wide one; raise TableError if a column is not there."""
    for heading in (how.party, how.votes):
        if heading not in table.header:
            close = ", ".join(map(repr, nearest(heading, table.header)))
            raise TableError(
                f"{name}: expected a column {heading!r} to melt by; the nearest: {close}"
            )
    party, votes = how.party, how.votes
    keys = [one for one in table.header if one not in (party, votes, *skip)]
    frame = pl.DataFrame(dict(zip(table.header, table.columns, strict=True))).with_columns(
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
