"""A long table, one row a station and party, -> a wide one, one row a protocol.

The parties become headings, and are matched to the form's lines like any others. A
party stated twice for one protocol makes a second row, so that C402 sees both.
"""

from collections import Counter
from collections.abc import Sequence

import polars as pl

from ingest.errors import TableError
from ingest.facts.columns import Melt
from ingest.parse.columns import Columns
from ingest.read.values.names import nearest

# Names of our own beside the table's headings, which hold no such character.
_ROW, _AGAIN = "\x00row", "\x00again"


def melt(table: Columns, how: Melt, skip: Sequence[str], name: str) -> Columns:
    """Lay out a long table as a wide one.

    Raises
    ------
    TableError
        If a column is not there, a heading stands twice, or a party is called like a
        column that names the protocol.
    """
    _refuse_headings(table, how, name)
    keys = [one for one in table.header if one not in (how.party, how.votes, *skip)]
    frame = _trusted(table, how).with_columns(
        pl.Series(_ROW, list(table.numbers), dtype=pl.Int64),
        pl.int_range(pl.len()).over([*keys, how.party]).alias(_AGAIN),
        pl.col(how.party).cast(pl.String).fill_null("").str.strip_chars(),
    )
    parties = frame[how.party].unique(maintain_order=True).to_list()
    taken = [party for party in parties if party in keys]
    if taken:
        raise TableError(
            f"{name}: expected parties to melt by, got {taken[0]!r}, also a heading"
        )
    wide, rows = _pivot(frame, how, keys, how.votes), _pivot(frame, how, keys, _ROW)
    first = frame.group_by([*keys, _AGAIN], maintain_order=True).agg(pl.col(_ROW).first())
    wide = wide.drop(_AGAIN)
    return Columns(
        place=table.place,
        header=wide.columns,
        columns=wide.get_columns(),
        numbers=first[_ROW].to_list(),
        cell_rows=[None if one in keys else rows[one] for one in wide.columns],
        votes=how.votes,
        odd=table.odd,
        unused=table.unused,
    )


def _refuse_headings(table: Columns, how: Melt, name: str) -> None:
    for heading in (how.party, how.votes):
        if heading not in table.header:
            close = ", ".join(map(repr, nearest(heading, table.header)))
            raise TableError(
                f"{name}: expected a column {heading!r} to melt by; the nearest: {close}"
            )
    twice = [one for one, count in Counter(table.header).items() if count > 1]
    if twice:
        raise TableError(f"{name}: expected each heading once, got {twice[0]!r} twice")


def _trusted(table: Columns, how: Melt) -> pl.DataFrame:
    """Return the table, without the votes of rows whose cells cannot be told apart."""
    frame = pl.DataFrame(dict(zip(table.header, table.columns, strict=True)))
    long = {odd.row for odd in table.odd if odd.cells > len(table.header) or odd.last_line}
    if not long:
        return frame
    bad = pl.Series([number in long for number in table.numbers])
    return frame.with_columns(pl.when(~bad).then(pl.col(how.votes)).alias(how.votes))


def _pivot(
    frame: pl.DataFrame, how: Melt, keys: Sequence[str], values: str
) -> pl.DataFrame:
    return frame.pivot(
        on=how.party,
        index=[*keys, _AGAIN],
        values=values,
        aggregate_function="first",
        maintain_order=True,
    )
