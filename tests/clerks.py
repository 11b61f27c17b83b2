"""Clerks who type copies over HTTP at once: how long each answer took, and what is kept."""

import random
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, RemoteDisconnected
from urllib.parse import urlencode, urlsplit

from reconcile.keep.store.open import open_store
from reconcile.keep.store.typed import all_typed
from reconcile.keep.tables import load_tables, official_protocols
from tests.desks import PASSWORD

_WAIT_S = 60
_PART = "0123456789-a-part-of-a-form"
_AGAIN = 10  # of so many forms one is sent twice, as on a bad line


@dataclass
class Clerk:
    """Somebody at a keyboard; `took_s` has every answer but that to the password."""

    address: str
    name: str
    pause_s: float = 0.0
    took_s: list = field(default_factory=list)

    def __post_init__(self):
        self._line = HTTPConnection(urlsplit(self.address).netloc, timeout=_WAIT_S)
        self._cookie, self._chance = "", random.Random(self.name)
        proof = self._proof(self._ask("GET", "/sign-in")[1])
        fields = {"proof": proof, "name": self.name, "password": PASSWORD, "then": "/"}
        self._ask("POST", "/sign-in", urlencode(fields))
        self._proved = self._proof(self._ask("GET", "/copies")[1])
        self.took_s.clear()

    def type_copy(self, station, counts):
        """Type a copy as a browser sends it: form, sums on the way, form, answer."""
        place = {"station": station, "under": "", "channel": "paper", "source": ""}
        form = self._ask("GET", f"/copy?{urlencode(place)}")[1]
        sent = re.search(r'name="sent" value="(\w+)"', form)[1]
        fields = {"proof": self._proved, "sent": sent, **place, "note": ""}
        typed = {f"line.{line}": "" if n is None else str(n) for line, n in counts.items()}
        for some in (dict(list(typed.items())[: len(typed) // 2]), typed):
            status, _, _ = self._ask("POST", "/copy/sums", urlencode(fields | some))
            assert status == 200
        times = 2 if self._chance.randrange(_AGAIN) == 0 else 1
        answers = {self._send(fields | typed) for _ in range(times)}
        (where,) = answers  # sent again it leads to the same entry
        assert "outcome" in self._ask("GET", where)[1]

    def close(self):
        """Let go of the line."""
        self._line.close()

    def _send(self, fields):
        parts = (
            f'--{_PART}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in fields.items()
        )
        body = f"{''.join(parts)}--{_PART}--\r\n"
        kind = f"multipart/form-data; boundary={_PART}"
        status, _, where = self._ask("POST", "/copy", body, kind)
        assert status == 303
        return where

    def _ask(self, method, path, body="", kind="application/x-www-form-urlencoded"):
        """Ask; return status, text and where it leads."""
        headers = {"Content-Type": kind, "Cookie": self._cookie}
        if path == "/copy/sums":
            headers["HX-Request"] = "true"
        time.sleep(self._chance.uniform(0, 2 * self.pause_s))
        begun = time.perf_counter()
        try:
            self._line.request(method, path, body.encode(), headers)
            answer = self._line.getresponse()
        except (RemoteDisconnected, BrokenPipeError):  # the line was idle for too long
            self._line.close()
            self._line.request(method, path, body.encode(), headers)
            answer = self._line.getresponse()
        text = answer.read().decode()
        self.took_s.append(time.perf_counter() - begun)
        given = re.match(r"(tekseru=[^;]+)", answer.headers.get("set-cookie", ""))
        self._cookie = given[1] if given else self._cookie
        return answer.status, text, answer.headers.get("location", "")

    @staticmethod
    def _proof(page):
        return re.search(r'name="proof" value="(\w+)"', page)[1]


def posted(folder):
    """What was posted of each station, by line: what honest copies say."""
    tables, form = load_tables(folder.tables), folder.forms()["pec"]
    rows = official_protocols(tables, form).rows.filter(statement="")
    return {one["station"]: {line: one[line] for line in form.names}
            for one in rows.iter_rows(named=True)}  # fmt: skip


def copy_of(counts, name):
    """A copy that no other clerk types so: in one line it differs."""
    line = random.Random(name).choice(list(counts))
    return counts | {line: sum(name.encode())}


def type_all(address, names, stations, pause_s=0.0):
    """Let each clerk type a copy of every station; return how long answers took."""

    def work(clerk):
        for station, counts in stations.items():
            clerk.type_copy(station, copy_of(counts, clerk.name))

    with ExitStack() as lines, ThreadPoolExecutor(len(names)) as several:
        clerks = [
            lines.enter_context(closing(Clerk(address, name, pause_s))) for name in names
        ]
        list(several.map(work, clerks))
    return sorted(took for clerk in clerks for took in clerk.took_s)


def kept(folder):
    """Who typed which station with which numbers, of every entry in the store."""
    with open_store(folder) as store, store.reading() as connection:
        return [
            (one.who, one.station, tuple(one.counts.items()))
            for one in all_typed(connection)
        ]


def expected(names, stations):
    """What `kept` has if nothing was lost and nothing doubled."""
    return [
        (name, station, tuple(copy_of(counts, name).items()))
        for name in names
        for station, counts in stations.items()
    ]
