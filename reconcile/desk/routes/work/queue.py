"""What waits for a person: copies to type again, entries to settle, cells, names."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from reconcile.desk.desk import AtDesk
from reconcile.desk.pages import page
from reconcile.desk.routes.work.cells import waiting_scans
from reconcile.desk.routes.work.names import unanswered
from reconcile.desk.visitor import Clerking, person_of
from reconcile.keep.store.queue import (
    count_to_settle,
    count_to_type_again,
    to_settle,
    to_type_again,
)
from reconcile.keep.store.work import again, holders, reading, settling

router = APIRouter()

LISTED = 30  # of each kind on the page


@router.get("/work")
def show(request: Request, desk: AtDesk, who: Clerking) -> HTMLResponse:
    """List what waits, and who holds what."""
    name, supervises = person_of(who).name, who.may("supervisor")
    scans, unknown = waiting_scans(desk), unanswered(desk)
    with desk.store.reading() as connection:
        shown: dict[str, Any] = {
            "copies": to_type_again(connection, name, LISTED),
            "number_of_copies": count_to_type_again(connection, name),
            "differing": to_settle(connection, name, LISTED) if supervises else [],
            "number_differing": count_to_settle(connection, name),
            "held": holders(connection),
            "scans": scans[:LISTED],
            "number_of_scans": len(scans),
            "number_of_names": len(unknown),
        }
    shown |= {"again": again, "settling": settling, "reading": reading}
    return page(request, who, "work.html", **shown)
