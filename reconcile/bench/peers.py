"""The same questions asked of other tools; those that are not installed say so.

Each returns what our kernels find, so that answers are compared before times are. A
missing count is null here, as these tools expect it.
"""

from typing import Any

import numpy as np
import polars as pl

from fastcheck.codes import HOLDS, MISSING, UNKNOWN, VIOLATED


def frame_of(counts: np.ndarray, parents: np.ndarray | None = None) -> pl.DataFrame:
    """Lay out int32 (line, station) as a table of stations."""
    lines = {f"l{at}": line for at, line in enumerate(counts)}
    above = {} if parents is None else {"parent": parents}
    frame = pl.DataFrame({"station": np.arange(counts.shape[1]), **above, **lines})
    return frame.with_columns(pl.col(list(lines)).replace(MISSING, None))


def polars_relations(frame: pl.DataFrame, terms: np.ndarray) -> pl.DataFrame:
    """Return the status of each relation, a column, at each station."""
    asked = []
    for at, row in enumerate(terms):
        residual = _residual(row)
        stands = pl.when(residual == 0).then(HOLDS).otherwise(VIOLATED)
        status = pl.when(residual.is_null()).then(UNKNOWN).otherwise(stands)
        asked.append(status.cast(pl.UInt8).alias(f"status {at}"))
    return frame.select(asked)


def _residual(row: np.ndarray) -> pl.Expr:
    parts = [pl.col(f"l{at}").cast(pl.Int64) * int(row[at]) for at in np.flatnonzero(row)]
    total = parts[0]
    for one in parts[1:]:
        total += one
    return total


def numpy_relations(counts: np.ndarray, terms: np.ndarray) -> np.ndarray:
    """Do the same in whole arrays."""
    status = np.empty((len(terms), counts.shape[1]), np.uint8)
    for at, row in enumerate(terms):
        used = np.flatnonzero(row)
        known = (counts[used] != MISSING).all(axis=0)
        total = (counts[used].astype(np.int64) * row[used, None]).sum(axis=0)
        status[at] = np.where(known, np.where(total == 0, HOLDS, VIOLATED), UNKNOWN)
    return status


def _sql(row: np.ndarray) -> str:
    return " + ".join(f"{row[at]} * l{at}::BIGINT" for at in np.flatnonzero(row))


def duckdb_relations(frame: pl.DataFrame, terms: np.ndarray) -> list[int]:
    """Count in SQL at how many stations each relation is broken."""
    counted = ", ".join(f"count(*) FILTER (WHERE {_sql(row)} <> 0)" for row in terms)
    return list(_select(frame, counted)[0])


def _select(frame: pl.DataFrame, wanted: str, rest: str = "") -> list[tuple]:
    import duckdb

    with duckdb.connect() as connection:
        connection.register("stations", frame)
        asked = connection.sql(f"SELECT {wanted} FROM stations {rest}")  # noqa: S608 - of our own names
        return list(asked.fetchall())


def pandera_relations(frame: pl.DataFrame, terms: np.ndarray) -> list[int]:
    """Do the same by a schema of checks; nulls pass, as they do in pandera."""
    import pandera.polars as pandera

    checks = [
        pandera.Check(
            lambda data, row=row: data.lazyframe.select(
                (_residual(row) == 0).fill_null(value=True)
            ),
            name=str(at),
        )
        for at, row in enumerate(terms)
    ]
    told = [0] * len(terms)
    try:
        pandera.DataFrameSchema(checks=checks).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as fault:
        for name, count in fault.failure_cases.group_by("check").len().iter_rows():
            told[int(name)] = count
    return told


def polars_cells(official: pl.DataFrame, copies: pl.DataFrame) -> list[int]:
    """Count at how many stations each line differs."""
    joined = official.join(copies, on="station", suffix="_copy")
    lines = [one for one in official.columns if one != "station"]
    differ = joined.select((pl.col(one) != pl.col(f"{one}_copy")).sum() for one in lines)
    return [int(one) for one in differ.row(0)]


def datacompy_cells(official: pl.DataFrame, copies: pl.DataFrame) -> list[int]:
    """Do the same with datacompy, on pandas: its polars versions need an older polars."""
    import datacompy

    left, right = (one.to_pandas() for one in (official, copies))
    compared: Any = datacompy.Compare(left, right, join_columns="station")
    lines = [one for one in official.columns if one != "station"]
    stats = {one["column"]: one["unequal_cnt"] for one in compared.column_stats}
    missing = (
        left[lines].isna().to_numpy().sum(axis=0)
    )  # it counts a missing cell as unequal
    return [int(stats[one] - lost) for one, lost in zip(lines, missing, strict=True)]


def polars_sums(frame: pl.DataFrame) -> list[int]:
    """Add up each line under each commission; return the sums of the sums."""
    lines = [one for one in frame.columns if one.startswith("l")]
    sums = frame.group_by("parent").agg(pl.col(lines).cast(pl.Int64).sum())
    return [int(sums[one].sum()) for one in lines]


def duckdb_sums(frame: pl.DataFrame) -> list[int]:
    """Do the same in SQL."""
    lines = [one for one in frame.columns if one.startswith("l")]
    wanted = ", ".join(f"coalesce(sum({one}), 0)::BIGINT" for one in lines)
    sums = np.array(_select(frame, wanted, "GROUP BY parent"))
    return [int(one) for one in sums.sum(axis=0)]
