"""Reading the archive: which documents there are, in which versions, and what each says.

Documents do not change, so one that was read under today's rules is not read again.
"""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from hashlib import sha256

import polars as pl

from ingest.archive import Archive, Entry
from ingest.errors import SettingError, TableError
from ingest.facts.columns import NO_MAP, ColumnMap
from ingest.facts.forms import Form
from ingest.facts.sites import Site
from ingest.fetch.site import addresses
from ingest.protocol import (
    Protocols,
    empty_rows,
    join_protocols,
)
from ingest.read.documents import Job, Outcome, read_documents
from ingest.read.tables import read_table
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.tables import Read, Tables, load_tables, table_name

HTTP_OK = 200


def parse_folder(
    folder: ElectionFolder,
    *,
    again: bool = False,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Tables:
    """Read every document of the archive that was not read yet; write nothing."""
    forms = folder.forms()
    site = folder.site() if folder.election.site else None
    made_by = _fingerprint(site, forms)
    old = load_tables(folder.tables)
    known = _known(old) if old.made_by == made_by and not again else {}
    jobs, versions = _jobs(folder.archive, site, forms)
    new = [job for job in jobs if (job.entry.asked, job.entry.sha256) not in known]
    outcomes = iter(
        read_documents(
            folder.path / "archive",
            new,
            workers,
            lambda done: progress(done, len(new)),
        )
    )
    read: list[tuple[Read, pl.DataFrame]] = []
    for job, version in zip(jobs, versions, strict=True):
        key = (job.entry.asked, job.entry.sha256)
        if key not in known:
            known[key] = _from_outcome(job, next(outcomes))
        one, rows = known[key]
        read.append((replace(one, version=version, fetched=job.entry.time), rows))
    read += _handed_in(folder.archive, forms["pec"])
    return _assemble(read, forms, made_by)


def _fingerprint(site: Site | None, forms: dict[str, Form]) -> str:
    """Tell apart tables that were made by other rules than today's."""
    parts = [site.model_dump_json(exclude={"pace_s"}) if site else ""]
    parts += [repr(form.lines) for _, form in sorted(forms.items())]
    return sha256("\n".join(parts).encode()).hexdigest()


def _known(old: Tables) -> dict[tuple[str, str], tuple[Read, pl.DataFrame]]:
    """Take from old tables what need not be read again."""
    at: dict[str, int] = {}
    known = {}
    for one in old.documents:
        name = table_name(one)
        start = at.get(name, 0)
        at[name] = start + one.rows
        if one.fetched and one.state != "quarantined":
            known[one.asked, one.sha256] = (one, _slice(old, name, start, one.rows))
    return known


def _slice(old: Tables, name: str, start: int, rows: int) -> pl.DataFrame:
    frame = old.frames.get(name)
    return frame[start : start + rows] if frame is not None else pl.DataFrame()


def _jobs(
    archive: Archive, site: Site | None, forms: dict[str, Form]
) -> tuple[list[Job], list[int]]:
    """List each version of each document of the site, in the site's order."""
    if site is None:
        return [], []
    seen = _versions(archive.entries)
    jobs, versions = [], []
    for address in addresses(site):
        layout = address.page.layout
        form = forms.get(layout.level)
        if form is None or form.id != layout.form:
            raise SettingError(
                f"site {site.id}, page {address.page.id}: expected the election's form "
                f"for {layout.level}, got {layout.form!r}"
            )
        for version, entry in enumerate(seen.get(address.url, ()), 1):
            jobs.append(Job(entry, address.page, address.values, form))
            versions.append(version)
    return jobs, versions


def _versions(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """List the documents of each address: an entry each time the bytes changed."""
    seen: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind != "response" or entry.status != HTTP_OK:
            continue
        documents = seen.setdefault(entry.asked, [])
        if not documents or documents[-1].sha256 != entry.sha256:
            documents.append(entry)
    return seen


def _from_outcome(job: Job, outcome: Outcome) -> tuple[Read, pl.DataFrame]:
    protocols, account = outcome.protocols, outcome.account
    rows = protocols.rows if protocols else empty_rows(job.form.names)
    read = Read(
        asked=job.entry.asked,
        sha256=job.entry.sha256,
        version=1,
        fetched=job.entry.time,
        role="official",
        form=job.form.id,
        state=outcome.state,
        reason=outcome.reason,
        rule=outcome.rule,
        rows=rows.height,
        layout=protocols.layouts[0] if protocols else (),
        cells=account.cells if account else 0,
        used=account.used if account else 0,
        ignored=dict(account.ignored) if account else {},
        beside=dict(account.beside) if account else {},
        unreadable=[asdict(one) for one in protocols.unreadable] if protocols else (),
    )
    return read, rows


def _handed_in(archive: Archive, form: Form) -> list[tuple[Read, pl.DataFrame]]:
    """Read the tables that people handed in; they are few and read each time."""
    read = []
    for entry in archive.entries:
        role = entry.headers.get("role", "")
        if entry.kind != "resource" or role not in ("official", "copies"):
            continue
        columns = _columns(archive, entry.headers.get("columns", ""))
        outcome = Read(entry.asked, entry.sha256, 1, "", role, form.id, "read")
        rows = empty_rows(form.names)
        try:
            table = read_table(archive.read(entry), entry.asked, form, role, columns)
        except TableError as fault:
            outcome = replace(outcome, state="quarantined", reason=str(fault))
        else:
            rows = table.rows
            outcome = replace(
                outcome,
                rows=rows.height,
                layout=table.layouts[0],
                unreadable=[asdict(one) for one in table.unreadable],
                ignored={f"{o.what}: {o.reason}": o.cells for o in table.ignored},
            )
        read.append((outcome, rows))
    return read


def _columns(archive: Archive, digest: str) -> ColumnMap:
    """Load the column map that was handed in with a table."""
    for entry in archive.entries:
        if digest and entry.sha256 == digest and entry.headers.get("role") == "columns":
            raw = tomllib.loads(archive.read(entry).decode("utf-8-sig"))
            return ColumnMap.model_validate(raw)
    return NO_MAP


def _assemble(
    read: Sequence[tuple[Read, pl.DataFrame]], forms: dict[str, Form], made_by: str
) -> Tables:
    """Put the documents' rows into one table for each kind."""
    lines = {form.id: form.names for form in forms.values()}
    kinds: dict[str, list[tuple[Read, pl.DataFrame]]] = {}
    for one, rows in read:
        kinds.setdefault(table_name(one), []).append((one, rows))
    frames = {
        name: join_protocols(
            [_as_version(one, rows) for one, rows in kind if one.rows],
            lines[kind[0][0].form],
        ).rows
        for name, kind in kinds.items()
    }
    ordered = [one for kind in kinds.values() for one, _ in kind]
    return Tables(ordered, frames, made_by)


def _as_version(one: Read, rows: pl.DataFrame) -> Protocols:
    """Give a document's rows its version, and its layout as their first."""
    rows = rows.with_columns(pl.lit(0, pl.Int64).alias("layout"))
    if one.fetched:
        rows = rows.with_columns(pl.lit(one.version, pl.Int64).alias("version"))
    return Protocols(rows, [one.layout])
