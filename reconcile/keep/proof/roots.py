"""The root of the archive at each run: kept, so that a rewritten history shows.

The leaves of the tree are the lines of the archive's index, in order, each with the
digests of its document and its record. `archive/roots.jsonl` has a line a run: how many
records there were, their root, and the digests of the files that the run wrote and of
what else stands in the archive. Each line ends with a digest of itself and of the line
before. Whoever has a root that was published needs no trust in these lines.
"""

import fcntl
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingest.entries import cut_torn_line
from ingest.errors import ArchiveError
from reconcile.keep.proof.merkle import Tree

_INDEX, _ROOTS = "index.jsonl", "roots.jsonl"
# A line could name any file; only those of the archive and of reports are opened.
_OURS = re.compile(r"archive/[\w.-]+|reports/\d+/[\w.-]+")


@dataclass(frozen=True, slots=True)
class Root:
    """What an archive's records came to when there were so many of them."""

    records: int
    root: str


@dataclass(frozen=True, slots=True)
class KeptRoot:
    """A line of roots.jsonl; `files` maps paths in the folder to length and sha256."""

    report: str
    time: str
    records: int
    root: str
    files: dict[str, list[Any]] = field(default_factory=dict)
    seal: str = ""


def read_leaves(archive: Path) -> list[bytes]:
    """Return the whole lines of an archive's index; none where there is no archive."""
    index = archive / _INDEX
    return index.read_bytes().split(b"\n")[:-1] if index.exists() else []


def tell_root(archive: Path) -> Root | None:
    """Work out the root of an archive as it is now; None while it holds nothing."""
    leaves = read_leaves(archive)
    return Root(len(leaves), Tree(leaves).root(len(leaves)).hex()) if leaves else None


def read_roots(archive: Path) -> list[KeptRoot]:
    """Read the kept roots, oldest first; a last line that a kill cut off is left out.

    Raises
    ------
    ArchiveError
        If a line is none, or not what it was when it was written.
    """
    path = archive / _ROOTS
    kept: list[KeptRoot] = []
    for number, line in enumerate(_whole_lines(path), 1):
        try:
            one = KeptRoot(**json.loads(line))
        except (ValueError, TypeError, RecursionError):
            raise ArchiveError(f"{path}, line {number}: expected a root") from None
        if not _is_sound(one):
            raise ArchiveError(f"{path}, line {number}: expected a root")
        if _write_line(one, kept) != line:
            raise ArchiveError(
                f"{path}, line {number}: its digest does not match it and the line before"
            )
        kept.append(one)
    return kept


def _is_sound(one: KeptRoot) -> bool:
    """Tell whether a line holds what a root's line does."""
    return (
        type(one.records) is int
        and one.records >= 0
        and isinstance(one.files, dict)
        and all(map(_OURS.fullmatch, one.files))
        and all(isinstance(pair, list) and len(pair) == 2 for pair in one.files.values())
        and all(type(length) is int for length, _ in one.files.values())
    )


def keep_root(folder: Path, root: Root | None, report: Path) -> None:
    """Add the root of a run, once what it is over and what the run wrote is on the disk.

    Called again for a report, it keeps what its files are by then.

    Parameters
    ----------
    folder
        The election folder.
    root
        What `tell_root` said before the run read anything.
    report
        The folder of the run's files, in the election folder.
    """
    if root is None:
        return
    archive = folder / "archive"
    written = sorted(one for one in report.iterdir() if one.is_file())
    covered = [archive / _INDEX, *sorted(archive.glob("*.warc.gz"))[-1:], *written]
    for one in covered:
        _sync(one)
    with (archive / _ROOTS).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        cut_torn_line(archive / _ROOTS)
        line = KeptRoot(
            report.name,
            datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            root.records,
            root.root,
            {
                one.relative_to(folder).as_posix(): _digest(one.read_bytes())
                for one in [*_others(archive), *written]
            },
        )
        file.write(_write_line(line, read_roots(archive)) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def seal_again(folder: Path, report: Path) -> None:
    """Keep what a run's files are once more were written; its root stays what it was.

    Reports that are none of the folder's, and runs without a root, are left alone.
    """
    summary = report / "summary.json"
    if report.parent != folder / "reports" or not summary.is_file():
        return
    root = json.loads(summary.read_bytes()).get("archive")
    keep_root(folder, Root(**root) if root else None, report)


def verify_roots(folder: Path) -> Iterator[str]:
    """Tell which kept root no longer fits the archive, and which files are not as then.

    A report that was deleted whole is no fault: it can be made again.
    """
    archive = folder / "archive"
    try:
        kept = read_roots(archive)
    except ArchiveError as fault:
        yield str(fault)
        return
    path = archive / _ROOTS
    if path.exists() and not path.read_bytes().endswith(b"\n"):
        yield f"{path}: line {len(kept) + 1:,} was cut off"
    tree = Tree(read_leaves(archive))
    for number, one in enumerate(kept, 1):
        name = f"{path}, line {number} (report {one.report})"
        if one.records > len(tree):
            yield f"{name}: is over {one.records:,} records, there are {len(tree):,}"
        elif tree.root(one.records).hex() != one.root:
            yield f"{name}: the first {one.records:,} records are not those of that run"
    newest = {name: one for line in kept for name, one in line.files.items()}
    yield from _changed_files(folder, newest)


def find_root(archive: Path, root: str) -> Root | None:
    """Find how many records of an archive a published root is over, if it is of it."""
    tree = Tree(read_leaves(archive))
    wanted = bytes.fromhex(root)
    sizes = (size for size in range(len(tree), 0, -1) if tree.root(size) == wanted)
    return next((Root(size, root) for size in sizes), None)


def unkept_reports(folder: Path) -> list[str]:
    """List the reports that no kept root is of: a run was stopped at its very end."""
    known = {one.report for one in read_roots(folder / "archive")}
    there = (folder / "reports").glob("[0-9]*")
    return sorted(one.name for one in there if one.name not in known)


def _changed_files(folder: Path, files: dict[str, list[Any]]) -> Iterator[str]:
    for name, (length, digest) in files.items():
        path = folder / name
        if name.startswith("reports/") and not path.parent.is_dir():
            continue
        try:
            data = path.read_bytes()
        except OSError as fault:
            yield f"{path}: cannot be read: {fault.strerror}"
            continue
        # Lines are added to files of the archive; those of a report stay as they are.
        begun = data[:length] if name.startswith("archive/") else data
        if _digest(begun) != [length, digest]:
            yield f"{path}: not the bytes that were kept with a root"


def _others(archive: Path) -> Iterable[Path]:
    """List what stands in an archive beside records, their index and the roots."""
    own = {_INDEX, _ROOTS}
    return sorted(
        one
        for one in archive.iterdir()
        if one.is_file() and one.name not in own and not one.name.endswith(".warc.gz")
    )


def _whole_lines(path: Path) -> Sequence[bytes]:
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


def _write_line(one: KeptRoot, before: Sequence[KeptRoot]) -> bytes:
    """Write a root as its line, with the digest that binds it to the line before."""
    told = {name: getattr(one, name) for name in KeptRoot.__slots__ if name != "seal"}
    text = json.dumps([before[-1].seal if before else "", told], ensure_ascii=False)
    told["seal"] = sha256(text.encode()).hexdigest()
    return json.dumps(told, ensure_ascii=False).encode()


def _digest(data: bytes) -> list[Any]:
    return [len(data), sha256(data).hexdigest()]


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
