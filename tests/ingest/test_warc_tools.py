"""Public tools accept every file that we write: the warcio command, as a person runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.archive import Archive
from ingest.warc import Exchange

WARCIO = Path(sys.executable).parent / "warcio"


def warcio(verb, *arguments):
    """Run the command as a person does."""
    done = subprocess.run(
        [WARCIO, verb, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def answer(url, body, status=200, headers=(), truncated=""):
    return Exchange(
        asked=url,
        url=url,
        request=("GET / HTTP/1.1", [("Host", "a"), ("Accept-Encoding", "identity")]),
        response=(f"{status} OK", [("Content-Type", "text/html"), *headers]),
        status=status,
        body=body,
        truncated=truncated,
    )


@pytest.fixture
def archive(tmp_path):
    """Each kind of record, and what is odd about answers of real servers."""
    one = Archive(tmp_path / "archive")
    one.recover()
    one.add_exchange(answer("http://a/1", b"<p>1</p>"), run=1)
    one.add_exchange(answer("http://a/2", b""), run=1)
    one.add_exchange(answer("http://a/3", b"", 304, [("ETag", '"x"')]), run=1)
    one.add_exchange(answer("http://a/4", b"<p>n", truncated="disconnect"), run=1)
    packed = [("Content-Encoding", "gzip"), ("Content-Length", "3")]
    one.add_exchange(answer("http://a/5", b"\x1f\x8b\x08", headers=packed), run=1)
    one.add_exchange(answer("http://a/ж?q=ж", "ж".encode("cp1251"), 404), run=1)
    one.add_exchange(answer("http://a/7", b"x\r\n\r\nWARC/1.1\r\n" * 9), run=1)
    one.add_failure("http://a/8", "http://a/8", "no answer: время", run=1)
    one.add_resource("копии, вечер.csv", b"station\n", {"role": "copies", "of": "ж"})
    return one


def test_every_digest_of_every_kind_of_record_passes(archive):
    (path,) = archive.folder.glob("*.warc.gz")
    code, out, _ = warcio("check", "-v", path)

    assert code == 0
    records = out.count("WARC-Record-ID")
    assert records == 2 * 7 + 2
    assert out.count("digest pass") == records


def test_the_index_of_the_command_has_our_records_where_ours_has_them(archive):
    (path,) = archive.folder.glob("*.warc.gz")
    code, out, _ = warcio("index", path, "-f", "offset,warc-type,warc-target-uri")
    lines = [json.loads(line) for line in out.splitlines()]

    assert code == 0
    asked = [one for one in lines if one["warc-type"] != "request"]
    assert [int(one["offset"]) for one in asked] == [e.offset for e in archive.entries]
    assert [one["warc-target-uri"] for one in asked[:-1]] == [
        e.url for e in archive.entries[:-1]
    ]


def test_the_command_takes_out_the_bytes_that_were_stored(archive):
    (path,) = archive.folder.glob("*.warc.gz")
    for entry in archive.entries:
        done = subprocess.run(
            [WARCIO, "extract", "--payload", path, str(entry.offset)],
            capture_output=True, check=False,
        )  # fmt: skip
        if entry.headers.get("content-encoding"):
            continue  # what is packed is unpacked on the way out
        assert done.returncode == 0
        assert done.stdout == archive.read(entry), entry.asked


def test_a_changed_byte_fails_there_as_it_does_here(archive):
    """The record's own digests are of its body, and another tool compares them."""
    import gzip

    (path,) = archive.folder.glob("*.warc.gz")
    first, data = archive.entries[0], path.read_bytes()
    record = gzip.decompress(data[: first.length]).replace(b"<p>1</p>", b"<p>2</p>")
    path.write_bytes(gzip.compress(record) + data[first.length :])

    code, out, _ = warcio("check", "-v", path)
    assert code == 1
    assert "digest failed" in out
    assert list(Archive(archive.folder).verify()) != []
