"""What waits for a person, of every kind, as rows of one table."""

from collections.abc import Iterator
from dataclasses import dataclass

from reconcile.desk.desk import Desk
from reconcile.desk.routes.work.cells import waiting_scans
from reconcile.desk.routes.work.names import unanswered
from reconcile.keep.recorded import name_about
from reconcile.keep.store.queue import to_settle, to_type_again
from reconcile.keep.store.typed import Typed
from reconcile.keep.store.work import again, holders, reading, settling

NOBODY = ""  # whose own copies are left out: a machine has none


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work; `held_by` is empty where nobody is at it."""

    kind: str
    about: str
    station: str = ""
    tec: str = ""
    channel: str = ""
    since: str = ""
    held_by: str = ""


def waiting_work(desk: Desk, *, settles: bool) -> Iterator[Work]:
    """Yield what waits; entries that differ only for somebody who `settles` such."""
    with desk.store.reading() as connection:
        held = holders(connection)
        twice = to_type_again(connection, NOBODY)
        differing = to_settle(connection, NOBODY) if settles else []
    for one in twice:
        yield _copy("again", one, held.get(again(one.paper), ""))
    for one in differing:
        yield _copy("settle", one, held.get(settling(one.paper), ""))
    for read, _ in waiting_scans(desk):
        yield Work("read", read.sha256, held_by=held.get(reading(read.sha256), ""))
    for name in unanswered(desk):
        yield Work("name", name_about(name.kind, name.spelling))


def _copy(kind: str, one: Typed, holder: str) -> Work:
    return Work(kind, one.paper, one.station, one.tec, one.channel, one.at, holder)
