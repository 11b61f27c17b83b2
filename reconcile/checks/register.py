"""Is every station there, once, under its commission?

C401  absent
C402  stated twice with other numbers
C403  not in the register
C404  under another commission than the register says
"""

from collections.abc import Sequence

import polars as pl

from fastcheck.codes import MISSING
from reconcile.checks.base import Answer, Check, Severity, named
from reconcile.checks.copies import same_commission
from reconcile.checks.relations import placed
from reconcile.finding import Finding
from reconcile.table import Case, Table

ABSENT = Check(
    code="C401",
    name="protocol-absent",
    severity=Severity.SHOULD,
    asks="Is there a published protocol for every station that is known?",
    source="Kazakhstan, instruction of the Central Election Commission of 2 August 2007: "
    "results of every station are published within five days",
    says="{where}: no published protocol; known from {known_from}",
    rule_out="A protocol not due yet; a page not fetched; a station that did not open.",
)

STATED_TWICE = Check(
    code="C402",
    name="stated-twice",
    severity=Severity.MUST,
    asks="Is every station stated once, or each time with the same numbers?",
    source="A commission draws up one protocol of its result; of two that differ at "
    "most one is it. Should, not must, where commissions merely share a number",
    says="{where}: stated {times} times {how}; line {number} ({label}) is {one} "
    "and {other}",
    rule_out="Numbers that start anew under each commission (special stations); a "
    "correction published beside the first protocol; a row copied twice.",
)

UNKNOWN_STATION = Check(
    code="C403",
    name="station-unknown",
    severity=Severity.SHOULD,
    asks="Is every station that has a protocol or a copy in the register?",
    source="Stations are formed before the election and listed by their commissions",
    says="{where}: has {has}, and is not in the register",
    rule_out="A station formed late (hospital, ship, abroad); another spelling of the "
    "number; a copy filed under the wrong one.",
)

MOVED = Check(
    code="C404",
    name="station-moved",
    severity=Severity.SHOULD,
    asks="Does every published protocol stand under the commission of its station?",
    source="Stations are formed before the election and listed by their commissions",
    says="{where}: published under TEC {tec}, the register has it under {listed}",
    rule_out="A commission renamed or divided after the register was made; a page that "
    "lists stations of a neighbour; another spelling of the commission.",
)

CHECKS = (ABSENT, STATED_TWICE, UNKNOWN_STATION, MOVED)


def check_register(case: Case) -> list[Answer]:
    """Ask C401 to C404 of all stations and commissions that are known."""
    return [_absent(case), _stated_twice(case), _unknown(case), _moved(case)]


def _absent(case: Case) -> Answer:
    known, how = _known_stations(case)
    listed = case.register is not None
    gone, unclear = _not_posted(known, case.official.agreed, listed=listed)
    findings = [
        ABSENT.finding(
            station=station,
            tec=tec,
            rec=rec,
            known_from=how,
            where=f"station {station}" + (f" (TEC {tec})" if tec else ""),
        )
        for station, tec, rec in gone.select("station", "tec", "rec").iter_rows()
    ]
    findings += _absent_commissions(case)
    return Answer(
        ABSENT,
        holds=known.height - gone.height - unclear,
        violated=len(findings),
        unknown=unclear,
        findings=findings,
    )


def _known_stations(case: Case) -> tuple[pl.DataFrame, str]:
    """List stations that should have a protocol, and how we know of them."""
    if case.register is not None:
        return case.register, "the register"
    copies = case.copies.agreed.rows.select("station", "tec", "rec")
    return copies.unique(maintain_order=True), "an observer copy"


def _not_posted(
    known: pl.DataFrame, official: Table, *, listed: bool
) -> tuple[pl.DataFrame, int]:
    """Return the stations that no published protocol is of, and how many are unclear.

    A number that several commissions use is unclear where the published protocol does
    not say whose station it is.
    """
    posted = official.rows.select("station", pl.col("tec").alias("posted_tec")).unique()
    several = known["station"].is_duplicated()
    # A number that the register has once is that station wherever it is posted (C404).
    alone = pl.lit(listed) & ~pl.col("_several")
    pairs = (
        known.with_columns(several.alias("_several"))
        .with_row_index("_at")
        .join(posted, on="station")
        .filter(same_commission() | alone)
    )
    nameless = posted.filter(pl.col("posted_tec") == "")["station"]
    unclear = several & known["station"].is_in(nameless.implode())
    there = pl.Series(range(known.height)).is_in(pairs["_at"].implode())
    return known.filter(~there & ~unclear), int(unclear.sum())


def _absent_commissions(case: Case) -> list[Finding]:
    """List commissions of the register without a protocol, at levels that have any."""
    if case.register is None:
        return []
    findings = []
    for one in case.commissions:
        level = str(one.agreed.rows["level"][0]) if len(one.agreed) else ""
        if level not in ("tec", "rec"):
            continue
        listed = case.register[level].replace("", None).drop_nulls().unique().sort()
        posted = set(one.agreed.column("station"))
        findings += [
            ABSENT.finding(
                **{level: name},
                known_from="the register",
                where=f"{level.upper()} {name}",
            )
            for name in listed.to_list()
            if name not in posted
        ]
    return findings


