"""Pages from templates, in the visitor's language. Every text is escaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from ingest.facts.forms import Line
from reconcile.desk.visitor import LANGUAGE, Visitor, cookie_name
from reconcile.keep.store.people import SIGNED_IN_S
from reconcile.report.words import LANGUAGES, Words

_YEAR_S = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the navigation leads to, and the role it needs."""

    path: str
    word: str
    role: str


# In the order in which they stand; a story that has a page of its own adds it here.
NAVIGATION = (
    Place("/overview", "overview-nav", "reader"),
    Place("/findings", "findings-nav", "reader"),
    Place("/stations", "desk-nav-stations", "reader"),
    Place("/copies", "desk-nav-copies", "observer"),
    Place("/work", "work-nav", "clerk"),
    Place("/activity", "activity-nav", "supervisor"),
    Place("/people", "desk-nav-people", "admin"),
)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("reconcile.desk"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"count": count, "time": show_time}
    return made


def count(number: int | None, sign: bool = False) -> str:  # noqa: FBT002 - a template's filter
    """Write a count, its groups apart; a dash where there is none."""
    if number is None:
        return "\u2013"
    return f"{number:{'+' if sign else ''},}".replace(",", "\u202f").replace("-", "\u2212")


def show_time(moment: str) -> str:
    """Write a moment of ISO 8601 in UTC as people read it."""
    return f"{moment[:16].replace('T', ' ')} UTC"


def page(
    request: Request, who: Visitor, template: str, status: int = 200, **shown: Any
) -> HTMLResponse:
    """Answer with a page, or a part of one."""
    answer = HTMLResponse(text(request, who, template, **shown), status)
    if who.is_new:
        keep_token(request, answer, who.token)
    if who.speaks:
        _set(request, answer, LANGUAGE, who.language, _YEAR_S)
    return answer


def text(request: Request, who: Visitor, template: str, **shown: Any) -> str:
    """Fill in a template."""
    election = request.app.state.desk.folder.election
    return _templates().get_template(template).render(
        **shown,
        say=Words(who.language),
        who=who,
        title_of_election=_said(election.title, who.language),
        invented=election.invented,
        places=_places(request, who),
        languages=_languages(request, who),
        path=request.url.path,
        file=_file,
        label=lambda line: label_of(line, who.language),
    )  # fmt: skip


def label_of(line: Line, language: str) -> str:
    """Return a line's wording in a language, else in any that has one."""
    return str(getattr(line, language) or line.label)


def keep_token(request: Request, answer: Response, token: str) -> None:
    """Give the browser a visitor's token."""
    _set(request, answer, cookie_name(request), token, SIGNED_IN_S)


def _set(request: Request, answer: Response, name: str, value: str, lasts_s: int) -> None:
    secure = request.url.scheme == "https"
    answer.set_cookie(
        name, value, max_age=lasts_s, httponly=True, samesite="lax", secure=secure
    )


def _said(title: Mapping[str, str], language: str) -> str:
    """Return a text in a language, else in any that there is."""
    return title.get(language) or next(iter(title.values()), "")


def _places(request: Request, who: Visitor) -> Sequence[Place]:
    public = request.app.state.desk.public
    return [
        one for one in NAVIGATION if who.may(one.role) or (public and one.role == "reader")
    ]


def _languages(request: Request, who: Visitor) -> list[tuple[str, str, str]]:
    """Return code, name and address of this page in every other language."""
    asked = request.method == "GET"
    kept = [one for one in request.query_params.multi_items() if asked and one[0] != "lang"]
    address = request.url.path if asked else "/"
    return [
        (code, name, f"{address}?{urlencode([*kept, ('lang', code)])}")
        for code, name in LANGUAGES.items()
        if code != who.language
    ]


@cache
def _file(name: str) -> str:
    """Return the address of one of our files, another one when it changes."""
    from hashlib import sha256

    data = (files("reconcile.desk") / "static" / name).read_bytes()
    return f"/static/{name}?v={sha256(data).hexdigest()[:12]}"
