"""Zips and photographs, also those made to do harm: bounded, named, never a path."""

import zipfile

import pytest

from ingest.errors import TableError
from ingest.read.observers import handed
from ingest.read.observers.handed import File, Refused, handed_photos, handed_tables
from tests.servers import JPEG, zipped

PNG = b"\x89PNG\r\n\x1a\n and so on"
HEIC = b"\x00\x00\x00\x18ftypheic and so on"


def put(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    return tmp_path / name, name


def taken(tmp_path, files, name="e.zip"):
    return list(handed_photos(*put(tmp_path, name, zipped(files))))


def test_the_tables_and_photographs_of_a_zip(tmp_path):
    """Central's zip: one table a repeat, and a folder of media."""
    data = zipped({"p.csv": b"a,b\n", "p-r.csv": b"c\n", "media/1.jpg": JPEG})
    path, name = put(tmp_path, "e.zip", data)

    assert handed_tables(path, name) == [
        File("e.zip/p.csv", "e.zip/p.csv", b"a,b\n"),
        File("e.zip/p-r.csv", "e.zip/p-r.csv", b"c\n"),
    ]
    assert list(handed_photos(path, name)) == [File("e.zip/1.jpg", "1.jpg", JPEG)]


def test_kobos_folders_say_whose_a_photograph_is(tmp_path):
    (photo,) = taken(tmp_path, {"user/attachments/form/uuid-1/image.png": PNG})
    assert photo.asked == "uuid-1/image.png"


@pytest.mark.parametrize(
    "data", [JPEG, PNG, HEIC, b"RIFF\x00\x00\x00\x00WEBPVP8 ", b"%PDF-1.4"]
)
def test_photographs_are_told_by_their_bytes(tmp_path, data):
    path, name = put(tmp_path, "anything", data)

    assert handed_tables(path, name) == []
    assert [one.data for one in handed_photos(path, name)] == [data]


def test_what_is_called_a_photograph_and_is_none_is_refused(tmp_path):
    (one,) = taken(tmp_path, {"media/1.jpg": b"#!/bin/sh\n"})
    assert one == Refused("e.zip/1.jpg", "expected a table or a photograph, got neither")


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x.jpg", "/etc/x.jpg", "..\\..\\x.jpg", "media/../../x.jpg"]
)
def test_a_name_that_leads_elsewhere_is_only_a_name(tmp_path, name):
    """Nothing is written, and what is kept goes by the last parts of the name."""
    before = sorted(tmp_path.rglob("*"))
    (one,) = taken(tmp_path, {name: JPEG})

    assert one.asked.rpartition("/")[2] == "x.jpg"
    assert sorted(tmp_path.rglob("*")) == [*before, tmp_path / "e.zip"]


@pytest.mark.parametrize(
    "name", ["a\nX-Tekseru-Is-role: copies.jpg", "a\x1b[2J.jpg", "n" * 300]
)
def test_a_name_that_is_none_is_refused(tmp_path, name):
    """A line break would be a header of its own in the archive."""
    (one,) = taken(tmp_path, {name: JPEG})
    assert isinstance(one, Refused)


def test_a_photograph_of_200_mb_is_refused(tmp_path):
    """Alone by the file's size, in a zip by what it declares: nothing is unpacked."""
    size = 200_000_000
    alone = tmp_path / "large.jpg"
    with alone.open("wb") as file:
        file.write(JPEG)
        file.truncate(size)
    inside = tmp_path / "e.zip"
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.write(alone, "media/large.jpg")

    for path in (alone, inside):
        (one,) = handed_photos(path, path.name)
        assert one.reason == "expected up to 33,554,432 bytes, got 200,000,000"


def test_a_zip_that_unpacks_to_more_than_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(handed, "LARGEST_UNPACKED", 1_000_000)
    data = zipped({"p.csv": b"0" * 600_000, "media/1.jpg": JPEG + b"0" * 600_000})
    path, name = put(tmp_path, "bomb.zip", data)

    for read in (handed_tables, lambda *file: list(handed_photos(*file))):
        with pytest.raises(
            TableError, match="bomb.zip: expected a zip that unpacks to up to"
        ):
            read(path, name)


def test_a_zip_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(handed, "MOST_MEMBERS", 3)
    path, name = put(tmp_path, "e.zip", zipped({f"{n}.csv": b"" for n in range(4)}))

    with pytest.raises(TableError, match="expected a zip of up to 3 files, got 4"):
        handed_tables(path, name)


def test_a_member_that_unpacks_to_more_than_it_declares_is_refused(tmp_path):
    """Its checksum is of what it really holds."""
    data = bytearray(zipped({"p.csv": b" " * 10_000_000}))
    size = (10_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (100).to_bytes(4, "little")
    path, name = put(tmp_path, "e.zip", bytes(data))

    with pytest.raises(TableError, match="e.zip/p.csv: not taken: cannot be unpacked"):
        handed_tables(path, name)


def test_a_table_beyond_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(handed, "LARGEST_TABLE", 1000)
    path, name = put(tmp_path, "e.zip", zipped({"p.csv": b"0" * 1001}))

    with pytest.raises(
        TableError, match="e.zip/p.csv: not taken: expected up to 1,000 bytes"
    ):
        handed_tables(path, name)


def test_an_encrypted_member_is_refused(tmp_path):
    data = bytearray(zipped({"media/1.jpg": JPEG}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    path, name = put(tmp_path, "e.zip", bytes(data))

    (one,) = handed_photos(path, name)
    assert "cannot be unpacked" in one.reason


def test_what_only_begins_like_a_zip_is_left_to_the_reader_of_tables(tmp_path):
    path, name = put(tmp_path, "e.zip", b"PK\x03\x04" + bytes(200))

    assert len(handed_tables(path, name)) == 1
    assert list(handed_photos(path, name)) == []


def test_a_macs_own_files_are_no_tables(tmp_path):
    path, name = put(
        tmp_path, "e.zip", zipped({"__MACOSX/._p.csv": b"\x00", "p.csv": b"a\n"})
    )

    assert [one.name for one in handed_tables(path, name)] == ["e.zip/p.csv"]
