"""What tests of nights share: a folder, its runs, receivers that listen on loopback."""

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ingest.archive import Archive
from ingest.sample.invent import Settings
from ingest.sample.standin import Shares

SETTINGS = Settings(240, shares=Shares(pdf=0, scan=0))
TEKSERU = (sys.executable, "-c", "from reconcile.cli import main; main()")
BASE = "http://standin.invalid"


class Hook:
    """A webhook: keeps the messages it gets; answers what it is told to."""

    def __init__(self, status=200):
        self.got = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                size = int(self.headers["Content-Length"])
                hook.got.append(json.loads(self.rfile.read(size)))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"json://127.0.0.1:{self.server.server_address[1]}/sesame"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def hooked(status=200):
    hook = Hook(status)
    try:
        yield hook
    finally:
        hook.close()


def run(folder, *arguments):
    """Run any verb, which must do its work."""
    words = [*TEKSERU, *map(str, arguments)]
    subprocess.run(words, check=True, capture_output=True, cwd=folder.parent)


def start(folder, *more, notify="", **how):
    """Start a night's run as a machine does."""
    environment = {**os.environ, "TEKSERU_NOTIFY": notify}
    return subprocess.Popen(
        [*TEKSERU, "nightly", str(folder), *map(str, more)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        **how,
    )


def nightly(folder, *more, notify="", **how):
    """Run a night to its end; return its exit code and what it printed."""
    process = start(folder, *more, notify=notify, **how)
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def log_of(folder):
    """The lines of the log, each without its time and its report."""
    return [
        line.split(" ", 2)[2] for line in (folder / "nightly.log").read_text().splitlines()
    ]


def archived(folder):
    """What the archive holds: every address, with the content of its documents in order."""
    archive = Archive(folder / "archive")
    assert list(archive.verify()) == []
    return {
        one.asked: [entry.sha256 for entry in archive.documents(one.asked)]
        for one in archive.entries
        if one.asked.startswith(BASE)
    }


def found(folder):
    """The findings of every report that was finished, in order."""
    return [
        [row["finding"] for row in json.loads(path.read_bytes())]
        for path in sorted(folder.glob("reports/*/findings.json"))
    ]
