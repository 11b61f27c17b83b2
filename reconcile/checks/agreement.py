"""Which statement of a number stands alone, where a protocol is stated three times or more?

The statements are the published protocol and its earlier versions, its row in the table
of the commission above, its words, and every version of every copy.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from reconcile.phrases import Phrase, phrase
from reconcile.table import Case, Table, frozen
from reconcile.whole import whole_stations

Protocol = tuple[str, str, str]  # station, TEC, channel
_Statement = tuple[str, str, str]  # kind, source, version
_KEY = ["station", "tec", "channel"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What all statements of some protocols say, line by line.

    `alone` names, by protocol and line, the statement that all others contradict.
    """

    alone: dict[tuple[Protocol, int], Phrase]

    def odd_one_out(self, table: Table, row: int, line: int) -> str:
        """Name the statement that stands alone at a line of a row's protocol, if any."""
        return self.alone.get((protocol_of(table, row), line), "")


def protocol_of(table: Table, row: int) -> Protocol:
    """Say which protocol a row is a statement of."""
    return (
        table.column("station")[row],
        table.column("tec")[row],
        table.column("channel")[row],
    )


def compare_statements_of(case: Case, wanted: Collection[Protocol]) -> Agreement:
    """Compare all that was stated of some protocols."""
    if not wanted:
        return Agreement({})
    from fastcheck.agreement import compare_all

    protocols = pl.DataFrame(sorted(wanted), schema=_KEY, orient="row")
    protocols = protocols.with_row_index("_protocol")
    columns, names, owners = [], list[_Statement](), []
    for table, said in _statements(case):
        rows = said.with_row_index("_row")
        mine = rows.join(protocols, on=_KEY, maintain_order="left")
        columns.append(table.counts[:, mine["_row"].to_numpy()])
        names += mine.select("_kind", "_source", "_version").iter_rows()
        owners.append(mine["_protocol"].to_numpy())
    owner = np.concatenate(owners).astype(np.int64)
    order = np.argsort(owner, kind="stable")
    counts = frozen(np.concatenate(columns, axis=1)[:, order])
    first = np.searchsorted(owner[order], np.arange(protocols.height + 1))
    _, alone = compare_all(counts, first.astype(np.int64))
    key = list(protocols.select(_KEY).iter_rows())
    return Agreement(
        {
            (key[protocol], line): _name(*names[order[alone[line, protocol]]])
            for line, protocol in np.argwhere(alone >= 0).tolist()
        }
    )


def _statements(case: Case) -> Iterator[tuple[Table, pl.DataFrame]]:
    """Yield all tables of statements: which protocol each row is of, what it is called."""
    official = case.official.agreed
    version = pl.col("version").cast(pl.String)
    yield official, _called(official, "published")
    yield case.earlier, _called(case.earlier, "version", version=version)
    held = case.held.agreed
    last = pl.col("version") == pl.col("version").max().over(*_KEY, "source")
    which = pl.when(~last).then(version).otherwise(pl.lit(""))
    yield held, _called(held, "copy", pl.col("source"), which)
    for _, words in case.words[:1]:  # the stations'; those of upper commissions follow
        yield words, _called(words, "words")
    # A row of a table is of the whole station, whatever its channels.
    whole = whole_stations(official).rows.select(_KEY)
    rows = _called(case.tables, "table").drop("channel")
    on = ["station", "tec"]
    yield (
        case.tables,
        rows.join(whole.unique(on), on=on, how="left", maintain_order="left"),
    )


_NOTHING = pl.lit("")


def _called(
    table: Table, kind: str, source: pl.Expr = _NOTHING, version: pl.Expr = _NOTHING
) -> pl.DataFrame:
    named = {"_kind": pl.lit(kind), "_source": source, "_version": version}
    return table.rows.select(*_KEY, **named)


def _name(kind: str, source: str, version: str) -> Phrase:
    """Name a statement; of copies whose, and of an earlier one which."""
    if kind == "copy" and source:
        copy = phrase("alone-copy-of", source=source)
    else:
        copy = phrase(f"alone-{kind}", version=version)
    if kind == "copy" and version:
        return phrase("alone-copy-version", copy=copy, version=version)
    return copy
