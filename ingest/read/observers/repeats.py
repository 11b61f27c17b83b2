"""Repeats of an export, a row a list or a line, -> columns of the table of its entries.

A list that an entry states twice makes a second row, so that C402 sees both.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from ingest.errors import TableError
from ingest.facts.columns import Melt
from ingest.parse.columns import Columns
from ingest.protocol import Ignored
from ingest.read.observers.questions import Spellings
from ingest.read.observers.servers import Kind, known_as, named_in, parent_of
from ingest.read.values.names import key, nearest

# What the columns of a repeat are called that need no map: the list or line, its count.
_NAMES = {"party": "party", "list": "party", "line": "line"}
_COUNTS = dict.fromkeys(("votes", "count"), "count")
MOST_TOLD = 20  # names that no line has; a file of another form has nothing but such


@dataclass(frozen=True, slots=True)
class Repeat:
    """A table of repeats, under the name of its file or sheet."""

    name: str
    table: Columns


@dataclass(frozen=True, slots=True)
class Joined:
    """Entries with the counts of their repeats, and under which heading each line is."""

    table: Columns
    headings: Mapping[str, str]
    ignored: Sequence[Ignored] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    """The columns of a repeat: its entry, what is counted, the count; and which it is."""

    parent: str
    named: str
    counted: str
    known: Mapping[str, str]


def join_repeats(
    table: Columns,
    kind: Kind,
    repeats: Sequence[Repeat],
    spelt: Spellings,
    melt: Melt | None,
) -> Joined:
    """Put the counts of repeats into the rows of their entries.

    Parameters
    ----------
    table, kind
        The rows of an export's entries, and which export it is.
    repeats
        Its repeats; one that counts nothing by a list or a line is left out and told.
    spelt
        What names of lists and lines mean.
    melt
        What a person says the columns of the repeat are called.

    Raises
    ------
    TableError
        If no repeat has the columns that a person named, or two count the same line.
    """
    pairs = [(one, _pair(one.table.header, kind, spelt, melt)) for one in repeats]
    _refuse_unnamed(repeats, pairs, melt)
    ignored = [_left_out(one) for one, pair in pairs if pair is None]
    ours = pl.Series("_key", named_in(table, kind.row))
    headings: dict[str, str] = {}
    parts = []
    for repeat, pair in pairs:
        if pair is None:
            continue
        counts = _counts(repeat, pair)
        ignored += _strange(repeat, pair, counts, ours)
        own = _headings(repeat, pair, counts)
        _refuse_twice(own, headings)
        headings |= own
        parts.append(
            counts.filter(pl.col("_line") != "", pl.col("_key").is_in(ours.implode()))
        )
    if not parts:
        return Joined(table, {}, ignored)
    return Joined(_wide(table, ours, pl.concat(parts), headings), headings, ignored)


def _pair(
    header: Sequence[str], kind: Kind, spelt: Spellings, melt: Melt | None
) -> _Pair | None:
    """Find the columns of a repeat; None where there is not just one of each."""
    parent = parent_of(header)
    if parent is None:
        return None
    if melt:
        there = melt.party in header and melt.votes in header
        either = {**spelt.lines, **spelt.parties}
        return _Pair(parent, melt.party, melt.votes, either) if there else None
    named = [(one, by) for one in header if (by := known_as(one, kind, _NAMES))]
    counted = [one for one in header if known_as(one, kind, _COUNTS)]
    if len(named) != 1 or len(counted) != 1:
        return None
    heading, by = named[0]
    known = spelt.parties if by == "party" else spelt.lines
    return _Pair(parent, heading, counted[0], known)


def _refuse_unnamed(
    repeats: Sequence[Repeat],
    pairs: Sequence[tuple[Repeat, _Pair | None]],
    melt: Melt | None,
) -> None:
    if melt and not any(pair for _, pair in pairs):
        headings = [one for repeat in repeats for one in repeat.table.header]
        close = ", ".join(map(repr, nearest(melt.party, headings))) or "no repeats"
        raise TableError(
            f"expected a repeat with columns {melt.party!r} and {melt.votes!r}, found "
            f"none; the nearest: {close}"
        )


def _left_out(repeat: Repeat) -> Ignored:
    reason = "no columns 'party' or 'line' and 'votes' or 'count'; melt = {...} names them"
    cells = sum(column.len() - column.null_count() for column in repeat.table.columns)
    return Ignored(repeat.name, "all rows", reason, cells)


def _counts(repeat: Repeat, pair: _Pair) -> pl.DataFrame:
    """Lay out a repeat as the entry, what is counted, which line that is, and the count."""
    parent, named, counted = (
        named_in(repeat.table, [one]) for one in (pair.parent, pair.named, pair.counted)
    )
    lines = [pair.known.get(key(one), "") for one in named]
    return pl.DataFrame(
        {"_key": parent, "_named": named, "_line": lines, "_count": counted},
        schema=dict.fromkeys(("_key", "_named", "_line", "_count"), pl.String),
    )


def _headings(repeat: Repeat, pair: _Pair, counts: pl.DataFrame) -> dict[str, str]:
    """Say of each line where in the repeat its count stands: a heading like a person's."""
    first = counts.filter(pl.col("_line") != "").unique(
        "_line", keep="first", maintain_order=True
    )
    return {
        line: f"{pair.counted} where {pair.named} is {named!r} in {repeat.name}"
        for named, line in first.select("_named", "_line").iter_rows()
    }


def _refuse_twice(own: Mapping[str, str], known: Mapping[str, str]) -> None:
    for line in own.keys() & known.keys():
        raise TableError(
            f"expected one place for line {line!r}, found {known[line]} and {own[line]}"
        )


def _strange(
    repeat: Repeat, pair: _Pair, counts: pl.DataFrame, ours: pl.Series
) -> Iterator[Ignored]:
    """Tell rows of no entry, and counts of what is no line."""
    of_none = counts.filter(~pl.col("_key").is_in(ours.implode())).height
    if of_none:
        yield Ignored(repeat.name, "rows", "of no entry that is used", of_none)
    unknown = counts.filter(pl.col("_line") == "")["_named"].value_counts(sort=True)
    for named, rows in (
        unknown.sort("count", "_named", descending=[True, False])
        .head(MOST_TOLD)
        .iter_rows()
    ):
        what = f"rows where {pair.named} is {named[:80]!r}"
        yield Ignored(repeat.name, what, "not a line of the form", rows)
    if unknown.height > MOST_TOLD:
        rest = int(unknown["count"][MOST_TOLD:].sum())
        yield Ignored(repeat.name, "rows of more names", "not a line of the form", rest)


def _wide(
    table: Columns, ours: pl.Series, counts: pl.DataFrame, headings: Mapping[str, str]
) -> Columns:
    """Give every entry its counts, and one row more for each time a line stands again."""
    again = pl.int_range(pl.len()).over("_key", "_line").alias("_again")
    wide = counts.with_columns(again).pivot(
        on="_line",
        on_columns=[*headings],
        index=["_key", "_again"],
        values="_count",
        aggregate_function="first",
        maintain_order=True,
    )
    rows = pl.DataFrame({"_key": ours}).with_row_index("_at")
    joined = rows.join(wide, on="_key", how="left", maintain_order="left_right")
    at = joined["_at"].to_list()
    return replace(
        table,
        header=[*table.header, *headings.values()],
        columns=[
            *(column.gather(at) for column in table.columns),
            *(joined[line] for line in headings),
        ],
        numbers=[table.numbers[one] for one in at],
        places=[table.places[one] for one in at] if table.places else (),
    )
