"""Who has taken which piece of work until when, and what they have not sent yet.

A piece of work is called by a text, see `again`, `settling`. Nothing here is a record: rows
come and go.
"""

import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, select

from reconcile.keep.store.activity import note
from reconcile.keep.store.schema_desk import DRAFTS, HOLDS, TYPED, insert_into
from reconcile.keep.store.times import now

HELD_S = 30 * 60  # a piece of work that nobody went on with is free for others again


def again(paper: str) -> str:
    """Name the second entry of a copy, as a piece of work."""
    return f"again {paper}"


def settling(paper: str) -> str:
    """Name the settling of a copy's two entries, as a piece of work."""
    return f"settle {paper}"


def reading(document: str) -> str:
    """Name the reading of a scan's cells, as a piece of work."""
    return f"read {document}"


def take(connection: Connection, who: str, about: str) -> bool:
    """Take a piece of work, or hold it for longer; tell whether it is theirs now."""
    now_s = int(time.time())
    mine = (HOLDS.c.about == about) & (HOLDS.c.who == who)
    held = connection.scalar(select(HOLDS.c.who).where(mine, HOLDS.c.until > now_s))
    # Nothing of another's is deleted, whoever comes between: the row's key decides.
    over = (HOLDS.c.about == about) & (HOLDS.c.until <= now_s)
    connection.execute(delete(HOLDS).where(mine | over))
    row = {"about": about, "who": who, "until": now_s + HELD_S}
    taken = insert_into(connection, HOLDS).values(row).on_conflict_do_nothing()
    if connection.scalar(taken.returning(HOLDS.c.who)) is None:
        return False
    if held is None:
        note(connection, who, "took", about)
    return True


def give_back(connection: Connection, who: str, about: str) -> None:
    """Let others have a piece of work, and forget what was begun of it."""
    mine = (HOLDS.c.about == about) & (HOLDS.c.who == who)
    if connection.execute(delete(HOLDS).where(mine)).rowcount:
        note(connection, who, "gave-back", about)
    drop_draft(connection, who, about)


def holders(connection: Connection) -> dict[str, str]:
    """Return who holds each piece of work now."""
    wanted = select(HOLDS.c.about, HOLDS.c.who).where(HOLDS.c.until > time.time())
    return {row.about: row.who for row in connection.execute(wanted)}


def keep_draft(
    connection: Connection, who: str, about: str, typed: Mapping[str, Any]
) -> None:
    """Keep what somebody has typed so far."""
    said = {"at": now(), "typed": dict(typed)}
    row = insert_into(connection, DRAFTS).values(who=who, about=about, **said)
    mine = (DRAFTS.c.who, DRAFTS.c.about)
    connection.execute(row.on_conflict_do_update(index_elements=mine, set_=said))


def read_draft(connection: Connection, who: str, about: str) -> dict[str, Any]:
    """Return what somebody had typed so far and has not sent; empty where nothing."""
    form = DRAFTS.c.typed["sent"].as_string()
    sent = select(TYPED.c.number).where(TYPED.c.who == who, TYPED.c.sent == form)
    mine = (DRAFTS.c.who == who) & (DRAFTS.c.about == about)
    typed = connection.scalar(select(DRAFTS.c.typed).where(mine, ~sent.exists()))
    return dict(typed or {})


def drop_draft(connection: Connection, who: str, about: str) -> None:
    """Forget what somebody had typed so far: it was sent, or given up."""
    mine = (DRAFTS.c.who == who) & (DRAFTS.c.about == about)
    connection.execute(delete(DRAFTS).where(mine))
