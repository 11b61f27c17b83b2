"""What the checks found, and what became of it from run to run."""

from enum import StrEnum
from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, Query

from reconcile.desk.api.answers import TABLE, Answering, Page
from reconcile.desk.api.callers import READING
from reconcile.desk.api.routes.results import Text
from reconcile.desk.api.rows import EventRow, FindingRow
from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.findings.listed import MATTERS, VOTES, Wanted, prepare, select
from reconcile.finding import SCHEMA
from reconcile.keep.life.told import state as states_of
from reconcile.keep.store.nights import events_since

router = APIRouter(tags=["findings"], dependencies=[READING])

Run = Annotated[int, Query(ge=0, le=2**31 - 1)]
_EVENT = {
    **{"run": pl.Int64, "finding": pl.String, "kind": pl.String, "seen": pl.Boolean},
    **{"other": pl.String, "why": pl.String},
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
    found = select(_prepared(desk), wanted)
    if since:
        found = found.filter(pl.col("since") > since)
    return answer.send("findings", found.select(*SCHEMA, "state", "since"))


def _prepared(desk: Desk) -> pl.DataFrame:
    shown = desk.reader.now()
    every = shown.findings if shown.findings is not None else pl.DataFrame(schema=SCHEMA)
    first = [one["finding"] for one in (shown.summary or {})["triage"]["first"]]
    parties = {one.name: one.party for one in shown.form.lines if one.party}
    return prepare(every, first, parties, states_of(desk.store))


@router.get("/events", response_model=Page[EventRow], **TABLE)
def events(desk: AtDesk, answer: Answering, since: Run = 0) -> Any:
    """List what became of each finding, in the order of the runs, after run `since`."""
    with desk.store.reading() as connection:
        told = events_since(connection, since)
    rows = [{name: getattr(one, name) for name in _EVENT} for one in told]
    return answer.send("events", pl.DataFrame(rows, _EVENT))
