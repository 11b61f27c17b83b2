"""The steps of a night's run: fetch, parse, check, report, notify.

Each does what the verb of its name does, all under one lock. One that fails is told,
and the others' results stand.
"""

import errno
import json
import traceback
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from time import perf_counter
from typing import Any

from ingest.errors import IngestError
from ingest.fetch.faults import StoppedError
from reconcile.cli.options import Voice
from reconcile.cli.progress import progress
from reconcile.cli.tell import deliver
from reconcile.keep.files import to_json, write_whole
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.life.told import recorded_changes
from reconcile.keep.log import Log
from reconcile.keep.night import Night, begin_night, later_before, sweep
from reconcile.keep.proof.roots import seal_again
from reconcile.keep.store.open import open_store

STEPS = ("fetch", "parse", "check", "report")
DONE, FAILED, LEFT_OUT = "done", "failed", "left-out"
# Whatever a step would keep after one of these could not be kept either.
_NO_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a step: its state, a line for a person, and what else is known."""

    state: str
    said: str
    seconds: float = 0.0
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a night is to be run."""

    mirror: str
    pace: float | None
    language: str
    voice: Voice


class Steps:
    """The steps of one night, in one folder, by one log."""

    def __init__(
        self, election: ElectionFolder, night: Night, log: Log, asked: Asked
    ) -> None:
        self.election, self.night, self.log, self.asked = election, night, log, asked

    def run(self) -> None:
        """Do every step that is not done yet, and keep what came of it."""
        for step in STEPS:
            if self.is_kept(step):
                self.log(step, "kept", "done before the run was stopped")
                continue
            self.log(step, "begin")
            told = self.attempt(step)
            self.log(step, told.state, told.said)
            self.log.close_step(step)
            self.asked.voice.mention([f"{step}: {told.said}"])
            self.night.note(step, asdict(told))

    def is_kept(self, step: str) -> bool:
        """Tell whether a step stands as it is; what is recorded always does."""
        if step == "report" or self.night.is_done("check"):
            return self.night.is_done(step)
        return step == "fetch" and self.night.is_done(step) and self.night.is_recent

    def take_recorded(self) -> None:
        """Note that a run is recorded, if a kill kept that from being noted."""
        if not self.night.resumed or self.night.is_done("check"):
            return
        with open_store(self.election) as store:
            recorded = recorded_changes(store, self.night.number, self.night.started)
        if recorded:
            out = self.night.report
            write_whole(out / "changes.json", to_json(recorded.to_json()))
            must = json.loads((out / "summary.json").read_bytes())["findings"]["must"]
            told = Told(DONE, "recorded", facts={"run": recorded.run, "must": must})
            self.night.note("check", asdict(told))

    def attempt(self, step: str) -> Told:
        """Do a step; tell of its failure instead, if it fails."""
        started = perf_counter()
        try:
            told: Told = getattr(self, step)()
        except IngestError as fault:
            told = Told(FAILED, str(fault).replace("\n", "; "))
        except OSError as fault:
            if fault.errno in _NO_DISK:
                raise
            told = Told(FAILED, f"{fault.filename or step}: {fault.strerror}")
        except Exception as fault:  # noqa: BLE001 - a bug in one step must not cost the night
            traceback.print_exc()
            told = Told(FAILED, f"a bug: {type(fault).__name__}: {fault}")
        return Told(told.state, told.said, round(perf_counter() - started, 3), told.facts)

    def fetch(self) -> Told:
        """Pull what the website posts now."""
        from reconcile.cli.fetch_ import fetch_folder

        if self.election.election.site is None:
            return Told(LEFT_OUT, "the election names no website")
        try:
            with self.bar("fetch") as advance:
                asked = self.asked
                report = fetch_folder(self.election, asked.mirror, asked.pace, advance)
        except StoppedError as stopped:
            self.log_faults(stopped.faults)
            return Told(FAILED, str(stopped), facts={"faults": stopped.faults})
        self.log_faults(report.faults)
        for failure in report.failures:
            self.log("fetch", "reason", failure)
        said = f"{report.addresses:,} addresses: {_counted(report.outcomes)}"
        outcomes = dict(report.outcomes)
        facts = {"run": report.run, "outcomes": outcomes, "faults": report.faults}
        return Told(DONE, said, facts=facts)

    def log_faults(self, faults: Mapping[str, Sequence[str]]) -> None:
        """Write down what the website did wrong, with the address."""
        for word, addresses in faults.items():
            for address in addresses:
                self.log("fetch", word, address)

    def parse(self) -> Told:
        """Read new documents into tables."""
        from reconcile.cli.parse_ import read_folder
        from reconcile.keep.life.unread import LAYOUT_CHANGED, newly_unread

        with self.bar("parse") as advance:
            tables, waiting = read_folder(self.election, advance)
        fetched = self.night.steps.get("fetch", {}).get("facts", {})
        unread = newly_unread(
            self.election.archive.entries,
            tables.documents,
            fetched.get("faults", {}),
        )
        for word, documents in unread.items():
            for one in documents:
                self.log("parse", word, f"{one.asked}: {one.reason}")
        states = Counter(one.state for one in tables.documents)
        said = f"{len(tables.documents):,} documents: {_counted(states)}"
        if changed := len(unread.get(LAYOUT_CHANGED, ())):
            said += f"; {changed:,} are laid out otherwise than before"
        return Told(
            DONE,
            said,
            facts={
                "states": dict(states),
                "names_waiting": waiting,
                "faults": {word: [o.asked for o in all_] for word, all_ in unread.items()},
            },
        )

    def check(self) -> Told:
        """Ask every check, record the run, and tell what changed."""
        from reconcile.cli.checked import check_inputs, record, write_checked
        from reconcile.keep.proof.roots import tell_root
        from reconcile.keep.stored import read_folder
        from reconcile.report.changed import change_line

        out, folder = self.night.report, self.election.path
        root = tell_root(folder / "archive")
        inputs = read_folder(folder)
        checked = check_inputs(inputs, "", {}, root)
        write_checked(checked, out, self.asked.language)
        started = datetime.fromisoformat(self.night.started)
        changes = record(folder, inputs, checked, out, started, "")
        self.log("check", "changes", change_line(changes))
        return Told(
            DONE,
            f"{_counted(checked.summary['findings'])}; {change_line(changes)}",
            facts={"run": changes.run, "must": checked.summary["findings"]["must"]},
        )

    def report(self) -> Told:
        """Write the page."""
        from reconcile.report.write import write_report

        if not self.night.is_done("check"):
            return Told(LEFT_OUT, "there is nothing to report")
        number = int(self.night.number)
        written = write_report(self.election.path, number, self.asked.language)
        return Told(DONE, ", ".join(str(path) for path in written))

    def bar(self, step: str) -> Any:
        """Show how far a step is, and which of how many it is."""
        return progress(
            self.asked.voice, f"{STEPS.index(step) + 1} of {len(STEPS)}: {step}"
        )


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items()))


def run_night(election: ElectionFolder, asked: Asked) -> Night:
    """Run a night, or go on with one that was stopped; call it under the folder's lock."""
    night = begin_night(election)
    log = Log(election.path, night.number, lambda line: asked.voice.mention([line]))
    log("night", "goes-on" if night.resumed else "begin", f"begun {night.started}")
    if later := later_before(night):
        line = f"the clock went back: the run before began at {later}; numbers are in order"
        log("night", "clock-went-back", line)
        asked.voice.mention([line])
    for folder in (night.report, election.tables, election.path):
        sweep(folder)
    steps = Steps(election, night, log, asked)
    steps.take_recorded()
    if not night.is_recent and not night.is_done("check"):
        night.renew()
    is_of_tonight = night.is_recent
    steps.run()
    deliver(election, night, log, asked.language)
    night.end()
    seal_again(election.path, night.report)
    log(
        "night", "end", ", ".join(f"{step} {o['state']}" for step, o in night.steps.items())
    )
    return night if is_of_tonight else run_night(election, asked)
