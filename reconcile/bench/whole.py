"""A whole cold check as a process of its own: its time, its memory, and how both grow."""

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SettingError
from reconcile.bench.invent import FORM, invent_country_tables, invent_table
from reconcile.bench.row import PAIRS, Row

COUNTRY, MILLION = 9_727, 1_001_881
SIZES = (10_000, 100_000, MILLION)
MOST_IMPORTS, MOST_PLAIN, MOST_GROWTH = 2.0, 2.5, 1.05
MOST_MEMORY = 1_000_000_000  # bytes, at a million stations


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process took, in seconds and bytes."""

    seconds: float
    memory: int


def run(command: Sequence[str]) -> Ran:
    """Run a command to its end.

    Raises
    ------
    SettingError
        If it could not do its work.
    """
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SettingError(f"bench: {' '.join(command)} ended with {process.returncode}")
    return Ran(time.perf_counter() - started, used.ru_maxrss * 1024)


def check(official: Path, *more: str) -> list[str]:
    """Return the command that checks a table, with others beside it."""
    said = ("check", "--form", FORM, "--official", str(official), "--quiet")
    entry = "from reconcile.cli import main; main()"
    out = ("--out", str(official.with_suffix("")))
    return [sys.executable, "-c", entry, *said, *out, *more]


def whole_rows(sizes: Sequence[int] = SIZES) -> list[Row]:
    """Measure cold checks beside imports, beside plain polars, and how they grow."""
    with tempfile.TemporaryDirectory() as name:
        country = check(*invent_country_tables(Path(name)))
        run(country)  # compiles the kernels if nothing did before
        imports = [sys.executable, "-c", "import polars, numba"]
        what = "a whole cold check, all tables as CSV"
        rows = [
            _beside(what, COUNTRY, country, imports, "import polars, numba", MOST_IMPORTS)
        ]
        ran = []
        for size in sizes:
            table = Path(name, f"{size}.parquet")
            invent_table(table, size)
            plain = [sys.executable, "-m", "reconcile.bench.plain", FORM, str(table)]
            limit = MOST_PLAIN if size == MILLION else None
            what = "a whole cold check, Parquet"
            row = _beside(what, size, check(table), plain, "polars, relations only", limit)
            peak = run(check(table)).memory
            rows += [row, _memory(size, peak)]
            ran.append((size, row.ours_s or 0.0))
        return [*rows, *_growth(ran)]


def _beside(
    what: str,
    size: int,
    ours: list[str],
    theirs: list[str],
    peer: str,
    limit: float | None,
) -> Row:
    pairs = [(run(ours), run(theirs)) for _ in range(PAIRS)]
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


def _growth(ran: Sequence[tuple[int, float]]) -> list[Row]:
    """Tell the exponent of time over stations, from the least size to the largest."""
    if len(ran) < 2:
        return []
    (least, first), (most, last) = ran[0], ran[-1]
    exponent = math.log(last / first) / math.log(most / least)
    return [
        Row(
            "growth of time, exponent",
            most,
            "linear",
            ratio=exponent,
            limit=MOST_GROWTH,
            note=f"from {least:,} stations on",
        )
    ]
