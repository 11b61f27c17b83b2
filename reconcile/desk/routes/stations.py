"""Finding a station, and what was posted of it beside its picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from reconcile.desk.desk import AtDesk
from reconcile.desk.findings.told import Row, say_rows, speaker_of
from reconcile.desk.pages import page
from reconcile.desk.search import MOST_SHOWN, Station
from reconcile.desk.shown import Shown
from reconcile.desk.visitor import PLAIN, Reading
from reconcile.keep.store.typed import Typed

router = APIRouter()

Id = Annotated[str, Query(max_length=200, pattern=PLAIN)]


@dataclass(frozen=True, slots=True)
class Posted:
    """One protocol as it was posted: its counts, its document and the document's times."""

    channel: str
    version: int
    counts: Sequence[int | None]
    document: str
    place: str
    asked: str
    seen: str
    posted: str


@router.get("/stations")
def find(request: Request, desk: AtDesk, who: Reading, q: Id = "") -> HTMLResponse:
    """Search stations; htmx asks for the list alone."""
    shown = desk.reader.now()
    found = shown.stations.search(q)
    part = "stations_found.html" if "hx-request" in request.headers else "stations.html"
    return page(
        request,
        who,
        part,
        q=q,
        found=found[:MOST_SHOWN],
        number=len(found),
        every=len(shown.stations.every),
    )


@router.get("/station")
def show(
    request: Request, desk: AtDesk, who: Reading, station: Id, under: Id = ""
) -> HTMLResponse:
    """Show what was posted of one station."""
    shown = desk.reader.now()
    known = known_station(shown, station, under)
    return page(
        request,
        who,
        "station.html",
        station=known,
        posted=posted_of(shown, known),
        form=shown.form,
        findings=_findings(shown, known, who.language),
    )


def known_station(shown: Shown, station: str, under: str) -> Station:
    """Return a station; HTTPException 404 if there is none."""
    known = shown.stations.find(station, under)
    if known is None:
        raise HTTPException(404)
    return known


def station_of(shown: Shown, entry: Typed) -> Station:
    """Return the station of a copy, also of one that no register knows."""
    known = shown.stations.find(entry.station, entry.tec)
    return known or Station(
        entry.station, entry.tec, entry.tec, "", {}, {}, is_posted=False
    )


def posted_of(shown: Shown, station: Station) -> list[Posted]:
    """List the protocols of a station in digits, the last version of each first."""
    rows = shown.official(station.station, station.under).rows.filter(
        pl.col("statement") == ""
    )
    rows = rows.sort("channel", "version", descending=[False, True], maintain_order=True)
    return [_posted(shown, row) for row in rows.iter_rows(named=True)]


def _posted(shown: Shown, row: dict[str, Any]) -> Posted:
    read = shown.posted.get(row["document"])
    return Posted(
        row["channel"],
        row["version"],
        [row[name] for name in shown.form.names],
        row["document"],
        row["place"],
        read.asked if read else "",
        read.seen if read else "",
        read.posted if read else "",
    )


def _findings(shown: Shown, station: Station, language: str) -> list[Row]:
    """Return what the last run found at a station, said in a language."""
    if shown.findings is None:
        return []
    wanted = pl.col("station") == station.station
    if station.under:
        wanted &= pl.col("tec") == station.under
    rows = shown.findings.filter(wanted)
    return say_rows(shown, rows, speaker_of(shown, language))
