"""Says what a run says in English in another language: phrases, checks, numbers, times."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from string import Formatter
from typing import Any

from reconcile.checks.base import Check
from reconcile.checks.catalogue import BY_CODE
from reconcile.english import PATTERNS
from reconcile.phrases import Phrase, fields_of, packed, recognised
from reconcile.report.words import Words

_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?")
_DECIMAL = re.compile(r"\d+\.\d+")
_PLACE = re.compile(r"'[^']*'|\b(?:pages?|table|column|row|sheet|text|of|to|and|more)\b")
_SPEC = re.compile(r":[^{}]*\}")  # how a value is written, in a pattern


class Speaker:
    """Says phrases and checks in one language.

    Parameters
    ----------
    language
        One of LANGUAGES.
    names
        What lines and lists are called in that language, by the name a run has for them.
    """

    def __init__(self, language: str, names: Mapping[str, str] | None = None) -> None:
        self.language, self.words = language, Words(language)
        self.names = names or {}
        self._group, self._point = _separators(language)

    def say(self, text: str) -> str:
        """Say a phrase; text of which only the English is known stays as it is."""
        known = text if isinstance(text, Phrase) else recognised(text)
        return self.unpack(json.loads(packed(known)))

    def unpack(self, said: Any, line: str = "") -> str:
        """Say [key, what fills it]; *line* names the line that the sentence is of."""
        if not isinstance(said, list):
            return str(said)
        key, values = said
        number = values.get("number")
        whole = number if isinstance(number, int) else None
        template, specs = _template(self.language, key, whole)
        told = {
            name: self._value(name, values.get(name, ""), spec, line)
            for name, spec in specs.items()
        }
        return template.format_map(told)

    def _value(self, name: str, value: Any, spec: str, line: str) -> str:
        if isinstance(value, list):
            return self.unpack(value, line)
        if isinstance(value, int | float):
            return self._number(format(value, spec or ("," if value == int(value) else "")))
        if name == "label" and line in self.names:
            return self.names[line]
        if _TIME.fullmatch(value):
            return self.time(value)
        if _DECIMAL.fullmatch(value):
            return self._number(value)
        return self.names.get(value, str(value))

    def number(self, value: int, *, signed: bool = False) -> str:
        """Write a number as the language does."""
        return self._number(format(value, "+," if signed else ","))

    def _number(self, english: str) -> str:
        english = english.replace("-", "\N{MINUS SIGN}")
        return english.translate({ord(","): self._group, ord("."): self._point})

    def time(self, iso: str) -> str:
        """Write a day, or a moment in UTC, as the language does."""
        return _time(self.language, iso)

    def place(self, place: str) -> str:
        """Say where in a document a number stands; names of sheets stay as they are."""
        if self.language == "en":
            return place
        return _PLACE.sub(lambda found: self._place_word(found[0]), place)

    def _place_word(self, word: str) -> str:
        return word if word.startswith("'") else self.words(f"place-{word}")

    def check(self, code: str, part: str) -> str:
        """Say what a check is called (title), asks, its source, or what to rule out."""
        if self.language == "en" and part != "title":
            return str(getattr(BY_CODE[code], part.replace("-", "_")))
        return self.words(f"{code.lower()}-{part}")


def pattern(key: str) -> str | tuple[str, str]:
    """Return the English pattern of a key, a check's sentence or a part of one."""
    return PATTERNS[key] if key in PATTERNS else _check_of(key).says


def _check_of(key: str) -> Check:
    return BY_CODE[key.partition("-")[0].upper()]


@cache
def _template(language: str, key: str, number: int | None) -> tuple[str, Mapping[str, str]]:
    """Return a pattern of a language to be filled, and how each value is written."""
    english = pattern(key)
    if not isinstance(english, str):
        english = english[0 if number == 1 else 1]
    specs = fields_of(english)
    if language == "en":
        return _SPEC.sub("}", english), specs
    said: dict[str, Any] = {name: f"{{{name}}}" for name in specs}
    if number is not None and "number" in specs:
        said["number"] = number
    text = Words(language)(key, **said)
    used = {name for _, name, _, _ in Formatter().parse(text) if name}
    return text, {name: spec for name, spec in specs.items() if name in used}


@cache
def _time(language: str, iso: str) -> str:
    words = Words(language)
    when = datetime.fromisoformat(iso)
    day = words("day", day=when.date())
    if len(iso) <= len("2007-08-18"):
        return day
    clock = f"{when:%H:%M}"
    return words("moment-utc" if when.tzinfo is UTC else "moment", day=day, clock=clock)


@cache
def _separators(language: str) -> tuple[str, str]:
    """Ask the language how it parts thousands, and decimals."""
    text = Words(language)("a-number", number=1234.5)
    return text[1], text[5]
