"""An upload that does not come to its end: the desk or the line dies in the middle."""

import io
import re
import socket
import subprocess
import sys
import time

import pytest
import requests
from PIL import Image

from reconcile.keep.store.open import open_store
from reconcile.keep.store.schema_desk import DRAFTS
from reconcile.keep.store.typed import all_typed
from tests.desks import Somebody, desk

TEKSERU = (sys.executable, "-c", "from reconcile.cli import main; main()")
WAIT_S = 120


def photograph():
    """Some megabytes: more than the line between the two takes without a reader."""
    buffer = io.BytesIO()
    Image.effect_noise((3000, 2600), 90).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def body(folder):
    """A whole form with its photograph, but for the proof; and its heading."""
    lines = dict.fromkeys(folder.forms()["pec"].names, "7")
    fields = {"sent": "f" * 32, "station": "00001", "under": "", "channel": "paper",
              "source": "", "proof": "P" * 64}  # fmt: skip
    fields |= {f"line.{name}": count for name, count in lines.items()}
    asked = requests.Request(
        "POST", "http://desk/copy", data=fields, files={"photo": ("a.png", photograph())}
    ).prepare()
    return asked.headers, asked.body


def begin(somebody, body):
    """Send a form up to the middle of its photograph; give the line that it goes over."""
    headers, data = body
    page = somebody.get("/copies").text
    proof = re.search(r'name="proof" value="(\w+)"', page)[1]
    data = data.replace(b"P" * 64, proof.encode())
    host, port = somebody.address.removeprefix("http://").split(":")
    line = socket.create_connection((host, int(port)), timeout=WAIT_S)
    cookie = somebody.session.cookies["tekseru"]
    line.sendall(
        f"POST /copy HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: tekseru={cookie}\r\n"
        f"Content-Type: {headers['Content-Type']}\r\nContent-Length: {len(data)}\r\n\r\n"
        .encode() + data[: len(data) // 2]
    )  # fmt: skip
    return line, data[len(data) // 2 :]


def is_untouched(folder):
    """Nothing was kept: no entry, no draft, no photograph, no part of one."""
    with open_store(folder) as store, store.reading() as connection:
        kept = [*all_typed(connection), *connection.execute(DRAFTS.select())]
    there = folder.path / "incoming"
    return not kept and not (there.exists() and list(there.iterdir()))


def start(folder):
    """Start a desk of its own process; give it and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*TEKSERU, "serve", str(folder.path), f"--port={port}", "--quiet"]
    )
    until = time.monotonic() + WAIT_S
    while True:
        try:
            requests.get(f"http://127.0.0.1:{port}/sign-in", timeout=WAIT_S)
        except requests.ConnectionError:
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        else:
            return process, f"http://127.0.0.1:{port}"


def test_a_desk_that_is_killed_in_the_middle_has_kept_nothing(folder, body):
    """Started again it shows nothing half; what is sent once more is kept once."""
    process, address = start(folder)
    try:
        line, _ = begin(Somebody(address).sign_in("olga"), body)
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()
    line.close()
    assert is_untouched(folder)

    with desk(folder) as again:
        olga = Somebody(again).sign_in("olga")
        assert "/copy/" not in olga.get("/copies").text


def test_a_line_that_drops_in_the_middle_leaves_nothing(folder, visit, body):
    """The desk goes on; the same form sent whole is kept once."""
    line, _ = begin(visit("olga"), body)
    line.close()
    assert visit("olga").get("/copies").status_code == 200
    assert is_untouched(folder)

    line, rest = begin(visit("olga"), body)
    line.sendall(rest)
    assert line.recv(1 << 12).startswith(b"HTTP/1.1 303")
    line.close()

    with open_store(folder) as store, store.reading() as connection:
        (kept,) = all_typed(connection)
    assert [one.name for one in (folder.path / "incoming").iterdir()] == kept.photos
