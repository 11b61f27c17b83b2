"""The second entry of a copy, typed from its photograph without seeing the first."""

from secrets import token_hex

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.pages import page
from reconcile.desk.routes.stations import station_of
from reconcile.desk.typing import Filled, filled, read_filled, sum_up, to_draft
from reconcile.desk.visitor import Clerking, Paper, Sent, Visitor, person_of, token_of
from reconcile.keep.store.typed import (
    FIRST,
    SECOND,
    Entry,
    Typed,
    counting,
    is_sent,
    keep_typed,
    typed_of,
)
from reconcile.keep.store.work import again, give_back, keep_draft, read_draft, take

router = APIRouter()


@router.get("/work/copy/{paper}")
def ask(request: Request, desk: AtDesk, who: Clerking, paper: Paper) -> Response:
    """Take a copy, and give its form beside its photograph."""
    name = person_of(who).name
    with desk.store.writing() as connection:
        first = _to_type(typed_of(connection, paper), name)
        if not take(connection, name, again(paper)):
            raise HTTPException(409)
        draft = read_draft(connection, name, again(paper))
    texts = dict.fromkeys(desk.reader.now().form.names, "")
    texts |= {one: text for one, text in draft.get("texts", {}).items() if one in texts}
    typed = filled(texts, first.photos, "", draft.get("sent") or token_hex(16))
    return _form(request, desk, who, first, typed)


@router.post("/work/copy/{paper}/sums")
def sum_so_far(
    request: Request, desk: AtDesk, who: Clerking, paper: Paper, form: Sent
) -> Response:
    """Keep a draft and hold the copy longer; say what does not add up so far."""
    name = person_of(who).name
    with desk.store.writing() as connection:
        first = _to_type(typed_of(connection, paper), name)
        typed = read_filled(desk.reader.now().form, form, first.photos)
        take(connection, name, again(paper))
        keep_draft(connection, name, again(paper), to_draft(typed))
    return _form(request, desk, who, first, typed)


@router.post("/work/copy/{paper}")
def send(
    request: Request, desk: AtDesk, who: Clerking, paper: Paper, form: Sent
) -> Response:
    """Keep the second entry, once and only of whoever holds the copy."""
    name = person_of(who).name
    with desk.store.writing() as connection:
        if is_sent(connection, name, token_of(form)):
            return RedirectResponse("/work", 303)
        first = _to_type(typed_of(connection, paper), name)
        typed = read_filled(desk.reader.now().form, form, first.photos)
        if not take(connection, name, again(paper)):
            raise HTTPException(409)
        if typed.no_counts or not typed.number:
            keep_draft(connection, name, again(paper), to_draft(typed))
        else:
            keep_typed(connection, name, _second(first, typed))
            give_back(connection, name, again(paper))
            return RedirectResponse("/work", 303)
    problem = "desk-copy-no-counts" if typed.no_counts else "desk-copy-empty"
    return _form(request, desk, who, first, typed, problem)


@router.post("/work/copy/{paper}/back")
def leave(desk: AtDesk, who: Clerking, paper: Paper, form: Sent) -> Response:  # noqa: ARG001 - reading the form proves that it is ours
    """Let others have it."""
    with desk.store.writing() as connection:
        give_back(connection, person_of(who).name, again(paper))
    return RedirectResponse("/work", 303)


def _to_type(entries: list[Typed], name: str) -> Typed:
    """Return the first entry of a copy that *name* may type again; else 404 or 409."""
    first = next((one for one in counting(entries) if one.entry == FIRST), None)
    if first is None or not first.photos or first.who == name:
        raise HTTPException(404)
    if any(one.entry == SECOND for one in entries):
        raise HTTPException(409)
    return first


def _second(first: Typed, typed: Filled) -> Entry:
    return Entry(
        sent=typed.sent,
        paper=first.paper,
        entry=SECOND,
        source=first.source,
        station=first.station,
        tec=first.tec,
        channel=first.channel,
        counts=dict(typed.counts),
        photos=list(first.photos),
        note=typed.note,
    )


def _form(
    request: Request,
    desk: Desk,
    who: Visitor,
    first: Typed,
    typed: Filled,
    problem: str = "",
) -> Response:
    part = "copy_sums.html" if "hx-request" in request.headers else "work_copy.html"
    shown = desk.reader.now()
    return page(
        request,
        who,
        part,
        400 if problem else 200,
        station=station_of(shown, first),
        channel=first.channel,
        paper=first.paper,
        photos=first.photos,
        form=shown.form,
        typed=typed,
        sums=sum_up(shown.form, first.channel, typed),
        problem=problem,
    )
