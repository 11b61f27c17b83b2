"""How far did a night's run come, and which run goes on with it?

`nightly.json` in the report's folder says what came of each step. A run that was killed
has no end there: the same command goes on in the same folder.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.fetch.runs import GOES_ON
from reconcile.keep.files import to_json, write_whole
from reconcile.keep.folder import ElectionFolder

FILE = "nightly.json"


@dataclass(slots=True)
class Night:
    """One night's run; `steps` is what came of each, `ended` is empty until it did.

    `resumed` tells that an earlier process began it, and was stopped.
    """

    report: Path
    started: str
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)
    ended: str = ""
    resumed: bool = False

    @property
    def number(self) -> str:
        """The name of the report's folder."""
        return self.report.name

    @property
    def is_recent(self) -> bool:
        """Tell whether it began not long ago; a clock that went back says so too."""
        return datetime.now(UTC) - datetime.fromisoformat(self.started) < GOES_ON

    def is_done(self, step: str) -> bool:
        """Tell whether a step was done."""
        return self.steps.get(step, {}).get("state") == "done"

    def note(self, step: str, told: Mapping[str, Any]) -> None:
        """Keep what came of a step."""
        self.steps[step] = dict(told)
        self.save()

    def renew(self) -> None:
        """Begin once more: too long ago to go on with what was seen then."""
        self.started, self.steps = now(), {}
        self.save()

    def end(self) -> None:
        """Note that nothing remains to be done."""
        self.ended = now()
        self.save()

    def save(self) -> None:
        """Write what is known of the night, complete or as it was before."""
        value = {"started": self.started, "ended": self.ended, "steps": self.steps}
        write_whole(self.report / FILE, to_json(value))


def begin_night(election: ElectionFolder) -> Night:
    """Return the night to go on with, or a new one; call it under the folder's lock."""
    report = election.next_report()
    last = report.with_name(f"{int(report.name) - 1:04}")
    night = _load(last)
    if night and not night.ended:
        return night
    if last.is_dir() and not night and not (last / "summary.json").exists():
        report = last  # a kill left an empty folder
    night = Night(report, now())
    report.mkdir(parents=True, exist_ok=True)
    night.save()
    return night


def last_night(election: ElectionFolder) -> Night | None:
    """Return the newest night's run, at work or ended; None where there was none yet."""
    nights = (election.path / "reports").glob(f"[0-9]*/{FILE}")
    numbered = [one.parent for one in nights if one.parent.name.isdecimal()]
    newest = max(numbered, key=lambda one: int(one.name), default=None)
    return _load(newest) if newest else None


def later_before(night: Night) -> str:
    """Return when the night before began, if by the clock that was later than this one."""
    before = _load(night.report.with_name(f"{int(night.number) - 1:04}"))
    return before.started if before and before.started > night.started else ""


def _load(report: Path) -> Night | None:
    try:
        value = json.loads((report / FILE).read_bytes())
        return Night(report, value["started"], value["steps"], value["ended"], resumed=True)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None  # none, or one that a machine's stop left without its bytes


def sweep(folder: Path) -> None:
    """Remove what a kill left half written; call it under the folder's lock."""
    for part in folder.glob(".*.part"):
        part.unlink(missing_ok=True)


def now() -> str:
    """Return the time, as records have it."""
    return datetime.now(UTC).isoformat()
