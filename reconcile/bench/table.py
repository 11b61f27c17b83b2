"""What was measured, as JSON, and as the table of README."""

import datetime as dt
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from reconcile.bench.row import Row

BEGIN, END = "<!-- bench: made by tekseru bench -->", "<!-- /bench -->"
_TOOLS = ("tekseru", "numba", "numpy", "polars", "duckdb", "pandera", "datacompy")


def record(rows: Sequence[Row], processors: int) -> dict[str, Any]:
    """Put figures together with where and when they were measured."""
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": f"{_processor()}, {processors} processors",
        "python": platform.python_version(),
        "versions": {name: found for name in _TOOLS if (found := _version(name))},
        "rows": [asdict(one) | {"holds": one.holds} for one in rows],
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    """Name the processor, as Linux does; elsewhere its architecture."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123 - no file of ours
            names = [
                line.partition(":")[2].strip() for line in lines if "model name" in line
            ]
    except OSError:
        names = []
    return names[0] if names else platform.machine()


def markdown(told: Mapping[str, Any]) -> str:
    """Write the table between the marks that README has."""
    versions = ", ".join(f"{name} {one}" for name, one in told["versions"].items())
    lines = [
        BEGIN,
        f"{told['machine']}; Python {told['python']}; {versions}; {told['date']}.",
        "",
        "| what | stations | ours | beside | its time | ratio | at most |",
        "|---|---|---|---|---|---|---|",
        *(_line(row) for row in told["rows"]),
        END,
    ]
    return "\n".join(lines)


def _line(row: Mapping[str, Any]) -> str:
    ratio = row["note"] if row["ratio"] is None else f"{row['ratio']:.2f}"
    if row["ratio"] is not None and row["note"]:
        ratio += f" ({row['note']})"
    limit = "" if row["limit"] is None else f"{row['limit']:.2f}"
    if row["holds"] is False:
        limit += ", not met"
    cells = (
        row["what"],
        f"{row['size']:,}",
        _seconds(row["ours_s"]),
        row["peer"],
        _seconds(row["peer_s"]),
        ratio,
        limit,
    )
    return f"| {' | '.join(cells)} |"


def _seconds(spent: float | None) -> str:
    if spent is None:
        return ""
    if spent >= 1:
        return f"{spent:.2f} s"
    return f"{spent * 1e3:.0f} ms" if spent >= 0.01 else f"{spent * 1e3:.2f} ms"
