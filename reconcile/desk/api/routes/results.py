"""What was posted, and how the last run came out."""

from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, Query

from reconcile.desk.api.answers import TABLE, Answering, Page
from reconcile.desk.api.callers import READING
from reconcile.desk.api.problems import PROBLEMS
from reconcile.desk.api.rows import Night, ProtocolRow, RunRow, StationRow, Status
from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.search import Station
from reconcile.desk.visitor import PLAIN
from reconcile.keep.night import last_night
from reconcile.keep.store.nights import every_run

router = APIRouter(tags=["results"], dependencies=[READING])

Text = Annotated[str, Query(max_length=200, pattern=PLAIN)]
_RUN = {
    "run": pl.Int64,
    **dict.fromkeys(("started", "ended", "report"), pl.String),
    "records": pl.Int64,
}
# Parts of summary.json that a reader sees; those left out name the files of observers.
_PARTS = (
    *("election", "form", "form_status", "stations", "coverage", "checks", "findings"),
    *("screening", "totals", "shares", "effect", "seats", "materiality", "triage"),
    *("seconds", "tekseru", "archive"),
)


@router.get("/status", responses=PROBLEMS)
def status(desk: AtDesk) -> Status:
    """Tell of the election and of the last run: is it done, and what did it find?"""
    shown, election = desk.reader.now(), desk.folder.election
    with desk.store.reading() as connection:
        runs = [one for one in every_run(connection) if one.report == shown.report]
    run, summary = (runs[-1] if runs else None), shown.summary or {}
    return Status(
        election=election.id,
        title=election.title,
        invented=election.invented,
        form=shown.form.id,
        form_status=shown.form.status,
        report=shown.report,
        run=run.run if run else None,
        started=run.started if run else "",
        ended=run.ended if run else "",
        stations=summary.get("stations", {}),
        findings=summary.get("findings", {}),
        night=_night(desk),
        tekseru=summary.get("tekseru", ""),
    )


def _night(desk: Desk) -> Night | None:
    night = last_night(desk.folder)
    if night is None:
        return None
    steps = {step: str(came["state"]) for step, came in night.steps.items()}
    return Night(report=night.number, started=night.started, ended=night.ended, steps=steps)


@router.get("/summary", responses=PROBLEMS)
def summary(desk: AtDesk) -> dict[str, Any]:
    """Give summary.json of the last run, but for the names of files; empty before one."""
    told = desk.reader.now().summary or {}
    return {part: told[part] for part in _PARTS if part in told}


@router.get("/runs", response_model=Page[RunRow], **TABLE)
def runs(desk: AtDesk, answer: Answering) -> Any:
    """List the runs of the checks, in their order."""
    with desk.store.reading() as connection:
        every = every_run(connection)
    rows = [{name: getattr(one, name) for name in _RUN} for one in every]
    return answer.send("runs", pl.DataFrame(rows, _RUN))


@router.get("/stations", response_model=Page[StationRow], **TABLE)
def stations(desk: AtDesk, answer: Answering, q: Text = "") -> Any:
    """List stations; `q` is searched as the desk's first page does."""
    known = desk.reader.now().stations
    found = known.search(q) if q else known.every
    return answer.send("stations", pl.DataFrame(map(_row, found), _STATION, orient="row"))


_NAMES = ("name_en", "name_ru", "name_kk")
_STATION = {
    **dict.fromkeys(("station", "tec", "rec", *_NAMES), pl.String()),
    "posted": pl.Boolean(),
}


def _row(one: Station) -> tuple[str | bool, ...]:
    names = (one.names.get(name.removeprefix("name_"), "") for name in _NAMES)
    return (one.station, one.tec, one.rec, *names, one.is_posted)


@router.get("/protocols", response_model=Page[ProtocolRow], **TABLE)
def protocols(desk: AtDesk, answer: Answering, station: Text = "", tec: Text = "") -> Any:
    """List the protocols of stations as they were posted, every version, in digits."""
    shown = desk.reader.now()
    rows = shown.inputs.official.rows.filter(pl.col("statement") == "")
    for name, wanted in (("station", station), ("tec", tec)):
        rows = rows.filter(pl.col(name) == wanted) if wanted else rows
    keys = ("station", "tec", "rec", "channel", "version", "document", "place")
    lines = shown.form.names
    return answer.send("protocols", rows.select(*keys, *lines), lines)
