"""What a check is, and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ingest.facts.forms import Form, Line
from reconcile.finding import Finding
from reconcile.phrases import fill

LEAST_WEIGHT = 0.005  # of an explanation that is told; below, it would be told as 0.00


class Severity(StrEnum):
    """How strong the rule behind a check is, not how bad the numbers look."""

    MUST = "must"  # a law or a commission's instruction says so
    SHOULD = "should"  # good practice or arithmetic says so
    NOTE = "note"  # unusual; says nothing about right or wrong


@dataclass(frozen=True, slots=True)
class Check:
    """A question asked of every station, and how its answer is told."""

    code: str
    name: str
    severity: Severity
    asks: str
    source: str
    says: str
    rule_out: str

    def finding(self, severity: str = "", **said: Any) -> Finding:
        """Make a finding; `said` holds its columns and what its sentence names."""
        columns = {name: said[name] for name in Finding.__slots__ if name in said}
        return Finding(
            code=self.code,
            check=self.name,
            severity=severity or self.severity,
            message=fill(f"{self.code.lower()}-says", self.says, said),
            **columns,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """How often a check held, was violated or could not be told, and its findings.

    `parts` breaks the counts down where a check asks several things, as control
    relations do.
    """

    check: Check
    holds: int = 0
    violated: int = 0
    unknown: int = 0
    findings: Sequence[Finding] = ()
    parts: Sequence[dict[str, Any]] = field(default=())


def weight(line: Line, difference: int) -> dict[str, Any]:
    """Say how many votes a difference at one line can move, and who gains by it.

    Votes for a party and invalid ballots move; the other lines only count them.
    """
    if not line.party and line.name != "invalid":
        return {"votes_affected": 0, "beneficiary": ""}
    gains = line.party if difference > 0 else ""
    return {"votes_affected": abs(difference), "beneficiary": gains}


def named(line: Line) -> dict[str, str]:
    """Name a line as findings and their sentences do."""
    return {"line": line.name, "number": line.number, "label": line.label}


def touches_votes(form: Form, terms: Sequence[int]) -> bool:
    """Tell whether any of these lines is a party's votes or the invalid ballots."""
    return any(form.lines[at].party or form.lines[at].name == "invalid" for at in terms)
