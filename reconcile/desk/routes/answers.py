"""What the checks say of a copy that was typed: at once, and again whenever it is asked."""

from secrets import token_hex
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from ingest.errors import QuarantineError
from ingest.parse.shown import draw_page
from reconcile.answer import answer_copy
from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.pages import page, text
from reconcile.desk.photos import NoPhotoError, keep_photo, seen_photo
from reconcile.desk.routes.documents import FOREVER, Digest
from reconcile.desk.routes.stations import station_of
from reconcile.desk.shown import Shown
from reconcile.desk.visitor import (
    Before,
    Number,
    Observing,
    Sent,
    Visitor,
    person_of,
    token_of,
)
from reconcile.keep.incoming import suffix
from reconcile.keep.store.typed import (
    SECOND,
    Typed,
    attach,
    entries_beside,
    keep_typed,
    own_entries,
    own_entry,
)

router = APIRouter()

LISTED = 20  # copies on a page


@router.get("/copies")
def list_own(
    request: Request, desk: AtDesk, who: Observing, before: Before = None
) -> HTMLResponse:
    """List a person's own copies, each with what is known of it now."""
    with desk.store.reading(together=False) as connection:
        mine = own_entries(connection, person_of(who).name, before, LISTED)
    shown = desk.reader.now()
    copies = [_told(shown, one) for one in mine]
    more = mine[-1].number if len(mine) == LISTED else None
    return page(request, who, "copies.html", copies=copies, more=more)


@router.get("/copy/{number}")
def show(request: Request, desk: AtDesk, who: Observing, number: Number) -> HTMLResponse:
    """Say in a sentence, and line by line, how a copy and what was posted compare."""
    return _page(request, desk, who, number)


@router.get("/copy/{number}/text")
def tell(request: Request, desk: AtDesk, who: Observing, number: Number) -> Response:
    """Say the same as text, to send on."""
    told = _told(desk.reader.now(), _entry(desk, who, number))
    headers = {"Content-Disposition": f'attachment; filename="copy-{number}.txt"'}
    return PlainTextResponse(text(request, who, "answer.txt", **told), headers=headers)


@router.post("/copy/{number}/photo")
def attach_photo(
    request: Request, desk: AtDesk, who: Observing, number: Number, form: Sent
) -> Response:
    """Put a photograph to a copy that was typed: an entry that replaces it."""
    entry, person = _entry(desk, who, number), person_of(who)
    if entry.who != person.name:
        raise HTTPException(403)
    try:
        digest = keep_photo(desk, person, form.get("photo"))
    except NoPhotoError as fault:
        return _page(request, desk, who, number, fault.key)
    with desk.store.writing() as connection:
        last = own_entry(
            connection,
            person.name,
            entry.source,
            entry.station,
            entry.tec,
            entry.channel,
        )
        more = attach(last or entry, digest, token_of(form))
        kept = keep_typed(connection, person.name, more)
    return RedirectResponse(f"/copy/{kept.number}", 303)


@router.get("/photo/{digest}")
def draw(desk: AtDesk, who: Observing, digest: Digest) -> Response:
    """Show a photograph as a picture of ours."""
    try:
        picture = draw_page(seen_photo(desk, who, digest), 1)
    except QuarantineError:
        raise HTTPException(404) from None
    return Response(picture, media_type="image/jpeg", headers=FOREVER)


@router.get("/photo/{digest}/bytes")
def give(desk: AtDesk, who: Observing, digest: Digest) -> Response:
    """Give a photograph's bytes as they came."""
    data = seen_photo(desk, who, digest)
    headers = FOREVER | {
        "Content-Disposition": f'attachment; filename="{digest}{suffix(data)}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)


def _page(
    request: Request, desk: Desk, who: Visitor, number: Number, problem: str = ""
) -> HTMLResponse:
    entry = _entry(desk, who, number)
    shown = _told(desk.reader.now(), entry) | {
        "problem": problem,
        "own": entry.who == person_of(who).name,
        "token": token_hex(16),
    }
    return page(request, who, "answer.html", 400 if problem else 200, **shown)


def _entry(desk: Desk, who: Visitor, number: Number) -> Typed:
    """Return an entry to whoever typed it, or may see it; else 404.

    A clerk who may type it again does not see it before somebody has.
    """
    with desk.store.reading(together=False) as connection:
        every = entries_beside(connection, number)
    entry = next((one for one in every if one.number == number), None)
    if entry is None:
        raise HTTPException(404)
    twice = any(one.entry == SECOND for one in every)
    mine = entry.who == person_of(who).name
    if not (mine or who.may("supervisor") or (twice and who.may("clerk"))):
        raise HTTPException(404)
    return entry


def _told(shown: Shown, entry: Typed) -> dict[str, Any]:
    """Put together all that is told of an entry."""
    answer = answer_copy(
        shown.protocols, entry.station, entry.tec, entry.channel, entry.counts
    )
    return {
        "entry": entry,
        "station": station_of(shown, entry),
        "answer": answer,
        "form": shown.form,
        "document": shown.posted.get(answer.document),
        "differing": sum(bool(one.difference) for one in answer.lines),
        "missing": sum(one.difference is None for one in answer.lines),
    }
