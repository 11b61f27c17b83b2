"""Are the tables the bytes that were written, and do they say what the documents say?"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from ingest.errors import SettingError
from ingest.protocol import KEYS, ORIGIN
from reconcile.keep.files import to_json
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.parse import parse_folder
from reconcile.keep.tables import Tables, load_tables

_DOCUMENTS = "documents.json"
_PARTS = ["made_by", "files", "records", "layouts", "documents"]


@dataclass(frozen=True, slots=True)
class VerifiedTables:
    """How much was read again, what is not as it was, and the tables as they are."""

    documents: int
    numbers: int
    problems: list[str]
    loaded: Tables | None


def verify_tables(folder: ElectionFolder, workers: int) -> VerifiedTables:
    """Compare tables with their digests, and with their documents read again.

    With no workers no document is read: the archive that they are in is not whole.
    """
    if not (folder.tables / _DOCUMENTS).exists():
        return VerifiedTables(0, 0, [], None)
    problems = [f"tables/{one}" for one in _changed(folder.tables)]
    if problems:  # polars breaks down over Parquet files with a bit flipped
        return VerifiedTables(0, 0, problems, None)
    try:
        stored = load_tables(folder.tables)
    except SettingError as fault:
        return VerifiedTables(0, 0, [f"tables/{_DOCUMENTS}: {fault}"], None)
    if not workers:
        return VerifiedTables(0, 0, [], stored)
    # What people recorded since is in no table yet.
    then = {"typed": 0, "decisions": 0, **stored.records}
    again = parse_folder(folder, again=True, workers=workers, records=then)
    problems = list(_differences(stored, again))
    return VerifiedTables(
        sum(1 for one in again.documents if one.rows),
        sum(_count_numbers(frame) for frame in again.frames.values()),
        problems,
        stored,
    )


def _changed(tables: Path) -> Iterator[str]:
    """Name the files that are not the bytes that `tekseru parse` wrote."""
    raw = (tables / _DOCUMENTS).read_bytes()
    try:
        value: Any = json.loads(raw)
        digests = dict(value["files"])
    except (ValueError, TypeError, KeyError, RecursionError):
        value, digests = {}, {}
    if list(value) != _PARTS:
        yield f"{_DOCUMENTS}: not what tekseru parse writes; parse again"
        return
    if to_json(value) != raw:
        yield f"{_DOCUMENTS}: written otherwise than tekseru parse does"
    there = {one.name: one for one in tables.glob("*.parquet")}
    for name in sorted(there.keys() | digests.keys()):
        if name not in there:
            yield f"{name}: is not there"
        elif name not in digests:
            yield f"{name}: not made by the last tekseru parse"
        elif sha256(there[name].read_bytes()).hexdigest() != digests[name]:
            yield f"{name}: not the bytes that tekseru parse wrote"


def _differences(stored: Tables, again: Tables) -> Iterator[str]:
    """Name the documents of which the tables do not say what they say."""
    if stored.made_by != again.made_by:
        yield f"tables/{_DOCUMENTS}: made by other rules than today's; parse again"
    yield from _other_documents(stored, again)
    for name in sorted(stored.frames.keys() | again.frames.keys()):
        then, now = stored.frames.get(name), again.frames.get(name)
        if then is None or now is None or then.schema != now.schema:
            yield f"tables/{name}.parquet: not made of this archive; parse again"
        elif then.height != now.height:
            yield (
                f"tables/{name}.parquet: expected {now.height:,} rows, got {then.height:,}"
            )
        else:
            yield from _other_rows(
                name, _with_places(then, stored.layouts), _with_places(now, again.layouts)
            )


def _other_documents(stored: Tables, again: Tables) -> Iterator[str]:
    """Name the documents of which something else is said than comes of them now."""
    then, now = (
        json.loads(to_json(list(map(asdict, t.documents)))) for t in (stored, again)
    )
    if len(then) != len(now):
        yield f"tables/{_DOCUMENTS}: expected {len(now):,} documents, got {len(then):,}"
        return
    for one, other in zip(then, now, strict=True):
        if one != other:
            names = [key for key in other if one[key] != other[key]]
            yield (
                f"tables/{_DOCUMENTS}: {other['asked']}, version {other['version']}: "
                f"another {names[0]} than comes of the document now"
            )


def _with_places(frame: pl.DataFrame, layouts: Sequence[Sequence[str]]) -> pl.DataFrame:
    """Put the places of a row's lines for the number by which it names them."""
    texts = {at: "; ".join(places) for at, places in enumerate(layouts)}
    own = pl.col("layout").replace_strict(texts, default="", return_dtype=pl.String)
    return frame.with_columns(own.alias("layout"))


def _other_rows(name: str, then: pl.DataFrame, now: pl.DataFrame) -> list[str]:
    same = pl.all_horizontal(
        pl.col(column).eq_missing(pl.col(f"{column} now")) for column in then.columns
    )
    both = pl.concat([then, now.rename(lambda one: f"{one} now")], how="horizontal")
    other = both.filter(~same)
    return [
        f"tables/{name}.parquet: {place} of document {document} says something else now"
        for place, document in other.select("place now", "document now").iter_rows()
    ]


def _count_numbers(frame: pl.DataFrame) -> int:
    lines = [one for one in frame.columns if one not in KEYS and one not in ORIGIN]
    return int(frame.select(pl.sum_horizontal(pl.col(lines).count())).item())
