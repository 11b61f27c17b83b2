"""Which row of a table speaks for a whole station, or a whole commission?

A protocol may be split into paper and electronic ones, and have a summary of both.
"""

from dataclasses import replace

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from ingest.alike import all_same
from reconcile.table import Table, frozen


def whole_stations(table: Table) -> Table:
    """Keep one row a station: the summary where there is one, else the only row.

    A station with an electronic protocol and no summary has no total yet: its lines
    are missing.
    """
    channel = table.rows["channel"]
    if all_same(channel) and channel.first() in ("paper", "summary", None):
        return table  # one row a station already
    order = {"summary": 0, "paper": 1, "electronic": 2}
    rank = pl.col("channel").replace_strict(order, default=3, return_dtype=pl.Int64)
    first = (
        table.rows.select("station", "tec", "channel")
        .with_row_index("at")
        .with_columns(
            rank.alias("rank"),
            (pl.col("channel") == "electronic").any().over("station", "tec").alias("e"),
        )
        .sort("rank", "at")
        .unique(["station", "tec"], keep="first", maintain_order=True)
        .sort("at")
    )
    whole = table.take(first["at"].to_numpy())
    counts = whole.counts.copy()
    counts[:, first.select(pl.col("e") & (pl.col("rank") > 0)).to_series().to_numpy()] = (
        MISSING
    )
    return replace(whole, counts=frozen(counts))


def whole_commissions(table: Table) -> Table:
    """Keep the protocols that sum up all channels, where the table has any."""
    summary = table.rows["channel"] == "summary"
    return table.take(summary.arg_true().to_numpy()) if summary.any() else table


def with_tables(stations: Table, tables: Table) -> Table:
    """Take what no station's protocol says from the tables of upper commissions.

    Those are statements of the same protocols. Lines that a protocol itself says stay.
    """
    if not len(tables):
        return stations
    both = tables.rows.select("station", "tec").with_row_index("row")
    own = stations.rows.select("station", "tec").with_row_index("at")
    pairs = both.join(own, on=["station", "tec"], maintain_order="left")
    at, row = pairs["at"].to_numpy(), pairs["row"].to_numpy()
    alone = both.join(own, on=["station", "tec"], how="anti")["row"].to_numpy()
    counts, origins = stations.counts.copy(), stations.stood.copy()
    theirs = tables.stood + stations.read.height
    taken = (counts[:, at] == MISSING) & (tables.counts[:, row] != MISSING)
    counts[:, at] = np.where(taken, tables.counts[:, row], counts[:, at])
    origins[:, at] = np.where(taken, theirs[:, row], origins[:, at])
    further = tables.read.with_columns(pl.col("layout") + len(stations.layouts))
    return replace(
        stations,
        rows=pl.concat([stations.rows, tables.rows[alone]]),
        counts=frozen(np.hstack([counts, tables.counts[:, alone]])),
        origins=frozen(np.hstack([origins, theirs[:, alone]])),
        read=pl.concat([stations.read, further]),
        layouts=[*stations.layouts, *tables.layouts],
    )
