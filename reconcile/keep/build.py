"""Putting tables together: rows kept from the old ones, newly read ones, handed-in ones.

Rows of all three lie one after the other; the new table takes them by position, in the
order of its documents. A document that stands under two versions is read once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import polars as pl

from ingest.entries import Entry
from ingest.facts.forms import Form
from ingest.protocol import Protocols, empty_rows
from ingest.read.documents import Job, Outcome
from ingest.read.pages.layout import to_frame
from ingest.read.pages.page import Row
from reconcile.keep.history import Posting
from reconcile.keep.tables import Read, Tables, table_name


@dataclass(frozen=True, slots=True)
class _Known:
    """A document that was read: what came of it, and where its rows lie."""

    read: Read
    start: int
    layout: int


class Builder:
    """Collects documents in their order, and makes the tables of them."""

    def __init__(self, old: Tables) -> None:
        self.old = old
        self.layouts = {tuple(one): at for at, one in enumerate(old.layouts)}
        self.new_rows: dict[str, list[tuple[Row, str]]] = {}
        self.handed_in: dict[str, list[pl.DataFrame]] = {}
        self.documents: dict[str, list[_Known]] = {}
        self.known = self._old_documents()

    def knows(self, entry: Entry) -> bool:
        """Tell whether a document was read already."""
        return (entry.asked, entry.sha256) in self.known

    def add_new(self, job: Job, outcome: Outcome) -> None:
        """Take in a document that was just read."""
        read = _read(job, outcome)
        name, page = table_name(read), outcome.page
        rows = self.new_rows.setdefault(name, [])
        start = self._old_height(name) + len(rows)
        layout = self._layout(page.places) if page else 0
        if page:
            rows += [(row, job.entry.sha256) for row in page.rows]
        self.known[read.asked, read.sha256] = _Known(read, start, layout)

    def add(self, entry: Entry, version: int, posting: Posting) -> None:
        """Put a document that is known into the tables, as a version."""
        one = self.known[entry.asked, entry.sha256]
        read = replace(one.read, version=version, fetched=entry.time, **asdict(posting))
        self.documents.setdefault(table_name(read), []).append(replace(one, read=read))

    def add_tables(self, read: Sequence[Read], table: Protocols | None) -> None:
        """Take in a table of documents that are handed in, after all other documents.

        Its rows are those of the documents, one document after the other.
        """
        if not read:
            return
        name = table_name(read[0])
        frames = self.handed_in.setdefault(name, [])
        start = self._old_height(name) + len(self.new_rows.get(name, ()))
        start += sum(frame.height for frame in frames)
        layout = self._layout(table.layouts[0]) if table else 0
        if table:
            frames.append(table.rows)
        for one in read:
            self.documents.setdefault(name, []).append(_Known(one, start, layout))
            start += one.rows

    def tables(
        self, forms: Mapping[str, Form], made_by: str, records: Mapping[str, int]
    ) -> Tables:
        """Make the tables."""
        frames = {
            name: self._frame(name, forms[kind[0].read.form].names)
            for name, kind in self.documents.items()
            if kind[0].read.form
        }
        documents = [one.read for kind in self.documents.values() for one in kind]
        return Tables(documents, frames, list(self.layouts), made_by, records)

    def _frame(self, name: str, lines: Sequence[str]) -> pl.DataFrame:
        rows = self.new_rows.get(name, [])
        everything = pl.concat(
            [
                self.old.frames.get(name, empty_rows(lines)),
                to_frame([row for row, _ in rows], [sha for _, sha in rows], lines),
                *self.handed_in.get(name, ()),
            ]
        )
        kind = [one for one in self.documents[name] if one.read.rows]
        sizes = [one.read.rows for one in kind]
        spans = [np.arange(one.start, one.start + one.read.rows) for one in kind]
        taken: pl.DataFrame = everything[np.concatenate(spans) if spans else []]
        versions = np.repeat(
            [one.read.version if one.read.fetched else 0 for one in kind], sizes
        )
        own = pl.Series(versions, dtype=pl.Int64)
        return taken.with_columns(
            pl.Series(
                "layout", np.repeat([one.layout for one in kind], sizes), dtype=pl.Int64
            ),
            pl.when(own > 0).then(own).otherwise(pl.col("version")).alias("version"),
        )

    def _old_documents(self) -> dict[tuple[str, str], _Known]:
        """Find where the rows of the old tables' documents lie."""
        at: dict[str, int] = {}
        known = {}
        for one in self.old.documents:
            name = table_name(one)
            start = at.get(name, 0)
            at[name] = start + one.rows
            if one.fetched and one.state != "quarantined":
                layout = self.old.frames[name]["layout"][start] if one.rows else 0
                known[one.asked, one.sha256] = _Known(one, start, layout)
        return known

    def _old_height(self, name: str) -> int:
        frame = self.old.frames.get(name)
        return 0 if frame is None else frame.height

    def _layout(self, places: Sequence[str]) -> int:
        return self.layouts.setdefault(tuple(places), len(self.layouts))


def _read(job: Job, outcome: Outcome) -> Read:
    page = outcome.page
    read = Read(
        asked=job.entry.asked,
        sha256=job.entry.sha256,
        version=1,
        fetched=job.entry.time,
        role="official",
        form=job.form.id if job.form else "",
        state=outcome.state,
        reason=outcome.reason,
        rule=outcome.rule,
        questions=[asdict(one) for one in outcome.questions],
    )
    if page is None:
        return read
    return replace(
        read,
        rows=len(page.rows),
        cells=page.account.cells,
        used=page.account.used,
        ignored=dict(page.account.ignored),
        beside=dict(page.account.beside),
        unreadable=[asdict(one) for one in page.unreadable],
    )
