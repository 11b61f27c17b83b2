"""Names that no run knew: what do they mean? A person says so, with a reason."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from ingest.errors import SettingError
from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.pages import page
from reconcile.desk.visitor import Clerking, Sent, Visitor, person_of, text_of
from reconcile.keep.names import Name, known_ids, refuse_no_id, waiting_names
from reconcile.keep.recorded import NAME, name_about
from reconcile.keep.store.decisions import decide, decisions

router = APIRouter()

LISTED = 50  # names on a page


def unanswered(desk: Desk) -> list[Name]:
    """List the names that wait, but for those that somebody answered here."""
    with desk.store.reading() as connection:
        answered = {one.about for one in decisions(connection, NAME) if one.decision}
    return [
        one
        for one in waiting_names(desk.folder)
        if name_about(one.kind, one.spelling) not in answered
    ]


@router.get("/work/names")
def ask(request: Request, desk: AtDesk, who: Clerking) -> Response:
    """List names, each with the nearest that are known."""
    return _page(request, desk, who)


@router.post("/work/names")
def send(request: Request, desk: AtDesk, who: Clerking, form: Sent) -> Response:
    """Keep what a name means; the next run reads every document with it."""
    kind, spelling = text_of(form, "kind", 20), text_of(form, "spelling", 1000)
    meant = text_of(form, "other") or text_of(form, "key")
    why = text_of(form, "why", 1000)
    waits = [
        one for one in unanswered(desk) if (one.kind, one.spelling) == (kind, spelling)
    ]
    try:
        if not (waits and meant and why):
            return _page(request, desk, who, "work-names-incomplete")
        refuse_no_id(desk.folder, desk.folder.forms(), kind, spelling, meant)
    except SettingError:
        return _page(request, desk, who, "work-names-no-id")
    with desk.store.writing() as connection:
        decide(connection, person_of(who).name, name_about(kind, spelling), meant, why)
    return RedirectResponse("/work/names", 303)


def _page(request: Request, desk: Desk, who: Visitor, problem: str = "") -> Response:
    names, forms = unanswered(desk), desk.folder.forms()
    return page(
        request,
        who,
        "work_names.html",
        400 if problem else 200,
        names=names[:LISTED],
        number=len(names),
        ids={one.kind: known_ids(desk.folder, forms, one.kind) for one in names},
        problem=problem,
    )
