import gzip
import subprocess
import sys
from dataclasses import replace

import pytest

from ingest.archive import Archive
from ingest.errors import ArchiveError
from ingest.warc import Exchange


def exchange(asked="http://a/1", body=b"<p>1</p>", status=200):
    return Exchange(
        asked=asked,
        url=asked,
        request=("GET /1 HTTP/1.1", [("Host", "a")]),
        response=(f"{status} OK", [("Content-Type", "text/html"), ("ETag", '"x"')]),
        status=status,
        body=body,
    )


@pytest.fixture
def archive(tmp_path):
    one = Archive(tmp_path / "archive")
    one.recover()
    return one


def test_bytes_come_back_as_they_were(archive):
    """Any byte, an error's too."""
    body = bytes(range(256)) * 5
    entry = archive.add_exchange(exchange(body=body, status=500), run=1)

    again = Archive(archive.folder)
    assert again.read(entry) == body
    assert again.entries == [entry]
    assert (entry.status, entry.headers["etag"]) == (500, '"x"')


def test_a_document_that_was_cut_off_gives_way_to_a_whole_one(archive):
    """It is the address's document only while there is no other; its bytes are kept."""
    whole, half = exchange(body=b"<p>whole</p>"), exchange(body=b"<p>wh")
    half = replace(half, truncated="disconnect")

    archive.add_exchange(half, run=1)
    assert [one.truncated for one in archive.documents(half.asked)] == ["disconnect"]
    archive.add_exchange(whole, run=1)
    archive.add_exchange(half, run=2)
    for one in (archive, Archive(archive.folder)):
        assert [doc.size for doc in one.documents(half.asked)] == [12]
        assert len(one.entries) == 3


def test_public_tools_accept_the_files(archive):
    """Warcio's own check finds every digest right."""
    archive.add_exchange(exchange(), run=1)
    archive.add_failure("http://a/2", "http://a/2", "no answer", run=1)
    archive.add_resource("copies.csv", b"station\n", {"role": "copies"})

    path = next(archive.folder.glob("*.warc.gz"))
    done = subprocess.run(
        [sys.executable, "-c", "from warcio.cli import main; main()", "check", "-v", path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "digest pass" in done.stdout
    assert "fail" not in done.stdout


def test_an_intact_archive_has_no_problem(archive):
    for number in range(3):
        archive.add_exchange(exchange(f"http://a/{number}"), run=1)

    assert list(Archive(archive.folder).verify()) == []


def test_one_flipped_bit_anywhere_names_a_record(archive):
    """Every bit of the stored file is covered by a digest."""
    for number in range(2):
        archive.add_exchange(exchange(f"http://a/{number}"), run=1)
    path = next(archive.folder.glob("*.warc.gz"))
    good = path.read_bytes()

    for at in range(0, len(good), 7):
        path.write_bytes(good[:at] + bytes([good[at] ^ 4]) + good[at + 1 :])
        problems = list(Archive(archive.folder).verify())
        assert len(problems) == 1, at
        assert "http://a/" in problems[0].record


def test_a_record_that_lost_its_index_line_is_indexed_again(archive):
    """Killed between the record and its index line: nothing is lost."""
    archive.add_exchange(exchange("http://a/1"), run=1)
    second = archive.add_exchange(exchange("http://a/2"), run=1)
    third = archive.add_resource("c.csv", b"x", {"role": "copies", "columns": "ab"})
    lines = archive.index.read_bytes().splitlines(keepends=True)
    archive.index.write_bytes(lines[0] + lines[1][:20])

    again = Archive(archive.folder)
    again.recover()

    assert again.entries[1:] == [second, third]
    assert list(Archive(archive.folder).verify()) == []


@pytest.mark.parametrize("cut", [1, 50, 400])
def test_a_torn_record_is_set_aside(archive, cut):
    """Killed in the middle of a record: what came before stands, the rest is kept."""
    first = archive.add_exchange(exchange("http://a/1"), run=1)
    second = archive.add_exchange(exchange("http://a/2"), run=1)
    path = archive.folder / first.file
    archive.index.write_bytes(archive.index.read_bytes().splitlines(keepends=True)[0])
    torn = path.read_bytes()[: first.length + min(cut, second.length - 1)]
    path.write_bytes(torn)

    again = Archive(archive.folder)
    again.recover()

    assert again.entries == [first]
    aside = next(archive.folder.glob("torn-*"))
    assert aside.read_bytes() == torn[first.length :]
    assert list(Archive(archive.folder).verify()) == []


def test_an_index_that_says_something_else_is_noticed(archive):
    archive.add_exchange(exchange("http://a/1"), run=1)
    archive.index.write_text(
        archive.index.read_text().replace('"url": "http://a/1"', '"url": "http://b/1"')
    )

    problems = list(Archive(archive.folder).verify())
    assert [one.what for one in problems] == ["the index gives another url than the record"]


def test_an_index_cannot_name_a_file_elsewhere(archive, tmp_path):
    """A path from a file is never trusted."""
    entry = archive.add_exchange(exchange(), run=1)
    (tmp_path / "secret.warc.gz").write_bytes(gzip.compress(b"secret"))
    archive.index.write_text(
        archive.index.read_text().replace(entry.file, "../secret.warc.gz")
    )

    other = Archive(archive.folder)
    with pytest.raises(ArchiveError, match="not a file of this archive"):
        other.read(other.entries[0])


def test_bytes_after_the_last_record_are_noticed(archive):
    entry = archive.add_exchange(exchange(), run=1)
    with (archive.folder / entry.file).open("ab") as file:
        file.write(b"more")

    assert "expected" in next(Archive(archive.folder).verify()).what
