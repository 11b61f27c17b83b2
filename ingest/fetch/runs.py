"""Which runs over a website were there, how did each go, is the last one finished?"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

# A run that was stopped goes on where it was, but not with answers of another day.
GOES_ON = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Fetched:
    """How a run over a website went.

    `ended` is empty where it was stopped or killed before its end; `left` addresses were
    not asked then. `outcomes` counts addresses by what came of them; `faults` are the
    words of `ingest.fetch.faults` with the addresses they are true of.
    """

    run: int
    began: str = ""
    ended: str = ""
    left: int = 0
    outcomes: Mapping[str, int] = field(default_factory=dict)
    faults: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Runs:
    """The runs of an archive: a line when one begins, is stopped, and ends."""

    def __init__(self, archive: Path) -> None:
        self.path = archive / "runs.jsonl"

    def begin(self) -> tuple[int, bool]:
        """Return the number of the run to do, and whether it goes on with an old one."""
        number, began, is_open = 0, "", False
        for line in self.lines():
            number, is_open = int(line["run"]), line["event"] != "end"
            began = str(line.get("time", "")) if line["event"] == "begin" else began
        if is_open and _is_recent(began):
            return number, True
        self._write({"run": number + 1, "event": "begin", "time": _now().isoformat()})
        return number + 1, False

    def stop(self, fetched: Fetched) -> None:
        """Note that a run gave up, and what came of it; it may be gone on with."""
        self._note("stopped", fetched)

    def end(self, fetched: Fetched) -> None:
        """Note that a run is finished, and what came of it."""
        self._note("end", fetched)

    def read(self, run: int) -> Fetched:
        """Return how a run went, as far as it was noted; the last that was said holds."""
        began = ended = ""
        told: dict[str, Any] = {}
        for line in self.lines():
            if line["run"] != run:
                continue
            time = str(line.get("time", ""))
            if line["event"] == "begin":
                began = time
            else:
                told = {name: line[name] for name in _TOLD if name in line}
                ended = time if line["event"] == "end" else ""
        return Fetched(run, began, ended, **told)

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield what is known of the runs, in order."""
        if self.path.exists():
            for line in self.path.read_text(encoding="utf-8").splitlines():
                try:
                    yield json.loads(line)
                except ValueError:
                    continue  # a line that a kill cut off says nothing yet

    def _note(self, event: str, fetched: Fetched) -> None:
        told = {name: getattr(fetched, name) for name in _TOLD}
        time = _now().isoformat()
        self._write({"run": fetched.run, "event": event, "time": time, **told})

    def _write(self, line: Mapping[str, Any]) -> None:
        torn = self.path.exists() and not self.path.read_bytes().endswith(b"\n")
        with self.path.open("a", encoding="utf-8") as file:
            file.write(("\n" if torn else "") + json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())


_TOLD = ("left", "outcomes", "faults")


def finished_runs(archive: Path) -> int:
    """Return how many runs over a site were brought to their end."""
    return sum(1 for line in Runs(archive).lines() if line["event"] == "end")


def _is_recent(began: str) -> bool:
    """Tell whether a run began not long ago; a clock that went back says so too."""
    return not began or _now() - datetime.fromisoformat(began) < GOES_ON


def _now() -> datetime:
    return datetime.now(UTC)
