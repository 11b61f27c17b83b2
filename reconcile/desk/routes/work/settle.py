"""Two entries of one copy that differ, side by side, for somebody who typed neither."""

from collections.abc import Mapping
from secrets import token_hex

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from ingest.read.values.numerals import read_count
from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.pages import page
from reconcile.desk.routes.stations import station_of
from reconcile.desk.visitor import (
    Paper,
    Sent,
    Supervising,
    Visitor,
    person_of,
    text_of,
    token_of,
)
from reconcile.keep.store.decisions import decide
from reconcile.keep.store.typed import (
    FIRST,
    SECOND,
    SETTLED,
    Entry,
    Typed,
    is_sent,
    keep_typed,
    typed_of,
)
from reconcile.keep.store.work import give_back, settling, take

router = APIRouter()

OTHER = "other"  # the choice of a number that neither entry has
_LONGEST_REASON = 1000  # characters


@router.get("/work/settle/{paper}")
def ask(request: Request, desk: AtDesk, who: Supervising, paper: Paper) -> Response:
    """Take two entries, and show them beside the photograph."""
    name = person_of(who).name
    with desk.store.writing() as connection:
        pair = _pair(typed_of(connection, paper), name)
        if not take(connection, name, settling(paper)):
            raise HTTPException(409)
    return _page(request, desk, who, pair, {})


@router.post("/work/settle/{paper}")
def send(
    request: Request, desk: AtDesk, who: Supervising, paper: Paper, form: Sent
) -> Response:
    """Keep what was decided of each line, with its reason."""
    name, why = person_of(who).name, text_of(form, "why", _LONGEST_REASON)
    with desk.store.writing() as connection:
        if is_sent(connection, name, token_of(form)):
            return RedirectResponse("/work", 303)
        pair = _pair(typed_of(connection, paper), name)
        if not take(connection, name, settling(paper)):
            raise HTTPException(409)
        chosen = _chosen(pair, form)
        if why and chosen is not None:
            keep_typed(connection, name, _settled(pair[0], chosen, form, why))
            decide(connection, name, settling(paper), SETTLED, why)
            give_back(connection, name, settling(paper))
            return RedirectResponse("/work", 303)
    return _page(request, desk, who, pair, form, "work-settle-incomplete")


@router.post("/work/settle/{paper}/back")
def leave(desk: AtDesk, who: Supervising, paper: Paper, form: Sent) -> Response:  # noqa: ARG001 - reading the form proves that it is ours
    """Let others have it."""
    with desk.store.writing() as connection:
        give_back(connection, person_of(who).name, settling(paper))
    return RedirectResponse("/work", 303)


def _pair(entries: list[Typed], name: str) -> tuple[Typed, Typed]:
    """Return the two entries that *name* may settle; else 404, 409 if somebody has."""
    last = {one.entry: one for one in entries}
    if FIRST not in last or SECOND not in last:
        raise HTTPException(404)
    if SETTLED in last:
        raise HTTPException(409)
    if name in (last[FIRST].who, last[SECOND].who):
        raise HTTPException(403)
    return last[FIRST], last[SECOND]


def _chosen(pair: tuple[Typed, Typed], form: FormData) -> dict[str, int | None] | None:
    """Return the count of every line; None where a choice is open or no count."""
    first, second = (one.counts for one in pair)
    chosen: dict[str, int | None] = {}
    for line, count in first.items():
        choice = "first" if count == second.get(line) else text_of(form, f"line.{line}")
        if choice == OTHER:
            number = read_count(text_of(form, f"other.{line}", 40))
            if not isinstance(number, int):
                return None
            chosen[line] = number
        elif choice in ("first", "second"):
            chosen[line] = count if choice == "first" else second.get(line)
        else:
            return None
    return chosen


def _settled(
    first: Typed, counts: Mapping[str, int | None], form: FormData, why: str
) -> Entry:
    return Entry(
        sent=token_of(form),
        paper=first.paper,
        entry=SETTLED,
        source=first.source,
        station=first.station,
        tec=first.tec,
        channel=first.channel,
        counts=dict(counts),
        photos=list(first.photos),
        note=why,
    )


def _page(
    request: Request,
    desk: Desk,
    who: Visitor,
    pair: tuple[Typed, Typed],
    form: Mapping[str, object],
    problem: str = "",
) -> Response:
    shown = desk.reader.now()
    return page(
        request,
        who,
        "work_settle.html",
        400 if problem else 200,
        station=station_of(shown, pair[0]),
        first=pair[0],
        second=pair[1],
        form=shown.form,
        chosen=form,
        sent=form.get("sent") or token_hex(16),
        problem=problem,
    )
