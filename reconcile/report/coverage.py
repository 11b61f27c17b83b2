"""Which stations does a run cover, by commission, and what do their copies come to?

Nothing here asks what was found, so that it can be worked out while the checks run.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from ingest.alike import all_same
from reconcile.outcome.effect import sum_up
from reconcile.statements import IDENTITY
from reconcile.table import Case, Table


def make_coverage(case: Case) -> dict[str, Any]:
    """Return what summary.json says of the stations as `coverage`, `under`, `effect`.

    `counted` is how many stations there are of each kind, also of no known commission.
    """
    counted = _count_each(case)
    return {
        "counted": {kind: int(one["len"].sum()) for kind, one in counted.items()},
        "coverage": {above: _coverage(counted, above) for above in ("rec", "tec")},
        "under": under(case),
        "effect": sum_up(case),
    }


def under(case: Case) -> dict[str, str]:
    """Say of each TEC which region it is in, where that is known."""
    frames = [case.official.agreed.commissions, case.copies.agreed.commissions]
    frames += [] if case.register is None else [case.register]
    pairs = pl.concat([one.select("tec", "rec") for one in frames]).unique()
    known = pairs.filter((pl.col("tec") != "") & (pl.col("rec") != ""))
    return dict(known.sort("tec", "rec").iter_rows())


def _count_each(case: Case) -> dict[str, pl.DataFrame]:
    """Count the stations of each kind, as `count_stations` does."""
    counted = {
        "official": count_stations(case.official.agreed),
        "copies": count_stations(case.copies.agreed),
    }
    if case.register is not None:
        listed = case.register.unique(["station", "tec"])
        counted["register"] = listed.group_by("rec", "tec").len()
    return counted


def _coverage(counted: Mapping[str, pl.DataFrame], above: str) -> dict[str, dict[str, int]]:
    """Put together what is counted under each commission; empty where none is known."""
    coverage: dict[str, dict[str, int]] = {}
    for kind, stations in counted.items():
        by_name = stations.group_by(above).agg(pl.col("len").sum())
        for name, count in by_name.sort(above).iter_rows():
            if name:
                coverage.setdefault(name, {})[kind] = count
    return dict(sorted(coverage.items()))


def count_stations(table: Table) -> pl.DataFrame:
    """Count stations by commission: `rec`, `tec`, `len`.

    A table may have a row for each channel and each observer of a station.
    """
    others = [one for one in IDENTITY if one not in ("station", "tec")]
    if all(all_same(table.rows[one]) for one in others):
        return table.commissions  # no two rows are of the same protocol
    stations = table.rows.select("station", "tec", "rec")
    first = stations.unique(["station", "tec"], keep="first")
    return first.group_by("rec", "tec").len()
