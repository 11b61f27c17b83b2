"""What is told of one finding, in one language: sentences, numbers, rule, what to rule out.

Everything was worked out by the checks; here it is only said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from reconcile.desk.shown import Shown
from reconcile.report.evidence.assemble import rule_of
from reconcile.report.evidence.numbers import own_numbers, stated_numbers
from reconcile.report.words.speaker import Speaker
from reconcile.report.words.told import said_of, told_in

Row = dict[str, Any]
_COMPARED = ("official", "copy", "expected")


@dataclass(frozen=True, slots=True)
class Told:
    """A finding's row with its sentences in the visitor's language, and what is beside.

    `compared` are its numbers by the words for them; `numbers` those at its places and
    whatever else states its line; `rule` the form's own words.
    """

    row: Row
    title: str
    asks: str
    source: str
    rule_out: str
    rule: Sequence[str]
    compared: Sequence[tuple[str, int]]
    numbers: Sequence[Mapping[str, Any]]
    line: str
    beneficiary: str
    region: str


def speaker_of(shown: Shown, language: str) -> Speaker:
    """Return who says things in a language, with the election's own names."""
    return Speaker(language, shown.facts.names.get(language))


def say_rows(shown: Shown, rows: pl.DataFrame, speaker: Speaker) -> list[Row]:
    """Return rows with their sentences in a language, as far as the run kept them."""
    if shown.run is None or speaker.language == "en":
        return rows.to_dicts()
    kept = shown.run.sentences
    mine = kept.filter(pl.col("finding").is_in(rows["finding"].to_list()))
    return told_in(rows, mine, speaker).to_dicts()


def tell(shown: Shown, row: Row, speaker: Speaker) -> Told:
    """Put together what is told of a finding."""
    said = said_of(shown.run.sentences, row, speaker) if shown.run else {}
    whole = row | (said if speaker.language != "en" else {})
    code = row["code"]
    return Told(
        row=whole,
        title=speaker.check(code, "title"),
        asks=speaker.check(code, "asks"),
        source=speaker.check(code, "source"),
        rule_out=speaker.check(code, "rule-out"),
        rule=list(rule_of(shown.forms, row)),
        compared=[
            (_name(code, one, speaker), row[one])
            for one in _COMPARED
            if row[one] is not None
        ],
        numbers=_numbers(shown, row, speaker),
        line=speaker.names.get(row["line"], row["line"]),
        beneficiary=speaker.names.get(row["beneficiary"], row["beneficiary"]),
        region=speaker.names.get(row["rec"], row["rec"]),
    )


def _name(code: str, number: str, speaker: Speaker) -> str:
    """Say what a number is: as the report's tables of the check do, else in general."""
    own = f"{'official' if number == 'official' else 'beside'}-{code}"
    return speaker.words(own if speaker.words.has(own) else f"explain-{number}")


def _numbers(shown: Shown, row: Row, speaker: Speaker) -> list[Mapping[str, Any]]:
    """List the numbers at a finding's places, then what else states its line, each once."""
    every = [*own_numbers(shown.tables, row), *stated_numbers(shown.tables, row)]
    known: dict[tuple[str, str], dict[str, Any]] = {}
    for one in every:
        known.setdefault((one["document"], one["place"]), one)
    return [
        one
        | {
            "label": speaker.names.get(one["line"], one["line"]),
            "said_place": speaker.place(one["place"]),
            "is_posted": one["document"] in shown.posted,
        }
        for one in known.values()
    ]
