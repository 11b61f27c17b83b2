"""What people decided of cells, names and entries, each with its reason."""

from collections.abc import Sequence

from sqlalchemy import Connection, Row, func, insert, select

from reconcile.keep.store.activity import note
from reconcile.keep.store.schema_desk import DECISIONS
from reconcile.keep.store.times import now


def decide(connection: Connection, who: str, about: str, decision: str, why: str) -> None:
    """Write down a decision; the last one of a thing counts."""
    row = {"at": now(), "who": who, "about": about, "decision": decision, "why": why}
    connection.execute(insert(DECISIONS).values(row))
    note(connection, who, "decided", about)


def last_decision(connection: Connection) -> int:
    """Return the number of the last decision; 0 before there is one."""
    return connection.scalar(select(func.max(DECISIONS.c.number))) or 0


def decisions(connection: Connection, kind: str, upto: int | None = None) -> Sequence[Row]:
    """Return the decisions that count, of things whose name begins with a kind."""
    mine = DECISIONS.c.about.startswith(f"{kind} ", autoescape=True)
    if upto is not None:
        mine &= DECISIONS.c.number <= upto
    last = select(func.max(DECISIONS.c.number)).where(mine).group_by(DECISIONS.c.about)
    wanted = select(DECISIONS).where(DECISIONS.c.number.in_(last))
    return connection.execute(wanted.order_by(DECISIONS.c.number)).all()


def all_decisions(connection: Connection) -> Sequence[Row]:
    """Return every decision, also those that a later one took the place of."""
    return connection.execute(select(DECISIONS).order_by(DECISIONS.c.number)).all()
