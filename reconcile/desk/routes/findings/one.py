"""One finding: all that is known of it, what became of it, and what people decide."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from ingest.errors import SettingError
from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.findings.below import tell_below
from reconcile.desk.findings.held import held_copies
from reconcile.desk.findings.listing import Listing
from reconcile.desk.findings.sights import sides_of
from reconcile.desk.findings.told import Row, speaker_of, tell
from reconcile.desk.pages import page
from reconcile.desk.shown import Shown
from reconcile.desk.visitor import Reading, Sent, Supervising, Visitor, person_of, text_of
from reconcile.keep.life.copies import contradicting
from reconcile.keep.life.settle import LONGEST_WHY, UnsaidError, settle_in
from reconcile.keep.life.told import life
from reconcile.keep.store.activity import note

router = APIRouter()

_MOST_NUMBERS = 60  # that are shown; a relation may name all lines of a form
_LONGEST = 1000  # characters of a document's digest and a place in it
# The id of a finding: its check, a part of a digest, and a number where several are alike.
Id = Annotated[str, Path(pattern=r"^C\d{3}-[0-9a-f]{12}(-\d{1,6})?$")]


@router.get("/findings/{finding}")
def show(request: Request, desk: AtDesk, who: Reading, finding: Id) -> HTMLResponse:
    """Show a finding."""
    return _page(request, desk, who, finding)


@router.post("/findings/{finding}/settle")
def close(
    request: Request, desk: AtDesk, who: Supervising, finding: Id, form: Sent
) -> Response:
    """Settle a finding, and say which of several copies holds."""
    return _decide(request, desk, who, finding, form, opens=False)


@router.post("/findings/{finding}/open")
def reopen(
    request: Request, desk: AtDesk, who: Supervising, finding: Id, form: Sent
) -> Response:
    """Open a settled finding again."""
    return _decide(request, desk, who, finding, form, opens=True)


def _decide(
    request: Request,
    desk: Desk,
    who: Visitor,
    finding: str,
    form: FormData,
    *,
    opens: bool,
) -> Response:
    """Record a decision and return to the finding; a decision without a reason is none."""
    listing, row = found_at(desk, finding)
    name, why = person_of(who).name, text_of(form, "why", LONGEST_WHY)
    aside = [] if opens else _others(listing.shown, row, text_of(form, "holds", _LONGEST))
    try:
        with desk.store.writing() as connection:
            settle_in(connection, finding, name, why, opens=opens, aside=aside)
            note(connection, name, "decided", finding)
    except UnsaidError:
        return _page(request, desk, who, finding, problem=True)
    except SettingError:  # it ended, or was opened, meanwhile
        raise HTTPException(409) from None
    return RedirectResponse(f"/findings/{finding}", 303)


def _copies(shown: Shown, row: Row) -> list[tuple[str, str, str]]:
    """Return source, document and place of copies that contradict each other."""
    here = contradicting(shown.inputs.copies, row)
    return [] if here is None else here.select("source", "document", "place").rows()


def _others(shown: Shown, row: Row, holds: str) -> list[tuple[str, str]]:
    """Return the copies that count no more if one holds; HTTPException 422 if none does."""
    here = [(document, place) for _, document, place in _copies(shown, row)]
    rest = [one for one in here if " ".join(one) != holds]
    if holds and len(rest) + 1 != len(here):
        raise HTTPException(422)
    return rest if holds else []


def found_at(desk: Desk, finding: str) -> tuple[Listing, Row]:
    """Return a finding that is listed, with the list; else HTTPException 404."""
    listing = desk.findings.now()
    row = listing.find(finding) if listing else None
    if listing is None or row is None:
        raise HTTPException(404)
    return listing, row


def _page(
    request: Request, desk: Desk, who: Visitor, finding: str, *, problem: bool = False
) -> HTMLResponse:
    listing, row = found_at(desk, finding)
    works = who.may("clerk")
    speaker = speaker_of(listing.shown, who.language)
    return page(
        request,
        who,
        "findings/one.html",
        400 if problem else 200,
        told=tell(listing.shown, row, speaker),
        sides=sides_of(desk.reader, row, works=works),
        below=tell_below(listing.shown, row, speaker, 1),
        held=held_copies(desk.store, listing.shown, who, row),
        lived=life(desk.store, finding),
        speaker=speaker,
        most=_MOST_NUMBERS,
        works=works,
        copies=_copies(listing.shown, row) if who.may("supervisor") else [],
        problem=problem,
        station=listing.shown.stations.find(row["station"], row["tec"])
        or listing.shown.stations.find(row["station"], ""),
    )
