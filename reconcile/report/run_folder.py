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
    known in English only, and `figures`, which charts draw, are empty too; results of a
    sample that were kept beside the run are among them. `changes` are empty unless a run
    was recorded: they say what is different since the run before.
    """

    path: Path
    findings: pl.DataFrame
    sentences: pl.DataFrame
    summary: dict[str, Any]
    figures: dict[str, Any]
    changes: dict[str, Any]


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
        sentences = load_sentences(path)
        summary = json.loads((path / "summary.json").read_bytes())
        figures = _beside(path / "figures.json") | kept_results(path)
        changes = _beside(path / "changes.json")
    except (OSError, ValueError, pl.exceptions.PolarsError) as fault:
        raise SettingError(f"{path}: expected what check wrote: {fault}") from None
    return Run(path, findings, sentences, summary, figures, changes)


def load_sentences(path: Path) -> pl.DataFrame:
    """Read what a run's sentences are made of; empty where that was not kept."""
    kept = path / "sentences.parquet"
    return pl.read_parquet(kept) if kept.is_file() else pl.DataFrame(schema=_SENTENCES)


def _beside(file: Path) -> dict[str, Any]:
    """Read a file that not every run has."""
    return dict(json.loads(file.read_bytes())) if file.is_file() else {}
