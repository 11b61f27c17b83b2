"""Which copies wait for a second person, and which for somebody to settle two entries.

A copy without a photograph waits for nobody: there is nothing to type it from again.
"""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, cast, func, select
from sqlalchemy.sql.expression import FromClause

from reconcile.keep.store.schema_desk import TYPED
from reconcile.keep.store.typed import FIRST, SECOND, SETTLED, Typed, read_rows


def to_type_again(connection: Connection, who: str, most: int | None = None) -> list[Typed]:
    """Return the first entries that another person than *who* typed, and nobody again."""
    return read_rows(connection, _once(who).order_by(TYPED.c.number).limit(most))


def count_to_type_again(connection: Connection, who: str) -> int:
    """Count them."""
    return _count(connection, _once(who))


def to_settle(connection: Connection, who: str, most: int | None = None) -> list[Typed]:
    """Return the second entries that differ from the first, both typed by others."""
    return read_rows(connection, _differing(who).order_by(TYPED.c.number).limit(most))


def count_to_settle(connection: Connection, who: str) -> int:
    """Count them."""
    return _count(connection, _differing(who))


def _count(connection: Connection, wanted: Select[Any]) -> int:
    return connection.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def _once(who: str) -> Select[Any]:
    second = TYPED.alias("second")
    return select(TYPED).where(
        TYPED.c.entry == FIRST,
        TYPED.c.who != who,
        cast(TYPED.c.photos, String) != "[]",
        _is_last(TYPED),
        ~_exists(second, second.c.paper == TYPED.c.paper, second.c.entry != FIRST),
    )


def _differing(who: str) -> Select[Any]:
    # Counts are written line by line in the form's order, so that texts can be compared.
    first, settled = TYPED.alias("first"), TYPED.alias("settled")
    return select(TYPED).where(
        TYPED.c.entry == SECOND,
        TYPED.c.who != who,
        _is_last(TYPED),
        ~_exists(settled, settled.c.paper == TYPED.c.paper, settled.c.entry == SETTLED),
        _exists(
            first,
            first.c.paper == TYPED.c.paper,
            first.c.entry == FIRST,
            first.c.who != who,
            _is_last(first),
            cast(first.c.counts, String) != cast(TYPED.c.counts, String),
        ),
    )


def _is_last(entry: FromClause) -> ColumnElement[bool]:
    """Tell whether no later entry replaces one."""
    later = TYPED.alias()
    return ~_exists(later, later.c.replaces == entry.c.number)


def _exists(table: FromClause, *wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(table.c.number).where(*wanted).exists()
