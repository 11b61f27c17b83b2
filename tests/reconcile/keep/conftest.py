"""An election folder whose records lie in SQLite, and one whose lie in PostgreSQL."""

import uuid

import pytest
import sqlalchemy

from reconcile.keep.folder import ElectionFolder, make_folder
from tests.postgres import postgres


@pytest.fixture(scope="session")
def server():
    """One PostgreSQL for all tests."""
    with postgres() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def folder(request, tmp_path) -> ElectionFolder:
    """A new folder with an empty database of each kind."""
    made = make_folder(tmp_path / "kz", "kz-2007-majilis")
    if request.param == "sqlite":
        return made
    address = request.getfixturevalue("server")
    name = f"t{uuid.uuid4().hex}"
    engine = sqlalchemy.create_engine(
        address.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    url = address.rsplit("/", 1)[0] + f"/{name}"
    text = made.file.read_text("utf-8")
    made.file.write_text(f'database_url = "{url}"\n{text}', "utf-8")
    return ElectionFolder(made.path)
