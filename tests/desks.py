"""A desk on a free port of loopback, and somebody who uses it with plain HTTP."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests
import uvicorn

from reconcile.desk.app import make_app
from reconcile.desk.passwords import hash_password
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.store.open import open_store
from reconcile.keep.store.people import put_person

PASSWORD = "correct-horse-battery"  # noqa: S105 - of people who are invented
_HASHED = hash_password(PASSWORD)
_WAIT_S = 60


@contextmanager
def desk(folder: ElectionFolder, *, public: bool = False) -> Iterator[str]:
    """Serve a folder's desk; give its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(
            uvicorn.Config(make_app(folder, public=public), log_level="critical")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            until = time.monotonic() + _WAIT_S
            while not server.started and thread.is_alive() and time.monotonic() < until:
                time.sleep(0.01)
            assert server.started
            yield address
        finally:
            server.should_exit = True
            thread.join(_WAIT_S)


def let_in(folder: ElectionFolder, **roles: str) -> None:
    """Let people in: name and role of each, all with PASSWORD."""
    with open_store(folder) as store, store.writing() as connection:
        for name, role in roles.items():
            put_person(connection, "", name, role, _HASHED)


@dataclass
class Somebody:
    """A browser without scripts: cookies, and the proof that its forms carry."""

    address: str
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, **more):
        """Ask for a page."""
        return self.session.get(self.address + path, timeout=_WAIT_S, **more)

    def post(self, path: str, fields: dict, page: str = "/sign-in", **more):
        """Send a form as the page *page* would."""
        proof = re.search(r'name="proof" value="(\w+)"', self.get(page).text)
        sent = {"proof": proof[1] if proof else "", **fields}
        return self.session.post(self.address + path, data=sent, timeout=_WAIT_S, **more)

    def sign_in(self, name: str) -> "Somebody":
        """Sign in with PASSWORD."""
        got = self.post("/sign-in", {"name": name, "password": PASSWORD, "then": "/"})
        assert got.status_code == 200, got.text
        return self
