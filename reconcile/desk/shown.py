"""What the last run left in the folder, read once and again when a new run is complete.

Pages that are being answered keep what they began with. Files are written one by one;
what is read while a run writes is thrown away, and what was shown before stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

import polars as pl

from ingest.archive import Archive
from ingest.entries import Entry
from ingest.facts.forms import Form
from ingest.protocol import Protocols
from reconcile.desk.findings.sums import Summed
from reconcile.desk.overview.charts import Charts
from reconcile.desk.search import Stations, list_stations
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.handed_in import PHOTO
from reconcile.keep.inputs import Inputs
from reconcile.keep.kept import KEPT
from reconcile.keep.sample import NAME as SAMPLE
from reconcile.keep.stored import inputs_of, read_register_of
from reconcile.keep.tables import Read, Tables, load_tables
from reconcile.report.page.facts import Facts, read_facts
from reconcile.report.run_folder import Run, load_run

Archived = tuple[Entry, bytes]  # a document: its line of the archive's index, its bytes
Marks = tuple[tuple[str, int, int, int], ...]  # of files: name, time, size, number


@dataclass(frozen=True, slots=True)
class Shown:
    """One state of a folder.

    `form` is that of stations, `forms` those of every level. `run` is the last one, None
    before there is any; `report` the name of its folder. `posted` are the documents that a
    commission posted, by their digest; `facts` what the election's lists, lines and regions
    are called; `is_drawn` tells whether a sample of stations was drawn.
    """

    form: Form
    forms: Mapping[str, Form]
    inputs: Inputs
    tables: Tables
    stations: Stations
    posted: Mapping[str, Read]
    facts: Facts
    run: Run | None
    charts: Charts
    sums: Summed
    is_drawn: bool

    @property
    def report(self) -> str:
        """The name of the last run's folder."""
        return self.run.path.name if self.run else ""

    @property
    def findings(self) -> pl.DataFrame | None:
        """What the last run found."""
        return self.run.findings if self.run else None

    @property
    def summary(self) -> Mapping[str, Any] | None:
        """What the last run was, and what it came to."""
        return self.run.summary if self.run else None

    def has_photo(self, digest: str) -> bool:
        """Tell whether a copy that was handed in, or typed, has a photograph."""
        photos = self.inputs.copies.rows["photo"]
        return bool(photos.str.contains(digest, literal=True).any())

    def official(self, station: str, under: str) -> Protocols:
        """Return what commissions stated of one station."""
        wanted = pl.col("station") == station
        if under:
            wanted &= pl.col("tec").is_in(["", under])
        official = self.inputs.official
        return replace(official, rows=official.rows.filter(wanted))

    def registered(self, station: str) -> pl.DataFrame | None:
        """Return what the register says of one station; None where there is none."""
        register = self.inputs.register
        return register.rows.filter(pl.col("station") == station) if register else None


class Reader:
    """Gives what the folder shows now."""

    def __init__(self, folder: ElectionFolder) -> None:
        self._folder = folder
        self._reading = Lock()
        self._marks: Marks = ()
        self._shown = self._read()
        self._archived: dict[str, Entry] = {}
        self._archived_at: Marks = ()

    def now(self) -> Shown:
        """Return what is there; the last complete state while a run writes."""
        if self._marks != self._look() and self._reading.acquire(blocking=False):
            try:
                self._shown = self._read()
            finally:
                self._reading.release()
        return self._shown

    def document(self, digest: str) -> bytes | None:
        """Return a document that a commission posted."""
        found = self.posted(digest)
        return found[1] if found else None

    def posted(self, digest: str) -> Archived | None:
        """Return a document that a commission posted, with its line of the index."""
        return self._archived_as(digest, "") if digest in self.now().posted else None

    def handed_in(self, digest: str) -> Archived | None:
        """Return a table that somebody handed in."""
        return self._archived_as(digest, "copies") or self._archived_as(digest, "official")

    def photo(self, digest: str) -> bytes | None:
        """Return a photograph that is in the archive."""
        found = self._archived_as(digest, PHOTO)
        return found[1] if found else None

    def _archived_as(self, digest: str, role: str) -> Archived | None:
        """Return what the archive has under a digest, if it was handed in as *role*."""
        place = self._folder.path / "archive"
        index = (_mark(place / "index.jsonl"),)
        if digest not in self._archived and self._archived_at != index:
            entries = self._folder.archive.entries
            self._archived = {one.sha256: one for one in entries}
            self._archived_at = index
        entry = self._archived.get(digest)
        if entry is None or entry.headers.get("role", "") != role:
            return None
        return entry, Archive.read_from(place, entry)

    def _look(self) -> Marks:
        """Return what changes when a run has come to its end."""
        path = self._folder.path
        report = _last_report(path)
        there = [path / "tables" / "documents.json", path / "register.csv", path / SAMPLE]
        if report:  # what a sample gives is written beside a run that is complete
            own = ("summary.json", *(f"{one}.json" for one in KEPT))
            there += [report / one for one in own]
        return tuple(map(_mark, there))

    def _read(self) -> Shown:
        """Read the folder; what a run changed meanwhile is read with the next question."""
        before = self._look()
        shown = read_shown(self._folder)
        if self._look() == before and _fits(shown.tables):
            self._marks = before
            return shown
        return getattr(self, "_shown", shown)


def read_shown(folder: ElectionFolder) -> Shown:
    """Read a folder as it is."""
    tables, register = load_tables(folder.tables), read_register_of(folder.path)
    inputs = inputs_of(folder, tables, register)
    report = _last_report(folder.path)
    run = load_run(report) if report else None
    return Shown(
        form=inputs.form,
        forms=folder.forms(),
        inputs=inputs,
        tables=tables,
        stations=list_stations(
            inputs.official.rows,
            register.rows if register else None,
            folder.election.region,
        ),
        posted={
            one.sha256: one
            for one in tables.documents
            if one.role == "official" and one.fetched
        },
        facts=read_facts(folder.path),
        run=run,
        charts=Charts(run),
        sums=Summed(inputs),
        is_drawn=(folder.path / SAMPLE).is_file(),
    )


def _fits(tables: Tables) -> bool:
    """Tell whether the list of documents and the tables are of one run."""
    rows = sum(one.rows for one in tables.documents)
    return rows == sum(one.height for one in tables.frames.values())


def _last_report(path: Path) -> Path | None:
    """Return the last run's folder that is complete: its summary is written last."""
    runs = [one.parent for one in (path / "reports").glob("[0-9]*/summary.json")]
    numbered = [one for one in runs if one.name.isdigit()]
    return max(numbered, key=lambda one: int(one.name), default=None)


def _mark(path: Path) -> tuple[str, int, int, int]:
    try:
        seen = path.stat()
    except FileNotFoundError:
        return str(path), 0, 0, 0
    return str(path), seen.st_mtime_ns, seen.st_size, seen.st_ino
