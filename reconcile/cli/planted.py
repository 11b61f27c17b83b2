"""Planted discrepancies beside the findings: what was found, missed, or flagged besides."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reconcile.keep.files import to_json, write_whole

if TYPE_CHECKING:
    from ingest.sample.election import Planted


def compare(planted: "Sequence[Planted]", report: Path) -> dict[str, Any]:
    """Say of each planted discrepancy which checks found it; keep it in summary.json.

    `besides` counts, by check, stations that findings name and nothing was planted at.
    A commission's own protocol repeats what is wrong below it, so only stations count.
    """
    findings = json.loads((report / "findings.json").read_bytes())
    seen = {(one["code"], _place(one)) for one in findings}
    compared = [
        {
            "station": one.station,
            "done": one.done,
            "found": [code for code in one.codes if (code, one.station) in seen],
            "by": list(one.codes),
        }
        for one in planted
    ]
    known = {one.station for one in planted}
    besides: dict[str, int] = {}
    for code, place in sorted(seen):
        if place not in known and " " not in place and place != "CEC":
            besides[code] = besides.get(code, 0) + 1
    told = {"planted": compared, "besides": besides}
    summary = json.loads((report / "summary.json").read_bytes())
    write_whole(report / "summary.json", to_json({**summary, **told}))
    return told


def _place(finding: dict[str, Any]) -> str:
    """Name where a finding is, as the plans do."""
    for level in ("station", "tec", "rec"):
        if finding[level]:
            name: str = finding[level]
            return name if level == "station" else f"{level.upper()} {name}"
    return "CEC"


def lines(compared: dict[str, Any]) -> Iterator[str]:
    """Tell of a few discrepancies one by one."""
    yield ""
    yield "Planted discrepancies, and the checks that found them:"
    for one in compared["planted"]:
        found = ", ".join(one["found"]) or "NOT FOUND"
        yield f"  {one['station']:8} {one['done']:40} {found}"


def table_lines(compared: dict[str, Any]) -> Iterator[str]:
    """Tell of many discrepancies by what was done."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for one in compared["planted"]:
        kinds.setdefault(one["done"], []).append(one)
    yield ""
    yield f"{'what was planted':40}{'planted':>9}{'found':>8}{'missed':>8}  by"
    for done, kind in kinds.items():
        found = [one for one in kind if one["found"]]
        codes = sorted({code for one in kind for code in one["found"]})
        missed = len(kind) - len(found)
        yield f"{done:40}{len(kind):>9}{len(found):>8}{missed:>8}  {' '.join(codes)}"
    besides = compared["besides"]
    told = ", ".join(f"{code} {count}" for code, count in besides.items()) or "none"
    yield f"stations flagged where nothing was planted: {told}"
