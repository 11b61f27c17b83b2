"""The append-only store of every byte that was fetched or handed in.

Records are WARC, gzipped one by one, so that public tools can read them. Beside them
stands an index, one JSON object a line: what was asked, when, where the record lies,
and two digests, of the document's bytes and of the record as stored. A record is
written before its index line; opening the archive for writing finishes what
a kill left undone. Nothing here is ever changed or deleted: the bytes of a record that
was cut off in the middle are set aside in a file of their own.
"""

import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

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
class Entry:
    """One record of the archive.

    `kind` is "response" (the website's answer, whatever its status), "resource" (bytes
    a person handed in) or "failure" (there was no answer; the bytes say why). `asked`
    is the address that was wanted, `url` the one that answered.
    """

    kind: str
    asked: str
    url: str
    time: str
    sha256: str
    size: int
    file: str
    offset: int
    length: int
    record_sha256: str
    run: int = 0
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    truncated: str = ""

    @property
    def content_type(self) -> str:
        """What the server said the bytes are."""
        return self.headers.get("content-type", "")


_FIELDS = {one.name for one in fields(Entry)}
_OWN = "X-Tekseru-Is-"
_KEPT_HEADERS = (
    "content-type",
    "date",
    "etag",
    "last-modified",
    "content-encoding",
    "location",
)


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
            for entry in _read_index(self.index):
                self._know(entry)

    def documents(self, asked: str) -> list[Entry]:
        """List the documents of an address: an entry each time its bytes changed."""
        return self._documents.get(asked, [])

    def _know(self, entry: Entry) -> None:
        self.entries.append(entry)
        if entry.kind == "response" and entry.status == HTTP_OK:
            documents = self._documents.setdefault(entry.asked, [])
            if not documents or documents[-1].sha256 != entry.sha256:
                documents.append(entry)

    def recover(self) -> None:
        """Finish what a kill left undone; call before the first record is added."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _cut_torn_line(self.index)
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
            pack_exchange(exchange, now, _own(exchange.asked, run)),
            exchange.body,
            {
                "kind": "response",
                "asked": exchange.asked,
                "url": exchange.url,
                "time": now,
                "run": run,
                "status": exchange.status,
                "headers": _kept(headers),
                "truncated": exchange.truncated,
            },
        )

    def add_failure(self, asked: str, url: str, reason: str, run: int) -> Entry:
        """Keep the fact that an address gave no answer, and why."""
        now, body = _now(), reason.encode()
        record = pack_bytes("metadata", url, body, "text/plain", now, _own(asked, run))
        known = {"kind": "failure", "asked": asked, "url": url, "time": now, "run": run}
        return self._append(record, body, known)

    def add_resource(
        self, name: str, data: bytes, headers: Mapping[str, str] | None = None
    ) -> Entry:
        """Keep bytes that a person handed in, under a name, with what they are for."""
        now, own = _now(), {"X-Tekseru-Asked": name, **_as_own(headers or {})}
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
        """Re-read every record; yield those that are not what was stored."""
        ends: dict[str, int] = {}
        for entry in self.entries:
            name = _name(entry)
            if entry.offset != ends.get(entry.file, 0):
                yield Problem(name, f"expected it at byte {ends.get(entry.file, 0)}")
            ends[entry.file] = entry.offset + entry.length
            try:
                self.read(entry)
            except ArchiveError as fault:
                yield Problem(name, str(fault).removeprefix(f"{name}: "))
                continue
            yield from self._check_headers(entry, name)
        for path in sorted(self.folder.glob("*.warc.gz")):
            if path.stat().st_size != ends.get(path.name, 0):
                yield Problem(
                    path.name,
                    f"expected {ends.get(path.name, 0):,} bytes, "
                    f"got {path.stat().st_size:,}",
                )

    def _check_headers(self, entry: Entry, name: str) -> Iterator[Problem]:
        """Compare what the index says with what the record says of itself."""
        told = unpack(_raw(self.folder, entry)).headers
        for key, value in (("time", "WARC-Date"), ("url", "WARC-Target-URI")):
            if told.get(value, "") != getattr(entry, key) and entry.kind == "response":
                yield Problem(name, f"the index gives another {key} than the record")

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
        line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        with self.index.open("ab") as file:
            file.write(line.encode())
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
            self._write_index(_entry(found, record, path.name, end + start))
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


def _entry(found: Found, record: bytes, file: str, offset: int) -> Entry:
    """Make the index entry of a record from what the record says of itself."""
    kinds = {"metadata": "failure", "resource": "resource", "response": "response"}
    told = found.headers
    return Entry(
        kind=kinds[found.kind],
        asked=told.get("X-Tekseru-Asked", ""),
        url=told.get("WARC-Target-URI", "") if found.kind != "resource" else "",
        time=told.get("WARC-Date", ""),
        sha256=sha256(found.body).hexdigest(),
        size=len(found.body),
        file=file,
        offset=offset,
        length=len(record),
        record_sha256=sha256(record).hexdigest(),
        run=int(told.get("X-Tekseru-Run", "0")),
        status=found.status,
        headers=_kept(found.http_headers) | _from_own(told),
        truncated=told.get("WARC-Truncated", ""),
    )


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name] for name in _KEPT_HEADERS if name in headers}


def _as_own(headers: Mapping[str, str]) -> dict[str, str]:
    """Write a resource's headers as record headers, and `_from_own` reads them."""
    return {f"{_OWN}{name}": value for name, value in headers.items()}


def _from_own(told: Mapping[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(_OWN): value
        for name, value in told.items()
        if name.startswith(_OWN)
    }


def _own(asked: str, run: int) -> dict[str, str]:
    """Return what the index needs to be made again from the records alone."""
    return {"X-Tekseru-Asked": asked, "X-Tekseru-Run": str(run)}


def _name(entry: Entry) -> str:
    return f"{entry.file} at {entry.offset} ({entry.asked})"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _read_index(path: Path) -> Iterator[Entry]:
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            yield Entry(**{key: raw[key] for key in raw if key in _FIELDS})
        except (ValueError, TypeError):
            if not path.read_bytes().endswith(b"\n"):
                return  # the line a kill cut off; its record is still in the WARC
            raise ArchiveError(f"{path}, line {number}: expected an entry") from None


def _cut_torn_line(path: Path) -> None:
    if not path.exists():
        return
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        os.truncate(path, whole)
