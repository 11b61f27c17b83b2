"""An invented election beside what was found of it: found, missed, flagged besides."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from reconcile.keep.files import to_json, write_whole

# What the first explanation of a difference says where this was done. A slip may read
# as another slip: two digits alike, or one more, which is any other number too.
_SAID = {
    "an observer's slip": ("one digit of", "are exchanged", "is another number"),
    "one digit": ("one digit of",),
    "two digits swapped": ("are exchanged", "one digit of"),
    "a digit added": ("has a digit more",),
    "a bundle that keeps every relation": ("with as many ballots more",),
    "votes moved between lists": ("votes moved from",),
    "invalid ballots into votes": ("invalid ballots became", "became invalid ballots"),
    "lists shifted by a row": ("are shifted by one",),
    "impossible certificates": ("is another number", "has a digit more", "one digit of"),
    "replaced without a word": ("with as many ballots more",),
    "digits against words": ("one digit of",),
    "another station's protocol": ("reads as",),
}


def compare(truth: Mapping[str, Any], report: Path) -> dict[str, Any]:
    """Say of each planted discrepancy which checks found it; keep it in summary.json.

    One whose documents could not be read, or wait for a person, is `unread`. `besides`
    counts, by check, stations that findings name and nothing was planted at; a
    commission's own protocol repeats what is wrong below it, so only stations count.
    """
    findings = json.loads((report / "findings.json").read_bytes())
    summary = json.loads((report / "summary.json").read_bytes())
    seen = {(one["code"], _place(one)) for one in findings}
    unread = [*summary["quarantined"], *summary["waiting"]]
    told = _explanations(findings)
    aside = {"/" + one["document"].split("/", 3)[3] for one in unread}
    compared = [
        {
            "place": one["place"],
            "done": one["done"],
            "found": [code for code in one["codes"] if (code, one["place"]) in seen],
            "by": list(one["codes"]),
            "explained": _is_explained(one, told),
            "unread": bool(aside & set(one["documents"])),
        }
        for one in truth["planted"]
    ]
    known = {one["place"] for one in truth["planted"]}
    besides = Counter(
        code
        for code, place in seen
        if place not in known and " " not in place and place != "CEC"
    )
    result = {
        "planted": compared,
        "mechanisms": _by_mechanism(compared),
        "besides": dict(sorted(besides.items())),
    }
    write_whole(report / "summary.json", to_json({**summary, **result}))
    return result


def _explanations(findings: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return what is said first of the differences at each place, all in one text."""
    said: dict[str, str] = {}
    for one in findings:
        if one["explanation"] and one["code"] in ("C201", "C202", "C204"):
            place = _place(one)
            said[place] = f"{said.get(place, '')}\n{one['explanation']}"
    return said


def _is_explained(planted: dict[str, Any], said: Mapping[str, str]) -> bool | None:
    """Tell whether a difference is explained as what was done; None if none was found."""
    explanation = said.get(planted["place"], "")
    if planted["done"] not in _SAID or not explanation:
        return None
    return any(words in explanation for words in _SAID[planted["done"]])


def _by_mechanism(compared: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Count, for each mechanism, what was planted, found, not read and missed."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for one in compared:
        kinds.setdefault(one["done"], []).append(one)
    return [
        {
            "done": done,
            "planted": len(kind),
            "found": sum(1 for one in kind if one["found"]),
            "unread": sum(1 for one in kind if not one["found"] and one["unread"]),
            "missed": sum(1 for one in kind if not one["found"] and not one["unread"]),
            "by": sorted({code for one in kind for code in one["found"]}),
            "explained": sum(one["explained"] is True for one in kind),
            "to_explain": sum(one["explained"] is not None for one in kind),
        }
        for done, kind in kinds.items()
    ]


def _place(finding: dict[str, Any]) -> str:
    """Name where a finding is, as the plans do."""
    for level in ("station", "tec", "rec"):
        if finding[level]:
            name: str = finding[level]
            return name if level == "station" else f"{level.upper()} {name}"
    return "CEC"


def compare_numbers(truth: pl.DataFrame, read: pl.DataFrame) -> dict[str, dict[str, int]]:
    """Compare every number that was read with what was published.

    Returns, by statement of a protocol, how many numbers are right, wrong, unread.
    """
    key = ["station", "channel", "statement"]
    lines = [one for one in truth.columns if one not in key]
    newest = read.sort("version").unique(key, keep="last").select(*key, *lines)
    both = truth.join(newest, on=key, how="left", suffix=" read")
    told: dict[str, dict[str, int]] = {}
    for (statement,), rows in both.group_by("statement"):
        there = sum(rows[line].count() for line in lines)
        right = sum(int((rows[line] == rows[f"{line} read"]).sum()) for line in lines)
        known = sum(
            rows.filter(pl.col(line).is_not_null())[f"{line} read"].count()
            for line in lines
        )
        name = str(statement) or "digits"
        told[name] = {"right": right, "wrong": known - right, "unread": there - known}
    return dict(sorted(told.items()))


def lines(compared: Mapping[str, Any]) -> Iterator[str]:
    """Tell what was planted and found, by what was done."""
    yield ""
    yield "What was planted, and what the checks found of it:"
    yield ""
    yield f"{'':36}{'planted':>8}{'found':>7}{'unread':>7}{'missed':>7}  by"
    for one in compared["mechanisms"]:
        counts = f"{one['planted']:>8}{one['found']:>7}{one['unread']:>7}{one['missed']:>7}"
        yield f"{one['done']:36}{counts}  {' '.join(one['by'])}"
    besides = compared["besides"]
    told = ", ".join(f"{code} {count}" for code, count in besides.items()) or "none"
    yield f"stations flagged where nothing was planted: {told}"
    kinds = compared["mechanisms"]
    explained, asked = (sum(one[n] for one in kinds) for n in ("explained", "to_explain"))
    yield f"differences explained first as what was done: {explained:,} of {asked:,}"
    for name, counts in compared["numbers"].items():
        yield (
            f"numbers in {name}: {counts['right']:,} read right, {counts['wrong']:,} "
            f"wrong, {counts['unread']:,} not read"
        )
