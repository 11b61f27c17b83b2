"""Was a protocol posted in time, once, and is it still there?

C406  late, replaced, withdrawn, or posted later than it says

Which numbers of a replaced protocol changed is told by C202.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

import polars as pl

from ingest.facts.forms import Form
from reconcile.checks.base import Answer, Check, Severity
from reconcile.checks.relations import place_of
from reconcile.finding import Finding
from reconcile.phrases import Phrase, phrase
from reconcile.table import Case

POSTED_OTHERWISE = Check(
    code="C406",
    name="posted-late-or-changed",
    severity=Severity.SHOULD,
    asks="Was the protocol posted until it was due, without being replaced or withdrawn, "
    "and when it says it was?",
    source="The election file's date due and its source; for the rest: what the website "
    "itself said at each look, its clock and its Last-Modified",
    says="{where}: {what}",
    rule_out="A website that was out of reach or moved; a server whose clock is wrong or "
    "that keeps a file's older date; a correction that the commission announced.",
)

CHECKS = (POSTED_OTHERWISE,)

PROTOCOL = ["station", "tec", "channel", "source"]
_UNSAID = ""


def check_posting(case: Case) -> list[Answer]:
    """Ask C406 of every protocol that came from a website."""
    due = _UNSAID
    if case.election and case.election.due:
        due = case.election.due.until.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    answers = [_ask(form, rows, due) for form, rows in case.read]
    return answers or [Answer(POSTED_OTHERWISE)]


def _ask(form: Form, rows: pl.DataFrame, due: str) -> Answer:
    dated = rows.filter(pl.col("seen") != _UNSAID)
    told = [
        *_told(form, _late(dated, due), "late"),
        *_told(form, _back_dated(dated), "back-dated"),
        *_told(form, replaced(dated, form.names), "replaced"),
        *_told(form, withdrawn(dated), "withdrawn"),
    ]
    protocols, known = (
        one.select(pl.struct(PROTOCOL).n_unique()).item() if one.height else 0
        for one in (rows, dated)
    )
    where = {(one.station, one.tec, one.rec, one.channel, one.source) for one in told}
    return Answer(
        check=POSTED_OTHERWISE,
        holds=known - len(where),
        violated=len(told),
        unknown=protocols - known,
        findings=told,
    )


def _late(rows: pl.DataFrame, due: str) -> pl.DataFrame:
    """Find protocols whose first version was not there when it was due.

    It was posted no sooner than it says, and no sooner than the last look without it.
    """
    if not due:
        return rows.clear()
    since = pl.max_horizontal("posted", "before")
    return (
        rows.filter(pl.col("version") == 1)
        .with_columns(since.alias("since"))
        .sort("since", maintain_order=True)
        .unique(PROTOCOL, keep="first", maintain_order=True)
        .filter(pl.col("since") > due)
        .with_columns(due=pl.lit(due))
    )


def _back_dated(rows: pl.DataFrame) -> pl.DataFrame:
    """Find documents that were not there at a time when they say they were."""
    claims = pl.col("posted") != _UNSAID
    return rows.filter(claims & (pl.col("posted") < pl.col("before")))


def replaced(rows: pl.DataFrame, lines: Sequence[str]) -> pl.DataFrame:
    """Find versions in which some number differs from the version before."""
    changed = pl.sum_horizontal(
        (pl.col(line) != pl.col(line).shift(1).over(PROTOCOL)).fill_null(value=False)
        for line in lines
    )
    return (
        rows.unique([*PROTOCOL, "version"], keep="first", maintain_order=True)
        .sort(*PROTOCOL, "version")
        .with_columns(changed.alias("changed"), lines=pl.lit(len(lines)))
        .filter((pl.col("version") > 1) & (pl.col("changed") > 0))
    )


def withdrawn(rows: pl.DataFrame) -> pl.DataFrame:
    """Find protocols of which no document is there any more."""
    newest = rows.filter(pl.col("version") == pl.col("version").max().over(PROTOCOL))
    return newest.filter((pl.col("gone") != _UNSAID).all().over(PROTOCOL)).unique(
        PROTOCOL, keep="first", maintain_order=True
    )


def _told(form: Form, rows: pl.DataFrame, kind: str) -> Iterator[Finding]:
    for row in rows.iter_rows(named=True):
        yield POSTED_OTHERWISE.finding(
            **place_of(row, form),
            line=kind,
            what=_what(kind, row),
            document=row["document"],
            place=row["place"],
        )


def _what(kind: str, row: dict[str, Any]) -> Phrase:
    """Tell what happened; of a replaced protocol too whether it says it is a correction."""
    what = phrase(f"posted-{kind}", **row)
    if kind == "replaced" and row["mark"] != _UNSAID:
        return phrase("posted-marked", what=what, mark=phrase(f"mark-{row['mark']}"))
    return what
