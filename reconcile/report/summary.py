"""What was checked, how much of it, and what came out: the content of summary.json."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

import polars as pl

from ingest.alike import all_same
from ingest.protocol import WAITS, Document, Ignored, Protocols, Quarantined, Unreadable
from ingest.read.register import Register
from reconcile.outcome.effect import sum_up
from reconcile.outcome.result import Outcome
from reconcile.report.headline import headline
from reconcile.report.text import SCREENING
from reconcile.run import Result
from reconcile.statements import IDENTITY
from reconcile.table import Case, Table


def make_summary(
    result: Result,
    outcome: Outcome,
    read: Sequence[Protocols | Register],
    inputs: Sequence[Document],
    seconds: Mapping[str, float],
    archive: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Summarise one run; *archive* is what is published of the bytes it read."""
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
        "stations": _stations(case, outcome.added.pairs.shape[1]),
        "coverage": {above: _coverage(case, above) for above in ("rec", "tec")},
        "under": under(case),
        "checks": {one.check.code: _answer(one) for one in result.answers},
        "findings": {one: severities.get(one, 0) for one in ("must", "should", "note")},
        "screening": _screening(result, int(screened.sum())),
        "totals": outcome.totals,
        "shares": outcome.shares,
        "effect": sum_up(case),
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


def _stations(case: Case, matched: int) -> dict[str, Any]:
    return {
        "register": None if case.register is None else case.register.height,
        "official": _each_station(case.official.agreed).height,
        "copies": _each_station(case.copies.agreed).height,
        "matched": matched,
        "protocols": len(case.official.agreed),
        "commissions": sum(len(one.agreed) for one in case.commissions),
    }


def under(case: Case) -> dict[str, str]:
    """Say of each TEC which region it is in, where that is known."""
    frames = [case.official.agreed.rows, case.copies.agreed.rows]
    frames += [] if case.register is None else [case.register]
    pairs = pl.concat([one.select("tec", "rec") for one in frames]).unique()
    known = pairs.filter((pl.col("tec") != "") & (pl.col("rec") != ""))
    return dict(known.sort("tec", "rec").iter_rows())


def _coverage(case: Case, above: str) -> dict[str, dict[str, int]]:
    """Count stations by the commission above them; empty where none is known."""
    frames = {
        "official": _each_station(case.official.agreed),
        "copies": _each_station(case.copies.agreed),
        "register": case.register
        if case.register is None
        else case.register.unique(["station", "tec"]),
    }
    coverage: dict[str, dict[str, int]] = {}
    for kind, frame in frames.items():
        if frame is None:
            continue
        for name, count in frame.group_by(above).len().iter_rows():
            if name:
                coverage.setdefault(name, {})[kind] = count
    return dict(sorted(coverage.items()))


def _each_station(table: Table) -> pl.DataFrame:
    """Keep a row a station; a table may have one for each channel and each observer."""
    rows = table.rows.select("station", "tec", "rec")
    others = [one for one in IDENTITY if one not in rows.columns]
    if all(all_same(table.rows[one]) for one in others):
        return rows  # no two of them are of the same protocol
    return rows.unique(["station", "tec"], keep="first")
