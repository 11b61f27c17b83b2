"""Which runs over a website there were, and whether the last one was finished."""

import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

# A run that was stopped goes on where it was, but not with answers of another day.
GOES_ON = timedelta(hours=12)


class Runs:
    """The runs of an archive: a line when one begins, and one when it ends."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self) -> tuple[int, bool]:
        """Return the number of the run to do, and whether it goes on with an old one."""
        last: dict[str, int | str] = {"run": 0, "event": "end"}
        for line in self.lines():
            last = line
        number = int(last["run"])
        if last["event"] == "begin" and _is_recent(str(last.get("time", ""))):
            return number, True
        self._write({"run": number + 1, "event": "begin", "time": _now().isoformat()})
        return number + 1, False

    def end(self, run: int, counts: Mapping[str, int]) -> None:
        """Note that a run is finished, and what came of it."""
        self._write({"run": run, "event": "end", **counts})

    def lines(self) -> Iterator[dict[str, int | str]]:
        """Yield what is known of the runs, in order."""
        if self.path.exists():
            for line in self.path.read_text(encoding="utf-8").splitlines():
                try:
                    yield json.loads(line)
                except ValueError:
                    continue  # a line that a kill cut off says nothing yet

    def _write(self, line: dict[str, int | str]) -> None:
        torn = self.path.exists() and not self.path.read_bytes().endswith(b"\n")
        with self.path.open("a", encoding="utf-8") as file:
            file.write(("\n" if torn else "") + json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())


def finished_runs(archive: Path) -> int:
    """Return how many runs over a site were brought to their end."""
    return sum(1 for line in Runs(archive / "runs.jsonl").lines() if line["event"] == "end")


def _is_recent(began: str) -> bool:
    """Tell whether a run began not long ago; a clock that went back says so too."""
    return not began or _now() - datetime.fromisoformat(began) < GOES_ON


def _now() -> datetime:
    return datetime.now(UTC)
