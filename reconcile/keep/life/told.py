"""What changed in a run, how a finding lived, and how all findings stand."""

from dataclasses import dataclass, replace
from typing import Any

from reconcile.keep.life import events as kinds
from reconcile.keep.life.changes import Changes, Item, in_order, make_item, make_look
from reconcile.keep.life.documents import Documents
from reconcile.keep.life.events import is_found
from reconcile.keep.store import nights
from reconcile.keep.store.open import Connection, Store
from reconcile.keep.store.records import SETTLED, Decision, Event, Run

_ARRIVED = (kinds.NEW, kinds.CHANGED, kinds.REOPENED, kinds.BACK)
PERSISTS = "persists"


def changes(store: Store, run: int | None = None) -> Changes | None:
    """Tell what a run (the last one) found differently; None if there is no such run."""
    with store.reading() as connection:
        if run is None:
            last = nights.last_run(connection)
            run = last.run if last else 0
        known = nights.read_run(connection, run)
        return changes_of(connection, known) if known else None


def recorded_changes(store: Store, report: str, started: str) -> Changes | None:
    """Tell what the run of a report found differently, if it was recorded."""
    with store.reading() as connection:
        run = nights.find_run(connection, report, started)
        return changes_of(connection, run) if run else None


def changes_of(connection: Connection, run: Run) -> Changes:
    """Tell what a run found differently from the one before it."""
    before = nights.read_run(connection, run.run - 1)
    last = nights.last_events(connection, run.run)
    found = [one for one in last.values() if is_found(one)]
    tonight = [one for one in last.values() if one.run == run.run]
    lists = _items(connection, run, before, last)
    arrived = {one.finding for one in tonight if one.kind in _ARRIVED}
    return Changes(
        run=run.run,
        before=before.run if before else None,
        report=run.report,
        started=run.started,
        documents=Documents.from_json(run.told["documents"]),
        coverage=run.told["coverage"],
        coverage_before=before.told["coverage"] if before else None,
        look=make_look(run.told),
        look_is_new=before is None or make_look(before.told) != make_look(run.told),
        persists=[one.finding for one in found if one.finding not in arrived],
        **lists,
    )


def _items(
    connection: Connection, run: Run, before: Run | None, last: dict[str, Event]
) -> dict[str, list[Item]]:
    """List the findings to which something happened, by what it was."""
    listed = {
        kind: [one for one in last.values() if one.run == run.run and one.kind == kind]
        for kind in (*_ARRIVED, kinds.CORRECTED, kinds.GONE)
    }
    listed["unseen"] = [one for one in last.values() if is_found(one) and not one.seen]
    decided = {o.finding: o for o in nights.decisions(connection) if o.run == run.run - 1}
    listed["decided"] = [
        replace(last[finding], kind=one.decision) for finding, one in decided.items()
    ]
    wanted = {
        name for kind in listed.values() for e in kind for name in (e.finding, e.other)
    }
    rows = nights.rows_of(connection, (one for one in wanted if one))
    holding = in_force(connection, run.run)
    return {
        kind: in_order(
            make_item(
                event,
                rows,
                run if is_found(event) or before is None else before,
                (decided if kind == "decided" else holding).get(event.finding),
            )
            for event in events
        )
        for kind, events in listed.items()
    }


def in_force(connection: Connection, run: int) -> dict[str, Decision]:
    """Return by finding what people had settled before a run, and that still holds.

    A settlement holds until somebody opens the finding again, or other numbers take its
    place.
    """
    decided = {one.finding: one for one in nights.decisions(connection) if one.run < run}
    reopened = {
        one.other: one.run
        for one in nights.events_like(connection, kinds.REOPENED)
        if one.run <= run
    }
    return {
        finding: one
        for finding, one in decided.items()
        if one.decision == SETTLED and reopened.get(finding, 0) <= one.run
    }


@dataclass(frozen=True, slots=True)
class Lived:
    """One thing that happened to a finding or another of its subject, and when.

    `what` is the kind of an event, or "settled" or "opened" by `who`.
    """

    run: int
    started: str
    report: str
    finding: str
    what: str
    seen: bool
    why: str
    who: str = ""


def life(store: Store, finding: str) -> list[Lived]:
    """Tell all that happened to a finding and those of its subject, in order."""
    with store.reading() as connection:
        subject = nights.subject_of(connection, finding)
        findings = nights.of_subject(connection, subject) if subject else []
        events = nights.events_of(connection, findings)
        runs = {one.run: nights.read_run(connection, one.run) for one in events}
        decided = [o for o in nights.decisions(connection) if o.finding in findings]
    lived = []
    for one in events:
        run = runs[one.run]
        # What was replaced is told by what took its place.
        if run and one.kind != kinds.REPLACED:
            when = (one.run, run.started, run.report)
            lived.append(Lived(*when, one.finding, one.kind, one.seen, one.why))
    lived += [
        Lived(
            one.run,
            one.at,
            "",
            one.finding,
            one.decision,
            seen=True,
            why=one.why,
            who=one.who,
        )
        for one in decided
    ]
    return sorted(lived, key=lambda one: one.run)  # what people decide comes after its run


def first_row(store: Store, finding: str) -> dict[str, Any] | None:
    """Return the row of findings.json in which a finding was first found."""
    with store.reading() as connection:
        row = nights.rows_of(connection, [finding]).get(finding)
    return None if row is None else dict(row)


@dataclass(frozen=True, slots=True)
class State:
    """How a finding stands after the last run.

    `state` is "settled", "unseen", "persists", or what became of it in that run, or
    how it ended. `since` is the run that first found it.
    """

    state: str
    since: int
    seen: bool
    decision: Decision | None


def state(store: Store) -> dict[str, State]:
    """Tell how every finding that was ever found stands now."""
    with store.reading() as connection:
        last = nights.last_run(connection)
        if last is None:
            return {}
        first = nights.first_runs(connection)
        decided = in_force(connection, last.run + 1)
        events = nights.last_events(connection, last.run)
    return {
        one: State(
            _word(event, last.run, decided.get(one)),
            first[one],
            event.seen,
            decided.get(one),
        )
        for one, event in events.items()
    }


def _word(event: Event, run: int, settled: Decision | None) -> str:
    """Say in one word how a finding stands."""
    if settled and (is_found(event) or settled.aside):
        return SETTLED
    if not is_found(event):
        return event.kind
    if not event.seen:
        return kinds.UNSEEN
    return event.kind if event.run == run and event.kind in _ARRIVED else PERSISTS
