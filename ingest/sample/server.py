"""The stand-in website, served on this machine as a commission's server would.

It has a clock of its own, answers conditional requests, and can be told to be slow, to
fail, to cut answers off and to redirect. It runs in a process of its own, so that
whoever asks it does not share its processor time.
"""

import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Protocol

from ingest.sample.posting import NIGHTS
from ingest.sample.standin import HTML, Document

MOVED = "?moved"  # what a redirected address has at its end
OF = 1000  # faults are given in so many of a thousand addresses
HUGE = 1 << 30  # bytes
HANG_S = 600.0  # until the server itself lets go of whoever it does not answer
ELSEWHERE = "http://elsewhere.invalid/"


@dataclass(frozen=True, slots=True)
class Faults:
    """What the server does wrong: at how many of a thousand addresses.

    On first asking only: `fail` answers 503, `truncate` sends half of what it promised,
    `redirect` sends elsewhere on the same host first. On every asking: `error` answers
    500, `hang` nothing, `huge` a GB, `cut` half, `away` sends to another host, `stale`
    gives what was there the night before as if it were new, `layout` gives pages
    without their tables, `unlinked` without their links. `slow_ms` is waited before
    every answer.
    """

    fail: int = 0
    truncate: int = 0
    redirect: int = 0
    error: int = 0
    hang: int = 0
    huge: int = 0
    cut: int = 0
    away: int = 0
    stale: int = 0
    layout: int = 0
    unlinked: int = 0
    slow_ms: int = 0

    def of(self, path: str) -> str:
        """Tell which fault an address has, if any."""
        chance = int.from_bytes(sha256(path.encode()).digest()[4:8], "big") % OF
        for name in FAULTS:
            chance -= getattr(self, name)
            if chance < 0:
                return name
        return ""


FAULTS = tuple(one.name for one in fields(Faults) if one.name != "slow_ms")
_AT_FIRST = ("fail", "truncate", "redirect")


class Website(Protocol):
    """What is at each address on a night, counted from 1."""

    def night(self, number: int, /) -> dict[str, Document]:
        """Return the documents by address."""


class Standin:
    """A running stand-in: its address, and the night that it shows."""

    def __init__(self, website: Website, faults: Faults, port: int = 0) -> None:
        self.website, self.faults = website, faults
        self.asked: Counter[str] = Counter()
        self.clock: datetime = NIGHTS[0]
        self.documents: dict[str, Document] = {}
        self.night_before: dict[str, Document] = {}
        self.show(1)
        self.server = ThreadingHTTPServer(
            ("127.0.0.1", port), type("Handler", (_Handler,), {"standin": self})
        )
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def show(self, night: int) -> None:
        """Show what is there on a night, counted from 1."""
        self.documents, self.clock = self.website.night(night), NIGHTS[night - 1]
        self.night_before = self.website.night(night - 1) if night > 1 else {}
        self.asked.clear()

    def fault(self, path: str) -> str:
        """Tell what goes wrong with this asking for an address."""
        self.asked[path] += 1
        fault = self.faults.of(path)
        return fault if fault not in _AT_FIRST or self.asked[path] == 1 else ""


