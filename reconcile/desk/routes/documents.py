"""Documents as people may see them: pictures we drew, and bytes under their digest.

A page of a website is never shown as one: what stands in its cells is written down anew.
"""

import re
from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request, Response
from fastapi.responses import HTMLResponse

from ingest.errors import QuarantineError
from ingest.parse.html import read_page
from ingest.parse.shown import draw_page, is_drawable, pages_of
from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.pages import page
from reconcile.desk.visitor import Number, Reading

router = APIRouter()

Digest = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
MOST_ROWS, MOST_COLUMNS = 400, 40  # of a page's table that are written down
_KEPT_PICTURES = 200  # some 200 KB each
# What a digest names never changes.
FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}
_PLACE = re.compile(r"table (\d+)")


@router.get("/document/{digest}")
def show(
    request: Request, desk: AtDesk, who: Reading, digest: Digest, place: str = ""
) -> HTMLResponse:
    """Show a posted document: its pictures, or what stands in its cells."""
    data = _posted(desk, digest)
    read = desk.reader.now().posted[digest]
    shown: dict[str, Any] = {"digest": digest, "read": read, "place": place[:200]}
    if is_drawable(data):
        shown |= {"pages": pages_of(data), "tables": []}
    else:
        shown |= {"pages": 0, "tables": _tables(data, place)}
    part = "document_part.html" if "hx-request" in request.headers else "document.html"
    return page(request, who, part, size=len(data), **shown)


@router.get("/document/{digest}/page/{number}")
def draw(desk: AtDesk, who: Reading, digest: Digest, number: Number) -> Response:  # noqa: ARG001 - who may read
    """Draw one page of a posted document."""
    return Response(_drawn(desk, digest, number), media_type="image/jpeg", headers=FOREVER)


@router.get("/document/{digest}/bytes")
def give(desk: AtDesk, who: Reading, digest: Digest) -> Response:  # noqa: ARG001 - who may read
    """Give the bytes as they were posted, to keep and never to open here."""
    headers = FOREVER | {
        "Content-Disposition": f'attachment; filename="{digest}.bin"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    data = _posted(desk, digest)
    return Response(data, media_type="application/octet-stream", headers=headers)


def _posted(desk: Desk, digest: str) -> bytes:
    data = desk.reader.document(digest)
    if data is None:
        raise HTTPException(404)
    return data


def _drawn(desk: Desk, digest: str, number: int) -> bytes:
    picture = _picture(desk.reader.document, digest, number)
    if picture is None:
        raise HTTPException(404)
    return picture


@lru_cache(_KEPT_PICTURES)
def _picture(find: Any, digest: str, number: int) -> bytes | None:
    data = find(digest)
    if data is None or not is_drawable(data):
        return None
    try:
        return draw_page(data, number)
    except QuarantineError:
        return None


def _tables(data: bytes, place: str) -> list[tuple[str, list[list[str]]]]:
    """Return the tables of a page as text; only the one that is named, if one is."""
    try:
        tables = read_page(data).tables
    except QuarantineError:
        return []
    named = _PLACE.match(place)
    wanted = [one for one in tables if named and one.place == named[0]] or tables
    return [
        (one.place, [list(row[:MOST_COLUMNS]) for row in one.rows[:MOST_ROWS]])
        for one in wanted
    ]
