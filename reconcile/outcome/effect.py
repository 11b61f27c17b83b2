"""What do the differences from copies come to, list by list and region by region?

Only stations that have both a published protocol and a copy are added up. Copies are
where observers happened to be, so nothing is said of the other stations.
"""

from typing import Any

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from reconcile.checks.copies import match_copies
from reconcile.table import Case, Table, station_key
from reconcile.whole import whole_stations

SMALL = 5  # votes: a ballot on the wrong pile, a slip in the last digit
# A split between more and fewer votes that chance alone makes in less than one of so many
# cases is called one-sided: slips go both ways.
CHANCE = 100

_NOTE = (
    "official minus copy, over stations that have both; copies were not drawn at random, "
    "so nothing follows for the other stations"
)


def sum_up(case: Case) -> dict[str, Any]:
    """Add up the differences of each list, and tell where there is nothing to compare."""
    official = whole_stations(case.official.agreed)
    pairs, _ = match_copies(official, case.copies.agreed)
    posted, copied = _agreed_copies(case.copies.agreed, pairs)
    differences = {
        line.party: _difference(official.counts[at][posted], copied[at])
        for at, line in enumerate(official.form.lines)
        if line.party
    }
    rec = official.rows["rec"][posted].to_numpy()
    return {
        "note": _NOTE,
        "stations": len(posted),
        "lists": _lists(differences, np.ones(len(posted), bool)),
        "regions": {
            name: _lists(differences, rec == name)
            for name in sorted(set(rec.tolist()) - {""})
        },
        "gaps": _gaps(case, official, posted),
    }


def _agreed_copies(copies: Table, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Put the copies of each protocol together: a line is what all that have it say.

    Returns
    -------
    posted : int64 (station,)
        The position of each protocol that has a copy.
    counts : int32 (line, station)
        MISSING where no copy has the line or two contradict each other.
    """
    order = np.argsort(pairs[0], kind="stable")
    posted, first = np.unique(pairs[0][order], return_index=True)
    if not len(posted):
        return posted, np.zeros((len(copies.counts), 0), np.int32)
    counts = copies.counts[:, pairs[1][order]]
    most = np.maximum.reduceat(counts, first, axis=1)
    known = np.where(counts == MISSING, np.iinfo(np.int32).max, counts)
    least = np.minimum.reduceat(known, first, axis=1)
    return posted, np.where(least == most, most, MISSING)


def _difference(official: np.ndarray, copied: np.ndarray) -> np.ndarray:
    """Return official minus copy: int64 (station,), 0 where either is missing."""
    known = (official != MISSING) & (copied != MISSING)
    return np.where(known, official.astype(np.int64) - copied, 0)


def _lists(differences: dict[str, np.ndarray], here: np.ndarray) -> dict[str, Any]:
    """Add up each list's differences, small and large ones apart."""
    told = {}
    for party, every in differences.items():
        own = every[here & (every != 0)]
        if len(own):
            small = np.abs(own) <= SMALL
            told[party] = {
                "net": int(own.sum()),
                "all": _sides(own),
                "small": _sides(own[small]),
                "large": _sides(own[~small]),
            }
    return told


def _sides(differences: np.ndarray) -> dict[str, Any]:
    more, fewer = differences[differences > 0], differences[differences < 0]
    return {
        "stations_with_more": len(more),
        "votes_more": int(more.sum()),
        "stations_with_fewer": len(fewer),
        "votes_fewer": int(-fewer.sum()),
        "one_sided": one_sided(len(more), len(fewer)),
    }


def one_sided(more: int, fewer: int) -> bool:
    """Tell whether chance seldom splits so unevenly: the sign test, in whole numbers.

    Both sides are as likely under chance, so the number of ways to a split is binomial.
    """
    whole = more + fewer
    ways = here = 1
    for one in range(min(more, fewer)):
        here = here * (whole - one) // (one + 1)  # the next binomial coefficient
        ways += here
    return CHANCE * 2 * ways < 1 << whole


def _gaps(
    case: Case, official: Table, posted: np.ndarray
) -> dict[str, dict[str, dict[str, int]]]:
    """Count stations by what is there of them, under each commission.

    Those without a copy had no observer, or one who was refused it: which, the data do
    not say.
    """
    copies = case.copies.agreed.rows.select("station", "tec", "rec").unique()
    if case.register is None and not copies.height:
        there = {"posted": pl.lit(value=True), "copied": pl.lit(value=False)}
        return _by_level(official.commissions.with_columns(**there))
    rows = official.rows.select("station", "tec", "rec")
    known = pl.concat([rows, copies]) if case.register is None else case.register
    key = ["station", "tec"] if case.register is None else station_key(case.register)
    stations = known.select("station", "tec", "rec").unique(key, keep="first")
    seen = {"posted": rows, "copied": pl.concat([copies, rows[posted]])}
    for name, frame in seen.items():
        mark = frame.select(key).unique().with_columns(pl.lit(value=True).alias(name))
        stations = stations.join(mark, on=key, how="left")  # counted only: in any order
    stations = stations.with_columns(pl.col("posted", "copied").fill_null(value=False))
    return _by_level(stations.group_by("rec", "tec", "posted", "copied").len())


def _by_level(counts: pl.DataFrame) -> dict[str, dict[str, dict[str, int]]]:
    """Say of how many stations under each commission there are protocols and copies."""
    posted, copied = pl.col("posted"), pl.col("copied")
    classes = {
        "both": posted & copied,
        "no_copy": posted & ~copied,
        "not_posted": ~posted & copied,
        "neither": ~posted & ~copied,
    }
    of = (pl.when(one).then("len").otherwise(0).alias(n) for n, one in classes.items())
    apart = counts.select("rec", "tec", *of)
    told = {}
    for above in ("rec", "tec"):
        named = apart.filter(pl.col(above) != "")  # else nobody says which commission it is
        each = named.group_by(above).agg(pl.col(*classes).sum()).sort(above)
        told[above] = dict(
            zip(each[above], each.drop(above).iter_rows(named=True), strict=True)
        )
    return told
