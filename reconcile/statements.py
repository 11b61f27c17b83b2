"""Which rows are statements of the same protocol, and what do they agree on?

Statements that agree, or that each give what the other lacks, become one row. Those
that contradict each other stay apart in `every`, and become one row of `agreed` whose
contested lines are missing: neither number is known to be the right one.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from fastcheck.spans import over_spans
from ingest.alike import all_same
from ingest.facts.forms import Form
from ingest.protocol import Protocols
from reconcile.table import Statements, Table, frozen

# What makes two rows statements of the same protocol.
IDENTITY = ["station", "tec", "level", "channel", "version", "source"]


def make_statements(
    protocols: Protocols, form: Form, identity: Sequence[str] = IDENTITY
) -> Statements:
    """Make the statements of one kind of protocol from what was read."""
    numbers = np.arange(protocols.rows.height, dtype=np.int64)
    rows = _with_known_parents(protocols.rows.hstack([pl.Series("_row", numbers)]))
    table = _table(rows, protocols, form, None)
    if table.numbers_differ:
        return Statements(table, table)
    doubled = _doubled(rows, identity)
    if not doubled.any():
        return Statements(table, table)
    single = _with_origins(rows.filter(~doubled), form.names)
    merged = _merge(rows.filter(doubled), form.names, identity)
    agreeing = merged.filter(~pl.col("_contested")).drop("_contested")
    apart, sizes = _contradicting(rows.filter(doubled), merged, form.names, identity)
    starts = accumulate(sizes, initial=single.height + agreeing.height)
    return Statements(
        _merged_table([single, agreeing, apart], protocols, form),
        _merged_table([single, merged.drop("_contested")], protocols, form),
        [list(range(start, stop)) for start, stop in pairwise(starts)],
    )


def _doubled(rows: pl.DataFrame, identity: Sequence[str]) -> pl.Series:
    """Tell of each row whether another is of the same protocol."""
    # What is the same in every row tells none apart, and much of an identity often is.
    telling = [one for one in identity if not all_same(rows[one])]
    return rows.select(pl.struct(telling or identity).is_duplicated()).to_series()


def across_sources(protocols: Protocols, form: Form) -> Table:
    """Return what all sources (stages) of an official protocol agree on, its last version.

    Where they contradict each other the line is missing: adding both would count
    voters twice, and neither is known to be the right one.
    """
    identity = [one for one in IDENTITY if one != "source"]
    newest = pl.col("version") == pl.col("version").max().over("station", "tec", "channel")
    rows = protocols.rows.filter(newest) if protocols.rows.height else protocols.rows
    return make_statements(replace(protocols, rows=rows), form, identity).agreed


def _merge(
    rows: pl.DataFrame, lines: Sequence[str], identity: Sequence[str]
) -> pl.DataFrame:
    """Put the statements of each protocol together in one row.

    A line is what the statements that have it say, if they all say the same;
    `_from <line>` is the row it was read from, `_contested` whether any line is not so.
    """
    first = pl.col("_row").first()
    given = {line: pl.col(line).drop_nulls() for line in lines}
    groups = rows.group_by(identity, maintain_order=True).agg(
        pl.exclude(*identity, *lines).first(),
        *(pl.when(one.n_unique() <= 1).then(one.first()) for one in given.values()),
        *(
            pl.coalesce(
                pl.col("_row").filter(pl.col(line).is_not_null()).first(), first
            ).alias(f"_from {line}")
            for line in lines
        ),
        pl.any_horizontal(one.n_unique() > 1 for one in given.values()).alias("_contested"),
    )
    origins = [f"_from {line}" for line in lines]
    return groups.select(*rows.columns, *origins, "_contested")


def _contradicting(
    rows: pl.DataFrame, merged: pl.DataFrame, lines: Sequence[str], identity: Sequence[str]
) -> tuple[pl.DataFrame, list[int]]:
    """Return the statements that contradict each other, and how many each protocol has."""
    groups = merged.filter("_contested").select(identity).with_row_index("_group")
    apart = rows.join(groups, on=identity, how="inner", maintain_order="left")
    apart = apart.sort("_group", maintain_order=True)
    sizes = apart.group_by("_group", maintain_order=True).len()["len"].to_list()
    return _with_origins(apart.drop("_group"), lines), sizes


def latest(statements: Statements) -> tuple[Statements, Table]:
    """Split statements into the highest version of each protocol and all earlier ones."""
    rows = statements.agreed.rows
    if all_same(rows["version"]):
        return statements, statements.agreed.take([])
    protocol = ["station", "tec", "channel", "source"]
    newest = rows.select(
        pl.col("version") == pl.col("version").max().over(protocol)
    ).to_series()
    if newest.all():
        return statements, statements.agreed.take([])
    every = statements.every
    keys = [*protocol, "version"]
    kept = rows.filter(newest).select(keys)
    current = (
        every.rows.select(keys)
        .with_row_index("_at")
        .join(kept, on=keys, how="semi", maintain_order="left")["_at"]
        .to_list()
    )
    moved = {old: new for new, old in enumerate(current)}
    contested = [
        [moved[at] for at in group]
        for group in statements.contested
        if all(at in moved for at in group)
    ]
    now = Statements(
        every.take(current),
        statements.agreed.take(newest.arg_true().to_numpy()),
        contested,
    )
    return now, statements.agreed.take((~newest).arg_true().to_numpy())


def _with_known_parents(rows: pl.DataFrame) -> pl.DataFrame:
    """Fill in the TEC of a row that does not say it, where other rows name just one."""
    blank = rows["tec"] == ""
    if not blank.any() or blank.all():
        return rows
    named = pl.col("tec").replace("", None).drop_nulls()
    alone = (named.n_unique() == 1).over("station")
    return rows.with_columns(
        tec=pl.when((pl.col("tec") == "") & alone)
        .then(named.first().over("station"))
        .otherwise(pl.col("tec"))
    )


def _table(
    rows: pl.DataFrame, protocols: Protocols, form: Form, origins: np.ndarray | None
) -> Table:
    counts = np.empty((len(form.names), rows.height), np.int32)

    def fill(lines: np.ndarray) -> None:
        for line in range(*lines):
            _fill(counts[line], rows[form.names[line]])

    over_spans(fill, len(counts), counts.size)
    return Table(
        form=form,
        rows=rows.drop(*form.names, "_row", strict=False),
        counts=frozen(counts),
        origins=origins,
        read=protocols.rows.select("document", "place", "layout", "statement"),
        layouts=protocols.layouts,
    )


def _fill(line: np.ndarray, column: pl.Series) -> None:
    """Write a column, piece by piece: joined, it would stand twice."""
    start = 0
    for piece in column.get_chunks():
        known = piece.fill_null(MISSING) if piece.null_count() else piece
        line[start : start + len(piece)] = known.to_numpy()
        start += len(piece)


def _merged_table(parts: Sequence[pl.DataFrame], protocols: Protocols, form: Form) -> Table:
    """Make a table of rows that know which row each of their numbers was read from."""
    names = [f"_from {name}" for name in form.names]
    rows = pl.concat([part.select(parts[0].columns) for part in parts])
    origins = rows.select(names).to_numpy(order="fortran").T
    return _table(rows.drop(names), protocols, form, frozen(origins))


def _with_origins(rows: pl.DataFrame, lines: Sequence[str]) -> pl.DataFrame:
    return rows.with_columns(pl.col("_row").alias(f"_from {line}") for line in lines)
