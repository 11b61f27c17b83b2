"""What the checks found, and what became of it from run to run."""

from enum import StrEnum
from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, Query

from reconcile.desk.api.answers import TABLE, Answering, Page
from reconcile.desk.api.callers import READING
from reconcile.desk.api.routes.results import Text
from reconcile.desk.api.rows import EventRow, FindingRow
from reconcile.desk.desk import AtDesk
from reconcile.desk.findings.listed import MATTERS, VOTES, Wanted, select
from reconcile.finding import SCHEMA
from reconcile.keep.store.nights import every_event

router = APIRouter(tags=["findings"], dependencies=[READING])

Run = Annotated[int, Query(ge=0, le=2**31 - 1)]
_FINDING = {**SCHEMA, "state": pl.String, "since": pl.Int64}
_EVENT = {
    "run": pl.Int64,
    **dict.fromkeys(("finding", "kind"), pl.String),
    "seen": pl.Boolean,
    **dict.fromkeys(("other", "why"), pl.String),
}


class Severity(StrEnum):
    """How strong the rule behind a check is."""

    ANY = ""
    MUST = "must"
    SHOULD = "should"
    NOTE = "note"


class Order(StrEnum):
    """Which findings come first."""

    MATTERS = MATTERS
    VOTES = VOTES


@router.get("/findings", response_model=Page[FindingRow], **TABLE)
def findings(
    desk: AtDesk,
    answer: Answering,
    family: Text = "",
    code: Text = "",
    severity: Severity = Severity.ANY,
    rec: Text = "",
    tec: Text = "",
    station: Text = "",
    party: Text = "",
    votes: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    state: Text = "",
    order: Order = Order.MATTERS,
    since: Annotated[Run, Query(description="First found after this run")] = 0,
) -> Any:
    """List what the last run found, filtered and ordered as the desk's pages are."""
    wanted = Wanted(family, code, severity, rec, tec, station, party, votes, state, order)
    listing = desk.findings.now()
    if listing is None:
        return answer.send("findings", pl.DataFrame(schema=_FINDING))
    found = select(listing.prepared, wanted)
    if since:
        found = found.filter(pl.col("since") > since)
    return answer.send("findings", found.select(*_FINDING))


@router.get("/events", response_model=Page[EventRow], **TABLE)
def events(desk: AtDesk, answer: Answering, since: Run = 0) -> Any:
    """List what became of each finding, in the order of the runs, after run `since`."""
    with desk.store.reading() as connection:
        told = [one for one in every_event(connection) if one.run > since]
    rows = [{name: getattr(one, name) for name in _EVENT} for one in told]
    return answer.send("events", pl.DataFrame(rows, _EVENT))
