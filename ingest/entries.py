"""One line of the archive's index: what was asked, when, and where its record lies.

All of it can be made again from the records themselves.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from pathlib import Path

from ingest.errors import ArchiveError
from ingest.warc import Found


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
_NUMBERS = ("size", "offset", "length", "run", "status")
_KINDS = {"metadata": "failure", "resource": "resource", "response": "response"}
_OWN = "X-Tekseru-Is-"
_KEPT_HEADERS = (
    "content-type",
    "date",
    "etag",
    "last-modified",
    "content-encoding",
    "location",
)


def make_entry(found: Found, record: bytes, file: str, offset: int) -> Entry:
    """Make the index entry of a record from what the record says of itself."""
    if found.kind not in _KINDS:
        raise ArchiveError(f"{file} at {offset}: a record {found.kind!r} is none of ours")
    told = found.headers
    return Entry(
        kind=_KINDS[found.kind],
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
        headers=kept_headers(found.http_headers) | from_own(told),
        truncated=told.get("WARC-Truncated", ""),
    )


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of an answer that the index keeps."""
    return {name: headers[name] for name in _KEPT_HEADERS if name in headers}


def as_own(headers: Mapping[str, str]) -> dict[str, str]:
    """Write a resource's headers as record headers, and `from_own` reads them."""
    return {f"{_OWN}{name}": value for name, value in headers.items()}


def from_own(told: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a resource from those of its record."""
    return {
        name.removeprefix(_OWN): value
        for name, value in told.items()
        if name.startswith(_OWN)
    }


def own_headers(asked: str, run: int) -> dict[str, str]:
    """Return what the index needs to be made again from the records alone."""
    return {"X-Tekseru-Asked": asked, "X-Tekseru-Run": str(run)}


def line_of(entry: Entry) -> bytes:
    """Write an entry as the line of an index that it is."""
    return json.dumps(asdict(entry), ensure_ascii=False).encode()


def read_index(path: Path) -> Iterator[Entry]:
    """Read the lines of an index; a last one that a kill cut off is left out."""
    # What has no end of line is made again from its record, which is in the WARC.
    for number, line in enumerate(path.read_bytes().split(b"\n")[:-1], 1):
        entry = read_line(line)
        if entry is None:
            raise ArchiveError(f"{path}, line {number}: expected an entry")
        yield entry


def read_line(line: bytes) -> Entry | None:
    """Read an entry from its line; None if the line is none."""
    try:
        raw = json.loads(line)
        entry = Entry(**{key: raw[key] for key in raw if key in _FIELDS})
    except (ValueError, TypeError, RecursionError):
        return None
    numbers = [getattr(entry, name) for name in _NUMBERS]
    whole = all(type(one) is int and one >= 0 for one in numbers)
    return entry if whole and type(entry.file) is str else None


def cut_torn_line(path: Path) -> None:
    """Take a last line that a kill cut off out of an index."""
    if not path.exists():
        return
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        os.truncate(path, whole)
