"""Write down runs, findings and decisions, and read them again.

What they mean, stands in reconcile.keep.life.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, func, insert, select

from reconcile.keep.store.records import Decision, Event, Row, Run
from reconcile.keep.store.schema import EVENTS, FINDINGS, RUNS, SETTLED


def last_run(connection: Connection) -> Run | None:
    """Return the last run, if there was any."""
    return _run(connection, select(RUNS).order_by(RUNS.c.run.desc()).limit(1))


def read_run(connection: Connection, run: int) -> Run | None:
    """Return a run by its number."""
    return _run(connection, select(RUNS).where(RUNS.c.run == run))


def find_run(connection: Connection, report: str, started: str) -> Run | None:
    """Return the run of a report, if it is recorded already."""
    same = and_(RUNS.c.report == report, RUNS.c.started == started)
    return _run(connection, select(RUNS).where(same))


def every_run(connection: Connection) -> list[Run]:
    """Return all runs, in order."""
    rows = connection.execute(select(RUNS).order_by(RUNS.c.run))
    return [Run(**row) for row in rows.mappings()]


def last_records(connection: Connection) -> tuple[int, int]:
    """Return the numbers of the last run and the last decision; 0 where there is none."""
    run = connection.scalar(select(func.max(RUNS.c.run)))
    return run or 0, connection.scalar(select(func.max(SETTLED.c.number))) or 0


def _run(connection: Connection, query: Select[Any]) -> Run | None:
    row = connection.execute(query).mappings().first()
    return Run(**row) if row else None


def add_run(
    connection: Connection,
    run: Run,
    findings: Mapping[str, tuple[str, Row]],
    events: Iterable[Event],
) -> None:
    """Record a run: findings that are new to the store (subject, row), and events."""
    connection.execute(insert(RUNS), _columns(run))
    known = [
        {"finding": one, "subject": subject, "row": dict(row)}
        for one, (subject, row) in findings.items()
    ]
    told = [{**_columns(one), "run": run.run} for one in events]
    for table, rows in ((FINDINGS, known), (EVENTS, told)):
        if rows:
            connection.execute(insert(table), rows)


def last_events(connection: Connection, run: int) -> dict[str, Event]:
    """Return the last event of every finding until a run, in the order of findings."""
    last = (
        select(EVENTS.c.finding, func.max(EVENTS.c.run).label("run"))
        .where(EVENTS.c.run <= run)
        .group_by(EVENTS.c.finding)
        .subquery()
    )
    same = and_(EVENTS.c.finding == last.c.finding, EVENTS.c.run == last.c.run)
    rows = connection.execute(select(EVENTS).join(last, same).order_by(EVENTS.c.finding))
    return {row["finding"]: Event(**row) for row in rows.mappings()}


def first_runs(connection: Connection) -> dict[str, int]:
    """Return the run in which each finding was first found."""
    first = select(EVENTS.c.finding, func.min(EVENTS.c.run)).group_by(EVENTS.c.finding)
    return dict(connection.execute(first).all())


def events_of(connection: Connection, findings: Sequence[str]) -> list[Event]:
    """Return all that happened to some findings, in the order of the runs."""
    query = select(EVENTS).where(EVENTS.c.finding.in_(findings))
    rows = connection.execute(query.order_by(EVENTS.c.run, EVENTS.c.finding))
    return [Event(**row) for row in rows.mappings()]


def every_event(connection: Connection) -> list[Event]:
    """Return all that ever happened to findings, in the order of the runs."""
    query = select(EVENTS).order_by(EVENTS.c.run, EVENTS.c.finding)
    return [Event(**row) for row in connection.execute(query).mappings()]


def events_like(connection: Connection, kind: str) -> list[Event]:
    """Return all events of one kind, in the order of the runs."""
    query = select(EVENTS).where(EVENTS.c.kind == kind).order_by(EVENTS.c.run)
    return [Event(**row) for row in connection.execute(query).mappings()]


def subjects(connection: Connection) -> dict[str, str]:
    """Return the subject of every finding that was ever found."""
    return dict(connection.execute(select(FINDINGS.c.finding, FINDINGS.c.subject)).all())


def subject_of(connection: Connection, finding: str) -> str | None:
    """Return the subject of a finding, if it was ever found."""
    query = select(FINDINGS.c.subject).where(FINDINGS.c.finding == finding)
    return connection.scalar(query)


def of_subject(connection: Connection, subject: str) -> list[str]:
    """Return the findings of one subject."""
    query = select(FINDINGS.c.finding).where(FINDINGS.c.subject == subject)
    return list(connection.scalars(query.order_by(FINDINGS.c.finding)))


def rows_of(connection: Connection, findings: Iterable[str]) -> dict[str, Row]:
    """Return findings as they were first seen."""
    wanted, rows = sorted(set(findings)), dict[str, Row]()
    for start in range(0, len(wanted), _MOST_AT_ONCE):
        part = wanted[start : start + _MOST_AT_ONCE]
        query = select(FINDINGS.c.finding, FINDINGS.c.row).where(
            FINDINGS.c.finding.in_(part)
        )
        rows |= dict(connection.execute(query).all())
    return rows


_MOST_AT_ONCE = 10_000  # values in a question; SQLite takes 32,766


def decisions(connection: Connection) -> list[Decision]:
    """Return what people decided, in order."""
    rows = connection.execute(select(SETTLED).order_by(SETTLED.c.number))
    return [Decision(**row) for row in rows.mappings()]


def add_decision(connection: Connection, decision: Decision) -> Decision:
    """Record what a person decided; return it with its number."""
    columns = _columns(decision)
    del columns["number"]
    key = connection.execute(insert(SETTLED), columns).inserted_primary_key
    return Decision(number=int(key[0]) if key else 0, **columns)


def _columns(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}
