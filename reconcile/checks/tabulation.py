"""Does the upper protocol equal the sum of the lower ones, line by line?

C301  a territorial commission's
C302  a regional commission's
C303  the central commission's
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from reconcile.checks.base import Answer, Check, Severity, named, weight
from reconcile.checks.relations import placed
from reconcile.checks.sums import Sums, add_under
from reconcile.finding import Finding
from reconcile.phrases import phrase
from reconcile.table import Case, Table, frozen, station_key

_SOURCE = (
    "Kazakhstan, Constitutional Law on Elections, art. 44 and 94: an upper commission's "
    "result is the sum of the protocols sent to it"
)
_SAYS = (
    "{where}, line {number} ({label}): protocol {official}, sum of {below} {expected}, "
    "off by {difference:+d}"
)
_RULE_OUT = (
    "Lower protocols that are not in the table or that it has in another version; "
    "stations counted apart (abroad, annulled); a correction protocol."
)


def _declare(code: str, level: str, words: str) -> Check:
    return Check(
        code=code,
        name=f"{level}-not-the-sum",
        severity=Severity.MUST,
        asks=f"Does {words} protocol equal the sum of the protocols below it?",
        source=_SOURCE,
        says=_SAYS,
        rule_out=_RULE_OUT,
    )


TEC_NOT_THE_SUM = _declare("C301", "tec", "a territorial commission's")
REC_NOT_THE_SUM = _declare("C302", "rec", "a regional commission's")
CEC_NOT_THE_SUM = _declare("C303", "cec", "the central commission's")

CHECKS = (TEC_NOT_THE_SUM, REC_NOT_THE_SUM, CEC_NOT_THE_SUM)

_LEVELS = {"tec": TEC_NOT_THE_SUM, "rec": REC_NOT_THE_SUM, "cec": CEC_NOT_THE_SUM}


def add_stations(case: Case) -> dict[str, Sums]:
    """Add up the stations under their commissions of each level."""
    table = _by_tables(whole_stations(case.official.agreed), case.tables)
    return {level: add_under(table, _above(table, level)) for level in _LEVELS}


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


def check_tabulation(
    case: Case, stations: Mapping[str, Sums] | None = None
) -> list[Answer]:
    """Ask C301 to C303 of every upper protocol.

    *stations* are the sums of stations by level, where they were not added up here.
    """
    by_level = _by_level(case)
    return [
        _ask(check, by_level[level], level, _below(case, by_level, level, stations))
        if level in by_level
        else Answer(check)
        for level, check in _LEVELS.items()
    ]


@dataclass(frozen=True, slots=True)
class Parts:
    """The protocols below those of a level, and the commission each belongs to."""

    level: str
    table: Table
    parents: Sequence[str]


def protocols_below(case: Case, level: str) -> Parts:
    """Return the protocols that those of a level are compared with the sums of."""
    by_level = _by_level(case)
    lower = _lower(level, by_level)
    if lower:
        return Parts(lower, by_level[lower], _parents(by_level[lower], level))
    table = _by_tables(whole_stations(case.official.agreed), case.tables)
    return Parts("pec", table, _above(table, level))


def _lower(level: str, by_level: Mapping[str, Table]) -> str:
    """Return the level below that has protocols of its own; none if stations are next."""
    under = {"cec": ("rec", "tec"), "rec": ("tec",), "tec": ()}[level]
    return next((lower for lower in under if lower in by_level), "")


def _parents(table: Table, level: str) -> Sequence[str]:
    """Name the commission of a level above each commission's protocol."""
    return table.column("parent") if level == "rec" else [""] * len(table)


def _by_level(case: Case) -> dict[str, Table]:
    whole = [whole_commissions(one.agreed) for one in case.commissions]
    return {str(one.rows["level"][0]): one for one in whole if len(one)}


def whole_commissions(table: Table) -> Table:
    """Keep the protocols that sum up all channels, where the table has any."""
    summary = table.rows["channel"] == "summary"
    return table.take(summary.arg_true().to_numpy()) if summary.any() else table


def _below(
    case: Case,
    by_level: dict[str, Table],
    level: str,
    stations: Mapping[str, Sums] | None,
) -> Below:
    """Find the protocols just below a level: a lower commission's, or the stations'."""
    if lower := _lower(level, by_level):
        return _commissions_below(case, by_level[lower], lower, level)
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
    table = _by_tables(whole_stations(case.official.agreed), case.tables)
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


