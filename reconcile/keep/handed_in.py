"""What people handed in: into the archive as it is, and out of it again as protocols.

A table is kept under its role; the tables of its repeats say whose they are; photographs
are kept once and tied to copies by name whenever the archive is read.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from ingest.archive import Archive
from ingest.entries import Entry
from ingest.errors import TableError
from ingest.facts.columns import NO_MAP, ColumnMap, find_columns, load_columns
from ingest.facts.forms import Form
from ingest.protocol import Protocols, Unreadable
from ingest.read.observers.handed import File, Refused, handed_photos, handed_tables
from ingest.read.observers.observer import Handed, apart, gather, read_copies
from ingest.read.observers.photos import lying_beside, tie_photos
from ingest.read.observers.submissions import REJECTED
from ingest.read.tables import read_table
from reconcile.keep.tables import Read

# Roles in the archive, beside "official" and "copies".
PHOTO, REPEAT, MAP = "photo", "repeat", "columns"


@dataclass(frozen=True, slots=True)
class Taken:
    """A table that is in the archive now, or was; `rows` are its protocols.

    `rejected` are the entries that reviewers rejected, and that are not used.
    """

    name: str
    sha256: str
    rows: int
    rejected: int
    again: bool


@dataclass(frozen=True, slots=True)
class TakenIn:
    """All that one command took in, and what was said about reading it."""

    tables: Sequence[Taken]
    photos: int
    refused: Sequence[Refused]
    unreadable: Sequence[Unreadable]


def take_in(
    archive: Archive, form: Form, role: str, files: Sequence[Path], columns: str | None
) -> TakenIn:
    """Read tables to see that they can be read, then keep their bytes.

    Parameters
    ----------
    archive
        The archive, ready for writing.
    form, role
        The form of the protocols, and what they are: "official" or "copies".
    files
        Tables, photographs, and zips of both.
    columns
        The tables' own headings: a file or the id of a shipped map.

    Raises
    ------
    TableError
        If a table is not usable; nothing of this command was kept then.
    SettingError
        If the column map is not.
    """
    chosen = load_columns(columns) if columns else NO_MAP
    tables = [one for path in files for one in handed_tables(path, str(path))]
    handed = gather(tables) if role == "copies" else [Handed(one) for one in tables]
    read = [(one, _read(one, form, role, chosen)) for one in handed]
    keeper = _Keeper(archive)
    known_by = keeper.keep_map(columns)
    taken = [keeper.keep(one, table, {"role": role, **known_by}) for one, table in read]
    photos, refused = keeper.keep_photos(_with_photos(files, read, role))
    if not taken and not photos and not refused:
        raise TableError(f"{files[0]}: expected a table, got none")
    unreadable = [fault for _, table in read for fault in table.unreadable]
    return TakenIn(taken, photos, refused, unreadable)


def _with_photos(
    files: Sequence[Path], read: Sequence[tuple[Handed, Protocols]], role: str
) -> list[Path]:
    """List the files that may hold photographs: those named, and those beside tables."""
    if role != "copies":
        return []
    by_name = {str(path): path for path in files}
    beside = [
        photo
        for one, copies in read
        if one.table.name in by_name
        for photo in lying_beside(copies, by_name[one.table.name])
    ]
    return [*files, *beside]


def _read(handed: Handed, form: Form, role: str, columns: ColumnMap) -> Protocols:
    if role == "copies":
        return read_copies(handed, form, columns)
    return read_table(handed.table.data, handed.table.name, form, role, columns)


class _Keeper:
    """Keeps files in an archive, each once in one role."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.known = {
            _identity(one.sha256, one.asked, one.headers) for one in archive.entries
        }

    def add(self, file: File, headers: dict[str, str]) -> bool:
        """Keep a file; tell whether it was not there yet."""
        identity = _identity(sha256(file.data).hexdigest(), file.asked, headers)
        if identity in self.known:
            return False
        self.archive.add_resource(file.asked, file.data, headers)
        self.known.add(identity)
        return True

    def keep_map(self, columns: str | None) -> dict[str, str]:
        """Keep a column map; return the header by which tables name it."""
        if not columns:
            return {}
        data = find_columns(columns).read_bytes()
        self.add(File(columns, columns, data), {"role": MAP})
        return {MAP: sha256(data).hexdigest()}

    def keep(self, handed: Handed, table: Protocols, headers: dict[str, str]) -> Taken:
        """Keep a table, and before it the tables of its repeats."""
        digest = sha256(handed.table.data).hexdigest()
        for one in handed.repeats:
            self.add(one, {"role": REPEAT, "of": digest})
        new = self.add(handed.table, headers)
        rejected = sum(one.reason.startswith(REJECTED) for one in table.ignored)
        return Taken(handed.table.name, digest, table.rows.height, rejected, not new)

    def keep_photos(self, files: Sequence[Path]) -> tuple[int, list[Refused]]:
        """Keep the photographs among files and in zips; count those that are new."""
        count, refused = 0, []
        for path in files:
            for one in handed_photos(path, str(path)):
                if isinstance(one, Refused):
                    refused.append(one)
                else:
                    count += self.add(one, {"role": PHOTO})
        return count, refused


