"""Is every station there, and under its commission?

C401  absent
C403  not in the register
C404  under another commission than the register says
"""

import polars as pl

from reconcile.checks.base import Answer, Check, Severity
from reconcile.checks.copies import same_commission
from reconcile.checks.relations import at, placed
from reconcile.finding import Finding
from reconcile.phrases import Phrase, phrase
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

CHECKS = (ABSENT, UNKNOWN_STATION, MOVED)


def check_register(case: Case) -> list[Answer]:
    """Ask C401, C403 and C404 of all stations and commissions that are known."""
    return [_absent(case), _unknown(case), _moved(case)]


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
            where=at(station, tec),
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


def _known_stations(case: Case) -> tuple[pl.DataFrame, Phrase]:
    """List stations that should have a protocol, and how we know of them."""
    if case.register is not None:
        return case.register, phrase("known-register")
    copies = case.copies.agreed.rows.select("station", "tec", "rec")
    return copies.unique(maintain_order=True), phrase("known-copy")


def _not_posted(
    known: pl.DataFrame, official: Table, *, listed: bool
) -> tuple[pl.DataFrame, int]:
    """Return the stations that no published protocol is of, and how many are unclear.

    A number that several commissions use is unclear where the published protocol does
    not say whose station it is.
    """
    if not known.height:
        return known, 0
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
                known_from=phrase("known-register"),
                where=phrase(f"at-{level}", name=name),
            )
            for name in listed.to_list()
            if name not in posted
        ]
    return findings


def _unknown(case: Case) -> Answer:
    if case.register is None:
        return Answer(UNKNOWN_STATION)
    findings, holds, unclear = list[Finding](), 0, 0
    seen = set[tuple[str, str]]()
    commissions: dict[str, set[str]] = {}
    for station, tec in case.register.select("station", "tec").iter_rows():
        commissions.setdefault(station, set()).add(tec)
    kinds = (
        (case.official.agreed, phrase("has-protocol")),
        (case.copies.agreed, phrase("has-copy")),
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


def _unlisted(table: Table, row: int, has: Phrase) -> Finding:
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
        listed=phrase("at-tec", name=listed),
        document=document,
        place=place.split(", column")[0],
    )
