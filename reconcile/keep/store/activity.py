"""Who did what, in its order; written in the transaction of the deed itself."""

from collections.abc import Sequence

from sqlalchemy import Connection, Row, insert, select

from reconcile.keep.store.schema_desk import ACTIVITY
from reconcile.keep.store.times import now

DEEDS = (
    "signed-in",
    "signed-out",
    "refused",
    "made-user",
    "changed-user",
    "made-token",
    "ended-token",
    "took",
    "gave-back",
    "typed",
    "attached",
    "decided",
)


def note(connection: Connection, who: str, did: str, about: str = "") -> None:
    """Write down that somebody did one of DEEDS."""
    if did not in DEEDS:
        raise ValueError(f"expected one of {', '.join(DEEDS)}, got {did!r}")
    row = {"at": now(), "who": who, "did": did, "about": about}
    connection.execute(insert(ACTIVITY).values(row))


def read_activity(
    connection: Connection, before: int | None, most: int, who: str = ""
) -> Sequence[Row]:
    """Return up to *most* deeds, the last first, from before a number on."""
    wanted = select(ACTIVITY).order_by(ACTIVITY.c.number.desc()).limit(most)
    if before is not None:
        wanted = wanted.where(ACTIVITY.c.number < before)
    if who:
        wanted = wanted.where(ACTIVITY.c.who == who)
    return connection.execute(wanted).all()


def all_activity(connection: Connection, after: int = 0) -> Sequence[Row]:
    """Return all deeds in their order, after a number."""
    wanted = select(ACTIVITY).where(ACTIVITY.c.number > after)
    return connection.execute(wanted.order_by(ACTIVITY.c.number)).all()
