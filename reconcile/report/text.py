"""A run's summary as a few lines for a terminal of 80 columns."""

from collections.abc import Iterator
from pathlib import PurePath
from textwrap import wrap
from typing import Any

SCREENING = "C5"  # the codes of what is unusual without a rule
_NAME = 34  # columns for a check's name
_SHOWN = 10  # of each kind of message; the rest stands in summary.json


def summary_lines(summary: dict[str, Any], out: str) -> Iterator[str]:
    """Tell whether it matters, what was checked, what came out and where it is."""
    if summary["materiality"]:
        yield from wrap(" ".join(summary["materiality"]["says"]), 79)
        yield ""
    status = summary["form_status"]
    yield f"Form       {summary['form']}, {status}"
    stations = summary["stations"]
    register = stations["register"]
    yield (
        f"Stations   {stations['official']:,} with an official protocol"
        + (f", {register:,} in the register" if register is not None else "")
    )
    if stations["copies"]:
        yield (
            f"Copies     {stations['copies']:,} stations with a copy, "
            f"{stations['matched']:,} protocols matched"
        )
    yield ""
    yield f"{'check':{_NAME}}{'holds':>12}{'violated':>12}{'unknown':>12}"
    for code, answer in summary["checks"].items():
        asked = answer["holds"] + answer["violated"] + answer["unknown"]
        if asked and not code.startswith(SCREENING):
            yield _row(f"{code} {answer['check']}", answer)
            yield from _relation_rows(answer.get("relations", ()), summary["form"])
    yield ""
    yield from _screening_rows(summary)
    yield from _left_out(summary)
    found = summary["findings"]
    total = sum(found.values())
    yield (
        f"Findings   {total:,}: {found['must']:,} must, {found['should']:,} should, "
        f"{found['note']:,} note"
    )
    if summary["screening"]["notes"]:
        yield f"           and {summary['screening']['notes']:,} notes of screening"
    yield f"           in {out}"
    if summary["archive"]:
        yield f"Archive    {summary['archive']['records']:,} records, their root"
        yield f"           {summary['archive']['root']}"


def _screening_rows(summary: dict[str, Any]) -> Iterator[str]:
    """Tell what was screened, apart from the checks that have a rule."""
    if not summary["screening"]["asked"]:
        yield "Screening  not asked: tekseru check --screen"
        return
    yield "Screening  unusual, without a rule: no discrepancy, whatever it says"
    yield f"{'':{_NAME}}{'usual':>12}{'unusual':>12}{'unknown':>12}"
    for code, answer in summary["checks"].items():
        if code.startswith(SCREENING):
            yield _row(f"{code} {answer['check']}", answer)
            for part in answer.get("figures", ()):
                if "of_these_by_chance" in part:
                    chance = f"{part['of_these_by_chance']:>12,.0f}"
                    yield f"{'  of these by chance about':{_NAME}}{'':12}{chance}"
    yield ""


def _relation_rows(relations: list[dict[str, Any]], form: str) -> Iterator[str]:
    """Tell each relation's counts, under the name of a form that is not the main one."""
    for part in relations:
        if part["form"] != form:
            form = part["form"]
            yield f"  in {form}:"
        yield _row(f"  {part['relation']}  {part['text']}", part)


def _row(name: str, counts: dict[str, Any]) -> str:
    name = name if len(name) < _NAME else name[: _NAME - 4] + "..."
    numbers = "".join(f"{counts[one]:>12,}" for one in ("holds", "violated", "unknown"))
    return f"{name:{_NAME}}{numbers}"


def _left_out(summary: dict[str, Any]) -> Iterator[str]:
    for kind, what in (
        ("unreadable", "cells or rows gave no count; their lines are missing"),
        ("quarantined", "documents could not be read and were set aside"),
    ):
        if summary[kind]:
            yield f"{kind.capitalize():12}{len(summary[kind]):,} {what}"
    if summary["waiting"]:
        scans = len({one["document"] for one in summary["waiting"]})
        waiting = f"{len(summary['waiting']):,} cells and sentences of {scans:,} scans"
        yield f"Waiting     {waiting} for a person to read"


def problem_lines(summary: dict[str, Any]) -> Iterator[str]:
    """Tell each cell, row or document that could not be read, up to a few."""
    for one in summary["unreadable"][:_SHOWN]:
        yield (
            f"{one['document']}, {one['place']}: expected {one['expected']}, "
            f"got {one['got']}"
        )
    for one in summary["quarantined"][:_SHOWN]:
        yield f"{one['document']}: set aside: {one['reason']}"
    for kind in ("unreadable", "quarantined"):
        more = len(summary[kind]) - _SHOWN
        if more > 0:
            yield f"... and {more:,} more {kind}, all in summary.json"
    yield from _ignored(summary["ignored"])


def _ignored(ignored: list[dict[str, Any]]) -> Iterator[str]:
    """Tell what was not used, one paragraph a document and reason."""
    together: dict[tuple[str, str], list[str]] = {}
    for one in ignored:
        together.setdefault((one["document"], one["reason"]), []).append(one["what"])
    for (document, reason), what in list(together.items())[:_SHOWN]:
        more = f" and {len(what) - _SHOWN} more" if len(what) > _SHOWN else ""
        told = f"{PurePath(document).name}: ignored, {reason}: {', '.join(what[:_SHOWN])}"
        yield from wrap(told + more, 79, subsequent_indent="  ")
    if len(together) > _SHOWN:
        yield f"... and {len(together) - _SHOWN:,} more ignored, all in summary.json"
