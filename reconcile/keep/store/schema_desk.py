"""What the web desk's tables hold: people, what they typed and decided, who holds what.

Records are added and never changed, as in `schema`; the tables in FREE are none: they say
what is going on, and their rows come and go.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)
from sqlalchemy.dialects import postgresql, sqlite

from reconcile.keep.store.schema import METADATA

# A person as somebody with that right wrote them down; the last row of a name counts.
USERS = Table(
    "users",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),  # of people.ROLES; empty: may not sign in
    Column("password", String, nullable=False),  # what argon2 made of it
    Column("source", String, nullable=False),  # what their copies are called: no name
)
Index(None, USERS.c.name)

# A machine's token as an admin wrote it down; the last row of a name counts.
TOKENS = Table(
    "tokens",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),  # of tokens.TOKEN_ROLES; empty: it was ended
    Column("token", String, nullable=False),  # its digest: a stolen row opens nothing
)
Index(None, TOKENS.c.name)
Index(None, TOKENS.c.token)

# Who is signed in where, until when.
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token", String, primary_key=True),  # its digest: a stolen row opens nothing
    Column("name", String, nullable=False),
    Column("until", Integer, nullable=False),  # seconds since 1970
)

# One entry of one copy: by the observer, a second person, or whoever settles the two.
TYPED = Table(
    "typed",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("sent", String, nullable=False, unique=True),  # of the form, sent once
    Column("sha256", String, nullable=False),  # of what was typed, as `typed` writes it
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("paper", String, nullable=False),  # which copy: `sent` of its first entry
    Column("entry", String, nullable=False),  # of typed.ENTRIES
    Column("replaces", ForeignKey("typed.number")),  # an earlier entry of the same person
    Column("source", String, nullable=False),  # whose copy it is
    Column("station", String, nullable=False),
    Column("tec", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("counts", JSON, nullable=False),  # by line; null where the copy has none
    Column("photos", JSON, nullable=False),  # sha256 of each
    Column("note", String, nullable=False),
)
Index(None, TYPED.c.paper)
Index(None, TYPED.c.station)
Index(None, TYPED.c.who)

# What somebody is typing and has not sent.
DRAFTS = Table(
    "drafts",
    METADATA,
    Column("who", String, primary_key=True),
    Column("about", String, primary_key=True),
    Column("at", String, nullable=False),
    Column("typed", JSON, nullable=False),
)

# Which piece of work somebody has taken, so that no second person does it as well.
HOLDS = Table(
    "holds",
    METADATA,
    Column("about", String, primary_key=True),
    Column("who", String, nullable=False),
    Column("until", Integer, nullable=False),  # seconds since 1970
)

# What a person decided, of a cell, a name or two entries; the last one counts.
DECISIONS = Table(
    "decisions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("about", String, nullable=False),
    Column("decision", String, nullable=False),
    Column("why", String, nullable=False),
)
Index(None, DECISIONS.c.about)

# Everything that people did here, in its order.
ACTIVITY = Table(
    "activity",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("did", String, nullable=False),  # of activity.DEEDS
    Column("about", String, nullable=False),
)

FREE = (SESSIONS, DRAFTS, HOLDS)


def insert_into(connection: Connection, table: Table) -> Any:
    """Begin an insert that says what to do where its row is there already.

    The standard has no words for that, but both databases have the same.
    """
    return _INSERT[connection.dialect.name](table)


_INSERT: Mapping[str, Callable[..., Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
