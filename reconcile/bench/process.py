"""How long does a process take, and how much memory does it need at its peak?"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SettingError
from reconcile.bench.invent import FORM

# Starts a command from a process that is small itself: a child's peak is never below what
# its parent had when it was started.
_LAUNCH = """
import json, os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
spent = time.perf_counter() - started
print(json.dumps([spent, used.ru_maxrss * 1024, os.waitstatus_to_exitcode(status)]))
"""

# What a user's shell does not say: polars, imported here, tells children's allocators the
# first; the second makes every start compile every module again.
_NOT_A_USERS = ("_RJEM_MALLOC_CONF", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process took: seconds of the clock, and bytes at its peak."""

    seconds: float
    memory: int


def run(command: Sequence[str]) -> Ran:
    """Run a command to its end.

    Raises
    ------
    SettingError
        If it could not do its work.
    """
    launch = [sys.executable, "-S", "-c", _LAUNCH, *command]
    env = {name: one for name, one in os.environ.items() if name not in _NOT_A_USERS}
    done = subprocess.run(launch, capture_output=True, text=True, check=True, env=env)  # noqa: S603 - our own commands
    seconds, memory, code = json.loads(done.stdout)
    if code not in (0, 1):
        says = done.stderr.strip().rpartition("\n")[2]
        raise SettingError(f"bench: {' '.join(command)} ended with {code}: {says}")
    return Ran(seconds, memory)


def check(official: Sequence[Path], *more: str, out: Path) -> list[str]:
    """Return the command that checks tables, with others beside them."""
    entry = "from reconcile.cli import main; main()"
    tables = [part for one in official for part in ("--official", str(one))]
    said = ("check", "--form", FORM, *tables, *more, "--quiet", "--out", str(out))
    return [sys.executable, "-c", entry, *said]
