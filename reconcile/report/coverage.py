"""Which stations does a run cover, by commission, and what do their copies come to?

Nothing here asks what was found, so that it can be worked out while the checks run.
"""

from typing import Any

import polars as pl

from ingest.alike import all_same
from reconcile.outcome.effect import sum_up
from reconcile.statements import IDENTITY
from reconcile.table import Case, Table


def make_coverage(case: Case) -> dict[str, Any]:
    """Return what summary.json says of the stations as `coverage`, `under`, `effect`."""
    return {
        "coverage": {above: _coverage(case, above) for above in ("rec", "tec")},
        "under": under(case),
        "effect": sum_up(case),
    }


def under(case: Case) -> dict[str, str]:
    """Say of each TEC which region it is in, where that is known."""
    frames = [case.official.agreed.rows, case.copies.agreed.rows]
    frames += [] if case.register is None else [case.register]
    pairs = pl.concat([one.select("tec", "rec") for one in frames]).unique()
    known = pairs.filter((pl.col("tec") != "") & (pl.col("rec") != ""))
    return dict(known.sort("tec", "rec").iter_rows())


def _coverage(case: Case, above: str) -> dict[str, dict[str, int]]:
    """Count stations by the commission above them; empty where none is known."""
    frames = {
        "official": each_station(case.official.agreed),
        "copies": each_station(case.copies.agreed),
        "register": case.register
        if case.register is None
        else case.register.unique(["station", "tec"]),
    }
    coverage: dict[str, dict[str, int]] = {}
    for kind, frame in frames.items():
        if frame is None:
            continue
        for name, count in frame.group_by(above).len().iter_rows():
            if name:
                coverage.setdefault(name, {})[kind] = count
    return dict(sorted(coverage.items()))


def each_station(table: Table) -> pl.DataFrame:
    """Keep a row a station; a table may have one for each channel and each observer."""
    rows = table.rows.select("station", "tec", "rec")
    others = [one for one in IDENTITY if one not in rows.columns]
    if all(all_same(table.rows[one]) for one in others):
        return rows  # no two of them are of the same protocol
    return rows.unique(["station", "tec"], keep="first")
