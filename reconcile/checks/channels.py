"""Is a station's summary protocol its paper and electronic protocols together?

C206  the paper and electronic protocols that a summary sums up
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from fastcheck.codes import HOLDS, UNKNOWN, VIOLATED
from ingest.alike import all_same
from reconcile.checks.base import Answer, Check, Severity, named, weight
from reconcile.checks.relations import placed
from reconcile.finding import Finding
from reconcile.table import Case, Table

SUMMARY_NOT_THE_SUM = Check(
    code="C206",
    name="summary-not-the-sum",
    severity=Severity.SHOULD,
    asks="Is a station's summary protocol its paper and electronic protocols together?",
    source="Kazakhstan, note of the Central Election Commission of 28 November 2005: "
    "stations with electronic voting draw up and post all three; that 2007 did the same "
    "is derived",
    says="{where}, line {number} ({label}): summary {official}, paper and electronic "
    "together {expected}, off by {difference:+d}",
    rule_out="A voter counted on paper and on the machine; a line that only paper "
    "protocols have; a form whose lines are provisional.",
)

CHECKS = (SUMMARY_NOT_THE_SUM,)


def check_channels(case: Case) -> list[Answer]:
    """Ask C206 of the stations that have all three protocols."""
    return [_ask(case.official.agreed)]


def _ask(table: Table) -> Answer:
    rows = _all_three(table)
    if not rows.shape[1]:
        return Answer(SUMMARY_NOT_THE_SUM)
    from fastcheck.channels import check_summary

    adds = np.array([line.adds for line in table.form.lines], np.uint8)
    status, expected = check_summary(table.counts, adds, rows)
    return Answer(
        check=SUMMARY_NOT_THE_SUM,
        holds=int((status == HOLDS).sum()),
        violated=int((status == VIOLATED).sum()),
        unknown=int((status == UNKNOWN).sum()),
        findings=list(_findings(table, rows, status, expected)),
    )


def _all_three(table: Table) -> np.ndarray:
    """Find the protocols of stations with machines: int64 (channel, station)."""
    channel = table.rows["channel"]
    if len(table.form.channels) == 1 or all_same(channel) or "summary" not in channel:
        return np.zeros((3, 0), np.int64)
    keys = table.rows.select("station", "tec", "channel").with_row_index("at")
    wanted = ("paper", "electronic", "summary")
    each = [keys.filter(pl.col("channel") == one).drop("channel") for one in wanted]
    three = each[2]
    for name, one in zip(wanted, each[:2], strict=False):
        three = three.join(
            one.rename({"at": name}), on=["station", "tec"], maintain_order="left"
        )
    rows = three.select("paper", "electronic", "at").cast(pl.Int64).to_numpy().T
    return np.ascontiguousarray(rows)


def _findings(
    table: Table, rows: np.ndarray, status: np.ndarray, expected: np.ndarray
) -> Iterator[Finding]:
    for station, at in np.argwhere(status.T == VIOLATED).tolist():
        row, line = int(rows[2, station]), table.form.lines[at]
        said, together = int(table.counts[at, row]), int(expected[at, station])
        document, place = table.address(at, row)
        yield SUMMARY_NOT_THE_SUM.finding(
            **placed(table, row),
            **weight(line, said - together),
            **named(line),
            official=said,
            expected=together,
            difference=said - together,
            document=document,
            place=place,
        )
