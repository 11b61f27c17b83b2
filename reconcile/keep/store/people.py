"""Who may do what at the web desk, and who is signed in.

Passwords come here as argon2 made them, tokens as they are; only digests are stored.
"""

import secrets
import time
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    delete,
    func,
    insert,
    select,
)

from ingest.errors import SettingError
from reconcile.keep.store.activity import note
from reconcile.keep.store.schema_desk import SESSIONS, USERS
from reconcile.keep.store.times import now

# Each may do what those before it may.
ROLES = ("reader", "observer", "clerk", "supervisor", "admin")
LONGEST_NAME = 40
SIGNED_IN_S = 16 * 3600  # a session: an evening, the night, and the morning after


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in; `source` names their copies, and is no name of theirs."""

    name: str
    role: str
    source: str
    password: str

    def may(self, role: str) -> bool:
        """Tell whether they may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


def put_person(
    connection: Connection, by: str, name: str, role: str, password: str = ""
) -> None:
    """Write down a person anew, or with another role or password.

    An empty role ends their access, an empty password leaves the one they have.

    Raises
    ------
    SettingError
        If the name or the role is none, or a new person has no password.
    """
    refuse_name(name)
    if role and role not in ROLES:
        raise SettingError(f"role: expected one of {', '.join(ROLES)}, got {role!r}")
    known = _last_row(connection, name)
    row = {"at": now(), "by": by, "name": name, "role": role}
    if known is not None:
        row |= {"password": password or known.password, "source": known.source}
        connection.execute(delete(SESSIONS).where(SESSIONS.c.name == name))
    elif password and role:
        row |= {"password": password, "source": f"desk-{secrets.token_hex(4)}"}
    else:
        raise SettingError(f"{name}: expected a role and a password for a new person")
    connection.execute(insert(USERS).values(row))
    note(connection, by, "changed-user" if known else "made-user", f"{name} {role}".strip())


def refuse_name(name: str) -> None:
    """Raise SettingError if a name is none that can be shown and typed."""
    plain = name.isprintable() and name == name.strip() and name
    if not plain or len(name) > LONGEST_NAME:
        raise SettingError(
            f"name: expected up to {LONGEST_NAME} characters, got {name[:50]!r}"
        )


def find_person(connection: Connection, name: str) -> Person | None:
    """Return who has a name and may sign in."""
    return _person(_last_row(connection, name))


def _person(row: Row | None) -> Person | None:
    """Return who a last row is of, if they may sign in."""
    if row is None or not row.role:
        return None
    return Person(row.name, row.role, row.source, row.password)


def list_people(connection: Connection) -> list[tuple[str, str, str]]:
    """Return name, role and day of everybody; the role is empty where access ended."""
    last = select(func.max(USERS.c.number)).group_by(USERS.c.name)
    wanted = select(USERS.c.name, USERS.c.role, USERS.c.at).where(USERS.c.number.in_(last))
    return [
        (row.name, row.role, row.at) for row in connection.execute(wanted.order_by("name"))
    ]


def _last_row(connection: Connection, name: str) -> Row | None:
    return connection.execute(_last_of(USERS.c.name == name)).first()


def _last_of(named: ColumnElement[bool]) -> Select[Any]:
    return select(USERS).where(named).order_by(USERS.c.number.desc()).limit(1)


def sign_in(connection: Connection, name: str) -> str:
    """Begin a session; return its token, which is nowhere else."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.until < time.time()))
    token = secrets.token_urlsafe(32)
    row = {
        "token": token_digest(token),
        "name": name,
        "until": int(time.time()) + SIGNED_IN_S,
    }
    connection.execute(insert(SESSIONS).values(row))
    note(connection, name, "signed-in")
    return token


def sign_out(connection: Connection, token: str, name: str) -> None:
    """End a session."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.token == token_digest(token)))
    note(connection, name, "signed-out")


def who_has(connection: Connection, token: str) -> Person | None:
    """Return whose session a token opens, if any."""
    wanted = _last_of(USERS.c.name == SESSIONS.c.name).where(
        SESSIONS.c.token == token_digest(token), SESSIONS.c.until > time.time()
    )
    return _person(connection.execute(wanted).first())


def token_digest(token: str) -> str:
    """Return what is stored of a token."""
    return sha256(token.encode()).hexdigest()
