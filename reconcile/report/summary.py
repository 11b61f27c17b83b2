"""What was checked, how much of it, and what came out: the content of summary.json."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from ingest.protocol import WAITS, Document, Ignored, Protocols, Quarantined, Unreadable
from ingest.read.register import Register
from reconcile.outcome.result import Outcome
from reconcile.report.headline import headline
from reconcile.report.text import SCREENING
from reconcile.run import Result
from reconcile.table import Case


def make_summary(
    result: Result,
    outcome: Outcome,
    coverage: Mapping[str, Any],
    read: Sequence[Protocols | Register],
    inputs: Sequence[Document],
    seconds: Mapping[str, float],
    archive: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Summarise one run; *archive* is what is published of the bytes it read.

    *coverage* is what `make_coverage` tells of the same case.
    """
    case = result.case
    screened = result.findings["code"].str.starts_with(SCREENING)
    counted = result.findings.filter(~screened)
    severities = dict(counted.group_by("severity").len().iter_rows())
    return {
        "election": case.election.id if case.election else None,
        "form": case.form.id,
        "form_status": case.form.status,
        "inputs": [
            {"name": one.name, "sha256": one.sha256, "rows": one.rows} for one in inputs
        ],
        "stations": _stations(case, coverage["counted"], outcome.added.pairs.shape[1]),
        "coverage": coverage["coverage"],
        "under": coverage["under"],
        "checks": {one.check.code: _answer(one) for one in result.answers},
        "findings": {one: severities.get(one, 0) for one in ("must", "should", "note")},
        "screening": _screening(result, int(screened.sum())),
        "totals": outcome.totals,
        "shares": outcome.shares,
        "effect": coverage["effect"],
        "seats": outcome.seats,
        "materiality": _materiality(outcome),
        "triage": outcome.triage,
        "reasons": outcome.reasons,  # why a part is null; null is not zero
        **_left_out(read),
        "seconds": {step: round(spent, 3) for step, spent in seconds.items()},
        "tekseru": version("tekseru"),
        "archive": archive,
    }


def _screening(result: Result, notes: int) -> dict[str, Any]:
    """Say whether screening was asked; its notes are no part of `findings`."""
    codes = [one.check.code for one in result.answers]
    asked = any(code.startswith(SCREENING) for code in codes)
    return {"asked": asked, "notes": notes if asked else None}


def _materiality(outcome: Outcome) -> dict[str, Any] | None:
    """Put the sentences that tell it before what was worked out."""
    if not outcome.seats or not outcome.materiality:
        return None
    return {"says": headline(outcome.seats, outcome.materiality)} | outcome.materiality


def _left_out(read: Sequence[Protocols | Register]) -> dict[str, list[dict[str, Any]]]:
    """List what was not used, not read, waits or was set aside, each with its reason."""
    protocols = [one for one in read if isinstance(one, Protocols)]
    unreadable = [u for one in read for u in one.unreadable]
    return {
        "ignored": [_fields(o) for one in read for o in one.ignored],
        "unreadable": [_fields(u) for u in unreadable if u.state != WAITS],
        "waiting": [_fields(u) for u in unreadable if u.state == WAITS],
        "quarantined": [_fields(q) for one in protocols for q in one.quarantined],
    }


def _fields(one: Ignored | Unreadable | Quarantined) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


def _answer(answer: Any) -> dict[str, Any]:
    counts = {
        "check": answer.check.name,
        "holds": answer.holds,
        "violated": answer.violated,
        "unknown": answer.unknown,
        "findings": len(answer.findings),
    }
    parts = "figures" if answer.check.code.startswith(SCREENING) else "relations"
    return counts | ({parts: list(answer.parts)} if answer.parts else {})


def _stations(case: Case, counted: Mapping[str, int], matched: int) -> dict[str, Any]:
    return {
        "register": None if case.register is None else case.register.height,
        "official": counted["official"],
        "copies": counted["copies"],
        "matched": matched,
        "protocols": len(case.official.agreed),
        "commissions": sum(len(one.agreed) for one in case.commissions),
    }
