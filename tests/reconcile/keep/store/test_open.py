"""The store itself: its tables, what it refuses, and who may write when."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from ingest.errors import SettingError
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.store.open import _LOCK, HEAD, open_store
from reconcile.keep.store.schema import METADATA, RUNS
from reconcile.keep.store.schema_desk import FREE

RECORDS = [one for one in METADATA.sorted_tables if one not in FREE]
RUN = {"run": 1, "started": "", "ended": "", "report": "0001", "records": 3, "told": {}}


def test_the_migrations_make_what_the_schema_says(folder):
    """Nobody writes a query for a table that is not there."""
    with open_store(folder) as store, store.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []


def test_the_newest_migration_is_the_one_we_ask_for():
    """Else a new migration would never run."""
    scripts = ScriptDirectory("reconcile/keep/store/migrations")
    assert scripts.get_heads() == [HEAD]


def test_what_is_recorded_outlasts_the_process(folder):
    """A second opening finds what the first wrote."""
    with open_store(folder) as store, store.writing() as connection:
        connection.execute(sa.insert(RUNS).values(RUN))
    with open_store(folder) as store, store.reading() as connection:
        assert connection.execute(sa.select(RUNS)).one()._asdict() == RUN


@pytest.mark.parametrize("table", RECORDS, ids=lambda table: table.name)
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_no_record_can_be_changed_or_removed(folder, table, change):
    """Not by us, and not by whoever opens the database with another program."""
    with open_store(folder) as store:
        with store.writing() as connection:
            fill(connection, table)
        with (
            pytest.raises(sa.exc.DatabaseError, match="append-only"),
            store.writing() as one,
        ):
            one.exec_driver_sql(change.format(table.name, next(iter(table.c)).name))


def fill(connection, table):
    """Put one row into a table and what it refers to."""
    some = {sa.Integer: 1, sa.Boolean: True, sa.String: "x", sa.JSON: {}}
    for one in METADATA.sorted_tables:
        row = {column.name: some[type(column.type)] for column in one.c}
        connection.execute(sa.insert(one).values(row))
        if one is table:
            return


def test_a_transaction_that_fails_leaves_nothing(folder):
    """All of a night's records, or none."""
    with open_store(folder) as store:
        with pytest.raises(ZeroDivisionError):
            _write_and_fail(store)
        with store.reading() as connection:
            assert connection.execute(sa.select(RUNS)).all() == []


def _write_and_fail(store):
    with store.writing() as connection:
        connection.execute(sa.insert(RUNS).values(RUN))
        _ = 1 // 0


def test_a_reader_is_not_kept_waiting_by_a_writer(folder):
    """The desk shows pages while a nightly run writes."""
    with open_store(folder) as one, open_store(folder) as two, one.writing() as writer:
        writer.execute(sa.insert(RUNS).values(RUN))
        with two.reading() as reader:
            assert reader.execute(sa.select(RUNS)).all() == []


def test_what_others_write_while_somebody_reads_is_not_seen(folder):
    """What is told together is of one moment."""
    with open_store(folder) as one, open_store(folder) as two, one.reading() as reader:
        assert reader.execute(sa.select(RUNS)).all() == []
        with two.writing() as writer:
            writer.execute(sa.insert(RUNS).values(RUN))
        assert reader.execute(sa.select(RUNS)).all() == []


on_a_server = pytest.mark.parametrize("folder", ["postgresql"], indirect=True)


@on_a_server
@pytest.mark.parametrize("ask", ["reading", "writing"])
def test_a_connection_that_the_server_ended_is_replaced_unseen(folder, ask, monkeypatch):
    """The server was started again, as after an update, while the desk was idle."""
    monkeypatch.setattr("reconcile.keep.store.open._FRESH_S", 0)
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle'"
    with open_store(folder) as one, open_store(folder) as two:
        with two.reading() as connection:
            assert connection.exec_driver_sql(end).all()
        with getattr(one, ask)() as connection:
            assert connection.execute(sa.select(RUNS)).all() == []


@on_a_server
def test_a_writer_waits_for_another_only_so_long(folder, monkeypatch):
    monkeypatch.setitem(_LOCK, "wait", "10ms")
    with (
        open_store(folder) as one,
        open_store(folder) as two,
        one.writing(),
        pytest.raises(sa.exc.OperationalError, match="lock timeout"),
        two.writing(),
    ):
        pass


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("nonsense", "database_url: expected"),
        ("oracle://a/b", "no driver"),
        ("postgresql://nobody@127.0.0.1:1/x", "the database"),
    ],
)
def test_a_database_that_cannot_be_opened_is_named(tmp_path, address, told):
    """One line that says what to mend."""
    from reconcile.keep.folder import make_folder

    made = make_folder(tmp_path / "kz", "kz-2007-majilis")
    text = made.file.read_text("utf-8")
    made.file.write_text(f'database_url = "{address}"\n{text}', "utf-8")
    with pytest.raises(SettingError, match=told), open_store(ElectionFolder(made.path)):
        pass


def test_a_database_of_a_newer_version_is_left_alone(folder):
    """An older tekseru must not write into tables that it does not know."""
    with open_store(folder) as store, store.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SettingError, match="newer"), open_store(folder):
        pass
