"""How the website answered before this run: what the page tells of changes.json's look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.fetch import faults
from reconcile.keep.life.changes import make_look
from reconcile.keep.life.documents import NOT_ASKED

# What came, though not whole; what came whole, and is odd. Of the rest nothing came.
_PARTIAL = (faults.CUT_OFF, faults.TOO_LARGE, faults.TOO_SLOW)
_ODD = (
    *(faults.DATED_ANEW, faults.EARLIER, faults.LINKS_LOST),
    *("layout-changed", "set-aside"),
)
GROUPS = ("silent", "partial", "odd")


@dataclass(frozen=True, slots=True)
class Website:
    """The last look before a run, laid out for the page.

    `groups` holds, by group, the words of what was wrong with their addresses;
    `not_asked` the documents known from before that nobody asked for.
    """

    run: int
    began: str
    ended: str
    left: int
    is_new: bool
    outcomes: Mapping[str, int]
    groups: Mapping[str, Mapping[str, Sequence[str]]]
    not_asked: Sequence[str]


def tell_website(changes: Mapping[str, Any]) -> Website | None:
    """Lay out the look that a run's changes tell of; None where there was none."""
    look = make_look(changes)
    if look is None:
        return None
    groups: dict[str, dict[str, Sequence[str]]] = {one: {} for one in GROUPS}
    for word, addresses in look.faults.items():
        groups[_group(word)][word] = addresses
    failed = changes["documents"]["failed"]
    return Website(
        run=look.run,
        began=look.began,
        ended=look.ended,
        left=look.left,
        is_new=changes.get("look_is_new", True),
        outcomes=look.outcomes,
        groups={name: words for name, words in groups.items() if words},
        not_asked=[one["address"] for one in failed if one["why"] == NOT_ASKED],
    )


def _group(word: str) -> str:
    if word in _PARTIAL:
        return "partial"
    return "odd" if word in _ODD else "silent"
