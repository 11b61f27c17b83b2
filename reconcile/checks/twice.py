"""Is every station stated once, or each time with the same numbers?

C402  stated twice with other numbers
"""

from collections.abc import Sequence

import polars as pl

from fastcheck.codes import MISSING
from reconcile.checks.base import Answer, Check, Severity, named
from reconcile.checks.relations import placed
from reconcile.finding import Finding
from reconcile.phrases import phrase
from reconcile.table import Case, Table

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

CHECKS = (STATED_TWICE,)


def check_twice(case: Case) -> list[Answer]:
    """Ask C402 of every protocol and every copy."""
    kinds = [*case.posted, case.held]
    shared, rows = _shared_numbers(case.official.agreed)
    findings = [
        *(_twice(kind.every, group) for kind in case.posted for group in kind.contested),
        *(_copied_twice(case.held.every, group) for group in case.held.contested),
        *shared,
    ]
    contested = sum(len(kind.contested) for kind in kinds)
    holds = sum(len(kind.agreed) for kind in kinds) - contested - rows
    return [Answer(STATED_TWICE, holds, len(findings), 0, findings)]


def _shared_numbers(table: Table) -> tuple[list[Finding], int]:
    """Find station numbers that several commissions use with other numbers.

    Returns the findings, and how many protocols stand under these numbers.
    """
    if table.numbers_differ:
        return [], 0
    shared = (
        table.rows.select("station", "channel", "tec")
        .with_row_index("_at")
        .filter(pl.col("station").is_duplicated())
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
    how = phrase("twice-numbers")
    if commissions > 1:
        where |= {
            "rec": "",
            "tec": "",
            "where": phrase("at-number", station=where["station"]),
        }
        how = phrase("twice-commissions", commissions=commissions)
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
        how=phrase("twice-copies"),
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
