"""Record a run of the checks."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from reconcile.finding import in_order
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.life.changes import Changes
from reconcile.keep.life.documents import compare, look_back
from reconcile.keep.life.events import Known, follow
from reconcile.keep.life.grounds import Grounds
from reconcile.keep.life.look import last_look
from reconcile.keep.life.told import changes_of, in_force
from reconcile.keep.store import nights
from reconcile.keep.store.open import Connection, Store
from reconcile.keep.store.records import Event, Row, Run
from reconcile.keep.tables import Tables
from reconcile.run import Result


@dataclass(frozen=True, slots=True)
class Night:
    """A run of the checks in a folder, as it is to be recorded.

    `report` is the name of its folder under reports/; `coverage` says how many stations
    and protocols were there; `rules` is a digest of each thing that decides what is
    found and is not the commission's, with "screen" and "register" among them.
    """

    report: str
    started: str
    ended: str
    result: Result
    tables: Tables
    coverage: Mapping[str, int | None]
    rules: Mapping[str, str]


def record_run(folder: ElectionFolder, store: Store, night: Night) -> Changes:
    """Record a run, once however often it is asked for, and tell what changed.

    Its place is after the last recorded run, whatever the clock says. What is recorded of
    it is put together while others may write: whoever types a copy must not wait for that.
    """
    with store.reading() as connection:
        known = nights.find_run(connection, night.report, night.started)
        if known:
            return changes_of(connection, known)
        prepared = _prepare(connection, folder, night)
    run = _record(folder, store, night, prepared)
    with store.reading() as connection:
        return changes_of(connection, run)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is recorded of a run if nothing else was since the records `after`."""

    after: tuple[int, int]
    run: Run
    fresh: Mapping[str, tuple[str, Row]]
    events: Sequence[Event]


def _record(folder: ElectionFolder, store: Store, night: Night, prepared: _Prepared) -> Run:
    """Record a run; put it together again if others recorded something meanwhile."""
    with store.writing() as connection:
        if nights.last_records(connection) != prepared.after:
            known = nights.find_run(connection, night.report, night.started)
            if known:
                return known
            prepared = _prepare(connection, folder, night)
        nights.add_run(connection, prepared.run, prepared.fresh, prepared.events)
    return prepared.run


def _prepare(connection: Connection, folder: ElectionFolder, night: Night) -> _Prepared:
    """Put together what is recorded of a run that is not recorded yet."""
    after = nights.last_records(connection)
    before = nights.last_run(connection)
    number = before.run + 1 if before else 1
    archive, records = folder.archive, before.records if before else 0
    looks = look_back(archive, records)
    documents = compare(archive, looks, records, night.tables)
    grounds = Grounds(
        case=night.result.case,
        tables=night.tables,
        looks=looks,
        documents=documents,
        rules=night.rules,
        rules_before=before.told["rules"] if before else {},
    )
    findings = {row["finding"]: row for row in night.result.findings.iter_rows(named=True)}
    ordered = in_order(one for answer in night.result.answers for one in answer.findings)
    subjects = dict(zip(findings, (one.subject for one in ordered), strict=True))
    known = _known(connection, number)
    standing = nights.rows_of(connection, known.last.keys() - findings.keys())
    unseen = {one: why for one, row in findings.items() if (why := grounds.unseen(row))}
    events = [*follow(known, subjects, unseen, lambda one: grounds.ending(standing[one]))]
    look = last_look(archive, night.tables)
    told = {
        "look": asdict(look) if look else None,
        "coverage": dict(night.coverage),
        "rules": dict(night.rules),
        "documents": documents.to_json(),
    }
    run = Run(
        *(number, night.started, night.ended, night.report, len(archive.entries), told)
    )
    fresh = {o: (subjects[o], row) for o, row in findings.items() if o not in known.last}
    return _Prepared(after, run, fresh, events)


def _known(connection: Connection, run: int) -> Known:
    """Return what is known before a run."""
    settled = in_force(connection, run)
    return Known(
        nights.last_events(connection, run - 1),
        nights.subjects(connection),
        frozenset(settled),
    )
