"""Which receivers have had the message of a run?"""

from sqlalchemy import Connection, insert, select

from reconcile.keep.store.schema import SENT


def receivers_of(connection: Connection, run: int) -> set[str]:
    """Return the digests of the receivers that a run's message went to."""
    return set(connection.scalars(select(SENT.c.receiver).where(SENT.c.run == run)))


def note_sent(connection: Connection, run: int, receiver: str, at: str) -> None:
    """Record that a run's message went to a receiver."""
    connection.execute(insert(SENT), {"run": run, "receiver": receiver, "at": at})
