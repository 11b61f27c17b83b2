"""Typing a copy: line by line, with sums on the way, and kept whatever happens.

What is typed is a draft until it is sent. Nothing that does not add up stops anybody; a
field that is no count does, for there is no number to keep.
"""

from dataclasses import replace
from secrets import token_hex
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.pages import page
from reconcile.desk.photos import NoPhotoError, is_file, keep_photo
from reconcile.desk.routes.stations import Id, known_station
from reconcile.desk.search import Station
from reconcile.desk.typing import Filled, entry_of, filled, read_filled, sum_up, to_draft
from reconcile.desk.visitor import PLAIN, Observing, Sent, Visitor, person_of, text_of
from reconcile.keep.store.typed import Typed, keep_typed, own_entry
from reconcile.keep.store.work import drop_draft, keep_draft, read_draft

router = APIRouter()

Channel = Annotated[str, Query(max_length=20, pattern=PLAIN)]


@router.get("/copy")
def ask(
    request: Request,
    desk: AtDesk,
    who: Observing,
    station: Id,
    under: Id = "",
    channel: Channel = "",
    source: Channel = "",
) -> Response:
    """Give the form, with what was typed into it before."""
    place = _Place(desk, who, station, under, channel, source)
    return place.form(request, who, _begun(desk, who, place))


@router.post("/copy/sums")
def sum_so_far(request: Request, desk: AtDesk, who: Observing, form: Sent) -> Response:
    """Keep a draft, and say what does not add up so far."""
    place = _place_of(desk, who, form)
    typed = read_filled(place.protocol, form, _photos(desk, who, place))
    _keep_draft(desk, who, place, typed)
    return place.form(request, who, typed)


@router.post("/copy")
def send(request: Request, desk: AtDesk, who: Observing, form: Sent) -> Response:
    """Keep an entry, and go to what the checks say of it."""
    place = _place_of(desk, who, form)
    photos = _photos(desk, who, place)
    try:
        photos += _new_photo(desk, who, form)
        problem = ""
    except NoPhotoError as fault:
        problem = fault.key
    typed = read_filled(place.protocol, form, photos)
    if problem or typed.no_counts or not typed.number:
        _keep_draft(desk, who, place, typed)
        return place.form(request, who, typed, problem or _problem(typed))
    person, known = person_of(who), place.station
    with desk.store.writing() as connection:
        before = own_entry(connection, person.name, *place.copy)
        entry = entry_of(typed, known, place.channel, place.source, before)
        kept = keep_typed(connection, person.name, entry)
        if kept.counts != entry.counts:
            # Somebody went back to a form that was sent, and corrected it there.
            other = replace(entry, sent=token_hex(16))
            kept = keep_typed(connection, person.name, other)
        drop_draft(connection, person.name, place.about)
    return RedirectResponse(f"/copy/{kept.number}", 303)


def _problem(typed: Filled) -> str:
    return "desk-copy-no-counts" if typed.no_counts else "desk-copy-empty"


class _Place:
    """Which copy is typed: whose, of which station, through which channel.

    Whoever types for a team may say whose copy it is; all others type their own.
    """

    def __init__(
        self, desk: Desk, who: Visitor, station: str, under: str, channel: str, source: str
    ) -> None:
        shown = desk.reader.now()
        self.protocol = shown.form
        self.station: Station = known_station(shown, station, under)
        self.channel = channel or self.protocol.channels[0]
        if self.channel not in self.protocol.channels:
            raise HTTPException(404)
        given = source if who.may("clerk") else ""
        self.source = given or person_of(who).source

    @property
    def copy(self) -> tuple[str, str, str, str]:
        """What tells one copy from another: source, station, commission, channel."""
        return self.source, self.station.station, self.station.under, self.channel

    @property
    def about(self) -> str:
        """What a draft of it is called."""
        return "\t".join(("copy", *self.copy))

    def form(
        self, request: Request, who: Visitor, typed: Filled, problem: str = ""
    ) -> Response:
        """Show the form as it is filled in; htmx gets the sums alone."""
        part = "copy_sums.html" if "hx-request" in request.headers else "copy.html"
        shown: dict[str, Any] = {
            "station": self.station,
            "channel": self.channel,
            "source": self.source,
            "form": self.protocol,
            "typed": typed,
            "sums": sum_up(self.protocol, self.channel, typed),
            "problem": problem,
        }
        return page(request, who, part, 400 if problem else 200, **shown)


def _place_of(desk: Desk, who: Visitor, form: FormData) -> _Place:
    named = ("station", "under", "channel", "source")
    return _Place(desk, who, *(text_of(form, one) for one in named))


def _begun(desk: Desk, who: Visitor, place: _Place) -> Filled:
    """Return the draft, else the entry that was sent, else an empty form."""
    draft, before = _typed_before(desk, who, place)
    texts = dict.fromkeys(place.protocol.names, "")
    if draft:
        texts |= {one: draft["texts"].get(one, "") for one in texts}
        return filled(texts, draft["photos"], draft["note"], draft["sent"])
    if before:
        counts = {one: before.counts.get(one) for one in texts}
        texts = {one: "" if n is None else str(n) for one, n in counts.items()}
        return filled(texts, before.photos, before.note, token_hex(16))
    return filled(texts, sent=token_hex(16))


def _typed_before(
    desk: Desk, who: Visitor, place: _Place
) -> tuple[dict[str, Any], Typed | None]:
    """Return the draft that was not sent; where there is none, the entry that was."""
    name = person_of(who).name
    with desk.store.reading(together=False) as connection:
        draft = read_draft(connection, name, place.about)
        return draft, None if draft else own_entry(connection, name, *place.copy)


def _keep_draft(desk: Desk, who: Visitor, place: _Place, typed: Filled) -> None:
    with desk.store.writing(alone=False) as connection:
        keep_draft(connection, person_of(who).name, place.about, to_draft(typed))


def _photos(desk: Desk, who: Visitor, place: _Place) -> list[str]:
    """Return the photographs that a draft, or the entry before it, has already."""
    draft, before = _typed_before(desk, who, place)
    return list(draft["photos"] if draft else before.photos if before else ())


def _new_photo(desk: Desk, who: Visitor, form: FormData) -> list[str]:
    """Keep the photograph that was sent, if one was; raise NoPhotoError."""
    file = form.get("photo")
    return [keep_photo(desk, person_of(who), file)] if is_file(file) else []
