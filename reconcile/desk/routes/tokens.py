"""Tokens of machines that read through the API: an admin makes and ends them."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ingest.errors import SettingError
from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.pages import page
from reconcile.desk.visitor import Administering, Sent, Visitor, person_of, text_of
from reconcile.keep.store.people import LONGEST_NAME
from reconcile.keep.store.tokens import TOKEN_ROLES, end_token, list_tokens, make_token

router = APIRouter()


@router.get("/tokens")
def show(request: Request, desk: AtDesk, who: Administering) -> HTMLResponse:
    """List the machines that have one."""
    return _page(request, desk, who)


@router.post("/tokens")
def make(request: Request, desk: AtDesk, who: Administering, form: Sent) -> HTMLResponse:
    """Make a machine's token, which is shown this once."""
    name, role = text_of(form, "name", LONGEST_NAME + 1), text_of(form, "role")
    try:
        with desk.store.writing() as connection:
            token = make_token(connection, person_of(who).name, name, role)
    except SettingError:
        return _page(request, desk, who, problem="tokens-refused")
    return _page(request, desk, who, made=(name, token))


@router.post("/tokens/end")
def end(request: Request, desk: AtDesk, who: Administering, form: Sent) -> HTMLResponse:
    """End a machine's token."""
    try:
        with desk.store.writing() as connection:
            end_token(connection, person_of(who).name, text_of(form, "name", LONGEST_NAME))
    except SettingError:
        return _page(request, desk, who, problem="tokens-none")
    return _page(request, desk, who)


def _page(
    request: Request,
    desk: Desk,
    who: Visitor,
    problem: str = "",
    made: tuple[str, str] | None = None,
) -> HTMLResponse:
    with desk.store.reading() as connection:
        every = list_tokens(connection)
    return page(
        request,
        who,
        "tokens.html",
        400 if problem else 200,
        every=every,
        roles=TOKEN_ROLES,
        problem=problem,
        made=made,
    )
