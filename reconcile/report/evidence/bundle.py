"""The files of a piece of evidence as one zip, and out of a stranger's zip again.

Nothing in it is compressed, so that it holds no more than it weighs, and the same files
make the same bytes. SHA256SUMS is read by `sha256sum -c` too. What the files are and say
is asked in `confirm`.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ingest.errors import ArchiveError, SettingError
from reconcile.keep.files import write_whole

SUMS = "SHA256SUMS"
MOST_BYTES = 256 << 20  # of a whole piece of evidence; a region's protocols have a tenth
MOST_FILES = 500
_NAME = re.compile(
    r"(?:[a-z]{1,20}/)?[A-Za-z0-9][A-Za-z0-9_-]{0,60}(?:\.[a-z0-9]{1,8}){0,2}"
)
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_FAULTS = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError),
    *(ValueError, KeyError, OverflowError),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a piece of evidence holds, and what in it is not as it was written."""

    files: Mapping[str, bytes]
    problems: list[str]


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add the list of all files' digests."""
    lines = [f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return {**files, SUMS: "".join(lines).encode()}


def to_zip(files: Mapping[str, bytes]) -> bytes:
    """Write files as a zip: sorted, uncompressed, without a time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            made.writestr(info, files[name])
    return buffer.getvalue()


def write_evidence(files: Mapping[str, bytes], out: Path) -> int:
    """Write files as a zip, where the name says so, or into a folder; return the bytes."""
    try:
        if out.suffix == ".zip":
            data = to_zip(files)
            out.parent.mkdir(parents=True, exist_ok=True)
            write_whole(out, data)
            return len(data)
        if out.exists() and any(out.iterdir()):
            raise SettingError(f"{out}: expected a new folder, or the name of a .zip")
        for name, data in files.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(out / name, data)
    except OSError as fault:
        raise SettingError(f"{out}: cannot be written: {fault.strerror}") from None
    return sum(map(len, files.values()))


def open_evidence(path: Path) -> Opened:
    """Read a piece of evidence, a zip or a folder, and compare it with its digests.

    Raises
    ------
    ArchiveError
        If it is none, or more than a piece of evidence holds.
    """
    files, problems = _read_folder(path) if path.is_dir() else _read_zip(path)
    if SUMS not in files:
        raise ArchiveError(f"{path}: expected what tekseru evidence wrote, found no {SUMS}")
    sums = _read_sums(files[SUMS])
    if sums is None:
        return Opened(files, [*problems, f"{SUMS}: expected digests and names of files"])
    named = {one.partition(":")[0] for one in problems}
    for name in sorted((files.keys() | sums.keys()) - {SUMS} - named):
        if name not in files:
            problems.append(f"{name}: is not there")
        elif name not in sums:
            problems.append(f"{name}: is not among those of {SUMS}")
        elif sha256(files[name]).hexdigest() != sums[name]:
            problems.append(f"{name}: its digest is not that in {SUMS}")
    if not problems and with_sums(_without(files, SUMS))[SUMS] != files[SUMS]:
        problems.append(f"{SUMS}: written otherwise than tekseru evidence does")
    return Opened(files, problems)


def _without(files: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    return {one: data for one, data in files.items() if one != name}


def _read_sums(data: bytes) -> dict[str, str] | None:
    try:
        found = [_LINE.fullmatch(line) for line in data.decode("ascii").splitlines()]
    except UnicodeDecodeError:
        return None
    if not all(found):
        return None
    return {one[2]: one[1] for one in found if one}


def _read_zip(path: Path) -> tuple[dict[str, bytes], list[str]]:
    """Read the files of a zip by the names they may have; nothing is written anywhere."""
    data = _read(path, MOST_BYTES)
    files: dict[str, bytes] = {}
    problems: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            entries = opened.infolist()
            _refuse_hostile(path, entries, len(data))
            for one in entries:
                try:
                    files[one.filename] = opened.read(one)
                except _FAULTS as fault:
                    problems.append(f"{one.filename}: {fault}")
    except _FAULTS as fault:
        raise ArchiveError(
            f"{path}: expected a zip that tekseru evidence wrote, got: {fault}"
        ) from None
    if not problems and to_zip(files) != data:
        problems.append(f"{path.name}: bytes between or behind its files were changed")
    return files, problems


def _refuse_hostile(path: Path, entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MOST_FILES:
        raise ArchiveError(f"{path}: expected up to {MOST_FILES} files, got {len(entries)}")
    names = [one.filename for one in entries]
    for one in entries:
        if not _NAME.fullmatch(one.filename) or names.count(one.filename) > 1:
            raise ArchiveError(f"{path}: expected no file {one.filename[:80]!r}")
        if one.compress_type != zipfile.ZIP_STORED or one.flag_bits & 1:
            raise ArchiveError(f"{path}: {one.filename} is packed; ours are not")
    if sum(one.file_size for one in entries) > size:
        raise ArchiveError(f"{path}: its files claim more bytes than it has")


def _read_folder(path: Path) -> tuple[dict[str, bytes], list[str]]:
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for one in sorted(path.rglob("*")):
        name = one.relative_to(path).as_posix()
        if one.is_dir() and not one.is_symlink():
            continue
        if one.is_symlink() or not one.is_file() or not _NAME.fullmatch(name):
            raise ArchiveError(f"{path}: expected no file {name[:80]!r}")
        files[name] = _read(one, left)
        left -= len(files[name])
        if len(files) > MOST_FILES:
            raise ArchiveError(f"{path}: expected up to {MOST_FILES} files, got more")
    return files, []


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as fault:
        raise ArchiveError(f"{path}: cannot be read: {fault.strerror}") from None
    if len(data) > most:
        raise ArchiveError(f"{path}: expected up to {MOST_BYTES:,} bytes, got more")
    return data
