"""Is what we stored still what was fetched, and do tables and findings say what it says?"""

from dataclasses import dataclass

from ingest.errors import ArchiveError
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.proof.links import verify_findings
from reconcile.keep.proof.roots import read_roots, unkept_reports, verify_roots
from reconcile.keep.proof.tables import verify_tables


@dataclass(frozen=True, slots=True)
class Verified:
    """What was re-read, and everything that is not as it was.

    `unkept` are reports without a kept root, of which only what they link to was read.
    """

    records: int
    roots: int
    documents: int
    numbers: int
    findings: int
    problems: list[str]
    unkept: list[str]


def verify_folder(folder: ElectionFolder, workers: int) -> Verified:
    """Re-read the whole archive, its roots, all tables and all findings."""
    try:
        archive = folder.archive
    except ArchiveError as fault:  # an index that cannot be read says nothing of records
        return Verified(0, 0, 0, 0, 0, [str(fault)], [])
    problems = [f"{one.record}: {one.what}" for one in archive.verify()]
    whole = not problems
    roots = list(verify_roots(folder.path))
    problems += roots
    tables = verify_tables(folder, workers if whole else 0)
    problems += tables.problems
    findings = 0
    if tables.loaded:
        found = verify_findings(folder, archive, tables.loaded)
        findings, problems = found.findings, problems + found.problems
    return Verified(
        len(archive.entries),
        0 if roots else len(read_roots(archive.folder)),
        tables.documents,
        tables.numbers,
        findings,
        problems,
        [] if roots else unkept_reports(folder.path),
    )
