"""Who is asking, in which language, and may they?

Every visitor has a token in a cookie. Signing in gives a new one, whose digest the store
knows. What proves that a form came from our own page is worked out from the token, and
cannot be worked out without it.
"""

import re
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Path, Query, Request
from starlette.datastructures import FormData

from reconcile.desk.desk import Desk, desk_of
from reconcile.keep.store.people import Person, who_has
from reconcile.report.words import LANGUAGES

TOKEN, LANGUAGE = "tekseru", "tekseru-language"  # cookies
_SAFE = "__Host-"  # such a cookie is taken over https and from this host only
_MOST_FIELDS = 300  # of a form: the longest protocol has some eighty lines
_LONGEST_FIELD = 1 << 14  # bytes


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who asks for a page; `person` is None where nobody is signed in."""

    person: Person | None
    token: str
    is_new: bool
    language: str
    speaks: bool  # chose the language with this question

    @property
    def proof(self) -> str:
        """What our own forms carry, and nobody else's can."""
        return sha256(f"form {self.token}".encode()).hexdigest()

    def may(self, role: str) -> bool:
        """Tell whether they may do what a role may."""
        return self.person is not None and self.person.may(role)


def cookie_name(request: Request) -> str:
    """Name the token's cookie."""
    return f"{_SAFE}{TOKEN}" if request.url.scheme == "https" else TOKEN


def visitor(request: Request, desk: Annotated[Desk, Depends(desk_of)]) -> Visitor:
    """Find out who asks."""
    token = request.cookies.get(cookie_name(request), "")
    person = None
    if token:
        with desk.store.reading(together=False) as connection:
            person = who_has(connection, token)
    chosen = request.query_params.get("lang", "")
    return Visitor(
        person,
        token or token_urlsafe(32),
        not token,
        chosen if chosen in LANGUAGES else _language(request),
        chosen in LANGUAGES,
    )


def _language(request: Request) -> str:
    known = request.cookies.get(LANGUAGE, "")
    if known in LANGUAGES:
        return known
    wanted = request.headers.get("accept-language", "")
    asked = [one.strip()[:2].lower() for one in wanted.split(",")]
    return next((one for one in asked if one in LANGUAGES), "en")


Anybody = Annotated[Visitor, Depends(visitor)]


def need(role: str) -> Callable[..., Coroutine[Any, Any, Visitor]]:
    """Make what lets only people of a role, or above it, go on.

    Readers need not sign in where the desk is public.
    """

    async def allowed(who: Anybody, desk: Annotated[Desk, Depends(desk_of)]) -> Visitor:
        if who.may(role) or (role == "reader" and desk.public):
            return who
        raise HTTPException(403 if who.person else 401)

    return allowed


Reading = Annotated[Visitor, Depends(need("reader"))]
Observing = Annotated[Visitor, Depends(need("observer"))]
Clerking = Annotated[Visitor, Depends(need("clerk"))]
Supervising = Annotated[Visitor, Depends(need("supervisor"))]
Administering = Annotated[Visitor, Depends(need("admin"))]


# The number of a record, in an address or a question.
_LARGEST = 2**31 - 1
Number = Annotated[int, Path(ge=1, le=_LARGEST)]
# A copy, by the token of the form that its first entry came in.
_FORM_TOKEN = re.compile(r"[0-9a-f]{32}")
Paper = Annotated[str, Path(pattern=rf"^{_FORM_TOKEN.pattern}$")]
Before = Annotated[int | None, Query(ge=1, le=_LARGEST)]


# A text in a question; no database takes the character of the number 0.
PLAIN = r"^[^\x00]*$"


def person_of(who: Visitor) -> Person:
    """Return the person who asks, where the page let only people in."""
    if who.person is None:
        raise HTTPException(401)
    return who.person


async def sent_form(request: Request, who: Anybody) -> AsyncIterator[FormData]:
    """Read a form, if it is one that a page of ours sent; else HTTPException 403."""
    origin = request.headers.get("origin", "")
    if origin and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise HTTPException(403)
    async with request.form(
        max_files=1, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD
    ) as form:
        proof = form.get("proof", "")
        told = proof.encode() if isinstance(proof, str) else b""
        if not compare_digest(told, who.proof.encode()):
            raise HTTPException(403)
        yield form


Sent = Annotated[FormData, Depends(sent_form)]


def token_of(form: FormData) -> str:
    """Return the token of a form, by which it is known when it is sent again."""
    token = text_of(form, "sent")
    if not _FORM_TOKEN.fullmatch(token):
        raise HTTPException(422)
    return token


def text_of(form: FormData, name: str, longest: int = 200) -> str:
    """Return a field of a form as text, cut where nobody types so much."""
    value = form.get(name, "")
    return value.replace("\0", "").strip()[:longest] if isinstance(value, str) else ""
