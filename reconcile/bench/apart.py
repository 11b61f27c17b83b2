"""Ten million stations in parts: in one process, and by two workers."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from ingest.errors import SettingError
from reconcile.bench.invent import invent_table
from reconcile.bench.process import Ran, check, run
from reconcile.bench.row import Row
from reconcile.bench.whole import MOST_GROWTH, exponent

STATIONS, PARTS = 10_000_000, 20
MOST_MEMORY = 2_000_000_000  # bytes


def apart_rows(stations: int = STATIONS) -> list[Row]:
    """Measure once each: a run takes about a minute.

    Raises
    ------
    SettingError
        If two workers find something else than one process.
    """
    with tempfile.TemporaryDirectory() as name:
        parts = []
        for at in range(PARTS):
            parts.append(Path(name, f"part-{at:02}.parquet"))
            invent_table(parts[-1], stations // PARTS, at)
        first = run(check(parts[:1], "--workers", "1", out=Path(name, "first")))
        alone = run(check(parts, "--workers", "1", out=Path(name, "one")))
        workers = _workers(parts, stations, alone, Path(name, "one"), Path(name, "two"))
        return [_memory(stations, alone), _growth(stations, first, alone), workers]


def _memory(stations: int, alone: Ran) -> Row:
    return Row(
        f"memory of a check in {PARTS} parts",
        stations,
        "2 GB",
        ratio=alone.memory / MOST_MEMORY,
        limit=1.0,
        note=f"{alone.memory / 1e6:,.0f} MB at its peak",
    )


def _growth(stations: int, first: Ran, alone: Ran) -> Row:
    least = stations // PARTS
    return Row(
        f"growth of time in {PARTS} parts, exponent",
        stations,
        "linear",
        ratio=exponent(least, first.seconds, stations, alone.seconds),
        limit=MOST_GROWTH,
        note=f"from {least:,} on",
    )


def _workers(parts: Sequence[Path], stations: int, alone: Ran, one: Path, two: Path) -> Row:
    what, peer = f"a cold check in {PARTS} parts, two workers", "one process"
    try:
        both = run(check(parts, "--workers", "2", out=two))
    except SettingError as fault:
        if "distributed is absent" not in str(fault):
            raise
        return Row(what, stations, peer, note="distributed is absent")
    if len({(out / "findings.parquet").read_bytes() for out in (one, two)}) > 1:
        raise SettingError("bench: two workers find something else than one process")
    ratio = both.seconds / alone.seconds
    return Row(what, stations, peer, both.seconds, alone.seconds, ratio)
