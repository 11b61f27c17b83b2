"""Who asks the API: a machine by its token, a person by their session, or anybody?

A token is taken from the header Authorization and from nowhere else: addresses are
written into logs and histories. Whoever sends one that is none is refused, also where
anybody may read.
"""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from reconcile.desk.desk import AtDesk, Desk
from reconcile.desk.visitor import TOKEN, visitor
from reconcile.keep.store.people import Person
from reconcile.keep.store.tokens import Machine, machine_of

Caller = Machine | Person | None
_CHALLENGE = {"WWW-Authenticate": "Bearer"}
_UNKNOWN = (
    "{path}: expected a token (Authorization: Bearer TOKEN) or a session, got {got}; an "
    "admin makes tokens at /tokens, or tekseru serve --add-token NAME does"
)
_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="A machine's token, as an admin made it.",
)
_session = APIKeyCookie(
    name=TOKEN,
    auto_error=False,
    scheme_name="session",
    description="Somebody who signed in at the desk.",
)


def caller(
    request: Request,
    desk: AtDesk,
    sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    _: Annotated[str | None, Depends(_session)],
) -> Caller:
    """Find out who asks, and count the question; HTTPException 401 for a wrong token."""
    address = request.client.host if request.client else ""
    if "authorization" in request.headers:
        machine = _machine(desk, sent)
        if machine is None:
            desk.pace.refuse_hasty("token", address)
            raise _refusal(request, "one that is unknown or was ended")
        desk.pace.refuse_hasty("machine", machine.name)
        return machine
    person = visitor(request, desk).person
    if person is None and desk.public:
        desk.pace.refuse_hasty("anybody", address)
    return person


def _machine(desk: Desk, sent: HTTPAuthorizationCredentials | None) -> Machine | None:
    if sent is None:  # another kind of Authorization
        return None
    with desk.store.reading() as connection:
        return machine_of(connection, sent.credentials)


def _refusal(request: Request, got: str) -> HTTPException:
    line = _UNKNOWN.format(path=request.url.path, got=got)
    return HTTPException(401, line, _CHALLENGE)


def need(role: str) -> Callable[..., Coroutine[Any, Any, None]]:
    """Make what lets only callers of a role, or above it, go on."""

    async def allowed(
        request: Request,
        desk: AtDesk,
        who: Annotated[Caller, Depends(caller)],
    ) -> None:
        if who is None and not (role == "reader" and desk.public):
            raise _refusal(request, "neither")
        if who is not None and not who.may(role):
            raise HTTPException(
                403,
                f"{request.url.path}: expected the role {role} or one above it, got "
                f"{who.role}; ask an admin for a token of that role",
            )

    return allowed


READING, CLERKING, SUPERVISING = (
    Depends(need(role)) for role in ("reader", "clerk", "supervisor")
)
