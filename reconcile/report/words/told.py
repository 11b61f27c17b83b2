"""A run's findings with their sentences in another language."""

import json
from collections.abc import Mapping

import polars as pl

from reconcile.finding import SENTENCES
from reconcile.report.words.speaker import Speaker


def said_of(
    sentences: pl.DataFrame, finding: Mapping[str, str], speaker: Speaker
) -> dict[str, str]:
    """Say the sentences of one finding, by column."""
    own = sentences.filter(pl.col("finding") == finding["finding"])
    return {
        column: speaker.unpack(json.loads(said), finding["line"])
        for column, said in own.select("column", "said").iter_rows()
    }


def told_in(
    findings: pl.DataFrame, sentences: pl.DataFrame, speaker: Speaker
) -> pl.DataFrame:
    """Return findings with their sentences said in the speaker's language.

    Numbers, names and places stay as they are; so does a sentence that was not kept.
    """
    lines = dict(findings.select("finding", "line").iter_rows())
    said: dict[str, dict[str, str]] = {column: {} for column in SENTENCES}
    for finding, column, text in sentences.iter_rows():
        said[column][finding] = speaker.unpack(json.loads(text), lines[finding])
    return findings.with_columns(
        pl.coalesce(
            pl.col("finding").replace_strict(told, default=None, return_dtype=pl.String),
            pl.col(column),
        ).alias(column)
        for column, told in said.items()
        if told
    )