class _Handler(BaseHTTPRequestHandler):
    """Answers for the stand-in that a subclass names."""

    standin: Standin
    protocol_version = "HTTP/1.1"
    # Headers and body in one packet: in two, each answer waits 40 ms for the other
    # side's acknowledgement.
    wbufsize = 1 << 16
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        time.sleep(self.standin.faults.slow_ms / 1000)
        path = self.path.removesuffix(MOVED)
        document = self.standin.documents.get(path)
        fault = self.standin.fault(path) if document else ""
        if document is None:
            self.answer(404, b"not here\n", {})
        elif fault == "fail":
            self.answer(503, b"try again\n", {"Retry-After": "0"})
        elif fault == "error":
            self.answer(500, b"it is broken\n", {"Retry-After": "0"})
        elif fault == "hang":
            self.hang()
        elif fault == "huge":
            self.flood()
        elif fault in ("redirect", "away"):
            way = path + MOVED if fault == "redirect" else ELSEWHERE
            self.answer(302, b"", {"Location": way})
        else:
            shown = self.disguised(path, document, fault)
            self.give(path, shown, cut=fault in ("truncate", "cut"))

    def hang(self) -> None:
        """Answer nothing until the other side gives up."""
        self.close_connection = True
        self.connection.settimeout(HANG_S)
        with suppress(OSError):
            self.connection.recv(1)

    def flood(self) -> None:
        """Send a GB, or what the other side takes of it."""
        self.close_connection = True
        part = b"<p>" + b" " * (1 << 20)
        with suppress(OSError):
            self.answer(200, b"", {"Content-Type": "text/html"}, promised=HUGE)
            self.wfile.flush()
            for _ in range(HUGE // len(part)):
                self.connection.sendall(part)  # past the buffer, which ends would flush

    def disguised(self, path: str, document: Document, fault: str) -> Document:
        """Return a document as a fault shows it."""
        before = self.standin.night_before.get(path)
        if fault == "stale" and before:
            return replace(before, posted=self.standin.clock, tag=f"{self.standin.clock}")
        change = {"layout": _without_tables, "unlinked": _without_links}.get(fault)
        if change and document.content_type == HTML:
            return replace(document, tag=f"{document.tag} anew", body=change(document))
        return document

    def give(self, path: str, document: Document, *, cut: bool) -> None:
        tag = f'"{sha256(f"{path} {document.tag}".encode()).hexdigest()[:16]}"'
        headers = {"ETag": tag, "Last-Modified": _http_time(document.posted)}
        if self.headers.get("If-None-Match") == tag:
            self.answer(304, b"", headers)
            return
        body = document.body()
        headers["Content-Type"] = document.content_type
        if cut:
            self.close_connection = True
        self.answer(200, body, headers, sent=len(body) // 2 if cut else len(body))

    def answer(
        self,
        status: int,
        body: bytes,
        headers: dict[str, str],
        sent: int | None = None,
        promised: int | None = None,
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(promised or len(body)))
        self.end_headers()
        self.wfile.write(body[:sent])

    def date_time_string(self, _timestamp: float | None = None) -> str:
        return _http_time(self.standin.clock)

    def log_message(self, *_args: object) -> None:
        """Say nothing: the fetch tells what happened."""


def _without_tables(document: Document) -> Callable[[], bytes]:
    """Make a page of other elements than before, as another design of a site would."""
    elements = re.compile(rb"(</?)(?:table|tbody|tr|td|th)\b")
    return lambda: elements.sub(rb"\1div", document.body())


def _without_links(document: Document) -> Callable[[], bytes]:
    """Make a page of which the links are gone, as a broken query leaves one."""
    return lambda: re.sub(rb"<a [^>]*>[^<]*</a>", b"", document.body())


def _http_time(time: datetime) -> str:
    return format_datetime(time, usegmt=True)


@contextmanager
def serve(
    make_website: Callable[[], Website], faults: Faults, port: int = 0
) -> Iterator[tuple[str, Callable[[int], None]]]:
    """Serve a website in another process while the context lasts.

    Gives its address, and a function that makes it show another night.
    """
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(
        target=_serve_process, args=(make_website, faults, port, there), daemon=True
    )
    process.start()
    there.close()

    def show(night: int) -> None:
        here.send(night)
        here.recv()

    try:
        yield here.recv(), show
    finally:
        here.close()
        process.join()


def _serve_process(
    make_website: Callable[[], Website], faults: Faults, port: int, pipe: Connection
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the other side
    standin = Standin(make_website(), faults, port)
    threading.Thread(target=standin.server.serve_forever, daemon=True).start()
    pipe.send(standin.address)
    try:
        while True:
            standin.show(pipe.recv())
            pipe.send(standin.clock)
    except EOFError:  # the other side has closed: it is done
        standin.server.shutdown()
        standin.server.server_close()