def _identity(digest: str, asked: str, headers: dict[str, str]) -> tuple[str, ...]:
    """Tell one thing handed in from another; photographs are known by name as well."""
    role, *more = (headers.get(one, "") for one in ("role", MAP, "of"))
    return digest, role, *more, asked if role == PHOTO else ""


def read_handed_in(archive: Archive, form: Form) -> list[tuple[Read, Protocols | None]]:
    """Read the tables that people handed in; they are few and read each time."""
    read = [_read_entry(archive, entry, form) for entry in _entries(archive)]
    photos = [
        (one.asked, one.sha256)
        for one in archive.entries
        if one.headers.get("role") == PHOTO
    ]
    held = [one for outcome, one in read if one is not None and outcome.role == "copies"]
    tied = iter([tie_photos(one, photos) for one in apart(held)])
    return [
        _told(outcome, next(tied) if one is not None and outcome.role == "copies" else one)
        for outcome, one in read
    ]


def _entries(archive: Archive) -> Iterator[Entry]:
    for entry in archive.entries:
        if entry.kind == "resource" and entry.headers.get("role") in ("official", "copies"):
            yield entry


def _read_entry(
    archive: Archive, entry: Entry, form: Form
) -> tuple[Read, Protocols | None]:
    role = entry.headers["role"]
    outcome = Read(entry.asked, entry.sha256, 1, "", role, form.id, "read")
    columns = _columns(archive, entry.headers.get(MAP, ""))
    handed = Handed(_file(archive, entry), _repeats(archive, entry))
    try:
        return outcome, _read(handed, form, role, columns)
    except TableError as fault:
        return replace(outcome, state="quarantined", reason=str(fault)), None


def _repeats(archive: Archive, entry: Entry) -> list[File]:
    return [
        _file(archive, one)
        for one in archive.entries
        if one.headers.get("role") == REPEAT and one.headers.get("of") == entry.sha256
    ]


def _file(archive: Archive, entry: Entry) -> File:
    return File(entry.asked, entry.asked, archive.read(entry))


def _told(outcome: Read, table: Protocols | None) -> tuple[Read, Protocols | None]:
    """Say in a document's outcome what was said about reading its table."""
    if table is None:
        return outcome, None
    told = replace(
        outcome,
        rows=table.rows.height,
        unreadable=[asdict(one) for one in table.unreadable],
        ignored={f"{o.what}: {o.reason}": o.cells for o in table.ignored},
    )
    return told, table


def _columns(archive: Archive, digest: str) -> ColumnMap:
    """Load the column map that was handed in with a table."""
    for entry in archive.entries:
        if digest and entry.sha256 == digest and entry.headers.get("role") == MAP:
            raw = tomllib.loads(archive.read(entry).decode("utf-8-sig"))
            return ColumnMap.model_validate(raw)
    return NO_MAP
