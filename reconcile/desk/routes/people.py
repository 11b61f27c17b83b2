"""Who may do what: the admin's page."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ingest.errors import SettingError
from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.pages import page
from reconcile.desk.passwords import hash_password, make_password
from reconcile.desk.visitor import Administering, Sent, Visitor, person_of, text_of
from reconcile.keep.store.people import LONGEST_NAME, ROLES, list_people, put_person

router = APIRouter()


@router.get("/people")
def show(request: Request, desk: AtDesk, who: Administering) -> HTMLResponse:
    """List everybody."""
    return _page(request, desk, who)


@router.post("/people")
def put(request: Request, desk: AtDesk, who: Administering, form: Sent) -> HTMLResponse:
    """Write down a person; a new password is shown this once."""
    name, role = text_of(form, "name", LONGEST_NAME + 1), text_of(form, "role")
    if name == person_of(who).name:
        return _page(request, desk, who, problem="desk-people-not-yourself")
    password = make_password() if form.get("new_password") else ""
    try:
        with desk.store.writing() as connection:
            put_person(
                connection,
                person_of(who).name,
                name,
                role,
                hash_password(password) if password else "",
            )
    except SettingError:
        return _page(request, desk, who, problem="desk-people-refused")
    return _page(request, desk, who, made=(name, password))


def _page(
    request: Request,
    desk: Desk,
    who: Visitor,
    problem: str = "",
    made: tuple[str, str] | None = None,
) -> HTMLResponse:
    with desk.store.reading() as connection:
        everybody = list_people(connection)
    return page(
        request,
        who,
        "people.html",
        400 if problem else 200,
        everybody=everybody,
        roles=ROLES,
        problem=problem,
        made=made,
    )
