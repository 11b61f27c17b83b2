"""Protocols -> read-only int32 columns, and the address of every number.

Statements of one protocol that agree, or that each give what the other lacks, become
one row. Statements that contradict each other stay apart: `agreed` then has one row
whose contested lines are missing, because neither number is known to be the right one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from ingest.facts.forms import Form
from ingest.protocol import Protocols

# What makes two rows statements of the same protocol.
_KEYS = ("station", "tec", "rec", "parent", "level", "channel", "source")
IDENTITY = ["station", "tec", "parent", "level", "channel", "version", "source"]


@dataclass(frozen=True)
class Table:
    """Protocols of one form.

    `counts` is int32 (line, row), MISSING where a line is missing. `origins` is int64
    (line, row): the row of `read` that the number was read from.
    """

    form: Form
    rows: pl.DataFrame
    counts: np.ndarray
    origins: np.ndarray | None
    read: pl.DataFrame
    layouts: Sequence[Sequence[str]]

    def __len__(self) -> int:
        """Return the number of protocols."""
        return self.rows.height

    def address(self, line: int, row: int) -> tuple[str, str]:
        """Return the document (sha256) and the place in it of one number."""
        at = row if self.origins is None else int(self.origins[line, row])
        part = self.layouts[self._layout[at]][line]
        place = self._place[at]
        return self._document[at], f"{place}, {part}" if part else place

    def column(self, name: str) -> list[str]:
        """Return one of the columns that say which protocol a row is."""
        return self._columns[name]

    def keys(self, row: int) -> dict[str, str]:
        """Return what says which protocol a row is."""
        return {name: self.column(name)[row] for name in _KEYS}

    def take(self, at: Sequence[int] | np.ndarray) -> "Table":
        """Return the protocols at some positions, in that order."""
        index = np.asarray(at, np.int64)
        origins = index if self.origins is None else self.origins[:, index]
        if self.origins is None:
            origins = np.broadcast_to(index, (len(self.form.lines), len(index)))
        return replace(
            self,
            rows=self.rows[index],
            counts=frozen(self.counts[:, index]),
            origins=origins,
        )

    @cached_property
    def _columns(self) -> dict[str, list[str]]:
        return {name: self.rows[name].to_list() for name in _KEYS}

    @cached_property
    def _document(self) -> list[str]:
        return self.read["document"].to_list()

    @cached_property
    def _place(self) -> list[str]:
        return self.read["place"].to_list()

    @cached_property
    def _layout(self) -> list[int]:
        return self.read["layout"].to_list()


@dataclass(frozen=True)
class Statements:
    """Protocols of one kind: every statement, and what they agree on.

    `contested` holds groups of rows of `every` that contradict each other.
    """

    every: Table
    agreed: Table
    contested: Sequence[Sequence[int]] = ()
    repeated: int = 0


@dataclass(frozen=True)
class Case:
    """All that one run of the checks looks at."""

    form: Form
    official: Statements
    earlier: Table
    copies: Statements
    commissions: Sequence[Statements] = ()
    register: pl.DataFrame | None = None
    notes: dict[str, str] = field(default_factory=dict)


def make_statements(protocols: Protocols, form: Form) -> Statements:
    """Make the statements of one kind of protocol from what was read."""
    rows = protocols.rows.with_row_index("_row").with_columns(pl.col("_row").cast(pl.Int64))
    rows = _with_known_parents(rows)
    doubled = rows.select(pl.struct(IDENTITY).is_duplicated()).to_series()
    if not doubled.any():
        table = _table(rows, protocols, form, None)
        return Statements(table, table)
    single = rows.filter(~doubled)
    groups = rows.filter(doubled).partition_by(IDENTITY, maintain_order=True)
    every, agreed, contested, repeated = [single], [single], [], 0
    merged = [_merge(group, form.names) for group in groups]
    at = single.height
    for group, (row, agrees) in zip(groups, merged, strict=True):
        agreed.append(row)
        if agrees:
            every.append(row)
            repeated += group.height - 1
            at += 1
        else:
            every.append(_with_origins(group, form.names))
            contested.append(list(range(at, at + group.height)))
            at += group.height
    return Statements(
        _merged_table(every, protocols, form),
        _merged_table(agreed, protocols, form),
        contested,
        repeated,
    )


def latest(statements: Statements) -> tuple[Statements, Table]:
    """Split statements into the highest version of each protocol and all earlier ones."""
    rows = statements.agreed.rows
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
        statements.repeated,
    )
    return now, statements.agreed.take((~newest).arg_true().to_numpy())


def not_posted(register: pl.DataFrame, official: Table) -> pl.DataFrame:
    """Return the register's stations that no published protocol is of."""
    return register.join(official.rows, on=station_key(register), how="anti")


def station_key(register: pl.DataFrame) -> list[str]:
    """Return what names a station: its number, with its TEC where numbers repeat."""
    repeats = register["station"].is_duplicated().any()
    return ["station", "tec"] if repeats else ["station"]


def frozen(array: np.ndarray) -> np.ndarray:
    """Return a contiguous array that nobody can change."""
    array = np.ascontiguousarray(array)
    array.setflags(write=False)
    return array


def _with_known_parents(rows: pl.DataFrame) -> pl.DataFrame:
    """Fill in the TEC of a row that does not say it, where other rows name just one."""
    if not rows["tec"].eq("").any() or rows["tec"].eq("").all():
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
    counts = rows.select(pl.col(form.names).fill_null(MISSING).cast(pl.Int32)).to_numpy(
        order="fortran"
    )
    return Table(
        form=form,
        rows=rows.drop(*form.names, "_row", strict=False),
        counts=frozen(counts.T),
        origins=origins,
        read=protocols.rows.select("document", "place", "layout"),
        layouts=protocols.layouts,
    )


def _merged_table(parts: Sequence[pl.DataFrame], protocols: Protocols, form: Form) -> Table:
    """Make a table of rows of which some were put together from several."""
    names = [f"_from {name}" for name in form.names]
    rows = pl.concat(
        [
            part if names[0] in part.columns else _with_origins(part, form.names)
            for part in parts
        ]
    )
    origins = rows.select(names).to_numpy(order="fortran").T
    return _table(rows.drop(names), protocols, form, frozen(origins))


def _with_origins(rows: pl.DataFrame, lines: Sequence[str]) -> pl.DataFrame:
    return rows.with_columns(pl.col("_row").alias(f"_from {line}") for line in lines)


def _merge(group: pl.DataFrame, lines: Sequence[str]) -> tuple[pl.DataFrame, bool]:
    """Put statements together: one row, and whether no line contradicts another."""
    given = group.select(pl.col(lines).drop_nulls().n_unique())
    contested = {line for line in lines if given[line][0] > 1}
    values = [
        pl.lit(None, pl.Int64).alias(line)
        if line in contested
        else pl.col(line).drop_nulls().first()
        for line in lines
    ]
    first = pl.col("_row").first()
    origins = [
        pl.coalesce(pl.col("_row").filter(pl.col(line).is_not_null()).first(), first).alias(
            f"_from {line}"
        )
        for line in lines
    ]
    rest = [name for name in group.columns if name not in lines]
    row = group.select(pl.col(rest).first(), *values, *origins)
    return row.select([*group.columns, *(f"_from {line}" for line in lines)]), not contested
