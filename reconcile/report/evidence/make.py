"""A finding -> the files of its evidence.

The same finding of the same run gives the same bytes, however much the archive has grown
since: only records that its run's root is over are taken, and no clock is asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.archive import Archive
from ingest.entries import Entry
from ingest.errors import ArchiveError, SettingError
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.found import Found
from reconcile.keep.life.copies import decided
from reconcile.keep.proof.merkle import Tree
from reconcile.keep.proof.roots import read_leaves, read_roots
from reconcile.keep.recorded import read_recorded
from reconcile.keep.store.open import is_there, open_store
from reconcile.keep.tables import DECIDED, Tables, load_tables
from reconcile.keep.typed import PLACE
from reconcile.report.evidence.assemble import Basis, assemble
from reconcile.report.evidence.bundle import with_sums
from reconcile.report.evidence.derive import BASIS, INDEX, RECORDS, SETTINGS, rules_of
from reconcile.report.evidence.rests import records_of

_MOST_ROOTS = 60  # earlier ones that a piece of evidence is tied to, the latest


def make_evidence(
    folder: ElectionFolder, found: Found, *, with_copies: bool = True
) -> dict[str, bytes]:
    """Put together the evidence of a finding, with what was handed in or without it.

    Raises
    ------
    SettingError
        If the finding's report has no root, tables are not there, or no document speaks
        of it.
    ArchiveError
        If the archive is not what it was in that run.
    """
    archive, tables = folder.archive, load_tables(folder.tables)
    if not tables.documents:
        raise SettingError(f"{folder.path}: expected tables; run tekseru parse")
    leaves = read_leaves(archive.folder)
    tree = Tree(leaves)
    root = _root(found, archive, tree)
    size = root["records"]
    records = records_of(
        folder, archive, tables, found.finding, size, with_copies=with_copies
    )
    if not records.positions:
        raise SettingError(
            f"{found.finding['finding']}: expected a document that speaks of it, found "
            "none: only the whole archive shows that; tekseru verify reads it again"
        )
    entries = [archive.entries[at] for at in records.positions]
    files = {
        RECORDS: _raw(archive, entries),
        INDEX: b"".join(leaves[at] + b"\n" for at in records.positions),
        **_settings(folder),
    }
    tied = {
        "archive": root,
        "left_out": records.left_out,
        "by_hand": list(_by_hand(folder, tables, found.finding)),
        "positions": records.positions,
        "proofs": [_hex(tree.inclusion(at, size)) for at in records.positions],
        "earlier": list(_earlier(archive.folder, tree, size)),
    }
    basis = Basis(files, entries, records.positions, found.finding, tied)
    return with_sums(assemble(basis))


def _by_hand(
    folder: ElectionFolder, tables: Tables, finding: Mapping[str, Any]
) -> Iterator[str]:
    """Name what people did at the desk that a finding rests on: no record holds it."""
    if any(finding[one].partition(",")[0] == PLACE for one in ("place", "copy_place")):
        yield "typed"
    documents = {finding["document"], finding["copy_document"]}
    if any(
        cell["state"] == DECIDED
        for one in tables.documents
        if one.sha256 in documents
        for cell in one.unreadable
    ):
        yield "readings"
    if is_there(folder):
        with open_store(folder) as store:
            if decided(store) or read_recorded(folder, None).names:
                yield "decided"


def _root(found: Found, archive: Archive, tree: Tree) -> dict[str, Any]:
    """Return the root of a finding's run, once the archive was seen to have it still."""
    root: Mapping[str, Any] | None = found.summary.get("archive")
    if not root:
        raise SettingError(f"{found.report}: its summary has no root; run tekseru check")
    size = root["records"]
    if size > len(tree) or tree.root(size).hex() != root["root"]:
        raise ArchiveError(
            f"{archive.folder}: its first {size:,} records are not those of the run of "
            f"{found.report}; tekseru verify names what changed"
        )
    return {**root, "report": found.report.name}


def _raw(archive: Archive, entries: Sequence[Entry]) -> bytes:
    """Return records as they are stored, each compared with its digests."""
    parts = []
    for entry in entries:
        archive.read(entry)
        with (archive.folder / entry.file).open("rb") as file:
            file.seek(entry.offset)
            parts.append(file.read(entry.length))
    return b"".join(parts)


def _settings(folder: ElectionFolder) -> dict[str, bytes]:
    """Return what people wrote into the folder that bears on what is found."""
    files = rules_of(folder.election)
    for name in BASIS:
        path = folder.path / name.removeprefix(SETTINGS)
        if name.startswith(SETTINGS) and path.is_file():
            files[name] = path.read_bytes()
    return files


def _earlier(archive: Path, tree: Tree, now: int) -> Iterator[dict[str, Any]]:
    """Prove that earlier runs' roots are over what this root begins with."""
    sizes = sorted({one.records for one in read_roots(archive)} & set(range(1, now)))
    for size in sizes[-_MOST_ROOTS:]:
        proof = _hex(tree.consistency(size, now))
        yield {"records": size, "root": tree.root(size).hex(), "proof": proof}


def _hex(proof: Sequence[bytes]) -> list[str]:
    return [one.hex() for one in proof]
