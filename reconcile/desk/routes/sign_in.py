"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from reconcile.desk.desk import AtDesk
from reconcile.desk.pages import keep_token, page
from reconcile.desk.passwords import is_password
from reconcile.desk.visitor import Anybody, Sent, cookie_name, text_of
from reconcile.keep.store.activity import note
from reconcile.keep.store.people import LONGEST_NAME, find_person, sign_in, sign_out

router = APIRouter()

Then = Annotated[str, Query(max_length=500)]


@router.get("/sign-in")
def ask(request: Request, who: Anybody, then: Then = "/") -> HTMLResponse:
    """Ask for name and password."""
    return page(request, who, "sign_in.html", then=_own(then), name="", wrong=False)


@router.post("/sign-in")
def enter(request: Request, desk: AtDesk, who: Anybody, form: Sent) -> Response:
    """Let somebody in whose name and password fit."""
    name, then = text_of(form, "name", LONGEST_NAME), _own(text_of(form, "then", 500))
    desk.pace.refuse_hasty("address", request.client.host if request.client else "")
    desk.pace.refuse_hasty("name", name)
    with desk.store.reading() as connection:
        person = find_person(connection, name)
    password = form.get("password", "")
    right = isinstance(password, str) and is_password(
        person.password if person else None, password
    )
    if person is None or not right:
        with desk.store.writing() as connection:
            note(connection, "", "refused", name)
        return page(request, who, "sign_in.html", 401, then=then, name=name, wrong=True)
    desk.pace.forget("name", name)
    with desk.store.writing() as connection:
        token = sign_in(connection, person.name)
    answer = RedirectResponse(then, 303)
    keep_token(request, answer, token)
    return answer


@router.post("/sign-out")
def leave(request: Request, desk: AtDesk, who: Anybody, form: Sent) -> Response:  # noqa: ARG001 - reading the form proves that it is ours
    """End a session."""
    if who.person:
        with desk.store.writing() as connection:
            sign_out(connection, who.token, who.person.name)
    answer = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"  # without it such a cookie is not taken back
    answer.delete_cookie(cookie_name(request), secure=secure)
    return answer


def _own(then: str) -> str:
    """Return an address of ours, whatever a link asks for."""
    plain = then.startswith("/") and not then.startswith(("//", "/\\"))
    return then if plain and then.isprintable() else "/"
