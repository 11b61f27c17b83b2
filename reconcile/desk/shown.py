"""What the last run left in the folder, read once and again when a new run is complete.

A run writes its tables first and what it found last: each of the two is read when it is
there. Pages that are being answered keep what they began with. Files are written one by
one; what is read while a run writes is thrown away, and what was shown before stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from time import time_ns
from typing import Any

import polars as pl

from ingest.archive import Archive
from ingest.entries import Entry
from ingest.facts.forms import Form
from ingest.protocol import Protocols
from reconcile.answer import Posted, read_posted
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
from reconcile.report.page.facts import Facts, facts_of
from reconcile.report.run_folder import Run, load_run

Archived = tuple[Entry, bytes]  # a document: its line of the archive's index, its bytes
Marks = tuple[tuple[str, int, int, int], ...]  # of files: name, time, size, number
# A folder that changed so lately may change again and have the same time.
_SURE_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Shown:
    """One state of a folder.

    `form` is that of stations, `forms` those of every level. `run` is the last one, None
    before there is any; `report` the name of its folder. `posted` are the documents that a
    commission posted, by their digest; `protocols` what was posted of stations, as copies
    are compared with it; `facts` what the election's lists, lines and regions are called;
    `is_drawn` tells whether a sample of stations was drawn.
    """

    form: Form
    forms: Mapping[str, Form]
    inputs: Inputs
    tables: Tables
    stations: Stations
    posted: Mapping[str, Read]
    protocols: Posted
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


class Reader:
    """Gives what the folder shows now."""

    def __init__(self, folder: ElectionFolder) -> None:
        self._folder = folder
        self._reading = Lock()
        self._listed: tuple[int, list[Path]] = (0, [])
        self._marks = self._look()
        self._shown = Shown(
            forms=folder.forms(),
            facts=facts_of(folder),
            **_read_tables(folder),
            **_read_run(self._last_report()),
        )
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

    def _look(self) -> tuple[Marks, Marks]:
        """Return what changes when tables are written, and when a run came to its end."""
        path, report = self._folder.path, self._last_report()
        tables = (path / "tables" / "documents.json", path / "register.csv", path / SAMPLE)
        # What a sample gives is written beside a run that is complete.
        names = ("summary.json", *(f"{one}.json" for one in KEPT))
        run = [report / one for one in names] if report else []
        return tuple(map(_mark, tables)), tuple(map(_mark, run))

    def _read(self) -> Shown:
        """Read what changed; what changes meanwhile is read with the next question."""
        (tables, run), known = self._look(), self._marks
        shown = self._shown
        if tables != known[0]:
            shown = replace(shown, **_read_tables(self._folder))
        if run != known[1]:
            shown = replace(shown, **_read_run(self._last_report()))
        if self._look() != (tables, run) or not _fits(shown.tables):
            return self._shown
        self._marks = tables, run
        return shown

    def _last_report(self) -> Path | None:
        """Return the last run's folder that is complete: its summary is written last."""
        reports = self._folder.path / "reports"
        changed = _mark(reports)[1]
        if changed != self._listed[0]:
            runs = [one for one in reports.glob("[0-9]*") if one.name.isdigit()]
            runs.sort(key=lambda one: int(one.name), reverse=True)
            self._listed = (changed if time_ns() - changed > _SURE_NS else 0, runs)
        return next((o for o in self._listed[1] if (o / "summary.json").is_file()), None)


def _read_tables(folder: ElectionFolder) -> dict[str, Any]:
    """Read what a run reads, and the register: the parts of what is shown, by name."""
    tables, register = load_tables(folder.tables), read_register_of(folder.path)
    inputs = inputs_of(folder, tables, register)
    listed = register.rows if register else None
    return {
        "form": inputs.form,
        "inputs": inputs,
        "tables": tables,
        "stations": list_stations(inputs.official.rows, listed, folder.election.region),
        "posted": {
            one.sha256: one
            for one in tables.documents
            if one.role == "official" and one.fetched
        },
        "protocols": read_posted(inputs.form, inputs.official, listed),
        "sums": Summed(inputs),
        "is_drawn": (folder.path / SAMPLE).is_file(),
    }


def _read_run(report: Path | None) -> dict[str, Any]:
    """Read what a run found: the parts of what is shown, by name."""
    run = load_run(report) if report else None
    return {"run": run, "charts": Charts(run)}


def _fits(tables: Tables) -> bool:
    """Tell whether the list of documents and the tables are of one run."""
    rows = sum(one.rows for one in tables.documents)
    return rows == sum(one.height for one in tables.frames.values())


def _mark(path: Path) -> tuple[str, int, int, int]:
    try:
        seen = path.stat()
    except FileNotFoundError:
        return str(path), 0, 0, 0
    return str(path), seen.st_mtime_ns, seen.st_size, seen.st_ino
