"""Tokens of machines that read through the API: made, found, ended.

Only a token's digest is stored; the token itself is shown once, to whoever had it made.
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, insert, select

from ingest.errors import SettingError
from reconcile.keep.store.activity import note
from reconcile.keep.store.people import ROLES, refuse_name, token_digest
from reconcile.keep.store.schema_desk import TOKENS
from reconcile.keep.store.times import now

# A machine has no copies of its own, and lets nobody in.
TOKEN_ROLES = ("reader", "clerk", "supervisor")
_SIGN = "tekseru_"  # by which a token is known where one was left by mistake


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine that has a token, and what it may read."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Tell whether it may read what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


def make_token(connection: Connection, by: str, name: str, role: str) -> str:
    """Make a machine's token, in place of the one it has; return it, now or never.

    Raises
    ------
    SettingError
        If the name is none, or the role none that a machine may have.
    """
    refuse_name(name)
    if role not in TOKEN_ROLES:
        raise SettingError(f"role: expected one of {', '.join(TOKEN_ROLES)}, got {role!r}")
    token = _SIGN + secrets.token_urlsafe(32)
    _add(connection, by, name, role, token_digest(token))
    note(connection, by, "made-token", f"{name} {role}")
    return token


def end_token(connection: Connection, by: str, name: str) -> None:
    """End a machine's token; raise SettingError if it has none."""
    known = _last_row(connection, name)
    if known is None or not known.role:
        raise SettingError(f"token: expected the name of a machine with one, got {name!r}")
    _add(connection, by, name, "", "")
    note(connection, by, "ended-token", name)


def machine_of(connection: Connection, token: str) -> Machine | None:
    """Return whose token it is, if it is one that was not ended or replaced."""
    wanted = select(TOKENS).where(TOKENS.c.token == token_digest(token))
    row = connection.execute(wanted).first()
    last = _last_row(connection, row.name) if row else None
    if row is None or last is None or last.number != row.number:
        return None
    return Machine(row.name, row.role)


def list_tokens(connection: Connection) -> list[tuple[str, str, str]]:
    """Return name, role and day of every token; the role is empty where it was ended."""
    last = select(func.max(TOKENS.c.number)).group_by(TOKENS.c.name)
    wanted = select(TOKENS).where(TOKENS.c.number.in_(last)).order_by(TOKENS.c.name)
    return [(row.name, row.role, row.at) for row in connection.execute(wanted)]


def _add(connection: Connection, by: str, name: str, role: str, token: str) -> None:
    row = {"at": now(), "by": by, "name": name, "role": role, "token": token}
    connection.execute(insert(TOKENS).values(row))


def _last_row(connection: Connection, name: str) -> Row | None:
    wanted = select(TOKENS).where(TOKENS.c.name == name)
    return connection.execute(wanted.order_by(TOKENS.c.number.desc()).limit(1)).first()
