"""What a run found differently from the run before: the content of changes.json."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ingest.fetch.runs import Fetched
from reconcile.finding import SEVERITIES
from reconcile.keep.life.documents import Documents
from reconcile.keep.store.records import Decision, Event, Row, Run

PLACE = ("rec", "tec", "station", "channel", "line")
NUMBERS = ("official", "copy", "expected", "difference")


@dataclass(frozen=True, slots=True)
class Item:
    """One finding, and what became of it.

    `numbers` are those it was found with last, `before` those that stood in its place,
    of the finding `other`. `report` is the folder of the run that found it last.
    `decision` is what a person decided of it last, while that holds.
    """

    finding: str
    kind: str
    code: str
    severity: str
    place: Mapping[str, str]
    numbers: Mapping[str, int | None]
    votes_affected: int
    message: str
    seen: bool
    why: str
    report: str
    other: str | None = None
    before: Mapping[str, int | None] | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run found, against the run `before` it (None: it is the first).

    Findings found for the first time, with other numbers, so though they were settled,
    and again; those the commission corrected, and those gone for another reason; those
    settled since, or opened again by a person (`decided`); those found whose documents
    were not seen in this run (`unseen`, whatever else became of them); and the ids of
    those to which nothing happened. `coverage` says how many stations and protocols
    were there, `coverage_before` the same of the run before. `look` says how the website
    answered last; None where it was not asked, or where that was not recorded yet;
    `look_is_new` whether the run before could not know of it.
    """

    run: int
    before: int | None
    report: str
    started: str
    documents: Documents
    coverage: Mapping[str, Any]
    coverage_before: Mapping[str, Any] | None
    look: Fetched | None = None
    look_is_new: bool = True
    new: Sequence[Item] = ()
    changed: Sequence[Item] = ()
    reopened: Sequence[Item] = ()
    back: Sequence[Item] = ()
    corrected: Sequence[Item] = ()
    gone: Sequence[Item] = ()
    decided: Sequence[Item] = ()
    unseen: Sequence[Item] = ()
    persists: Sequence[str] = ()

    def to_json(self) -> dict[str, Any]:
        """Return this as a value for JSON."""
        return asdict(self) | {"documents": self.documents.to_json()}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Changes":
        """Return what `to_json` wrote."""
        lists = {kind: [_item(one) for one in value[kind]] for kind in LISTS}
        documents = Documents.from_json(value["documents"])
        look = make_look(value)
        return cls(**{**value, **lists, "documents": documents, "look": look})


LISTS = (
    *("new", "changed", "reopened", "back", "corrected", "gone"),
    *("decided", "unseen"),
)


def make_look(told: Mapping[str, Any]) -> Fetched | None:
    """Return the look at the website that a run's record tells of, if it does."""
    look = told.get("look")
    return Fetched(**look) if look else None


def _item(value: Mapping[str, Any]) -> Item:
    decision = value["decision"]
    return Item(**{**value, "decision": Decision(**decision) if decision else None})


def make_item(
    event: Event,
    rows: Mapping[str, Row],
    run: Run,
    decision: Decision | None,
) -> Item:
    """Put together what is told of a finding, which stands in the report of *run*."""
    row = rows[event.finding]
    other = rows.get(event.other or "")
    return Item(
        finding=event.finding,
        kind=event.kind,
        code=row["code"],
        severity=row["severity"],
        place={name: row[name] for name in PLACE if row[name]},
        numbers={name: row[name] for name in NUMBERS},
        votes_affected=row["votes_affected"],
        message=row["message"],
        seen=event.seen,
        why=event.why,
        report=run.report,
        other=event.other,
        before={name: other[name] for name in NUMBERS} if other else None,
        decision=decision,
    )


def in_order(items: Iterable[Item]) -> list[Item]:
    """Sort items: the strongest rule first, then the most votes, then the id."""
    return sorted(
        items,
        key=lambda one: (
            SEVERITIES.index(one.severity),
            -one.votes_affected,
            one.finding,
        ),
    )
