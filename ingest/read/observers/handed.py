"""What did a person hand in: tables, photographs, or zips of both?

Told from the bytes. A zip is read member by member and never unpacked onto the disk; a
name inside it is a name and no path. What is too large, or neither a table nor a
photograph, is refused with the reason and stops nothing.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.errors import TableError
from ingest.parse.opened import read_file

LARGEST_PHOTO = 32 << 20  # bytes; a telephone's photograph has 2 to 12 MB
LARGEST_TABLE = 256 << 20  # bytes unpacked; 100,000 entries of 50 lines have 30 MB
LARGEST_UNPACKED = 8 << 30  # bytes of one zip; photographs do not get smaller in it
MOST_MEMBERS = 100_000  # files in one zip; an election has some 10,000 stations
LONGEST_NAME = 255  # characters; what file systems take

_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".parquet")
_ZIP, _WORKBOOK = b"PK\x03\x04", "[Content_Types].xml"
# The first bytes of JPEG, PNG, HEIC, WebP and PDF, and where they stand.
_PHOTOS = (
    (0, b"\xff\xd8\xff"),
    (0, b"\x89PNG\r\n\x1a\n"),
    (4, b"ftyphei"),
    (4, b"ftyphev"),
    (4, b"ftypmif1"),
    (8, b"WEBP"),
    (0, b"%PDF-"),
)
_START = 16  # bytes that tell what a file is


@dataclass(frozen=True, slots=True)
class File:
    """A table or a photograph; `name` is for messages, `asked` its name in the archive."""

    name: str
    asked: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and why."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name}: not taken: {self.reason}"


def handed_tables(path: Path, name: str) -> list[File]:
    """Read a table, or all tables of a zip; a photograph is none.

    Parameters
    ----------
    path, name
        The file, and how messages call it.

    Raises
    ------
    TableError
        If it cannot be read, or is beyond the limits.
    """
    start = _read_start(path, name)
    if is_photo(start):
        return []
    if not _is_bundle(path, start):
        return [File(name, path.name, read_file(path))]
    read = [
        _member(archive, entry, path, name)
        for archive, entry in _members(path, name)
        if _is_table(entry)
    ]
    refused = [str(one) for one in read if isinstance(one, Refused)]
    if refused:
        raise TableError("\n".join(refused))
    return [one for one in read if isinstance(one, File)]


def handed_photos(path: Path, name: str) -> Iterator[File | Refused]:
    """Read a photograph, or those of a zip one by one; a table is none.

    Parameters
    ----------
    path, name
        The file, and how messages call it.

    Raises
    ------
    TableError
        If it cannot be read, or is a zip beyond the limits.
    """
    start = _read_start(path, name)
    if is_photo(start):
        size = path.stat().st_size
        small = size <= LARGEST_PHOTO
        yield File(name, path.name, read_file(path)) if small else _too_large(name, size)
    elif _is_bundle(path, start):
        for archive, entry in _members(path, name):
            if not _is_table(entry):
                yield _member(archive, entry, path, name)


def is_photo(start: bytes) -> bool:
    """Tell whether the first bytes are those of a photograph or a scan."""
    return any(start[at:].startswith(mark) for at, mark in _PHOTOS)


def _read_start(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_START)
    except FileNotFoundError:
        raise TableError(f"{name}: no such file") from None
    except OSError as fault:
        raise TableError(f"{name}: cannot be read: {fault.strerror}") from None


def _too_large(name: str, size: int, most: int = LARGEST_PHOTO) -> Refused:
    return Refused(name, f"expected up to {most:,} bytes, got {size:,}")


def _is_bundle(path: Path, start: bytes) -> bool:
    """Tell a zip of files from a spreadsheet, and from what only begins like a zip."""
    if not start.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _WORKBOOK not in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _members(path: Path, name: str) -> Iterator[tuple[zipfile.ZipFile, zipfile.ZipInfo]]:
    with zipfile.ZipFile(path) as archive:
        entries = [one for one in archive.infolist() if not one.is_dir()]
        if len(entries) > MOST_MEMBERS:
            raise TableError(
                f"{name}: expected a zip of up to {MOST_MEMBERS:,} files, "
                f"got {len(entries):,}"
            )
        unpacked = sum(one.file_size for one in entries)
        if unpacked > LARGEST_UNPACKED:
            raise TableError(
                f"{name}: expected a zip that unpacks to up to {LARGEST_UNPACKED:,} "
                f"bytes, got {unpacked:,}"
            )
        for entry in entries:
            yield archive, entry


def _is_table(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith(_TABLES) and not _is_junk(entry.filename)


def _is_junk(name: str) -> bool:
    """Tell what a Mac puts beside files when it makes a zip of them."""
    return "__MACOSX" in PurePosixPath(name).parts


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, name: str
) -> File | Refused:
    """Read one member; the reader itself gives no byte more than the member declares."""
    inside = PurePosixPath(entry.filename.replace("\\", "/"))
    # Kobo's folders say whose entry a photograph is of; Central has one for all.
    folder = inside.parts[-2:-1] if inside.parent.name != "media" else ()
    asked = "/".join((*folder, inside.name))
    if not asked.isprintable() or len(inside.name) > LONGEST_NAME:
        return Refused(name, f"a member called {inside.name[:40]!r}")
    shown, table = f"{name}/{inside.name}", _is_table(entry)
    most = LARGEST_TABLE if table else LARGEST_PHOTO
    if entry.file_size > most:
        return _too_large(shown, entry.file_size, most)
    try:
        with archive.open(entry) as file:
            start = file.read(_START)
            if not table and not is_photo(start):
                return Refused(shown, "expected a table or a photograph, got neither")
            own = f"{path.name}/{inside.name}" if table else asked
            return File(shown, own, start + file.read())
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError),
        *(RuntimeError, NotImplementedError),  # encrypted; packed in a way unknown here
    ) as fault:
        return Refused(shown, f"cannot be unpacked: {fault}")
