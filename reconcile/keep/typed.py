"""What people typed at the desk, as copies for the checks: records -> protocols.

The document of such a copy is its entry in the store, under the digest of what was typed.
Of a copy that was settled only the settled entry counts; until then the entries of both
people do, and a line on which they differ is missing, as of any copy stated twice.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from ingest.facts.forms import Form
from ingest.protocol import KEYS, ORIGIN, Document, Protocols, empty_rows
from reconcile.keep.tables import Read

if TYPE_CHECKING:
    from reconcile.keep.store.typed import Typed

PLACE = "typed"  # the first part of a number's address in an entry; its line follows


def read_entries(
    every: Sequence["Typed"], form: Form
) -> tuple[list[Read], Protocols | None]:
    """Make a table of the entries that count, each a document of one row."""
    if not every:
        return [], None
    # SQLAlchemy takes a while, which a folder without entries need not pay.
    from reconcile.keep.store.typed import counting

    papers: dict[str, list[Typed]] = {}
    for one in every:
        papers.setdefault(one.paper, []).append(one)
    entries = [one for paper in papers.values() for one in counting(paper)]
    entries.sort(key=lambda one: one.number)
    return [_read(one, form) for one in entries], typed_protocols(entries, form)


def name_of(entry: "Typed") -> str:
    """Return how an entry is called where documents are named."""
    return f"entry {entry.number} of the store"


def typed_protocols(entries: Sequence["Typed"], form: Form) -> Protocols:
    """Make the protocols of entries."""
    return Protocols(
        rows=_rows(entries, form),
        layouts=[list(form.names)],
        documents=[Document(name_of(one), one.sha256, 1) for one in entries],
    )


def _rows(entries: Sequence["Typed"], form: Form) -> pl.DataFrame:
    blank = {name: "" if kind == pl.String else None for name, kind in KEYS.items()}
    rows = [
        blank
        | {
            "station": one.station,
            "tec": one.tec,
            "level": form.level,
            "channel": one.channel,
            "version": 1,
            "source": one.source,
            "entry": str(one.number),
            "entered": one.at,
            "photo": " ".join(one.photos),
            "document": one.sha256,
            "place": PLACE,
            "layout": 0,
        }
        | {name: one.counts.get(name) for name in form.names}
        for one in entries
    ]
    schema = {**KEYS, **ORIGIN, **dict.fromkeys(form.names, pl.Int64)}
    return pl.DataFrame(rows, schema, orient="row") if rows else empty_rows(form.names)


def _read(entry: "Typed", form: Form) -> Read:
    return Read(name_of(entry), entry.sha256, 1, "", "copies", form.id, "read", rows=1)
