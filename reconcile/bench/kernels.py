"""The kernels on a million stations, beside copying the table and beside other tools."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fastcheck.codes import EQ, MISSING, UNKNOWN, VIOLATED
from fastcheck.copies import compare_statements
from fastcheck.relations import check_relations
from fastcheck.tabulation import sum_under
from reconcile.bench import peers
from reconcile.bench.row import Row, against

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

    def broken(status: np.ndarray) -> list[int]:
        return [int(one) for one in (status == VIOLATED).sum(axis=1)]

    def digest(answer: np.ndarray | pl.DataFrame) -> list[int]:
        """Count what is broken, and what is unknown."""
        status = answer.to_numpy().T if isinstance(answer, pl.DataFrame) else answer
        return broken(status) + [int(one) for one in (status == UNKNOWN).sum(axis=1)]

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
        *against(what, size, ours, counted, broken),
    ]


def _cells(made: Made) -> list[Row]:
    stations = made.counts.shape[1]
    official, copies = peers.frame_of(made.counts), peers.frame_of(made.copies)
    rows = np.arange(stations, dtype=np.int64)

    def ours() -> np.ndarray:
        return compare_statements(made.counts, made.copies, rows, rows)

    def matched() -> np.ndarray:
        left = copies.select("station").with_row_index("copy")
        right = official.select("station").with_row_index("posted")
        both = left.join(right, on="station").select("posted", "copy").cast(pl.Int64)
        pairs = np.ascontiguousarray(both.to_numpy().T)
        return compare_statements(made.counts, made.copies, pairs[0], pairs[1])

    def differing(status: np.ndarray) -> list[int]:
        return [int(one) for one in (status == VIOLATED).sum(axis=1)]

    copying = {"copying the table": (made.counts.copy, MOST_COPYING_CELLS)}
    joined = {
        "polars join": (lambda: peers.polars_cells(official, copies), None),
        "datacompy": (lambda: peers.datacompy_cells(official, copies), MOST_DATACOMPY),
    }
    what = f"cells of {LINES} lines"
    return [
        *against(f"{what}, matched", stations, ours, copying),
        *against(f"{what}, with matching", stations, matched, joined, differing),
    ]


def _sums(made: Made) -> list[Row]:
    frame = peers.frame_of(made.counts, made.parents)

    def ours() -> np.ndarray:
        return sum_under(made.counts, made.parents, COMMISSIONS)[0]

    def told(totals: np.ndarray) -> list[int]:
        return [int(one) for one in totals.sum(axis=1)]

    return against(
        f"sums under {COMMISSIONS:,} commissions",
        len(made.parents),
        ours,
        {
            "polars": (lambda: peers.polars_sums(frame), None),
            "duckdb": (lambda: peers.duckdb_sums(frame), None),
        },
        told,
    )
