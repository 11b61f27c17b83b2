"""Is every station there, once, under its commission?

C401  absent
C402  stated twice with other numbers
C403  not in the register
"""

from collections.abc import Iterator, Sequence

import polars as pl

from reconcile.checks.base import Answer, Check, Severity
from reconcile.checks.relations import placed
from reconcile.finding import Finding
from reconcile.table import Case, Statements, Table, not_posted, station_key

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
    says="{where}: stated {times} times {how}; line {number} ({label}) is {official} "
    "and {copy}",
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

CHECKS = (ABSENT, STATED_TWICE, UNKNOWN_STATION)


def check_register(case: Case) -> list[Answer]:
    """Ask C401 to C403 of all stations and commissions that are known."""
    return [_absent(case), _stated_twice(case), _unknown(case)]


def _absent(case: Case) -> Answer:
    known, how = _known_stations(case)
    gone = not_posted(known, case.official.agreed)
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
        holds=known.height - gone.height,
        violated=len(findings),
        findings=findings,
    )


def _known_stations(case: Case) -> tuple[pl.DataFrame, str]:
    """List stations that should have a protocol, and how we know of them."""
    if case.register is not None:
        return case.register, "the register"
    copies = case.copies.agreed.rows.select("station", "tec", "rec")
    return copies.unique("station", maintain_order=True), "an observer copy"


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
    kinds = [case.official, case.copies, *case.commissions]
    findings = [one for kind in kinds for one in _contradictions(kind)]
    findings += _shared_numbers(case.official.agreed)
    stations = sum(kind.agreed.rows["station"].n_unique() for kind in kinds)
    return Answer(
        STATED_TWICE,
        holds=stations - len(findings),
        violated=len(findings),
        findings=findings,
    )


def _contradictions(kind: Statements) -> Iterator[Finding]:
    """Find protocols that one source states several times with other numbers."""
    for group in kind.contested:
        yield _twice(kind.every, group, "with other numbers", Severity.MUST)


def _shared_numbers(table: Table) -> Iterator[Finding]:
    """Find station numbers that several commissions use."""
    shared = (
        table.rows.with_row_index("_at")
        .group_by("station", "channel", maintain_order=True)
        .agg("_at", pl.col("tec").n_unique().alias("commissions"))
        .filter(pl.col("commissions") > 1)
    )
    for rows, commissions in shared.select("_at", "commissions").iter_rows():
        how = f"by {commissions} commissions"
        yield _twice(table, rows, how, Severity.SHOULD)


def _twice(table: Table, rows: Sequence[int], how: str, severity: str) -> Finding:
    first, second, line = _difference(table, rows)
    document, place = table.address(line, first)
    copy_document, copy_place = table.address(line, second)
    one = table.form.lines[line]
    where = placed(table, first)
    if severity == Severity.SHOULD:
        where |= {"rec": "", "tec": "", "where": f"station number {where['station']}"}
    said, again = int(table.counts[line, first]), int(table.counts[line, second])
    return STATED_TWICE.finding(
        severity=severity,
        **where,
        line=one.name,
        number=one.number,
        label=one.label,
        official=said,
        copy=again,
        difference=said - again,
        times=len(rows),
        how=how,
        document=document,
        place=place,
        copy_document=copy_document,
        copy_place=copy_place,
    )


def _difference(table: Table, rows: Sequence[int]) -> tuple[int, int, int]:
    """Find two of the rows and the first line where both have numbers that differ."""
    for line in range(len(table.counts)):
        known = [row for row in rows if table.counts[line, row] >= 0]
        for row in known[1:]:
            if table.counts[line, row] != table.counts[line, known[0]]:
                return known[0], row, line
    return rows[0], rows[1], 0


def _unknown(case: Case) -> Answer:
    if case.register is None:
        return Answer(UNKNOWN_STATION)
    seen: set[tuple[str, ...]] = set()
    findings: list[Finding] = []
    kinds = (
        (case.official.agreed, "a published protocol"),
        (case.copies.agreed, "an observer copy"),
    )
    key = station_key(case.register)
    listed = set(case.register.select(key).iter_rows())
    for table, has in kinds:
        for row, station in enumerate(table.rows.select(key).iter_rows()):
            if station not in seen and station not in listed:
                findings.append(_unlisted(table, row, has))
            seen.add(station)
    return Answer(
        UNKNOWN_STATION,
        holds=len(seen & listed),
        violated=len(findings),
        findings=findings,
    )


def _unlisted(table: Table, row: int, has: str) -> Finding:
    document, place = table.address(0, row)
    return UNKNOWN_STATION.finding(
        **placed(table, row),
        has=has,
        document=document,
        place=place.split(", column")[0],
    )
