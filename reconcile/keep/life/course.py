"""How did one night follow the other? Every run with what it found differently."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reconcile.keep.life.events import is_found
from reconcile.keep.store import nights
from reconcile.keep.store.open import Store
from reconcile.keep.store.records import Decision, Event

# What is told of documents, in the order in which a reader wants it.
POSTED = ("appeared", "changed", "vanished", "back", "unread", "failed")


@dataclass(frozen=True, slots=True)
class Past:
    """One run: its documents and findings by what became of them.

    `stands` is how many findings were there after it; `coverage` how many stations had a
    protocol ("official") and a copy ("copies"), None where that is not known.
    """

    run: int
    started: str
    report: str
    coverage: Mapping[str, int | None]
    documents: Mapping[str, int]
    happened: Mapping[str, int]
    stands: int
    decided: int


def course(store: Store) -> list[Past]:
    """Tell of all recorded runs, the last first."""
    with store.reading() as connection:
        runs, events = nights.every_run(connection), nights.every_event(connection)
        decisions: list[Decision] = nights.decisions(connection)
    decided = Counter(one.run for one in decisions)
    happened: dict[int, list[Event]] = {}
    for event in events:
        happened.setdefault(event.run, []).append(event)
    standing: set[str] = set()
    told = []
    for run in runs:
        mine = happened.get(run.run, [])
        standing |= {one.finding for one in mine if is_found(one)}
        standing -= {one.finding for one in mine if not is_found(one)}
        documents = run.told["documents"]
        told.append(
            Past(
                run.run,
                run.started,
                run.report,
                run.told["coverage"],
                {kind: len(documents[kind]) for kind in POSTED},
                Counter(one.kind for one in mine),
                len(standing),
                decided[run.run],
            )
        )
    return told[::-1]
