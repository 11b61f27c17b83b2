"""The kernels on a million stations, beside copying the table and beside other tools."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from fastcheck.codes import EQ, MISSING, UNKNOWN, VIOLATED
from fastcheck.copies import compare_statements
from fastcheck.relations import check_relations
from fastcheck.tabulation import sum_under
from reconcile.bench import peers
from reconcile.bench.row import Row, against
from reconcile.checks.copies import match_rows

STATIONS, LINES, RELATIONS, COMMISSIONS = 1_000_000, 24, 12, 20_000
WRONG, LOST = 0.005, 0.001  # shares of protocols with a changed and with a missing line
MOST_COPYING_RELATIONS, MOST_COPYING_CELLS = 1.5, 3.0  # times as long as a copy
MOST_POLARS, MOST_DATACOMPY = 1 / 3, 1 / 10


@dataclass(frozen=True, slots=True)
class Made:
    """An invented table: int32 (line, station), its copy, and the commissions above."""

    counts: np.ndarray
    copies: np.ndarray
    parents: np.ndarray
    terms: np.ndarray


def make(stations: int = STATIONS) -> Made:
    """Invent protocols whose first lines are sums of two others, some of them changed."""
    rng = np.random.default_rng(2007)
    counts = rng.integers(0, 1500, (LINES, stations), np.int32)
    terms = np.zeros((RELATIONS, LINES), np.int32)
    for one in range(RELATIONS):
        parts = RELATIONS + one, RELATIONS + (one + 1) % RELATIONS
        counts[one] = counts[parts[0]] + counts[parts[1]]
        terms[one, [one, *parts]] = 1, -1, -1
    copies = counts.copy()
    for share, table in ((WRONG, counts), (WRONG, copies)):
        at = rng.choice(stations, int(stations * share), replace=False)
        table[rng.integers(0, LINES, len(at)), at] += 1
    at = rng.choice(stations, int(stations * LOST), replace=False)
    counts[rng.integers(0, LINES, len(at)), at] = MISSING
    parents = np.sort(rng.integers(0, COMMISSIONS, stations))
    return Made(counts, copies, parents, terms)


def kernel_rows(stations: int = STATIONS) -> list[Row]:
    """Measure relations, cells and sums."""
    made = make(stations)
    return [*_relations(made), *_cells(made), *_sums(made)]


def _relations(made: Made) -> list[Row]:
    asked = (
        made.terms,
        np.full(RELATIONS, EQ, np.uint8),
        np.zeros(RELATIONS, np.int64),
        np.ones(RELATIONS, np.int64),
    )
    what, size = f"relations, {RELATIONS} of {LINES} lines", made.counts.shape[1]
    frame = peers.frame_of(made.counts)

    def ours() -> np.ndarray:
        return check_relations(made.counts, *asked)

    def digest(answer: np.ndarray | pl.DataFrame) -> list[int]:
        """Count what is broken, and what is unknown."""
        status = answer.to_numpy().T if isinstance(answer, pl.DataFrame) else answer
        return [*_violated(status), *_counted(status == UNKNOWN)]

    copying = {"copying the table": (made.counts.copy, MOST_COPYING_RELATIONS)}
    same = {
        "polars": (lambda: peers.polars_relations(frame, made.terms), MOST_POLARS),
        "numpy": (lambda: peers.numpy_relations(made.counts, made.terms), None),
    }
    counted = {
        "duckdb, counts only": (lambda: peers.duckdb_relations(frame, made.terms), None),
        "pandera, counts only": (lambda: peers.pandera_relations(frame, made.terms), None),
    }
    return [
        *against(what, size, ours, copying),
        *against(what, size, ours, same, digest, digest),
        *against(what, size, ours, counted, _violated),
    ]


def _cells(made: Made) -> list[Row]:
    stations = made.counts.shape[1]
    official, copies = peers.frame_of(made.counts), peers.frame_of(made.copies)
    rows = np.arange(stations, dtype=np.int64)

    def ours() -> np.ndarray:
        return compare_statements(made.counts, made.copies, rows, rows)

    posted, in_order = _named(official), np.random.default_rng(8).permutation(stations)
    mixed = copies[in_order]
    mixed_counts = np.ascontiguousarray(made.copies[:, in_order])

    def matched(counts: np.ndarray, held: pl.DataFrame) -> np.ndarray:
        pairs, _ = match_rows(posted, held, ["station"])
        return compare_statements(made.counts, counts, pairs[0], pairs[1])

    copying = {"copying the table": (made.counts.copy, MOST_COPYING_CELLS)}
    what, rows_of = f"cells of {LINES} lines", []
    for order, held, counts, limit in (
        ("in the same order", copies, made.copies, MOST_DATACOMPY),
        ("in any order", mixed, mixed_counts, None),
    ):
        named = _named(held)
        joined = {
            "polars join": (partial(peers.polars_cells, official, held), None),
            "datacompy": (partial(peers.datacompy_cells, official, held), limit),
        }
        mine = partial(matched, counts, named)
        rows_of += against(f"{what}, {order}", stations, mine, joined, _violated)
    return [*against(f"{what}, matched", stations, ours, copying), *rows_of]


def _violated(status: np.ndarray) -> list[int]:
    return _counted(status == VIOLATED)


def _counted(table: np.ndarray) -> list[int]:
    """Add up each row."""
    return [int(one) for one in table.sum(axis=1)]


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """Keep what says which protocol a row is; here no commission is named."""
    return frame.select("station", pl.lit("").alias("tec"))


def _sums(made: Made) -> list[Row]:
    frame = peers.frame_of(made.counts, made.parents)

    def ours() -> np.ndarray:
        return sum_under(made.counts, made.parents, COMMISSIONS)[0]

    return against(
        f"sums under {COMMISSIONS:,} commissions",
        len(made.parents),
        ours,
        {
            "polars": (lambda: peers.polars_sums(frame), None),
            "duckdb": (lambda: peers.duckdb_sums(frame), None),
        },
        _counted,
    )
