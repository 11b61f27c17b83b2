"""The overview, its charts, and which page is home."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from reconcile.desk.desk import AtDesk
from reconcile.desk.findings.listing import Listing
from reconcile.desk.findings.told import speaker_of
from reconcile.desk.overview.whole import tell_whole
from reconcile.desk.pages import page
from reconcile.desk.paging import PageNumber, part_of
from reconcile.desk.visitor import Reading, Visitor
from reconcile.outcome.sample.audit import ONCE
from reconcile.report.charts.chart import Chart
from reconcile.report.charts.evidence import risk_words

router = APIRouter()

Name = Annotated[str, Path(pattern=r"^[a-z]{1,40}$")]
NIGHTS = 10  # on a page: some 8 KB
_NIGHTS = "/overview/nights"
# Those who collect copies begin with the search of a station, all others with the whole.
_COLLECT = ("observer", "clerk")
_BASES = {ONCE: "once"}  # the words for how stations were drawn, where they differ


@router.get("/")
def go_home(request: Request, who: Reading) -> Response:
    """Lead to the page that serves a visitor most."""
    collects = who.person is not None and who.person.role in _COLLECT
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{'/stations' if collects else '/overview'}{query}", 303)


@router.get("/overview")
def show(request: Request, desk: AtDesk, who: Reading) -> HTMLResponse:
    """Show the whole."""
    listing = desk.findings.now()
    whole = listing and tell_whole(listing, speaker_of(listing.shown, who.language))
    if listing is None or whole is None:
        return page(request, who, "findings/none_yet.html")
    speaker = speaker_of(listing.shown, who.language)
    return page(
        request,
        who,
        "overview/whole.html",
        whole=whole,
        last_night=listing.past[0] if listing.past else None,
        **_nights(listing, 1),
        charts=listing.shown.charts.names,
        is_drawn=listing.shown.is_drawn,
        speaker=speaker,
        basis=lambda value: speaker.words(f"overview-basis-{_BASES.get(value, value)}"),
        risk=lambda value: risk_words(value, speaker.words),
    )


@router.get(_NIGHTS)
def list_nights(
    request: Request, desk: AtDesk, who: Reading, number: PageNumber = 1
) -> HTMLResponse:
    """List the nights, the last first."""
    listing = desk.findings.now()
    if listing is None:
        return page(request, who, "findings/none_yet.html")
    return page(request, who, "overview/all_nights.html", **_nights(listing, number))


def _nights(listing: Listing, number: int) -> dict[str, Any]:
    """Return the nights of a page, and where the others are."""
    part = part_of(len(listing.past), number, NIGHTS, _NIGHTS)
    return {"past": listing.past[part.rows], "part": part}


@router.get("/charts/{name}.svg")
def draw(desk: AtDesk, who: Reading, name: Name) -> Response:
    """Give a chart's drawing."""
    chart = _chart(desk, who, name)
    if not chart.svg:
        raise HTTPException(404)
    return Response(chart.svg, media_type="image/svg+xml")


@router.get("/charts/{name}")
def tell(request: Request, desk: AtDesk, who: Reading, name: Name) -> HTMLResponse:
    """Show a chart with the sentence that reads it and the numbers behind it."""
    chart = _chart(desk, who, name)
    return page(request, who, "overview/chart.html", chart=chart)


def _chart(desk: AtDesk, who: Visitor, name: str) -> Chart:
    chart = desk.reader.now().charts.chart(name, who.language)
    if chart is None:
        raise HTTPException(404)
    return chart
