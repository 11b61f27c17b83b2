"""What do the protocols below a commission add up to, and are they all there?

The arithmetic stands in fastcheck/tabulation.py; what a commission says of its sum is asked
in reconcile/checks/tabulation.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from ingest.facts.forms import Form
from reconcile.table import Case, Table, station_key
from reconcile.whole import whole_commissions, whole_stations, with_tables


@dataclass(frozen=True, slots=True)
class Sums:
    """What protocols of a form add up to under the commissions they belong to.

    Attributes
    ----------
    totals, missing : int64 (line, commission)
        The sum of the counts that are there, and how many protocols lack the line.
    children : int64 (commission,)
        How many protocols there are.
    """

    form: Form
    names: Sequence[str]
    totals: np.ndarray
    missing: np.ndarray
    children: np.ndarray

    def of(self, names: Sequence[str]) -> "Sums":
        """Return the sums of some commissions, in that order; nothing where none is."""
        index = {name: at for at, name in enumerate(self.names)}
        at = np.array([index.get(name, len(index)) for name in names], np.int64)
        nothing = np.zeros((len(self.totals), 1), np.int64)
        totals, missing, children = (
            np.hstack([one, none])[..., at]
            for one, none in (
                (self.totals, nothing),
                (self.missing, nothing),
                (self.children, nothing[0]),
            )
        )
        return Sums(self.form, names, totals, missing, children)


def add_under(table: Table, parents: Sequence[str]) -> Sums:
    """Add up the protocols under each commission that any of them names."""
    from fastcheck.tabulation import sum_under

    names = list(dict.fromkeys(parents))
    index = {name: at for at, name in enumerate(names)}
    at = np.fromiter(map(index.__getitem__, parents), np.int64, len(parents))
    totals, missing = sum_under(table.counts, at, len(names))
    return Sums(table.form, names, totals, missing, np.bincount(at, minlength=len(names)))


def add_stations(case: Case) -> dict[str, Sums]:
    """Add up the stations under their commissions of each level."""
    table = with_tables(whole_stations(case.official.agreed), case.tables)
    return {
        level: add_under(table, _above(table, level)) for level in ("tec", "rec", "cec")
    }


def _above(table: Table, level: str) -> Sequence[str]:
    """Name the commission above each protocol; there is one central commission."""
    return [""] * len(table) if level == "cec" else table.column(level)


@dataclass(frozen=True, slots=True)
class Below:
    """What the protocols below a level add up to.

    `absent` counts, by commission, protocols that should be there and are not. Where
    no register lists them (`listed` is False) nobody says that they are all there; that
    most sums do agree is then the evidence for it, and else all are unknown.
    """

    level: str
    sums: Sums
    absent: dict[str, int]
    listed: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """The protocols below those of a level, and the commission each belongs to."""

    level: str
    table: Table
    parents: Sequence[str]


def protocols_below(case: Case, level: str) -> Parts:
    """Return the protocols that those of a level are compared with the sums of."""
    tables = by_level(case)
    if lower := _lower(level, tables):
        return Parts(lower, tables[lower], _parents(tables[lower], level))
    table = with_tables(whole_stations(case.official.agreed), case.tables)
    return Parts("pec", table, _above(table, level))


def _lower(level: str, tables: Mapping[str, Table]) -> str:
    """Return the level below that has protocols of its own; none if stations are next."""
    under = {"cec": ("rec", "tec"), "rec": ("tec",), "tec": ()}[level]
    return next((lower for lower in under if lower in tables), "")


def _parents(table: Table, level: str) -> Sequence[str]:
    """Name the commission of a level above each commission's protocol."""
    return table.column("parent") if level == "rec" else [""] * len(table)


def by_level(case: Case) -> dict[str, Table]:
    """Return the protocols of commissions, a whole one each, by their level."""
    whole = [whole_commissions(one.agreed) for one in case.commissions]
    return {str(one.rows["level"][0]): one for one in whole if len(one)}


def add_below(
    case: Case,
    tables: Mapping[str, Table],
    level: str,
    stations: Mapping[str, Sums] | None = None,
) -> Below:
    """Find the protocols just below a level: a lower commission's, or the stations'."""
    if lower := _lower(level, tables):
        return _commissions_below(case, tables[lower], lower, level)
    if stations is not None:
        return Below("pec", stations[level], {}, listed=False)
    return _stations_below(case, level)


def _commissions_below(case: Case, table: Table, lower: str, level: str) -> Below:
    own = table.column("station")
    parents = _parents(table, level)
    absent: dict[str, int] = {}
    if case.register is not None:
        known = case.register.select(pl.col(lower), pl.col("rec").alias("above"))
        known = known.filter(pl.col(lower) != "").unique()
        for _, above in known.filter(~pl.col(lower).is_in(own)).iter_rows():
            key = above if level == "rec" else ""
            absent[key] = absent.get(key, 0) + 1
    listed = _lists(case.register, {lower, level} - {"cec"})
    listed = listed and not _blank(parents, level)
    return Below(lower, add_under(table, parents), absent, listed)


def _lists(register: pl.DataFrame | None, levels: Iterable[str]) -> bool:
    """Tell whether the register names the commissions of these levels for every station."""
    if register is None:
        return False
    return all(bool((register[level] != "").all()) for level in levels)


def _blank(parents: Sequence[str], level: str) -> bool:
    """Tell whether it is not known of some protocol which commission it is under."""
    return level != "cec" and "" in parents


def _stations_below(case: Case, level: str) -> Below:
    table = with_tables(whole_stations(case.official.agreed), case.tables)
    parents = _above(table, level)
    absent: dict[str, int] = {}
    if case.register is not None and level != "cec":
        gone = _not_under(case.register, table, level)
        absent = dict(gone.group_by(level).len().iter_rows())
    elif case.register is not None:
        key = station_key(case.register)
        absent = {"": case.register.join(table.rows, on=key, how="anti").height}
    listed = _lists(case.register, {level} - {"cec"}) and not _blank(parents, level)
    return Below("pec", add_under(table, parents), absent, listed)


def _not_under(register: pl.DataFrame, table: Table, level: str) -> pl.DataFrame:
    """List, under each commission, stations that are not known to be in its sum.

    Those without a protocol, and, under both, those that the register has under one
    commission and the website under another.
    """
    key = station_key(register)
    gone = register.join(table.rows, on=key, how="anti").select(level)
    found = table.rows.select(*key, pl.col(level).alias("posted"))
    pairs = register.join(found, on=key).filter(
        (pl.col("posted") != "")
        & (pl.col(level) != "")
        & (pl.col("posted") != pl.col(level))
    )
    posted = pairs.select(pl.col("posted").alias(level))
    return pl.concat([gone, pairs.select(level), posted])
