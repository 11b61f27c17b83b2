"""The numbers that the sum of a finding is the sum of, page by page."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from reconcile.desk.desk import AtDesk
from reconcile.desk.findings.below import tell_below
from reconcile.desk.findings.told import speaker_of, tell
from reconcile.desk.pages import page
from reconcile.desk.paging import PageNumber
from reconcile.desk.routes.findings.one import Id, found_at
from reconcile.desk.visitor import Reading

router = APIRouter()


@router.get("/findings/{finding}/below")
def list_below(
    request: Request, desk: AtDesk, who: Reading, finding: Id, number: PageNumber = 1
) -> HTMLResponse:
    """List the numbers that a finding's sum is the sum of."""
    listing, row = found_at(desk, finding)
    speaker = speaker_of(listing.shown, who.language)
    below = tell_below(listing.shown, row, speaker, number)
    if below is None:
        raise HTTPException(404)
    return page(
        request,
        who,
        "findings/all_below.html",
        told=tell(listing.shown, row, speaker),
        below=below,
    )
