"""Ten million stations in parts: in one process, and by two workers."""

import tempfile
from pathlib import Path

from ingest.errors import SettingError
from reconcile.bench.invent import invent_table
from reconcile.bench.process import check, run
from reconcile.bench.row import Row

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
        outs = [Path(name, one) for one in ("one", "two")]
        alone = run(check(parts, "--workers", "1", out=outs[0]))
        memory = Row(
            f"memory of a check in {PARTS} parts",
            stations,
            "2 GB",
            ratio=alone.memory / MOST_MEMORY,
            limit=1.0,
            note=f"{alone.memory / 1e6:,.0f} MB at its peak",
        )
        what, peer = f"a cold check in {PARTS} parts, two workers", "one process"
        try:
            both = run(check(parts, "--workers", "2", out=outs[1]))
        except SettingError as fault:
            if "distributed is absent" not in str(fault):
                raise
            return [
                memory,
                Row(what, stations, peer, note="distributed is absent"),
            ]
        found = [(one / "findings.parquet").read_bytes() for one in outs]
        if found[0] != found[1]:
            raise SettingError("bench: two workers find something else than one process")
        ratio = both.seconds / alone.seconds
        return [
            memory,
            Row(what, stations, peer, both.seconds, alone.seconds, ratio),
        ]
