"""The log of what people did, which nobody can edit."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from reconcile.desk.desk import AtDesk
from reconcile.desk.pages import page
from reconcile.desk.visitor import PLAIN, Before, Supervising
from reconcile.keep.store.activity import read_activity
from reconcile.keep.store.people import LONGEST_NAME

router = APIRouter()

LISTED = 100  # deeds on a page


@router.get("/activity")
def show(
    request: Request,
    desk: AtDesk,
    who: Supervising,
    before: Before = None,
    by: Annotated[str, Query(max_length=LONGEST_NAME, pattern=PLAIN)] = "",
) -> HTMLResponse:
    """List deeds, the last first."""
    with desk.store.reading() as connection:
        deeds = read_activity(connection, before, LISTED, by)
    more = deeds[-1].number if len(deeds) == LISTED else None
    return page(request, who, "activity.html", deeds=deeds, more=more, by=by)
