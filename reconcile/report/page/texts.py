"""Says everything in every language side by side; a page shows one of them at a time.

Whatever a document, a file's name or an observer wrote is text here and stays text: it is
escaped, and letters that turn or hide others are shown as what they are not.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from reconcile.report.page.facts import Facts
from reconcile.report.words import LANGUAGES
from reconcile.report.words.speaker import Speaker

# Controls, marks that turn the direction of text, invisible letters, halves of letters.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# Of a second explanation that the page tells; those below it stand in findings.csv.
LEAST_SHOWN = 0.1
_SHOWN_AS = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """Show what would steer or hide text as a mark of its own."""
    return _STEERING.sub(_SHOWN_AS, text)


def shown(value: Any) -> Any:
    """Clean what a template prints, but for markup that was made here."""
    return value if isinstance(value, Markup | int) else clean(str(value))


def _weight(said: Any) -> float:
    """Return the weight of a packed explanation; of one without any, the whole."""
    weight = said[1].get("weight", 1.0) if isinstance(said, list) else 1.0
    return float(weight)


def address(name: str) -> str:
    """Return an address that may be a link; empty for any other, and for a bare name."""
    try:
        parts = urlsplit(name)
    except ValueError:
        return ""
    safe = parts.scheme in ("http", "https") and parts.hostname
    return (
        name if safe and name.isascii() and name.isprintable() and " " not in name else ""
    )


class Texts:
    """The page's words in all languages."""

    def __init__(self, facts: Facts) -> None:
        self.speakers = [Speaker(one, facts.names.get(one)) for one in LANGUAGES]
        self._said: dict[str, Markup] = {}
        self._numbers: dict[tuple[int, bool], Markup] = {}

    def together(self, say: Callable[[Speaker], str]) -> Markup:
        """Say something in each language; once, where all say the same."""
        said = [escape(clean(say(one))) for one in self.speakers]
        if said[0] == said[1] == said[2]:
            return said[0]
        return Markup(  # noqa: S704 - each text was escaped just above
            "".join(
                f"<i lang={one.language}>{text}</i>"
                for one, text in zip(self.speakers, said, strict=True)
            )
        )

    def words(self, key: str, **said: Any) -> Markup:
        """Say a sentence of the page."""
        if said:
            return self.together(lambda one: one.words(key, **said))
        if key not in self._said:
            self._said[key] = self.together(lambda one: one.words(key))
        return self._said[key]

    def number(self, value: int | None, *, signed: bool = False) -> Markup:
        """Write a number; nothing where it is not known."""
        if value is None:
            return Markup("")
        if (value, signed) not in self._numbers:
            told = self.together(lambda one: one.number(value, signed=signed))
            self._numbers[value, signed] = told
        return self._numbers[value, signed]

    def packed(self, said: str, line: str = "") -> Markup:
        """Say a packed phrase."""
        loaded = json.loads(said)
        return self.together(lambda one: one.unpack(loaded, line))

    def reasons(self, said: Mapping[str, Sequence[str]]) -> Markup:
        """Tell the likely ways to a difference, and which statement stands alone."""
        ways = [json.loads(one) for one in said["explanation"]]
        others = [json.loads(one) for one in said["explanation_2"]]
        ways += [one for one in others if _weight(one) >= LEAST_SHOWN]
        alone = [json.loads(one) for one in said["odd_one_out"]]

        def tell(one: Speaker) -> str:
            told = [("report-likely", ways, f" {one.words('report-or')} ")]
            told += [("report-alone", alone, ", ")]
            return " ".join(
                f"{one.words(key)}: {between.join(map(one.unpack, what))}."
                for key, what, between in told
                if what
            )

        return self.together(tell)

    def phrase(self, text: str) -> Markup:
        """Say a phrase, or text that is known in English only."""
        return self.together(lambda one: one.say(text))

    def name(self, key: str) -> Markup:
        """Name a line, a list or a region."""
        return self.together(lambda one: one.names.get(key, key))

    def place(self, place: str) -> Markup:
        """Say where in a document a number stands."""
        return self.together(lambda one: one.place(place))

    def check(self, code: str, part: str) -> Markup:
        """Say what a check is called, asks, its source, or what to rule out."""
        return self.together(lambda one: one.check(code, part))

    def time(self, iso: str) -> Markup:
        """Write a moment."""
        return self.together(lambda one: one.time(iso))

    def moments(self, key: str, run: int, **moments: str) -> Markup:
        """Say a sentence of a run, and of moments that are known."""

        def tell(one: Speaker) -> str:
            said = {name: one.time(iso) if iso else "" for name, iso in moments.items()}
            return one.words(key, run=f"{run}", **said)

        return self.together(tell)
