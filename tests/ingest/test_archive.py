import gzip
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.archive import Archive
from ingest.entries import line_of
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


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """An archive with one of each kind of record, and its files' bytes."""
    one = Archive(tmp_path_factory.mktemp("stored") / "archive")
    one.recover()
    one.add_exchange(exchange("http://a/1", "ж".encode()), run=1)
    one.add_failure("http://a/2", "http://a/2", "no answer", run=1)
    one.add_resource("копии.csv", b"station\n", {"role": "copies"})
    one.add_exchange(replace(exchange("http://a/3"), truncated="length"), run=2)
    return one.folder, {path.name: path.read_bytes() for path in one.folder.iterdir()}


def problems_of(folder):
    """What is wrong with an archive; also where it cannot be opened."""
    try:
        return list(Archive(folder).verify())
    except ArchiveError as fault:
        return [fault]


@given(st.data())
@settings(max_examples=600, deadline=None)
def test_any_flipped_bit_of_any_file_is_named(stored, data):
    folder, files = stored
    name = data.draw(st.sampled_from(sorted(files)))
    good = files[name]
    bit = data.draw(st.integers(0, 8 * len(good) - 1))
    changed = bytearray(good)
    changed[bit // 8] ^= 1 << bit % 8
    (folder / name).write_bytes(changed)
    try:
        assert problems_of(folder), (name, bit)
    finally:
        (folder / name).write_bytes(good)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_what_is_cut_off_or_put_behind_is_named(stored, data):
    folder, files = stored
    name = data.draw(st.sampled_from(sorted(files)))
    good = files[name]
    more = data.draw(st.binary(min_size=1, max_size=30))
    cut = data.draw(st.integers(0, len(good) - 1))
    for changed in (good[:cut], good + more, good[:cut] + more + good[cut:]):
        (folder / name).write_bytes(changed)
        try:
            assert problems_of(folder), (name, changed)
        finally:
            (folder / name).write_bytes(good)


def test_a_line_that_is_gone_or_elsewhere_is_named(stored):
    folder, files = stored
    lines = files["index.jsonl"].splitlines(keepends=True)
    some = [lines[1:], lines[:-1], [lines[0], *lines[2:]], lines[::-1], [*lines, lines[0]]]
    some += [[lines[0], lines[2], lines[1], lines[3]], [*lines, b"\n"], []]
    for other in some:
        (folder / "index.jsonl").write_bytes(b"".join(other))
        assert problems_of(folder), other
    (folder / "index.jsonl").write_bytes(files["index.jsonl"])
    assert problems_of(folder) == []


def test_records_that_changed_places_are_named(stored):
    """Even where their lines say the places they have now: the records do not."""
    folder, files = stored
    (name,) = (one for one in files if one.endswith(".warc.gz"))
    first, second, *_ = Archive(folder).entries
    good = files[name]
    parts = good[: first.length], good[first.length : second.offset + second.length]
    (folder / name).write_bytes(parts[1] + parts[0] + good[sum(map(len, parts)) :])
    assert len(problems_of(folder)) == 2
    (folder / name).write_bytes(good)


def test_a_line_cut_off_before_its_end_is_written_again(archive):
    """Only the end of the line is not there: its record is indexed again, in its place."""
    first = archive.add_exchange(exchange("http://a/1"), run=1)
    archive.index.write_bytes(archive.index.read_bytes()[:-1])

    again = Archive(archive.folder)
    again.recover()
    second = again.add_exchange(exchange("http://a/2"), run=1)
    assert Archive(archive.folder).entries == [first, second]
    assert list(Archive(archive.folder).verify()) == []


@pytest.mark.parametrize(
    "line", [b"[]", b"7", b'{"kind": "response"}', b"{", b"", b"\xff", b"[" * 9999]
)
def test_a_line_that_is_no_entry_is_refused(archive, line):
    archive.index.write_bytes(line + b"\n")

    with pytest.raises(ArchiveError, match=r"index\.jsonl, line 1: expected an entry"):
        Archive(archive.folder)


def test_a_record_of_another_tool_is_named(archive):
    """A WARC file may hold kinds of records that this archive never writes."""
    from ingest.warc import pack_bytes

    entry = archive.add_resource("a", b"x")
    raw = pack_bytes("conversion", "urn:x", b"x", "text/plain", entry.time, {})
    (archive.folder / entry.file).write_bytes(raw)
    line = replace(
        entry, length=len(raw), record_sha256=sha256(raw).hexdigest(), asked="urn:x"
    )
    archive.index.write_bytes(line_of(line) + b"\n")

    assert ["none of ours" in one.what for one in problems_of(archive.folder)] == [True]
