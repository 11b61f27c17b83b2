"""Do the findings of the last report link to documents that are there, and that say so?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.archive import Archive
from ingest.errors import SettingError
from reconcile.keep.addresses import Addresses
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.found import load_report
from reconcile.keep.tables import Tables

_SIDES = (("official", "document", "place"), ("copy", "copy_document", "copy_place"))


@dataclass(frozen=True, slots=True)
class VerifiedFindings:
    """How many findings were looked at, and what is not as they say."""

    findings: int
    problems: list[str]


def verify_findings(
    folder: ElectionFolder, archive: Archive, tables: Tables
) -> VerifiedFindings:
    """Look up every document and every number of the last report's findings."""
    reports = sorted((folder.path / "reports").glob("[0-9]*"))
    if not reports:
        return VerifiedFindings(0, [])
    name = f"reports/{reports[-1].name}/findings.json"
    try:
        findings, summary = load_report(reports[-1])
        known = {one["sha256"] for one in summary["inputs"]}
        known |= {one.sha256 for one in archive.entries}
        wanted = {one[document] for one in findings for _, document, _ in _SIDES}
        addresses = Addresses(tables, wanted)
        problems = [
            f"{name}: {one['finding']}: {what}"
            for one in findings
            for what in _wrong(one, known, addresses)
        ]
    except SettingError as fault:
        return VerifiedFindings(0, [str(fault)])
    except (KeyError, TypeError, AttributeError) as fault:
        return VerifiedFindings(0, [f"{name}: not what tekseru check writes: {fault!r}"])
    return VerifiedFindings(len(findings), problems)


def _wrong(finding: dict[str, Any], known: set[str], addresses: Addresses) -> Iterator[str]:
    for number, document, place in _SIDES:
        if not finding[document]:
            continue
        if finding[document] not in known:
            yield f"document {finding[document]} is not in the archive"
            continue
        numbers = addresses.numbers(finding[document], finding[place])
        wanted = [one.value for one in numbers if one.line == finding["line"]]
        if finding[number] is not None and wanted not in ([], [finding[number]]):
            yield (
                f"{finding[place]} of document {finding[document]}: "
                f"expected {finding[number]}, the tables have {wanted[0]}"
            )
