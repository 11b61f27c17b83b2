"""`tekseru serve`: a desk in one command, with one admin whose password is shown once."""

import re
import signal
import socket
import subprocess
import sys
import time

import pytest
import requests

from tests.desks import Somebody

TEKSERU = (sys.executable, "-c", "from reconcile.cli import main; main()")


@pytest.fixture
def folder(tekseru, tmp_path):
    assert tekseru("init", tmp_path / "kz", "--election", "kz-2007-majilis").code == 0
    return tmp_path / "kz"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def serve(folder, port):
    """Start it, and wait until it answers."""
    started = subprocess.Popen(
        [*TEKSERU, "serve", folder, "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 60
    while time.monotonic() < until and started.poll() is None:
        try:
            requests.get(f"http://127.0.0.1:{port}/sign-in", timeout=5)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            break
    return started


def stop(started):
    started.send_signal(signal.SIGINT)
    return started.communicate(timeout=60)


def test_the_first_start_prints_the_admins_password_once(folder):
    """Ctrl-C is how it ends: no fault, no traceback."""
    port = free_port()
    started = serve(folder, port)
    password = ""
    try:
        line = started.stdout.readline()
        password = re.fullmatch(r"admin: password ([a-z0-9-]+) \(shown once\)\n", line)[1]
        ada = Somebody(f"http://127.0.0.1:{port}")
        ada.post("/sign-in", {"name": "admin", "password": password, "then": "/people"})
        assert ada.get("/people").status_code == 200
    finally:
        out, err = stop(started)
    assert (started.returncode, out) == (0, "")
    assert "Traceback" not in err

    again = serve(folder, port)
    out, _ = stop(again)

    assert out == ""
    assert password.encode() not in (folder / "tekseru.db").read_bytes()


def test_a_port_that_is_taken_is_named(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [*TEKSERU, "serve", folder, "--port", str(taken.getsockname()[1])],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    assert done.returncode == 2
    assert "cannot listen there" in done.stderr
    assert "Traceback" not in done.stderr


def test_somebody_is_let_in_from_the_command_line(tekseru, folder):
    made = tekseru("serve", folder, "--add-user", "olga", "--role", "observer", "--json")
    wrong = tekseru("serve", folder, "--add-user", "olga", "--role", "king")

    assert made.json["role"] == "observer"
    assert len(made.json["password"]) == 19
    assert wrong.code == 2
    assert "expected one of reader, observer" in wrong.err
