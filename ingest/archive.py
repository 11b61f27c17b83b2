"""The append-only store of every byte that was fetched or handed in.

Records are WARC, gzipped one by one, so that public tools can read them. Beside them
stands an index, one JSON object a line: what was asked, when, where the record lies,
and two digests, of the document's bytes and of the record as stored. A record is
written before its index line; opening the archive for writing finishes what
a kill left undone. Nothing here is ever changed or deleted: the bytes of a record that
was cut off in the middle are set aside in a file of their own.
"""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.entries import (
    Entry,
    as_own,
    cut_torn_line,
    kept_headers,
    line_of,
    make_entry,
    own_headers,
    read_index,
)
from ingest.errors import ArchiveError
from ingest.warc import (
    UNREADABLE,
    Exchange,
    Found,
    pack_bytes,
    pack_exchange,
    unpack,
    unpack_whole,
)

HTTP_OK = 200
# A process that is killed loses nothing that was written; only a machine that stops
# can, and then at most this many seconds of it, which are fetched again.
SYNC_S = 1.0
LARGEST_FILE = 1 << 30  # bytes after which the next record starts a new WARC file


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that no longer is what was stored."""

    record: str
    what: str


class Archive:
    """A folder of WARC files and their index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = folder / "index.jsonl"
        self.entries: list[Entry] = []
        self._documents: dict[str, list[Entry]] = {}
        self._synced = 0.0
        if self.index.exists():
            for entry in read_index(self.index):
                self._know(entry)

    def documents(self, asked: str) -> list[Entry]:
        """List the documents of an address: an entry each time its bytes changed.

        One that was cut off stands there only while no whole one is known.
        """
        return self._documents.get(asked, [])

    def _know(self, entry: Entry) -> None:
        self.entries.append(entry)
        if entry.kind == "response" and entry.status == HTTP_OK:
            documents = self._documents.setdefault(entry.asked, [])
            if documents and documents[-1].truncated:
                documents.pop()
            if not documents or not (
                entry.truncated or documents[-1].sha256 == entry.sha256
            ):
                documents.append(entry)

    def recover(self) -> None:
        """Finish what a kill left undone; call before the first record is added."""
        self.folder.mkdir(parents=True, exist_ok=True)
        cut_torn_line(self.index)
        self._forget_lost()
        for path in sorted(self.folder.glob("*.warc.gz")):
            end = max(
                (one.offset + one.length for one in self.entries if one.file == path.name),
                default=0,
            )
            if path.stat().st_size > end:
                self._index_tail(path, end)

    def _forget_lost(self) -> None:
        """Drop index lines of records that a machine's stop kept from the disk."""
        sizes = {path.name: path.stat().st_size for path in self.folder.glob("*.warc.gz")}
        there = [o for o in self.entries if o.offset + o.length <= sizes.get(o.file, 0)]
        if len(there) == len(self.entries):
            return
        lost = self.folder / f"lost-{len(there)}.jsonl"
        lines = self.index.read_bytes().splitlines(keepends=True)
        kept = [line for line, one in zip(lines, self.entries, strict=True) if one in there]
        lost.write_bytes(b"".join(line for line in lines if line not in kept))
        part = self.index.with_suffix(".part")
        part.write_bytes(b"".join(kept))
        part.replace(self.index)
        self.entries, self._documents = [], {}
        for one in there:
            self._know(one)

    def add_exchange(self, exchange: Exchange, run: int) -> Entry:
        """Keep an answer of the website, with the question."""
        now = _now()
        headers = {name.lower(): value for name, value in exchange.response[1]}
        return self._append(
            pack_exchange(exchange, now, own_headers(exchange.asked, run)),
            exchange.body,
            {
                "kind": "response",
                "asked": exchange.asked,
                "url": exchange.url,
                "time": now,
                "run": run,
                "status": exchange.status,
                "headers": kept_headers(headers),
                "truncated": exchange.truncated,
            },
        )

    def add_failure(self, asked: str, url: str, reason: str, run: int) -> Entry:
        """Keep the fact that an address gave no answer, and why."""
        now, body = _now(), reason.encode()
        record = pack_bytes(
            "metadata", url, body, "text/plain", now, own_headers(asked, run)
        )
        known = {"kind": "failure", "asked": asked, "url": url, "time": now, "run": run}
        return self._append(record, body, known)

    def add_resource(
        self, name: str, data: bytes, headers: Mapping[str, str] | None = None
    ) -> Entry:
        """Keep bytes that a person handed in, under a name, with what they are for."""
        now, own = _now(), {"X-Tekseru-Asked": name, **as_own(headers or {})}
        record = pack_bytes("resource", "", data, "application/octet-stream", now, own)
        known = {"kind": "resource", "asked": name, "url": "", "time": now}
        return self._append(record, data, {**known, "headers": dict(headers or {})})

    def read(self, entry: Entry) -> bytes:
        """Return a document's bytes; raise ArchiveError if they are not as stored."""
        return self.read_from(self.folder, entry)

    @staticmethod
    def read_from(folder: Path, entry: Entry) -> bytes:
        """Return the bytes of an entry of the archive in *folder*, as `read` does."""
        raw = _raw(folder, entry)
        if sha256(raw).hexdigest() != entry.record_sha256:
            raise ArchiveError(f"{_name(entry)}: the record's digest does not match")
        try:
            body = unpack(raw).body
        except UNREADABLE as fault:
            raise ArchiveError(f"{_name(entry)}: cannot be unpacked: {fault}") from None
        if sha256(body).hexdigest() != entry.sha256:
            raise ArchiveError(f"{_name(entry)}: the document's digest does not match")
        return body

    def verify(self) -> Iterator[Problem]:
        """Re-read every record and its line; yield those that are not what was stored."""
        ends: dict[str, int] = {}
        lines = self.index.read_bytes().split(b"\n") if self.index.exists() else [b""]
        for entry, line in zip(self.entries, lines, strict=False):
            name = _name(entry)
            if entry.offset != ends.get(entry.file, 0):
                yield Problem(name, f"expected it at byte {ends.get(entry.file, 0)}")
            ends[entry.file] = entry.offset + entry.length
            try:
                self._verify_record(entry, line)
            except ArchiveError as fault:
                yield Problem(name, str(fault).removeprefix(f"{name}: "))
        if lines[-1] or len(lines) != len(self.entries) + 1:
            yield Problem(self.index.name, f"line {len(lines):,} was cut off")
        for path in sorted(self.folder.glob("*.warc.gz")):
            if path.stat().st_size != ends.get(path.name, 0):
                yield Problem(
                    path.name,
                    f"expected {ends.get(path.name, 0):,} bytes, "
                    f"got {path.stat().st_size:,}",
                )

    def _verify_record(self, entry: Entry, line: bytes) -> None:
        """Compare a record with its digests, and its index line with the record."""
        self.read(entry)
        raw = _raw(self.folder, entry)
        try:
            told = make_entry(unpack(raw), raw, entry.file, entry.offset)
        except UNREADABLE as fault:
            raise ArchiveError(f"cannot be read as ours: {fault}") from None
        names = [n for n in told.__slots__ if getattr(told, n) != getattr(entry, n)]
        if names:
            raise ArchiveError(f"the index gives another {names[0]} than the record")
        if line_of(told) != line:
            raise ArchiveError("its line in the index is written otherwise")

    def _append(self, record: bytes, body: bytes, known: dict[str, Any]) -> Entry:
        path = self._current_file()
        due = time.monotonic() - self._synced >= SYNC_S
        with path.open("ab") as file:
            offset = file.tell()
            file.write(record)
            file.flush()
            if due:
                os.fsync(file.fileno())
        entry = Entry(
            **known,
            sha256=sha256(body).hexdigest(),
            size=len(body),
            file=path.name,
            offset=offset,
            length=len(record),
            record_sha256=sha256(record).hexdigest(),
        )
        self._write_index(entry, sync=due)
        return entry

    def _current_file(self) -> Path:
        files = sorted(self.folder.glob("*.warc.gz"))
        if files and files[-1].stat().st_size < LARGEST_FILE:
            return files[-1]
        return self.folder / f"tekseru-{len(files) + 1:05}.warc.gz"

    def _write_index(self, entry: Entry, *, sync: bool = True) -> None:
        with self.index.open("ab") as file:
            file.write(line_of(entry) + b"\n")
            file.flush()
            if sync:
                os.fsync(file.fileno())
                self._synced = time.monotonic()
        self._know(entry)

    def _index_tail(self, path: Path, end: int) -> None:
        """Index records that were stored without an index line; set a torn one aside."""
        tail = path.read_bytes()[end:]
        start = 0
        for found, length in _whole_records(tail):
            record = tail[start : start + length]
            self._write_index(make_entry(found, record, path.name, end + start))
            start += length
        if start < len(tail):
            aside = self.folder / f"torn-{path.name}-{end + start}.bin"
            aside.write_bytes(tail[start:])
            os.truncate(path, end + start)


def _raw(folder: Path, entry: Entry) -> bytes:
    """Read a record as it is stored."""
    path = folder / entry.file
    # The index could name any file; only one of ours is opened.
    if path.parent != folder or not path.name.endswith(".warc.gz"):
        raise ArchiveError(f"{_name(entry)}: not a file of this archive")
    try:
        with path.open("rb") as file:
            file.seek(entry.offset)
            return file.read(entry.length)
    except OSError as fault:
        raise ArchiveError(f"{path}: cannot be read: {fault.strerror}") from None


def _whole_records(tail: bytes) -> Iterator[tuple[Found, int]]:
    """Find the complete records at the end of a file; an answer goes with its question."""
    records = unpack_whole(tail)
    for found, after in pairwise([*records, None]):
        if found is None or found.kind == "request":
            continue
        if found.kind != "response":
            yield found, found.length
        elif after is not None:
            yield found, found.length + after.length


def _name(entry: Entry) -> str:
    return f"{entry.file} at {entry.offset} ({entry.asked})"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
