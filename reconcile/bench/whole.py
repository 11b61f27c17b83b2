"""A whole cold check as a process of its own: its time, its memory, and how both grow."""

import math
import statistics
import sys
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from reconcile.bench.invent import FORM, invent_country_tables, invent_table
from reconcile.bench.process import Ran, check, run
from reconcile.bench.row import PAIRS, Row

COUNTRY, MILLION = 9_727, 1_001_881
SIZES = (10_000, 100_000, MILLION)
MOST_IMPORTS, MOST_PLAIN, MOST_GROWTH = 2.0, 2.5, 1.05
MOST_MEMORY = 1_000_000_000  # bytes, at a million stations


def whole_rows(sizes: Sequence[int] = SIZES) -> list[Row]:
    """Measure cold checks beside imports, beside plain polars, and how they grow."""
    with tempfile.TemporaryDirectory() as name:
        official, *more = invent_country_tables(Path(name))
        out = Path(name, "out")
        country = check([official], *map(str, more), out=out)
        run(country)  # compiles the kernels if nothing did before
        imports = [sys.executable, "-c", "import polars, numba"]
        pairs = [(run(country), run(imports)) for _ in range(PAIRS)]
        what, peer = "a whole cold check, all tables as CSV", "import polars, numba"
        rows = [_beside(what, COUNTRY, peer, pairs, MOST_IMPORTS)]
        ran = []
        for size in sizes:
            table = Path(name, f"{size}.parquet")
            invent_table(table, size)
            plain = [sys.executable, "-m", "reconcile.bench.plain", FORM, str(table)]
            pairs = [(run(check([table], out=out)), run(plain)) for _ in range(PAIRS)]
            what, peer = "a whole cold check, Parquet", "polars, relations only"
            row = _beside(what, size, peer, pairs, MOST_PLAIN if size == MILLION else None)
            rows += [row, _memory(size, max(one.memory for one, _ in pairs))]
            ran.append((size, row.ours_s or 0.0))
        return [*rows, *_growth(ran)]


def _beside(
    what: str, size: int, peer: str, pairs: Sequence[tuple[Ran, Ran]], limit: float | None
) -> Row:
    return Row(
        what,
        size,
        peer,
        statistics.median(one.seconds for one, _ in pairs),
        statistics.median(other.seconds for _, other in pairs),
        statistics.median(one.seconds / other.seconds for one, other in pairs),
        limit,
    )


def _memory(size: int, peak: int) -> Row:
    limited = size == MILLION
    return Row(
        "memory of a whole check",
        size,
        "1 GB",
        ratio=peak / MOST_MEMORY,
        limit=1.0 if limited else None,
        note=f"{peak / 1e6:,.0f} MB at its peak",
    )


def exponent(least: int, first: float, most: int, last: float) -> float:
    """Return the power of the stations that time grew by from fewer of them to more."""
    return math.log(last / first) / math.log(most / least)


def _growth(ran: Sequence[tuple[int, float]]) -> list[Row]:
    """Tell the largest exponent of time over stations from one size to the next."""
    exponents = [
        exponent(least, first, most, last) for (least, first), (most, last) in pairwise(ran)
    ]
    note = f"from {ran[0][0]:,} on"
    what = "growth of time, exponent"
    return [
        Row(what, ran[-1][0], "linear", ratio=max(exponents), limit=MOST_GROWTH, note=note)
    ]
