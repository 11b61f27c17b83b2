"""Is what we stored still what was fetched, and do the tables say what it says?"""

from dataclasses import dataclass

import polars as pl

from ingest.protocol import KEYS, ORIGIN
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.parse import parse_folder
from reconcile.keep.tables import Tables, load_tables


@dataclass(frozen=True, slots=True)
class Verified:
    """What was re-read, and everything that is not as it was."""

    records: int
    documents: int
    numbers: int
    problems: list[str]


def verify_folder(folder: ElectionFolder, workers: int) -> Verified:
    """Re-read the whole archive, and read every document of the tables again."""
    archive = folder.archive
    problems = [f"{one.record}: {one.what}" for one in archive.verify()]
    stored = load_tables(folder.tables)
    numbers = 0
    if stored.documents and not problems:
        # What people recorded since is in no table yet.
        then = {"typed": 0, "decisions": 0, **stored.records}
        again = parse_folder(folder, again=True, workers=workers, records=then)
        problems += _differences(stored, again)
        numbers = sum(_count_numbers(frame) for frame in again.frames.values())
    return Verified(
        len(archive.entries),
        sum(1 for one in stored.documents if one.rows),
        numbers,
        problems,
    )


def _differences(stored: Tables, again: Tables) -> list[str]:
    """Name the documents whose rows in the tables are not what they say."""
    problems = []
    for name in sorted(stored.frames.keys() | again.frames.keys()):
        then, now = stored.frames.get(name), again.frames.get(name)
        if then is None or now is None or then.schema != now.schema:
            problems.append(f"tables/{name}.parquet: not made of this archive; parse again")
        elif then.height != now.height:
            problems.append(
                f"tables/{name}.parquet: expected {now.height:,} rows, got {then.height:,}"
            )
        else:
            problems += _differing_rows(name, then, now)
    return problems


def _differing_rows(name: str, then: pl.DataFrame, now: pl.DataFrame) -> list[str]:
    same = pl.all_horizontal(
        pl.col(column).eq_missing(pl.col(f"{column} now")) for column in then.columns
    )
    both = pl.concat([then, now.rename(lambda one: f"{one} now")], how="horizontal")
    other = both.filter(~same)
    return [
        f"tables/{name}.parquet: {place} of document {document} says something else now"
        for place, document in other.select("place", "document").iter_rows()
    ]


def _count_numbers(frame: pl.DataFrame) -> int:
    lines = [one for one in frame.columns if one not in KEYS and one not in ORIGIN]
    return int(frame.select(pl.sum_horizontal(pl.col(lines).count())).item())
