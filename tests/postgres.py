"""A real PostgreSQL of the tests' own, on a free port of loopback."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_WAIT_S = "60"  # for the server to answer


def _programs() -> Path:
    """Return the newest server's programs, or skip saying what was not run."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = max(debian, key=lambda one: int(one.parts[-3]), default=None)
    on_path = shutil.which("initdb")
    if found is None and on_path is None:
        pytest.skip("PostgreSQL's server programs are absent: only SQLite was tested")
    return (found or Path(str(on_path))).parent


def _as_server(*command: object) -> None:
    """Run a server program, which refuses to run as root, as the user postgres."""
    drop = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    done = subprocess.run(
        [*drop, *map(str, command)], capture_output=True, text=True, cwd="/", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def postgres() -> Iterator[str]:
    """Start an empty server; give the address of its first database."""
    programs = _programs()
    home = Path(tempfile.mkdtemp(prefix="tekseru-pg-"))
    if os.getuid() == 0:
        shutil.chown(home, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    control, data = programs / "pg_ctl", home / "data"
    settings = f"-h 127.0.0.1 -p {port} -k {home} -c fsync=off"
    try:
        _as_server(
            programs / "initdb", "-D", data, "-U", "tekseru", "-A", "trust", "-E", "UTF8"
        )
        _as_server(
            control,
            "-D",
            data,
            "-l",
            home / "log",
            "-o",
            settings,
            "-w",
            "-t",
            _WAIT_S,
            "start",
        )
        try:
            yield f"postgresql://tekseru@127.0.0.1:{port}/postgres"
        finally:
            _as_server(control, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home)
