"""Is a protocol signed by its commission, sealed, and dated when it can have been?

C407  signatures, seal, date and time
"""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from ingest.facts.forms import Form
from reconcile.checks.base import Answer, Check, Severity
from reconcile.checks.relations import place_of
from reconcile.finding import Finding
from reconcile.phrases import Phrase, phrase
from reconcile.table import Case

if TYPE_CHECKING:
    from ingest.facts.elections import Election

NOT_AS_SIGNED = Check(
    code="C407",
    name="signing-incomplete",
    severity=Severity.SHOULD,
    asks="Did all members sign, is there a seal, and is the protocol of the hours in "
    "which votes were counted?",
    source="Kazakhstan, Constitutional Law on Elections, art. 43 (1): the count starts "
    "when voting ends and takes at most 12 hours; art. 44 (3): chair and members sign",
    says="{where}: {what}",
    rule_out="Members who were not there, with the reason in the minutes; a date of "
    "sending instead of signing; a page whose text leaves out what the paper has.",
)

CHECKS = (NOT_AS_SIGNED,)

LONGEST_COUNT = timedelta(hours=12)  # art. 43 (1)
_PROTOCOL = ["station", "tec", "channel", "source"]


def check_signing(case: Case) -> list[Answer]:
    """Ask C407 of the last version of every protocol whose text says how it was signed."""
    answers = [_ask(form, rows, case.election) for form, rows in case.read]
    return answers or [Answer(NOT_AS_SIGNED)]


def _ask(form: Form, rows: pl.DataFrame, election: "Election | None") -> Answer:
    """Ask of each protocol when it was signed, by whom, and whether it has a seal."""
    newest = rows.filter(pl.col("version") == pl.col("version").max().over(_PROTOCOL))
    asked = newest.with_columns(
        _out_of_hours(form, election).alias("_signed"),
        (pl.col("signatures") < pl.col("members")).alias("_signatures"),
        pl.when(pl.col("seal") != "").then(pl.col("seal") == "absent").alias("_seal"),
    )
    told = [finding for kind in _WHAT for finding in _told(form, asked, kind)]
    answers = asked.select(f"_{kind}" for kind in _WHAT)
    holds = answers.select((~pl.all()).sum()).sum_horizontal()
    unknown = answers.null_count().sum_horizontal()
    return Answer(NOT_AS_SIGNED, int(holds[0]), len(told), int(unknown[0]), told)


def _out_of_hours(form: Form, election: "Election | None") -> pl.Expr:
    """Tell whether a protocol was signed before voting ended or after counting had to.

    Null where it does not say, or where it names the day alone.
    """
    if election is None or not election.hours:
        return pl.lit(None, pl.Boolean)
    closes = datetime.combine(election.day, _closing(election.hours))
    signed = pl.col("signed").str.to_datetime("%Y-%m-%dT%H:%M", strict=False)
    late = signed > closes + LONGEST_COUNT if form.level == "pec" else pl.lit(value=False)
    return (signed < closes) | late


def _closing(hours: str) -> time:
    return time.fromisoformat(hours.partition("-")[2])


_WHAT: dict[str, Callable[[dict[str, Any]], Phrase]] = {
    "signed": lambda row: phrase("signed-when", signed=row["signed"].replace("T", " ")),
    "signatures": lambda row: phrase(
        "signed-by", signatures=row["signatures"], members=row["members"]
    ),
    "seal": lambda _row: phrase("signed-seal"),
}


def _told(form: Form, asked: pl.DataFrame, kind: str) -> Iterator[Finding]:
    for row in asked.filter(f"_{kind}").iter_rows(named=True):
        yield NOT_AS_SIGNED.finding(
            **place_of(row, form),
            line=kind,
            what=_WHAT[kind](row),
            document=row["document"],
            place=row["place"],
        )
