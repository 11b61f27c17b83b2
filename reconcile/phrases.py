"""English text that remembers how it was made, so that a report can say it otherwise.

A check tells what it found in English at once: loading three languages would cost more
than the check. Its sentences remember their key and what fills them; the other languages'
patterns stand under the same keys in `reconcile/report/words/`.
"""

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Any

from reconcile.english import PATTERNS


class Phrase(str):
    """English text, its key, and what fills it: numbers, names, other phrases."""

    __slots__ = ("key", "said")

    key: str
    said: dict[str, Any]


def phrase(key: str, **said: Any) -> Phrase:
    """Say a pattern in English; `number` chooses between one and several."""
    return fill(key, pattern_of(key, said), said)


def pattern_of(key: str, said: Mapping[str, Any]) -> str:
    """Return the English pattern of a key that is no check's sentence."""
    pattern = PATTERNS[key]
    if isinstance(pattern, str):
        return pattern
    one, several = pattern
    return one if said["number"] == 1 else several


def fill(key: str, pattern: str, said: Mapping[str, Any]) -> Phrase:
    """Fill a pattern; keep of *said* what the pattern names."""
    made = Phrase(pattern.format_map(said))
    made.key = key
    made.said = {name: said[name] for name in fields_of(pattern)}
    if "number" in said:
        made.said["number"] = said["number"]
    return made


@cache
def fields_of(pattern: str) -> Mapping[str, str]:
    """Return the names in a pattern, each with how its value is written."""
    return {name: spec or "" for _, name, spec, _ in Formatter().parse(pattern) if name}


def joined(key: str, phrases: list[Phrase]) -> Phrase:
    """Join phrases by a pattern of `one` and `other`."""
    whole, *rest = phrases
    for one in rest:
        whole = phrase(key, one=whole, other=one)
    return whole


def packed(text: str) -> str:
    """Write a phrase as JSON, [key, what fills it]; plain text as it is."""
    from pydantic_core import to_json  # four times as fast as json

    return to_json(_plain(text)).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, Phrase):
        return [value.key, {name: _plain(one) for name, one in value.said.items()}]
    return value


# Phrases that are kept as their English alone, in the store and in summary.json.
_KEPT = ("reason-", "bound-", "why-")


@cache
def recognised(text: str) -> str:
    """Return the phrase that kept English text was; any other text as it is."""
    for key, pattern in _kept_patterns().items():
        if found := pattern.fullmatch(text):
            said = {name: recognised(one) for name, one in found.groupdict().items()}
            return phrase(key, **said)
    return text


@cache
def _kept_patterns() -> dict[str, re.Pattern[str]]:
    return {
        key: re.compile(_any_filling(text), re.DOTALL)
        for key, text in PATTERNS.items()
        if isinstance(text, str) and key.startswith(_KEPT)
    }


def _any_filling(pattern: str) -> str:
    """Return the expression that a pattern matches, whatever fills it."""
    return "".join(
        re.escape(text) + (f"(?P<{name}>.+)" if name else "")
        for text, name, _, _ in Formatter().parse(pattern)
    )
