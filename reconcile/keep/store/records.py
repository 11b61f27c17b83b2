"""What the store holds: runs, what became of findings in them, and what people decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.errors import SettingError

Row = Mapping[str, Any]  # a finding as its row of findings.json

SETTLED, OPENED = "settled", "opened"  # what a person decides of a finding


class StoreError(SettingError):
    """The database cannot be opened, read or written."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the checks, as it was recorded."""

    run: int
    started: str
    ended: str
    report: str
    records: int
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a finding in a run; see reconcile.keep.life.events.

    `seen` tells whether what it rests on was answered in that run; `other` is the
    finding of its subject whose place it took, or that took its place.
    """

    finding: str
    kind: str
    seen: bool = True
    other: str | None = None
    why: str = ""
    run: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of a finding, after run `run`.

    `aside` names the rows of copies that count no more: document and place of each.
    """

    number: int
    run: int
    finding: str
    at: str
    who: str
    decision: str
    why: str
    aside: Sequence[Sequence[str]] = field(default=())