def _stated_twice(case: Case) -> Answer:
    kinds = [*case.posted, case.held]
    shared, rows = _shared_numbers(case.official.agreed)
    findings = [
        *(_twice(kind.every, group) for kind in case.posted for group in kind.contested),
        *(_copied_twice(case.held.every, group) for group in case.held.contested),
        *shared,
    ]
    contested = sum(len(kind.contested) for kind in kinds)
    return Answer(
        STATED_TWICE,
        holds=sum(len(kind.agreed) for kind in kinds) - contested - rows,
        violated=len(findings),
        findings=findings,
    )


def _shared_numbers(table: Table) -> tuple[list[Finding], int]:
    """Find station numbers that several commissions use with other numbers.

    Returns the findings, and how many protocols stand under these numbers.
    """
    shared = (
        table.rows.with_row_index("_at")
        .group_by("station", "channel", maintain_order=True)
        .agg("_at", pl.col("tec").n_unique().alias("commissions"))
        .filter(pl.col("commissions") > 1)
    )
    findings, protocols = [], 0
    for rows, commissions in shared.select("_at", "commissions").iter_rows():
        if _difference(table, rows):
            findings.append(_twice(table, rows, commissions))
            protocols += len(rows)
    return findings, protocols


def _twice(table: Table, rows: Sequence[int], commissions: int = 1) -> Finding:
    """Make the finding of protocols of one number that differ."""
    first, second, line = _difference(table, rows) or (rows[0], rows[1], 0)
    document, place = table.address(line, first)
    copy_document, copy_place = table.address(line, second)
    where = placed(table, first)
    how = "with other numbers"
    if commissions > 1:
        where |= {"rec": "", "tec": "", "where": f"station number {where['station']}"}
        how = f"by {commissions} commissions"
    said, again = int(table.counts[line, first]), int(table.counts[line, second])
    return STATED_TWICE.finding(
        severity=Severity.MUST if commissions == 1 else Severity.SHOULD,
        **where,
        **named(table.form.lines[line]),
        official=said,
        copy=again,
        one=said,
        other=again,
        difference=said - again,
        times=len(rows),
        how=how,
        document=document,
        place=place,
        copy_document=copy_document,
        copy_place=copy_place,
    )


def _copied_twice(table: Table, rows: Sequence[int]) -> Finding:
    """Make the finding of copies of one source that differ; no commission stated them."""
    first, second, line = _difference(table, rows) or (rows[0], rows[1], 0)
    copy_document, copy_place = table.address(line, first)
    said, again = int(table.counts[line, first]), int(table.counts[line, second])
    return STATED_TWICE.finding(
        severity=Severity.SHOULD,
        **placed(table, first),
        **named(table.form.lines[line]),
        copy=said,
        one=said,
        other=again,
        difference=said - again,
        times=len(rows),
        how="by copies from one source",
        copy_document=copy_document,
        copy_place=copy_place,
    )


def _difference(table: Table, rows: Sequence[int]) -> tuple[int, int, int] | None:
    """Find two of the rows and the first line where both have numbers that differ."""
    for line in range(len(table.counts)):
        known = [row for row in rows if table.counts[line, row] != MISSING]
        for row in known[1:]:
            if table.counts[line, row] != table.counts[line, known[0]]:
                return known[0], row, line
    return None


def _unknown(case: Case) -> Answer:
    if case.register is None:
        return Answer(UNKNOWN_STATION)
    findings, holds, unclear = list[Finding](), 0, 0
    seen = set[tuple[str, str]]()
    commissions: dict[str, set[str]] = {}
    for station, tec in case.register.select("station", "tec").iter_rows():
        commissions.setdefault(station, set()).add(tec)
    kinds = (
        (case.official.agreed, "a published protocol"),
        (case.copies.agreed, "an observer copy"),
    )
    for table, has in kinds:
        for row, key in enumerate(table.rows.select("station", "tec").iter_rows()):
            listed = commissions.get(key[0], set())
            several = len(listed) > 1
            if key in seen:
                continue
            seen.add(key)
            if several and not key[1]:
                unclear += 1
            elif key[1] in listed or (listed and not several):
                holds += 1
            else:
                findings.append(_unlisted(table, row, has))
    return Answer(UNKNOWN_STATION, holds, len(findings), unclear, findings)


def _unlisted(table: Table, row: int, has: str) -> Finding:
    document, place = table.address(0, row)
    return UNKNOWN_STATION.finding(
        **placed(table, row),
        has=has,
        document=document,
        place=place.split(", column")[0],
    )


def _moved(case: Case) -> Answer:
    """Compare the commission of each station whose number the register has once."""
    if case.register is None:
        return Answer(MOVED)
    register = case.register
    once = register.filter(~pl.col("station").is_duplicated() & (pl.col("tec") != ""))
    table = case.official.agreed
    both = (
        table.rows.select("station", "tec")
        .with_row_index("_at")
        .join(once.select("station", pl.col("tec").alias("listed")), on="station")
        .filter(pl.col("tec") != "")
        .unique(["station", "tec"], maintain_order=True)
    )
    other = both.filter(pl.col("tec") != pl.col("listed")).sort("_at")
    findings = [
        _elsewhere(table, row, listed)
        for row, listed in other.select("_at", "listed").iter_rows()
    ]
    return Answer(MOVED, both.height - other.height, len(findings), 0, findings)


def _elsewhere(table: Table, row: int, listed: str) -> Finding:
    document, place = table.address(0, row)
    return MOVED.finding(
        **placed(table, row),
        listed=f"TEC {listed}",
        document=document,
        place=place.split(", column")[0],
    )
