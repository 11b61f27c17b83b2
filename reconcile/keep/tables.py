"""The archive's documents as tables: made by `tekseru parse`, read by `check`.

Everything here is derived. `documents.json` says of every document what came of it;
beside it stands one Parquet table for each form of official protocols, its rows in the
order of the documents, and one for copies.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from ingest.errors import SettingError
from ingest.facts.forms import Form
from ingest.protocol import (
    Document,
    Ignored,
    Protocols,
    Quarantined,
    Unreadable,
    empty_rows,
)
from reconcile.keep.files import to_json, write_whole

DECIDED = "decided"  # the state of a cell that waited, and that a person has read
POSTED = ("posted", "seen", "before", "last", "gone")


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one document, and its protocols.

    `posted` to `gone` say when it was on the website, see `history.Posting`.
    """

    asked: str
    sha256: str
    version: int
    fetched: str
    role: str
    form: str
    state: str
    reason: str = ""
    rule: str = ""
    rows: int = 0
    cells: int = 0
    used: int = 0
    ignored: dict[str, int] = field(default_factory=dict)
    beside: dict[str, int] = field(default_factory=dict)
    unreadable: Sequence[dict[str, str]] = ()
    posted: str = ""
    seen: str = ""
    before: str = ""
    last: str = ""
    gone: str = ""
    questions: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Tables:
    """All documents of a folder, and the rows of each kind's table.

    `layouts` are what the tables' column `layout` counts: the part of the address of
    every line that rows of one layout share. `records` are the numbers of the last records
    of the store, by kind, that they are made with.
    """

    documents: Sequence[Read]
    frames: dict[str, pl.DataFrame]
    layouts: Sequence[Sequence[str]] = ()
    made_by: str = ""
    records: Mapping[str, int] = field(default_factory=dict)


def write_tables(tables: Tables, folder: Path) -> None:
    """Write tables, each file complete or as before."""
    folder.mkdir(parents=True, exist_ok=True)
    digests = {}
    for name, frame in tables.frames.items():
        buffer = io.BytesIO()
        frame.write_parquet(buffer, compression="zstd")
        write_whole(folder / f"{name}.parquet", buffer.getvalue())
        digests[f"{name}.parquet"] = sha256(buffer.getvalue()).hexdigest()
    value = {
        "made_by": tables.made_by,
        "files": digests,
        "records": dict(tables.records),
        "layouts": tables.layouts,
        "documents": [asdict(one) for one in tables.documents],
    }
    write_whole(folder / "documents.json", to_json(value))


def load_tables(folder: Path) -> Tables:
    """Load the tables of a folder; empty where nothing was parsed yet."""
    path = folder / "documents.json"
    if not path.exists():
        return Tables((), {})
    try:
        value = json.loads(path.read_bytes())
        documents = [Read(**one) for one in value["documents"]]
        frames = {one.stem: pl.read_parquet(one) for one in folder.glob("*.parquet")}
        layouts, made_by = value["layouts"], value["made_by"]
        return Tables(documents, frames, layouts, made_by, value.get("records", {}))
    except (
        ValueError,
        TypeError,
        KeyError,
        OSError,
        pl.exceptions.PolarsError,
    ) as fault:
        raise SettingError(
            f"{folder}: cannot be read ({type(fault).__name__}); tables are derived: "
            "delete the folder and run tekseru parse"
        ) from None


def official_protocols(tables: Tables, form: Form) -> Protocols:
    """Return the official protocols of one form."""
    return _protocols(tables, f"official-{form.id}", form)


def copy_protocols(tables: Tables, form: Form) -> Protocols:
    """Return the observer copies."""
    return _protocols(tables, "copies", form)


def postings(tables: Tables) -> pl.DataFrame:
    """Return when each version of each document was on the website."""
    columns = ("document", "version", *POSTED)
    rows = [
        (one.sha256, one.version, *(getattr(one, time) for time in POSTED))
        for one in tables.documents
        if one.fetched and one.form
    ]
    schema = {name: pl.Int64 if name == "version" else pl.String for name in columns}
    frame = pl.DataFrame(rows, schema, orient="row")
    return frame.unique(["document", "version"], keep="first", maintain_order=True)


def _protocols(tables: Tables, name: str, form: Form) -> Protocols:
    mine = [one for one in tables.documents if table_name(one) == name]
    rows = tables.frames.get(name, empty_rows(form.names))
    return Protocols(
        rows=rows,
        layouts=tables.layouts,
        documents=[Document(one.asked, one.sha256, one.rows) for one in mine],
        unreadable=[
            Unreadable(**u) for one in mine for u in one.unreadable if u["state"] != DECIDED
        ],
        ignored=list(_ignored(mine)),
        quarantined=[
            Quarantined(one.asked, one.sha256, one.reason)
            for one in mine
            if one.state == "quarantined"
        ],
    )


def _ignored(documents: Sequence[Read]) -> Iterator[Ignored]:
    """Add up what was ignored, by reason over all documents."""
    together: dict[str, list[int]] = {}
    for one in documents:
        for reason, cells in (one.ignored | one.beside).items():
            together.setdefault(reason, []).append(cells)
    for reason, counts in together.items():
        whole = sum(counts)
        yield Ignored(f"{len(counts):,} documents", f"{whole:,} cells", reason, whole)


def table_name(one: Read) -> str:
    """Name the table that a document's rows are in."""
    return "copies" if one.role == "copies" else f"official-{one.form}"
