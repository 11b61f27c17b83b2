"""Open the store of an election folder, with its tables as this version wants them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    IntegrityError,
    InvalidatePoolError,
    NoSuchModuleError,
)
from sqlalchemy.pool import ConnectionPoolEntry

from ingest.errors import SettingError
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.store.records import StoreError

__all__ = ["HEAD", "Connection", "Store", "is_there", "open_store"]  # what others name

HEAD = "0003"  # the last migration; a test holds that it is
_WAIT_S = 30  # for another writer of the same database
# Connections that are kept open, more than the desk answers questions at once. Further ones
# would be opened for one question and closed again.
_AT_ONCE = 20
# PostgreSQL's advisory lock of a writer, any fixed number, and how long to wait for it.
_LOCK = {"lock": 0x7E45E2, "wait": f"{_WAIT_S}s"}
_ALONE = text(
    "SELECT set_config('lock_timeout', :wait, true), pg_advisory_xact_lock(:lock)"
)
# A connection that was used so lately is not asked whether its server is still there: no
# server stops and starts in that time.
_FRESH_S = 0.1


class Store:
    """One database of records."""

    def __init__(self, engine: Engine) -> None:
        self._reading = self._asking = engine
        self._writing = self._noting = engine.execution_options(tekseru_writes=True)
        # SQLite lets a second writer ask again and again; of one process each waits here.
        self._turn: AbstractContextManager[Any] = Lock()
        if engine.dialect.name == "postgresql":
            self._reading = engine.execution_options(isolation_level="REPEATABLE READ")
            # A transaction around one statement is two more questions to a server.
            self._asking = self._noting = engine.execution_options(
                isolation_level="AUTOCOMMIT"
            )
            self._turn = nullcontext()

    @contextmanager
    def reading(self, *, together: bool = True) -> Iterator[Connection]:
        """Read in one transaction: what others write meanwhile is not seen.

        What need not be as it was at one moment need not be read `together`.
        """
        with (self._reading if together else self._asking).begin() as connection:
            yield connection

    @contextmanager
    def writing(self, *, alone: bool = True) -> Iterator[Connection]:
        """Write in one transaction: all of it is kept, or nothing.

        One statement that does not hang on what was read before need not be `alone`.
        """
        engine = self._writing if alone else self._noting
        with self._turn, engine.begin() as connection:
            if alone and connection.dialect.name == "postgresql":  # SQLite always is
                connection.execute(_ALONE, _LOCK)
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self._writing.dispose()


@contextmanager
def open_store(folder: ElectionFolder) -> Iterator[Store]:
    """Open a folder's store, and close it again.

    Raises
    ------
    SettingError
        Its address is none, or of a database that there is no driver for.
    StoreError
        Nothing answers there, or it refuses what is asked.
    """
    store = Store(_engine(_address(folder)))
    try:
        _bring_up_to_date(store)
        yield store
    except IntegrityError:
        raise  # a mistake of ours, to be shown whole
    except DatabaseError as fault:
        raise StoreError(f"{folder.path}: the database: {_first_line(fault)}") from None
    finally:
        store.close()


def is_there(folder: ElectionFolder) -> bool:
    """Tell whether a folder has a store, or may have one on a server."""
    return bool(folder.election.database_url) or _file(folder).is_file()


def _file(folder: ElectionFolder) -> Path:
    return folder.path / "tekseru.db"


def _address(folder: ElectionFolder) -> URL:
    """Return the address that election.toml names, or that of the file in the folder."""
    given = folder.election.database_url
    if not given:
        return URL.create("sqlite", database=str(_file(folder)))
    try:
        url = make_url(given)
    except ArgumentError:
        raise SettingError(
            f"{folder.file}: database_url: expected postgresql://USER@HOST/NAME or "
            "sqlite:///FILE, got something else"
        ) from None
    # Without a driver's name SQLAlchemy asks for the one we do not have.
    bare = url.drivername in ("postgresql", "postgres")
    return url.set(drivername="postgresql+psycopg") if bare else url


def _engine(url: URL) -> Engine:
    sqlite = url.get_backend_name() == "sqlite"
    try:
        engine = create_engine(
            url,
            connect_args={"timeout": _WAIT_S} if sqlite else {},
            pool_size=_AT_ONCE,
            pool_use_lifo=True,  # few connections are used then, and those are fresh
        )
    except (NoSuchModuleError, ModuleNotFoundError):
        raise SettingError(
            f"database_url: no driver for {url.drivername} here; PostgreSQL needs "
            "pip install tekseru[postgres]"
        ) from None
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", _ask_if_idle)
    return engine


def _note_use(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["used"] = monotonic()


def _ask_if_idle(connection: Any, record: ConnectionPoolEntry, _lent: Any) -> None:
    """Ask whether the server is still there; if not, the pool opens another connection.

    SQLAlchemy's own `pool_pre_ping` asks each time, before every statement of ours.
    """
    used = record.info.get("used")
    if used is None or monotonic() - used < _FRESH_S:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except connection.OperationalError:
        raise InvalidatePoolError from None


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Let readers read while somebody writes, and hold what the tables say."""
    connection.isolation_level = None  # we begin ourselves: see _begin_sqlite
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Begin as a writer at once: a reader that turns writer could be refused midway."""
    writes = connection.get_execution_options().get("tekseru_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(store: Store) -> None:
    """Make or change tables, if this version wants others than there are."""
    with store.reading() as connection:
        if _version(connection) == HEAD:
            return
    with store.writing() as connection:
        if _version(connection) != HEAD:
            _migrate(connection)


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "reconcile.keep.store:migrations")
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise StoreError(
            "the database was written by a newer tekseru; use that, or another database"
        ) from None


def _first_line(fault: DatabaseError) -> str:
    return str(fault.orig).strip().split("\n")[0]
