"""One finding of a report, and where its documents and photographs lie."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import SettingError


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as a row of findings.json, its run's summary, and the report's folder."""

    finding: dict[str, Any]
    summary: dict[str, Any]
    report: Path


def find_finding(what: str, place: Path) -> Found:
    """Look a finding up in a folder that check wrote to, or the newest report with it.

    Raises
    ------
    SettingError
        If no report has it, or one cannot be read.
    """
    reports = [place, *sorted((place / "reports").glob("[0-9]*"), reverse=True)]
    for report in reports:
        if not (report / "findings.json").is_file():
            continue
        findings, summary = load_report(report)
        for row in findings:
            if row["finding"] == what:
                return Found(row, summary, report)
    raise SettingError(f"{what}: no such finding in {place}; see its findings.csv")


def load_report(report: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Load the findings and the summary of a report; raise SettingError."""
    return _load(report / "findings.json"), _load(report / "summary.json")


def sources(found: Found, place: Path) -> dict[str, dict[str, Any]]:
    """Say of each document of a finding what it is called and where its bytes are."""
    named = {one["sha256"]: {"name": one["name"]} for one in found.summary["inputs"]}
    if (place / "archive").is_dir():
        from ingest.archive import Archive

        for entry in Archive(place / "archive").entries:
            named[entry.sha256] = {
                "name": entry.asked,
                "fetched": entry.time,
                "record": f"archive/{entry.file}, byte {entry.offset}",
            }
    documents = (found.finding["document"], found.finding["copy_document"])
    wanted = [one for one in (*documents, *photos(found.finding, place)) if one]
    return {one: named.get(one, {}) for one in wanted}


def photos(finding: dict[str, Any], place: Path) -> list[str]:
    """Return the sha256 of the photographs of a finding's copy, if any were handed in."""
    if not finding["copy_document"] or not (place / "tables").is_dir():
        return []
    # Tables take time to import that explaining a check should not pay for.
    from reconcile.keep.addresses import Addresses
    from reconcile.keep.tables import load_tables

    addresses = Addresses(load_tables(place / "tables"), [finding["copy_document"]])
    return photos_of(addresses.rows(finding["copy_document"], finding["copy_place"]))


def photos_of(rows: Iterable[Any]) -> list[str]:
    """Return the sha256 of the photographs of rows of copies, each once."""
    return list(dict.fromkeys(one for row in rows for one in row["photo"].split()))


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise SettingError(f"{path}: expected what check wrote: {fault}") from None
