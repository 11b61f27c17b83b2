"""Ask one address once, politely: the only network code.

Nothing is decoded and no redirect followed here: what is returned is what went over
the wire, bounded in size and time.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from ingest.fetch.faults import NO_ANSWER, NO_CONNECTION, UNUSABLE
from ingest.warc import Exchange

CHUNK = 1 << 16
CONNECT_S = 10.0


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The address gave no answer, and why; `again` if asking again may help."""

    fault: str
    reason: str
    again: bool


class Gate:
    """Lets one question through to each host every so many seconds, evenly spaced."""

    def __init__(self, pace_s: float) -> None:
        self.pace_s = pace_s
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Wait until it is the host's turn."""
        with self._lock:
            at = max(time.monotonic(), self._next.get(host, 0.0))
            self._next[host] = at + self.pace_s
        wait_s = at - time.monotonic()
        if wait_s > 0:  # even sleeping for no time gives the processor away
            time.sleep(wait_s)


def user_agent(contact: str) -> str:
    """Say who is asking, and whom the website's people may write to."""
    about = "checks published election results"
    who = f"{about}; contact {contact}" if contact else about
    return f"tekseru/{version('tekseru')} ({who})"


class Client:
    """Asks addresses of one site."""

    def __init__(
        self, gate: Gate, max_bytes: int, timeout_s: float, contact: str = ""
    ) -> None:
        self.gate, self.max_bytes, self.timeout_s = gate, max_bytes, timeout_s
        self.session = requests.Session()
        self.session.headers.update(
            {"User-Agent": user_agent(contact), "Accept-Encoding": "identity"}
        )

    def ask(self, asked: str, url: str, headers: Mapping[str, str]) -> Exchange | NoAnswer:
        """Ask one address; return the answer or why there was none."""
        self.gate.wait(urlsplit(url).netloc)
        deadline = time.monotonic() + self.timeout_s
        try:
            with self.session.get(
                url,
                headers=dict(headers),
                stream=True,
                allow_redirects=False,
                timeout=(min(CONNECT_S, self.timeout_s), self.timeout_s),
            ) as response:
                body, truncated = self._body(response, deadline)
                return _exchange(asked, url, response, body, truncated)
        except requests.Timeout as fault:
            return NoAnswer(NO_ANSWER, f"no answer in time: {_short(fault)}", again=True)
        except requests.ConnectionError as fault:
            return NoAnswer(NO_CONNECTION, f"no connection: {_short(fault)}", again=True)
        except (requests.RequestException, UnicodeError, ValueError) as fault:
            told = f"not a usable address or answer: {_short(fault)}"
            return NoAnswer(UNUSABLE, told, again=False)

    def _body(self, response: requests.Response, deadline: float) -> tuple[bytes, str]:
        """Read the bytes as sent, up to the limits; say which limit cut them off."""
        parts: list[bytes] = []
        size = 0
        while True:
            try:
                part = response.raw.read1(CHUNK, decode_content=False)
            except (HTTPError, OSError):
                return b"".join(parts), "disconnect"
            if not part:
                return b"".join(parts), _cut(response, size)
            parts.append(part)
            size += len(part)
            if size > self.max_bytes:
                return b"".join(parts)[: self.max_bytes], "length"
            if time.monotonic() > deadline:
                return b"".join(parts), "time"


def _cut(response: requests.Response, size: int) -> str:
    """Tell whether the server promised more bytes than it sent."""
    promised = response.headers.get("Content-Length", "")
    return "disconnect" if promised.isdigit() and int(promised) > size else ""


def _exchange(
    asked: str, url: str, response: requests.Response, body: bytes, truncated: str
) -> Exchange:
    request = response.request
    return Exchange(
        asked=asked,
        url=url,
        request=(
            f"{request.method} {request.path_url} HTTP/1.1",
            [(str(name), str(value)) for name, value in request.headers.items()],
        ),
        response=(
            f"{response.status_code} {response.reason}",
            [
                (name, value)
                for name, value in response.raw.headers.items()
                if name.lower() != "transfer-encoding"  # undone while reading
            ],
        ),
        status=response.status_code,
        body=body,
        truncated=truncated,
    )


def _short(fault: Exception) -> str:
    text = str(fault).split("\n", 1)[0]
    return f"{type(fault).__name__}: {text[:200]}"