def _by_tables(stations: Table, tables: Table) -> Table:
    """Take what no station's protocol says from the tables of upper commissions.

    Those are statements of the same protocols. Lines that a protocol itself says stay.
    """
    if not len(tables):
        return stations
    both = tables.rows.select("station", "tec").with_row_index("row")
    own = stations.rows.select("station", "tec").with_row_index("at")
    pairs = both.join(own, on=["station", "tec"], maintain_order="left")
    at, row = pairs["at"].to_numpy(), pairs["row"].to_numpy()
    counts = stations.counts.copy()
    counts[:, at] = np.where(counts[:, at] == MISSING, tables.counts[:, row], counts[:, at])
    alone = both.join(own, on=["station", "tec"], how="anti")["row"].to_numpy()
    return replace(
        stations,
        rows=pl.concat([stations.rows, tables.rows[alone]]),
        counts=frozen(np.hstack([counts, tables.counts[:, alone]])),
    )


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


def whole_stations(table: Table) -> Table:
    """Keep one row a station: the summary where there is one, else the only row.

    A station with an electronic protocol and no summary has no total yet: its lines
    are missing.
    """
    if table.rows["channel"].unique().to_list() in (["paper"], ["summary"], []):
        return table  # one row a station already
    order = {"summary": 0, "paper": 1, "electronic": 2}
    rank = pl.col("channel").replace_strict(order, default=3, return_dtype=pl.Int64)
    first = (
        table.rows.select("station", "tec", "channel")
        .with_row_index("at")
        .with_columns(
            rank.alias("rank"),
            (pl.col("channel") == "electronic").any().over("station", "tec").alias("e"),
        )
        .sort("rank", "at")
        .unique(["station", "tec"], keep="first", maintain_order=True)
        .sort("at")
    )
    whole = table.take(first["at"].to_numpy())
    counts = whole.counts.copy()
    counts[:, first.select(pl.col("e") & (pl.col("rank") > 0)).to_series().to_numpy()] = (
        MISSING
    )
    return replace(whole, counts=frozen(counts))


def _ask(check: Check, upper: Table, level: str, below: Below) -> Answer:
    # A commission may state its sums several times (stages); each is compared.
    stated = [""] * len(upper) if level == "cec" else upper.column("station")
    sums = below.sums.of(stated)
    absent = np.array([below.absent.get(name, 0) for name in stated], np.int64)
    lines = [
        (at, sums.form.position[name])
        for at, name in enumerate(upper.form.names)
        if name in sums.form.position
    ]
    posted = upper.counts[[at for at, _ in lines]]
    below_lines = [at for _, at in lines]
    totals, gaps = sums.totals[below_lines], sums.missing[below_lines]
    known = (posted != MISSING) & (gaps == 0) & (absent == 0) & (sums.children > 0)
    equal = posted == totals
    if not below.listed:
        known &= _complete(known & (posted > 0), equal)
    return Answer(
        check=check,
        holds=int((known & equal).sum()),
        violated=int((known & ~equal).sum()),
        unknown=int((~known).sum()),
        findings=list(
            _findings(check, upper, lines, known & ~equal, totals, sums.children, below)
        ),
    )


def _complete(asked: np.ndarray, equal: np.ndarray) -> np.ndarray:
    """Tell from the sums themselves where all lower protocols seem to be there.

    A protocol that is not there takes something from most lines; a slip in a sum
    changes one or two. At least half of the lines that are not zero must agree.
    """
    agree = (asked & equal).sum(axis=0)
    return (agree > 0) & (2 * agree >= asked.sum(axis=0))  # type: ignore[no-any-return]


def _findings(
    check: Check,
    upper: Table,
    lines: Sequence[tuple[int, int]],
    violated: np.ndarray,
    sums: np.ndarray,
    children: np.ndarray,
    below: Below,
) -> Iterator[Finding]:
    for row, at in np.argwhere(violated.T).tolist():
        line = upper.form.lines[lines[at][0]]
        official = int(upper.counts[lines[at][0], row])
        expected = int(sums[at, row])
        document, place = upper.address(lines[at][0], row)
        yield check.finding(
            **placed(upper, row),
            **weight(line, official - expected),
            **named(line),
            official=official,
            expected=expected,
            difference=official - expected,
            below=phrase(f"below-{below.level}", number=int(children[row])),
            document=document,
            place=place,
        )
