"""What was checked, how much of it, and what came out: the content of summary.json."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from ingest.protocol import Document, Ignored, Protocols, Quarantined, Unreadable
from ingest.read.register import Register
from reconcile.checks.copies import match_copies
from reconcile.checks.tabulation import whole_stations
from reconcile.outcome.effect import sum_up
from reconcile.run import Result
from reconcile.table import Case, Table


def make_summary(
    result: Result,
    read: Sequence[Protocols | Register],
    inputs: Sequence[Document],
    seconds: Mapping[str, float],
) -> dict[str, Any]:
    """Summarise one run."""
    case = result.case
    whole = whole_stations(case.official.agreed)
    pairs = _one_each(match_copies(whole, case.copies.agreed)[0])
    severities = dict(result.findings.group_by("severity").len().iter_rows())
    return {
        "election": case.election.id if case.election else None,
        "form": case.form.id,
        "form_status": case.form.status,
        "inputs": [
            {"name": one.name, "sha256": one.sha256, "rows": one.rows} for one in inputs
        ],
        "stations": _stations(case, pairs.shape[1]),
        "coverage": {above: _coverage(case, above) for above in ("rec", "tec")},
        "checks": {one.check.code: _answer(one) for one in result.answers},
        "findings": {one: severities.get(one, 0) for one in ("must", "should", "note")},
        "totals": _totals(case, whole, pairs),
        "shares": _shares(whole),
        "effect": sum_up(case),
        "seats": None,  # not worked out yet; null is not zero
        "materiality": None,
        **_left_out(read),
        "seconds": {step: round(spent, 3) for step, spent in seconds.items()},
        "tekseru": version("tekseru"),
    }


def _left_out(read: Sequence[Protocols | Register]) -> dict[str, list[dict[str, Any]]]:
    """List what was not used, not read, or set aside, each with its reason."""
    protocols = [one for one in read if isinstance(one, Protocols)]
    return {
        "ignored": [_fields(o) for one in read for o in one.ignored],
        "unreadable": [_fields(u) for one in read for u in one.unreadable],
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
    return counts | ({"relations": list(answer.parts)} if answer.parts else {})


def _stations(case: Case, matched: int) -> dict[str, Any]:
    official, copies = case.official.agreed, case.copies.agreed
    return {
        "register": None if case.register is None else case.register.height,
        "official": official.rows.select("station", "tec").n_unique(),
        "copies": copies.rows.select("station", "tec").n_unique(),
        "matched": matched,
        "protocols": len(official),
        "commissions": sum(len(one.agreed) for one in case.commissions),
    }


def _coverage(case: Case, above: str) -> dict[str, dict[str, int]]:
    """Count stations by the commission above them; empty where none is known."""
    frames = {
        "official": case.official.agreed.rows,
        "copies": case.copies.agreed.rows,
        "register": case.register,
    }
    coverage: dict[str, dict[str, int]] = {}
    for kind, frame in frames.items():
        if frame is None:
            continue
        station = pl.struct("station", "tec").n_unique()
        counts = frame.group_by(above).agg(station).sort(above)
        for name, count in counts.iter_rows():
            if name:
                coverage.setdefault(name, {})[kind] = count
    return dict(sorted(coverage.items()))


def _one_each(pairs: Any) -> Any:
    """Keep one copy of each station, the first: several would count it several times."""
    _, first = np.unique(pairs[0], return_index=True)
    return pairs[:, first]


def _totals(case: Case, official: Table, pairs: Any) -> dict[str, dict[str, int]]:
    """Add up each line: over all stations, and over matched ones on both sides.

    `missing` counts protocols that lack the line; their part of a total is not zero
    but unknown.
    """
    copies = case.copies.agreed
    totals = {}
    for at, name in enumerate(case.form.names):
        counts = official.counts[at]
        posted, copied = counts[pairs[0]], copies.counts[at][pairs[1]]
        both = (posted != MISSING) & (copied != MISSING)
        totals[name] = {
            "official": _sum(counts, counts != MISSING),
            "missing": int((counts == MISSING).sum()),
            "matched": int(both.sum()),
            "matched_official": _sum(posted, both),
            "matched_copies": _sum(copied, both),
        }
    return totals


def _sum(counts: Any, known: Any) -> int:
    return int(counts[known].sum(dtype="int64"))


def _shares(official: Table) -> dict[str, dict[str, str]]:
    """Share of each party in all votes for parties, in percent to four places."""
    votes = {
        line.party: _line_total(official, at)
        for at, line in enumerate(official.form.lines)
        if line.party
    }
    whole = sum(votes.values())
    if not whole:
        return {}
    return {
        "votes": {party: _percent(count, whole) for party, count in votes.items()},
    }


def _line_total(table: Table, at: int) -> int:
    return _sum(table.counts[at], table.counts[at] != MISSING)


def _percent(part: int, whole: int) -> str:
    """Return a percentage to four places, rounded half up in whole numbers."""
    units = (part * 2_000_000 + whole) // (2 * whole)
    return f"{units // 10_000}.{units % 10_000:04d}"
