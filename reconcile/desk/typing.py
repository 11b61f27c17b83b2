"""What somebody typed into the form of a copy -> counts, and what is none.

An empty field is a line that the copy does not have; it is missing, not zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData

from ingest.facts.forms import Form
from ingest.read.values.numerals import Unread, read_count
from reconcile.answer import Broken, broken_of
from reconcile.desk.search import Station
from reconcile.desk.visitor import text_of, token_of
from reconcile.keep.store.typed import FIRST, Entry, Typed

_LONGEST_COUNT = 40  # characters of a field


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it is filled in: texts by line, counts of those that are one."""

    texts: Mapping[str, str]
    counts: Mapping[str, int | None]
    no_counts: Sequence[str] = ()
    photos: Sequence[str] = ()
    note: str = ""
    sent: str = ""

    @property
    def number(self) -> int:
        """How many lines have a count."""
        return sum(one is not None for one in self.counts.values())


@dataclass(frozen=True, slots=True)
class Sums:
    """What adds up in a form that is being filled in.

    `votes` is the sum of the votes typed so far, of each group of lines.
    """

    broken: Sequence[Broken]
    asked: int
    votes: Mapping[str, int] = field(default_factory=dict)


def read_filled(form: Form, sent: FormData, photos: Sequence[str] = ()) -> Filled:
    """Read the fields of a form that was sent."""
    texts = {name: text_of(sent, f"line.{name}", _LONGEST_COUNT) for name in form.names}
    return filled(texts, photos, text_of(sent, "note", 1000), token_of(sent))


def filled(
    texts: Mapping[str, str], photos: Sequence[str] = (), note: str = "", sent: str = ""
) -> Filled:
    """Read what was typed at each line."""
    read = {name: read_count(text) for name, text in texts.items() if text}
    counts = {
        name: one if isinstance(one := read.get(name), int) else None for name in texts
    }
    no_counts = [name for name, one in read.items() if isinstance(one, Unread)]
    return Filled(texts, counts, no_counts, photos, note, sent)


def to_draft(typed: Filled) -> dict[str, Any]:
    """Return what is kept of a form that is being filled in."""
    return {
        "texts": dict(typed.texts),
        "photos": list(typed.photos),
        "note": typed.note,
        "sent": typed.sent,
    }


def sum_up(form: Form, channel: str, typed: Filled) -> Sums:
    """Ask the relations of a form of what is typed so far."""
    broken, asked = broken_of(form, channel, typed.counts)
    votes: dict[str, int] = {}
    for line in form.lines:
        number = typed.counts.get(line.name)
        if line.group and number is not None:
            votes[line.group] = votes.get(line.group, 0) + number
    return Sums(broken, asked, votes)


def entry_of(
    typed: Filled, station: Station, channel: str, source: str, before: Typed | None
) -> Entry:
    """Make the entry that is kept; it replaces the person's earlier one, if there is."""
    return Entry(
        sent=typed.sent,
        paper=before.paper if before else typed.sent,
        entry=before.entry if before else FIRST,
        source=before.source if before else source,
        station=station.station,
        tec=station.under,
        channel=channel,
        counts=dict(typed.counts),
        photos=list(typed.photos),
        note=typed.note,
        replaces=before.number if before else None,
    )
