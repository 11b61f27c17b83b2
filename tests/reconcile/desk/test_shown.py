"""What the desk shows is one whole run's: the last that came to its end."""

import shutil

import pytest

from reconcile.desk.shown import Reader
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.tables import load_tables


@pytest.fixture
def folder(checked, tmp_path):
    shutil.copytree(checked, tmp_path / "kz")
    return ElectionFolder(tmp_path / "kz")


def test_a_run_is_shown_when_its_summary_is_there_and_not_before(folder):
    reader = Reader(folder)
    first, second = (folder.path / "reports" / name for name in ("0001", "0002"))
    shutil.copytree(first, second, ignore=shutil.ignore_patterns("summary.json"))
    assert reader.now().report == "0001"

    shutil.copy(first / "summary.json", second)

    assert reader.now().report == "0002"


def test_tables_that_are_half_written_are_not_shown(folder):
    """Their list comes last; until then the state before stays."""
    reader, name = Reader(folder), "official-kz-2007-pec"
    before = reader.now()
    path = folder.tables / f"{name}.parquet"
    load_tables(folder.tables).frames[name].head(10).write_parquet(path)
    (folder.tables / "documents.json").touch()

    assert reader.now() is before


def test_what_did_not_change_is_not_read_again(folder):
    """Tables are written long before what was found in them."""
    reader = Reader(folder)
    first = reader.now()
    (folder.tables / "documents.json").touch()
    second = reader.now()
    shutil.copytree(folder.path / "reports" / "0001", folder.path / "reports" / "0002")
    third = reader.now()

    assert second.tables is not first.tables
    assert second.run is first.run
    assert third.run is not second.run
    assert third.tables is second.tables


def test_a_folder_where_nothing_was_parsed_shows_nothing(tmp_path):
    """The desk opens before the first night."""
    from reconcile.keep.folder import make_folder

    shown = Reader(make_folder(tmp_path / "kz", "kz-2007-majilis")).now()

    assert (shown.findings, shown.summary, shown.report) == (None, None, "")
    assert shown.stations.every == []


def test_nothing_is_read_again_while_nothing_changed(folder):
    reader = Reader(folder)

    assert reader.now() is reader.now()
