"""The list of findings, with filters that are links."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from reconcile.checks.catalogue import BY_CODE
from reconcile.desk.desk import AtDesk
from reconcile.desk.findings.listed import (
    VOTES,
    Wanted,
    choices,
    select,
    with_choice,
    without,
)
from reconcile.desk.findings.told import say_rows, speaker_of
from reconcile.desk.pages import count, page
from reconcile.desk.paging import PageNumber, address_of, part_of
from reconcile.desk.visitor import Reading
from reconcile.report.words.speaker import Speaker

router = APIRouter()

LISTED = 30  # findings on a page: some 40 KB, for a bad line
_LONGEST = 200  # characters of an id
_MOST = 2**31 - 1

Text = Annotated[str, Query(max_length=_LONGEST)]
Order = Literal["", "matters", "votes"]
PATH = "/findings"


def wanted(
    family: Text = "",
    code: Text = "",
    severity: Text = "",
    rec: Text = "",
    tec: Text = "",
    station: Text = "",
    party: Text = "",
    votes: Annotated[int, Query(ge=0, le=_MOST)] = 0,
    state: Text = "",
    order: Order = "",
) -> Wanted:
    """Read the filters of an address."""
    return Wanted(
        family=family,
        code=code,
        severity=severity,
        rec=rec,
        tec=tec,
        station=station,
        party=party,
        votes=votes,
        state=state,
        order=order,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: what it is called, where it leads, how many it would leave."""

    name: str
    address: str
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its values, what is chosen of it, and the address that opens it again."""

    name: str
    chosen: str
    open: str
    choices: list[Choice]


@router.get(PATH)
def show(
    request: Request,
    desk: AtDesk,
    who: Reading,
    asked: Annotated[Wanted, Depends(wanted)],
    number: PageNumber = 1,
) -> HTMLResponse:
    """List findings, the most important first."""
    listing = desk.findings.now()
    if listing is None:
        return page(request, who, "findings/none_yet.html")
    found = select(listing.prepared, asked)
    part = part_of(found.height, number, LISTED, PATH, asked.asked())
    speaker = speaker_of(listing.shown, who.language)
    filters = _filters(asked, choices(listing.prepared, asked), speaker)
    return page(
        request,
        who,
        "findings/table.html",
        rows=say_rows(listing.shown, found[part.rows], speaker),
        part=part,
        filters=filters,
        asked=asked,
        by_votes=asked.order == VOTES,
        orders=[(one, _address(with_choice(asked, "order", one))) for one in ("", VOTES)],
        speaker=speaker,
        run=listing.shown.report,
    )


def _address(asked: Wanted) -> str:
    return address_of(PATH, asked.asked())


def _filters(
    asked: Wanted, counted: Mapping[str, Mapping[Any, int]], speaker: Speaker
) -> list[Filter]:
    """Make the links of every filter that there is anything to choose of."""
    return [one for name in counted if (one := _filter(asked, name, counted, speaker))]


def _filter(
    asked: Wanted, name: str, counted: Mapping[str, Mapping[Any, int]], speaker: Speaker
) -> Filter | None:
    chosen = getattr(asked, name)
    values = counted[name]
    if not values and not chosen:
        return None
    told = _NAMES.get(name, _plain)
    return Filter(
        name,
        told(chosen, speaker) if chosen else "",
        _address(without(asked, name)),
        [
            Choice(
                told(value, speaker),
                _address(with_choice(asked, name, value)),
                left,
                value == chosen,
            )
            for value, left in values.items()
        ],
    )


def _plain(value: Any, speaker: Speaker) -> str:
    """Say what a region, a commission or a list is called."""
    return speaker.names.get(value, str(value))


def _family(value: Any, speaker: Speaker) -> str:
    key = f"findings-family-{value}"
    return speaker.words(key) if speaker.words.has(key) else str(value)


def _check(value: Any, speaker: Speaker) -> str:
    if value not in BY_CODE:
        return str(value)
    return f"{speaker.check(value, 'title')} ({value})"


def _severity(value: Any, speaker: Speaker) -> str:
    key = f"severity-{value}"
    return speaker.words(key) if speaker.words.has(key) else str(value)


def _votes(value: Any, speaker: Speaker) -> str:
    return speaker.words("findings-votes-from", number=count(value))


def _state(value: Any, speaker: Speaker) -> str:
    key = f"findings-state-{value}"
    return speaker.words(key) if speaker.words.has(key) else str(value)


_NAMES: dict[str, Callable[[Any, Speaker], str]] = {
    "family": _family,
    "code": _check,
    "severity": _severity,
    "votes": _votes,
    "state": _state,
}
