"""The findings of the last run and how each stands now, with the nights before.

They are read once, and again when there is a new run or a new decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import polars as pl

from reconcile.desk.findings.listed import ENDED, prepare
from reconcile.desk.shown import Reader, Shown
from reconcile.keep.life.course import Past, course
from reconcile.keep.life.told import state
from reconcile.keep.store import nights
from reconcile.keep.store.open import Store
from reconcile.keep.store.records import Row


@dataclass(frozen=True, slots=True)
class Listing:
    """One state of a folder's findings.

    `prepared` is what `listed.prepare` gives; `past` the recorded runs, the last first.
    """

    shown: Shown
    prepared: pl.DataFrame
    past: Sequence[Past]
    records: tuple[int, int]

    def find(self, finding: str) -> dict[str, object] | None:
        """Return a finding that is listed, by its id."""
        rows = self.prepared.filter(pl.col("finding") == finding).to_dicts()
        return rows[0] if rows else None


class Listings:
    """Gives the findings as they stand now; None before the first run."""

    def __init__(self, reader: Reader, store: Store) -> None:
        self._reader, self._store = reader, store
        self._making = Lock()
        self._last: Listing | None = None

    def now(self) -> Listing | None:
        """Return what stands now: of one run, with all decisions until now."""
        shown = self._reader.now()
        with self._store.reading() as connection:
            records = nights.last_records(connection)
        with self._making:
            last = self._last
            if last is None or last.shown is not shown or last.records != records:
                self._last = _make(shown, self._store, records)
            return self._last


def _make(shown: Shown, store: Store, records: tuple[int, int]) -> Listing | None:
    run = shown.run
    if run is None:
        return None
    states = state(store)
    gone = [one for one, how in states.items() if how.state in ENDED]
    triage = run.summary["triage"] or {"first": []}
    prepared = prepare(
        run.findings,
        [one["finding"] for one in triage["first"]],
        {line.name: line.party for line in shown.form.lines if line.party},
        states,
        _rows(store, gone),
    )
    return Listing(shown, prepared, course(store), records)


def _rows(store: Store, findings: Sequence[str]) -> list[Row]:
    """Return findings that are not in the last run, as they were first found."""
    with store.reading() as connection:
        rows = nights.rows_of(connection, findings)
    return [rows[one] for one in findings]
