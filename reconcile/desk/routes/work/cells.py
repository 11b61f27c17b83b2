"""Cells of scans that no machine read for sure: each cut out, for a person to read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from ingest.errors import QuarantineError
from ingest.facts.forms import Line
from ingest.parse.shown import draw_cells
from ingest.protocol import WAITS
from ingest.read.values.numerals import read_count
from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.pages import page
from reconcile.desk.routes.documents import FOREVER, Digest
from reconcile.desk.visitor import Clerking, Sent, Visitor, person_of, text_of
from reconcile.keep.recorded import CELL, cell_about
from reconcile.keep.store.decisions import decide, decisions
from reconcile.keep.store.work import give_back, reading, take
from reconcile.keep.tables import Read

router = APIRouter()

Where = Annotated[str, Query(max_length=200)]

_ROW = re.compile(r"\brow \d+$")
_KEPT = 50  # scans whose cells are kept cut out, some 50 KB each
_CUTTING = Lock()  # a page asks for all its cells at once; one process cuts them all


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that waits; `got` is what it may say, `line` the line that it is of."""

    place: str
    got: str
    line: Line | None


def waiting_scans(desk: Desk) -> list[tuple[Read, int]]:
    """List the scans with cells that nobody has read, and how many."""
    read = _decided(desk)
    found = [
        (one, number)
        for one in desk.reader.now().posted.values()
        if (number := len(_waiting(one, read)))
    ]
    return sorted(found, key=lambda one: one[0].asked)


@router.get("/work/scan/{digest}")
def ask(request: Request, desk: AtDesk, who: Clerking, digest: Digest) -> Response:
    """Take a scan, and show its cells that wait."""
    read = _read(desk, digest)
    with desk.store.writing() as connection:
        if not take(connection, person_of(who).name, reading(digest)):
            raise HTTPException(409)
    return _page(request, desk, who, read, {})


@router.post("/work/scan/{digest}")
def send(
    request: Request, desk: AtDesk, who: Clerking, digest: Digest, form: Sent
) -> Response:
    """Keep what a person read; a field that is left empty waits on."""
    name, why, read = person_of(who).name, text_of(form, "why", 1000), _read(desk, digest)
    texts = {one: text_of(form, f"cell.{one}", 40) for one in _places(read)}
    counts = {place: read_count(text) for place, text in texts.items() if text}
    if not why or not counts or not all(isinstance(one, int) for one in counts.values()):
        return _page(request, desk, who, read, texts | {"why": why}, "work-read-incomplete")
    with desk.store.writing() as connection:
        if not take(connection, name, reading(digest)):
            raise HTTPException(409)
        for place, count in counts.items():
            decide(connection, name, cell_about(digest, place), str(count), why)
        give_back(connection, name, reading(digest))
    return RedirectResponse("/work", 303)


@router.post("/work/scan/{digest}/back")
def leave(desk: AtDesk, who: Clerking, digest: Digest, form: Sent) -> Response:  # noqa: ARG001 - reading the form proves that it is ours
    """Let others have it."""
    with desk.store.writing() as connection:
        give_back(connection, person_of(who).name, reading(digest))
    return RedirectResponse("/work", 303)


@router.get("/work/scan/{digest}/cell")
def draw(desk: AtDesk, who: Clerking, digest: Digest, place: Where) -> Response:  # noqa: ARG001 - who may see it
    """Show one cell, by its place: what is there never changes."""
    places = _places(_read(desk, digest))
    with _CUTTING:
        cut = _cut(desk.reader.document, digest, tuple(places))
    if place not in cut:
        raise HTTPException(404)
    return Response(cut[place], media_type="image/png", headers=FOREVER)


@lru_cache(_KEPT)
def _cut(find: Any, digest: str, places: Sequence[str]) -> dict[str, bytes]:
    try:
        return dict(zip(places, draw_cells(find(digest) or b"", places), strict=True))
    except QuarantineError:
        return {}


def _decided(desk: Desk) -> set[str]:
    """Return what people have read already; the next run puts it into the tables."""
    with desk.store.reading() as connection:
        return {one.about for one in decisions(connection, CELL) if one.decision}


def _waiting(read: Read, decided: set[str]) -> list[str]:
    return [one for one in _places(read) if cell_about(read.sha256, one) not in decided]


def _read(desk: Desk, digest: str) -> Read:
    """Return a scan of which cells wait; else 404."""
    read = desk.reader.now().posted.get(digest)
    if read is None or not _places(read):
        raise HTTPException(404)
    return read


def _places(read: Read) -> list[str]:
    """List the places of cells that wait; sentences, which have no count, are none."""
    return [
        one["place"]
        for one in read.unreadable
        if one["state"] == WAITS and _ROW.search(one["place"])
    ]


def _cells(desk: Desk, read: Read) -> list[Cell]:
    lines, waiting = _lines(desk, read), _waiting(read, _decided(desk))
    return [
        Cell(one["place"], one["got"], lines.get(one["place"]))
        for one in read.unreadable
        if one["place"] in waiting
    ]


def _lines(desk: Desk, read: Read) -> dict[str, Line]:
    """Say of each place in a document which line of the form it is."""
    tables, form = desk.reader.now().tables, desk.folder.forms()
    name = f"official-{read.form}"
    lines = next(one.lines for one in form.values() if one.id == read.form)
    rows = tables.frames[name].filter(document=read.sha256)
    return {
        f"{place}, {part}": line
        for place, layout in rows.select("place", "layout").iter_rows()
        for line, part in zip(lines, tables.layouts[layout], strict=True)
    }


def _page(
    request: Request,
    desk: Desk,
    who: Visitor,
    read: Read,
    typed: dict[str, str],
    problem: str = "",
) -> Response:
    return page(
        request,
        who,
        "work_scan.html",
        400 if problem else 200,
        read=read,
        cells=_cells(desk, read),
        typed=typed,
        problem=problem,
    )
