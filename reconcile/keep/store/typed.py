"""What people typed off copies of protocols: entries, never changed, never lost.

A copy is typed by whoever holds it, and again by a second person who does not see the
first entry; where the two differ a third one settles it. A person's later entry replaces
their earlier one. What follows for the checks stands in `reconcile.keep.typed`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from sqlalchemy import Connection, String, cast, select
from sqlalchemy.sql.expression import ColumnElement, Executable

from ingest.errors import SettingError
from reconcile.keep.store.activity import note
from reconcile.keep.store.schema_desk import TYPED, insert_into
from reconcile.keep.store.times import now

FIRST, SECOND, SETTLED = ENTRIES = ("first", "second", "settled")


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody sends; `sent` is the form's own token, the same if it is sent again."""

    sent: str
    paper: str
    entry: str
    source: str
    station: str
    tec: str
    channel: str
    counts: Mapping[str, int | None]
    photos: Sequence[str] = ()
    note: str = ""
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """An entry as it is kept."""

    number: int
    sha256: str
    at: str
    who: str
    sent: str
    paper: str
    entry: str
    source: str
    station: str
    tec: str
    channel: str
    counts: Mapping[str, int | None]
    photos: Sequence[str]
    note: str
    replaces: int | None


def keep_typed(connection: Connection, who: str, entry: Entry) -> Typed:
    """Keep an entry; one whose form was sent before is kept once, as it was sent first.

    Raises
    ------
    SettingError
        If another person sent another entry under the same token.
    """
    at = now()
    row = {**asdict(entry), "at": at, "who": who, "sha256": digest(entry, at)}
    kept = insert_into(connection, TYPED).values(row).on_conflict_do_nothing()
    for one in read_rows(connection, kept.returning(TYPED)):
        note(connection, who, "typed", f"entry {one.number}")
        return one
    sent = find_sent(connection, entry.sent)
    if sent is None or sent.who != who:
        raise SettingError("this form was sent already by somebody else")
    return sent


def find_sent(connection: Connection, sent: str) -> Typed | None:
    """Return the entry that came in a form, if it was sent."""
    return next(
        iter(read_rows(connection, select(TYPED).where(TYPED.c.sent == sent))), None
    )


def is_sent(connection: Connection, who: str, sent: str) -> bool:
    """Tell whether this is a form that a person has sent before."""
    known = find_sent(connection, sent)
    return known is not None and known.who == who


def digest(entry: Entry | Typed, at: str) -> str:
    """Return the digest of what was typed, without the name of who typed it."""
    told = {
        "at": at,
        "channel": entry.channel,
        "counts": dict(entry.counts),
        "entry": entry.entry,
        "note": entry.note,
        "paper": entry.paper,
        "photos": list(entry.photos),
        "source": entry.source,
        "station": entry.station,
        "tec": entry.tec,
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def attach(entry: Typed, photo: str, sent: str) -> Entry:
    """Return the entry that replaces one, with a photograph more."""
    known = {name: getattr(entry, name) for name in Entry.__slots__}
    photos = [*(one for one in entry.photos if one != photo), photo]
    return Entry(**known | {"sent": sent, "photos": photos, "replaces": entry.number})


def own_entries(
    connection: Connection, who: str, before: int | None, most: int
) -> list[Typed]:
    """Return a person's own copies as they say now, the last first, from a number on."""
    replaced = select(TYPED.c.replaces).where(TYPED.c.replaces.is_not(None))
    wanted = select(TYPED).where(
        TYPED.c.who == who, TYPED.c.entry == FIRST, TYPED.c.number.not_in(replaced)
    )
    if before is not None:
        wanted = wanted.where(TYPED.c.number < before)
    return read_rows(connection, wanted.order_by(TYPED.c.number.desc()).limit(most))


def own_entry(
    connection: Connection, who: str, source: str, station: str, tec: str, channel: str
) -> Typed | None:
    """Return a person's last entry of a source's copy of a protocol, if there is one."""
    wanted = select(TYPED).where(
        TYPED.c.who == who,
        TYPED.c.source == source,
        TYPED.c.entry == FIRST,
        TYPED.c.station == station,
        TYPED.c.tec == tec,
        TYPED.c.channel == channel,
    )
    last = wanted.order_by(TYPED.c.number.desc()).limit(1)
    return next(iter(read_rows(connection, last)), None)


def typed_of(connection: Connection, paper: str) -> list[Typed]:
    """Return the entries of one copy, in their order."""
    return read_rows(
        connection, select(TYPED).where(TYPED.c.paper == paper).order_by(TYPED.c.number)
    )


def entries_of(connection: Connection, sha256: str) -> list[Typed]:
    """Return all entries of the copy that an entry, known by its digest, is of."""
    return _beside(connection, TYPED.c.sha256 == sha256)


def entries_beside(connection: Connection, number: int) -> list[Typed]:
    """Return all entries of the copy that an entry is of, itself among them."""
    return _beside(connection, TYPED.c.number == number)


def _beside(connection: Connection, one: ColumnElement[bool]) -> list[Typed]:
    paper = select(TYPED.c.paper).where(one)
    wanted = select(TYPED).where(TYPED.c.paper.in_(paper))
    return read_rows(connection, wanted.order_by(TYPED.c.number))


def has_photo(connection: Connection, digest: str, who: str | None) -> bool:
    """Tell whether an entry, or one of a person's, has a photograph."""
    wanted = select(TYPED.c.number).where(cast(TYPED.c.photos, String).contains(digest))
    if who is not None:
        wanted = wanted.where(TYPED.c.who == who)
    return connection.execute(wanted.limit(1)).first() is not None


def all_typed(connection: Connection, last: int | None = None) -> list[Typed]:
    """Return every entry, in their order, up to the entry *last*."""
    wanted = select(TYPED).order_by(TYPED.c.number)
    return read_rows(
        connection, wanted if last is None else wanted.where(TYPED.c.number <= last)
    )


def read_rows(connection: Connection, wanted: Executable) -> list[Typed]:
    """Return the entries that a query finds, or that an insert adds."""
    rows = connection.execute(wanted).mappings()
    return [Typed(**{name: row[name] for name in Typed.__slots__}) for row in rows]


def counting(entries: Sequence[Typed]) -> list[Typed]:
    """Return the entries of one copy that count: the settled one, else the last ones."""
    replaced = {one.replaces for one in entries}
    last = [one for one in entries if one.number not in replaced]
    settled = [one for one in last if one.entry == SETTLED]
    return settled[-1:] or last
