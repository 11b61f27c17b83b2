"""How one record is written and read: WARC 1.1, a gzip member a record.

The only file that knows the library. What is kept, and where, is `archive`'s business.
"""

import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

UNREADABLE = (ArchiveLoadFailed, OSError, EOFError, ValueError)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question to a website and its answer, as they went over the wire.

    `asked` is the address that was wanted, `url` the one that was asked for it.
    """

    asked: str
    url: str
    request: tuple[str, list[tuple[str, str]]]
    response: tuple[str, list[tuple[str, str]]]
    status: int
    body: bytes
    truncated: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A record met in a file: its kind, headers, body, and the bytes it takes up."""

    kind: str
    headers: dict[str, str]
    http_headers: dict[str, str]
    status: int
    body: bytes
    start: int
    length: int


def pack_exchange(exchange: Exchange, time: str, own: dict[str, str]) -> bytes:
    """Write an answer and its question as two records, one after the other."""
    stored = io.BytesIO()
    writer = WARCWriter(stored, gzip=True, warc_version="1.1")
    cut = {"WARC-Truncated": exchange.truncated} if exchange.truncated else {}
    response = writer.create_warc_record(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=StatusAndHeaders(*exchange.response, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": time, **cut, **own},
    )
    request = writer.create_warc_record(
        exchange.url,
        "request",
        http_headers=StatusAndHeaders(*exchange.request, is_http_request=True),
        warc_headers_dict={"WARC-Date": time},
    )
    writer.write_request_response_pair(request, response)
    return stored.getvalue()


def pack_bytes(
    kind: str, url: str, data: bytes, content_type: str, time: str, own: dict[str, str]
) -> bytes:
    """Write bytes that are no answer: a "resource" handed in, or "metadata"."""
    stored = io.BytesIO()
    writer = WARCWriter(stored, gzip=True, warc_version="1.1")
    record = writer.create_warc_record(
        url or f"urn:sha256:{sha256(data).hexdigest()}",
        kind,
        payload=io.BytesIO(data),
        length=len(data),
        warc_content_type=content_type,
        warc_headers_dict={"WARC-Date": time, **own},
    )
    writer.write_record(record)
    return stored.getvalue()


def unpack(raw: bytes) -> Found:
    """Read the first record in *raw*; raise one of UNREADABLE if there is none."""
    for found in _records(raw):
        return found
    raise ValueError("expected a record, found none")


def unpack_whole(raw: bytes) -> list[Found]:
    """Read the records in *raw* up to the first that is not complete."""
    records: list[Found] = []
    with suppress(*UNREADABLE):  # what is left over is the caller's to keep
        records.extend(_records(raw))
    return records


def _records(raw: bytes) -> Iterator[Found]:
    iterator = ArchiveIterator(io.BytesIO(raw))
    for record in iterator:
        body = record.raw_stream.read()
        http: Any = record.http_headers
        yield Found(
            kind=record.rec_type,
            headers=dict(record.rec_headers.headers),
            http_headers={n.lower(): v for n, v in http.headers} if http else {},
            status=int(http.get_statuscode())
            if http and record.rec_type == "response"
            else 0,
            body=body,
            start=iterator.get_record_offset(),
            length=iterator.get_record_length(),
        )
