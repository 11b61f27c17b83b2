"""Write findings and summary, each file complete or as it was before."""

import io
import json
from pathlib import Path
from typing import Any

import polars as pl

from ingest.errors import SettingError
from reconcile.keep.files import to_json, write_whole


def write_result(
    out: Path,
    findings: pl.DataFrame,
    sentences: pl.DataFrame,
    summary: dict[str, Any],
    figures: dict[str, Any],
) -> None:
    """Write findings, what their sentences were filled with, and summary into *out*.

    *figures* are what charts draw besides the summary: its counts are no table of a
    person, so they stand on one line.
    """
    csv = io.BytesIO()
    findings.write_csv(csv)
    files = {
        "findings.parquet": to_parquet(findings),
        "findings.csv": csv.getvalue(),
        "findings.json": findings_json(findings),
        "sentences.parquet": to_parquet(sentences),
        "figures.json": (json.dumps(figures, ensure_ascii=False) + "\n").encode(),
        "summary.json": to_json(summary),
    }
    in_the_way = [name for name in files if (out / name).is_dir()]
    if in_the_way:
        raise SettingError(f"{out / in_the_way[0]}: expected a file, got a folder")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            write_whole(out / name, data)
    except OSError as fault:
        raise SettingError(f"{out}: cannot be written: {fault.strerror}") from None


def to_parquet(frame: pl.DataFrame) -> bytes:
    """Write a table as Parquet; the same rows give the same bytes."""
    data = io.BytesIO()
    frame.write_parquet(data, compression="zstd", statistics=False)
    return data.getvalue()


def findings_json(findings: pl.DataFrame) -> bytes:
    """Write findings as a JSON array, one finding a line."""
    rows = (json.dumps(row, ensure_ascii=False) for row in findings.iter_rows(named=True))
    return ("[\n" + ",\n".join(rows) + "\n]\n").encode()
