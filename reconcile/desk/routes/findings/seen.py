"""Where a finding's numbers stand, as pictures and text; and its evidence as one file."""

from contextlib import ExitStack
from pathlib import Path as File
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from starlette.background import BackgroundTask

from reconcile.desk.desk import AtDesk
from reconcile.desk.findings.evidence import NoEvidenceError, write_zip
from reconcile.desk.findings.sights import MOST_PAGES, sight_of, view
from reconcile.desk.pages import page
from reconcile.desk.routes.findings.one import Id, found_at
from reconcile.desk.visitor import Reading

router = APIRouter()

Side = Literal["official", "copy"]
Page = Annotated[int, Path(ge=1, le=MOST_PAGES)]
# The same finding's document may be laid out otherwise by a later version of ours.
_A_DAY = {"Cache-Control": "private, max-age=86400"}


@router.get("/findings/{finding}/evidence.zip")
def give_evidence(
    request: Request,
    desk: AtDesk,
    who: Reading,
    finding: Id,
    copies: Annotated[Literal["", "yes"], Query()] = "",
) -> FileResponse:
    """Give what a finding rests on; with what observers handed in, to clerks."""
    found_at(desk, finding)
    if copies and not who.may("clerk"):
        raise HTTPException(403 if who.person else 401)
    address = request.client.host if request.client else ""
    desk.pace.refuse_hasty("evidence", who.person.name if who.person else address)
    with ExitStack() as stack:
        made = stack.enter_context(TemporaryDirectory(prefix="tekseru-evidence-"))
        out = File(made) / f"{finding}.zip"
        try:
            written = write_zip(desk.folder.path, finding, out, with_copies=bool(copies))
        except NoEvidenceError as fault:
            raise HTTPException(404) from fault
        if not written:
            raise HTTPException(429)
        sent = stack.pop_all()  # the file goes once it was sent
    return FileResponse(
        out, filename=out.name, media_type="application/zip",
        background=BackgroundTask(sent.close),
    )  # fmt: skip


@router.get("/findings/{finding}/{side}/{number}.png")
def draw(desk: AtDesk, who: Reading, finding: Id, side: Side, number: Page) -> Response:
    """Give a page of one side's document, boxes around the cells that are meant."""
    _, row = found_at(desk, finding)
    sight = sight_of(desk.reader, row, side, works=who.may("clerk"))
    pages = view(sight).pages if sight else ()
    if number > len(pages):
        raise HTTPException(404)
    return Response(pages[number - 1].png, media_type="image/png", headers=_A_DAY)


@router.get("/findings/{finding}/{side}")
def write_out(
    request: Request, desk: AtDesk, who: Reading, finding: Id, side: Side
) -> HTMLResponse:
    """Write out the rows of one side's document around the cells that are meant."""
    _, row = found_at(desk, finding)
    sight = sight_of(desk.reader, row, side, works=who.may("clerk"))
    if sight is None:
        raise HTTPException(404)
    shown = view(sight)
    part = "part" if "hx-request" in request.headers else "page"
    return page(
        request,
        who,
        f"findings/written_{part}.html",
        row=row,
        text=shown.text or shown.fault,
    )
