"""What did a run find? Its findings, what their sentences say, and its summary."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ingest.errors import SettingError
from reconcile.keep.kept import kept_results

_SENTENCES = {"finding": pl.String, "column": pl.String, "said": pl.String}


@dataclass(frozen=True, slots=True)
class Run:
    """A run's folder, read.

    `sentences` is empty where the run was made before sentences were kept: they are then
    known in English only. `figures` are what charts draw besides the summary, with the
    results of a sample that were kept beside the run.
    """

    path: Path
    findings: pl.DataFrame
    sentences: pl.DataFrame
    summary: dict[str, Any]
    figures: dict[str, Any]


def find_run(folder: Path, number: int | None = None) -> Path:
    """Find a run of an election folder, the last one unless it is named.

    A folder that check wrote to is itself a run.
    """
    if number is None and (folder / "summary.json").is_file():
        return folder
    runs = [one for one in (folder / "reports").glob("[0-9]*") if one.name.isdigit()]
    whole = {int(one.name): one for one in runs if (one / "summary.json").is_file()}
    if not whole:
        raise SettingError(f"{folder}: expected a run of tekseru check, found none")
    wanted = max(whole) if number is None else number
    if wanted not in whole:
        raise SettingError(
            f"{folder}: expected run {min(whole)} to {max(whole)}, got {wanted}"
        )
    return whole[wanted]


def load_run(path: Path) -> Run:
    """Read a run's folder; raise SettingError where it is not what check wrote."""
    try:
        findings = pl.read_parquet(path / "findings.parquet")
        kept = path / "sentences.parquet"
        sentences = (
            pl.read_parquet(kept) if kept.is_file() else pl.DataFrame(schema=_SENTENCES)
        )
        summary = json.loads((path / "summary.json").read_bytes())
        figures = _figures(path / "figures.json", summary) | kept_results(path)
    except (OSError, ValueError, pl.exceptions.PolarsError) as fault:
        raise SettingError(f"{path}: expected what check wrote: {fault}") from None
    return Run(path, findings, sentences, summary, figures)


def _figures(file: Path, summary: dict[str, Any]) -> dict[str, Any]:
    """Read what charts draw; of a run without it, the lists' names."""
    if file.is_file():
        return dict(json.loads(file.read_bytes()))
    names = (summary["seats"] or {"names": {}})["names"]
    return {"lists": {party: {"en": name} for party, name in names.items()}}
