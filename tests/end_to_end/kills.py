"""Kill -9 at random moments of a night's run, then the same command.

`python -m tests.end_to_end.kills 50` does it until so many kills landed inside a run, and
says what came of each; the tests do it at some chosen moments.
"""

import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ingest.sample.server import Faults, serve
from ingest.sample.tables import copies_csv, register_csv
from tests.end_to_end.nights import SETTINGS, archived, found, hooked, nightly, run, start

LONGEST_S = 300.0
MOST_TRIES = 5  # for each kill that is to land
POLL_S = 0.002  # between looks whether it is time: looking without a pause slows the run


def outcome(folder):
    """All that must not depend on kills: archive, findings, what the store recorded."""
    database = sqlite3.connect(folder / "tekseru.db")
    runs = database.execute("SELECT run, report FROM runs ORDER BY run").fetchall()
    events = database.execute("SELECT run, finding, kind FROM events ORDER BY 1, 2")
    told = [runs, events.fetchall(), archived(folder), found(folder)]
    database.close()
    left = [one for one in folder.rglob("*.part") if one.name.startswith(".")]
    assert not left
    return told


def prepare(folder):
    """Make a folder with a register and copies, as before its first night."""
    posting = SETTINGS.website().posting
    folder.parent.mkdir(exist_ok=True)
    run(folder, "init", folder, "--election", "kz-2007-standin")
    (folder / "register.csv").write_bytes(register_csv(posting))
    (folder / "copies.csv").write_bytes(copies_csv(posting))
    run(folder, "import", "copies", folder / "copies.csv", folder)


def kill(folder, mirror, notify, is_time):
    """Start a run and kill it when it is time; tell whether it was killed in time."""
    process = start(folder, "--mirror", mirror, notify=notify)
    began = time.monotonic()
    while process.poll() is None and not is_time():
        assert time.monotonic() - began < LONGEST_S
        time.sleep(POLL_S)
    process.kill()
    process.communicate()
    return process.returncode == -9


def is_in_doubt(folder):
    """Tell whether the run was killed between a message and the record of it."""
    lines = (folder / "nightly.log").read_text().splitlines()
    return lines[-1].split(" ")[2:4] == ["notify", "sending"]


def go_on(folder, mirror, hook):
    """Run the same command to its end; return its exit code and the messages doubled."""
    doubt = is_in_doubt(folder)
    code, _, err = nightly(folder, "--mirror", mirror, notify=hook.address)
    assert code == 1, err
    doubled = len(hook.got) - 1
    assert doubled in ((0, 1) if doubt else (0,)), "a message went out twice"
    return code, doubled


def main(times):
    """Kill until so many kills landed inside a run, each in a fresh copy of the folder.

    The run is cut into as many equal parts, and a kill lands in each, at a random moment
    of it; so every step is hit. Moments are counted from the first line of the log:
    before, nothing is begun. A kill that came after the end is tried again, in a part of
    the run's length as it was this time.
    """
    chance, steps = random.Random(2007), Counter()
    with (
        tempfile.TemporaryDirectory() as made,
        serve(SETTINGS.website, Faults()) as (mirror, show),
    ):
        folder, whole = Path(made, "first"), Path(made, "whole")
        prepare(folder)
        nightly(folder, "--mirror", mirror)
        show(2)
        shutil.copytree(folder, whole)
        clock = Clock(whole, LONGEST_S)
        kill(whole, mirror, "", clock.is_over)
        longest, expected = clock.seconds, outcome(whole)
        landed = tried = doubled = 0
        while landed < times:
            tried += 1
            assert tried <= MOST_TRIES * times, "the run ends before it can be killed"
            one = shutil.copytree(folder, Path(made, "one"))
            part = (landed + chance.random()) / times
            clock = Clock(one, longest * part)
            with hooked() as hook:
                if hit := kill(one, mirror, hook.address, clock.is_over):
                    last = (one / "nightly.log").read_text().splitlines()[-1].split(" ", 1)
                    doubled += go_on(one, mirror, hook)[1]
                    steps[last[1].split()[1]] += 1
                    told = f"{clock.wait_s:5.2f} s: {last[1][:60]}"
                    print(f"{landed + 1:3} killed after {told}", flush=True)
                else:
                    longest = clock.seconds
            landed += hit
            assert outcome(one) == expected
            shutil.rmtree(one)
    told = ", ".join(f"{count} in {step}" for step, count in steps.items())
    print(
        f"{landed} kills landed inside a run ({told}), {tried - landed} came after its "
        f"end; archive, findings and runs the same each time; {doubled} messages doubled"
    )


class Clock:
    """Tells when some seconds have gone since a night wrote its first line."""

    def __init__(self, folder, wait_s):
        self.log, self.wait_s, self.begun = folder / "nightly.log", wait_s, 0.0
        self.before = self.log.stat().st_size

    def is_over(self):
        if not self.begun and self.log.stat().st_size > self.before:
            self.begun = time.monotonic()
        return self.seconds > self.wait_s

    @property
    def seconds(self):
        """How long ago the first line was written; nothing before it is."""
        return time.monotonic() - self.begun if self.begun else 0.0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
