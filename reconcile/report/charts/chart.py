"""What is a chart? A drawing, the sentence that reads it, and the table behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.report.words import Words

_LONGEST = 40  # letters of a name that comes from a document


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart in one language.

    `says` is the sentence that tells what is seen and what it does not say. `svg` is a
    whole drawing that may stand in a page; it is empty where there is nothing to draw,
    and `says` then tells why. `table` is what was drawn: headings, then rows, all in
    words, and not escaped.
    """

    name: str
    title: str
    says: str
    svg: str
    table: Sequence[Sequence[str]]


def nothing(name: str, words: Words) -> Chart:
    """Return a chart that says that there is nothing to draw, and why."""
    says = words(f"chart-{name}-nothing")
    return Chart(name, words(f"chart-{name}"), says, "", ())


def clean(name: str) -> str:
    """Make a name that a stranger wrote fit for a label: one line, of a bounded length."""
    kept = "".join(one if one.isprintable() else " " for one in name)
    told = " ".join(kept.split())
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"


def named(names: Mapping[str, Mapping[str, str]], key: str, words: Words) -> str:
    """Return what people call a list or region; its key where nobody says."""
    known = names.get(key, {})
    return clean(known.get(words.language) or next(filter(None, known.values()), key))


def number(value: float, words: Words, places: int = 0) -> str:
    """Write a number as the language writes it, with so many places (0 to 3)."""
    return words(f"chart-number-{places}", value=value)


def signed(value: float, words: Words, places: int = 0) -> str:
    """Write a difference with its sign."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + number(abs(value), words, places)


def percent(value: float, words: Words, places: int = 1) -> str:
    """Write a percentage."""
    return f"{number(value, words, places)} %"
