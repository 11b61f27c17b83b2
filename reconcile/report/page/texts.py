"""Says everything in every language side by side; a page shows one of them at a time.

Whatever a document, a file's name or an observer wrote is text here and stays text: it is
escaped, and letters that turn or hide others are shown as what they are not.
"""

import json
import re
from collections.abc import Callable, Sequence
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
_SHOWN_AS = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """Show what would steer or hide text as a mark of its own."""
    return _STEERING.sub(_SHOWN_AS, text)


def shown(value: Any) -> Any:
    """Clean what a template prints, but for markup that was made here."""
    return value if isinstance(value, Markup | int) else clean(str(value))


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

    def together(self, say: Callable[[Speaker], str]) -> Markup:
        """Say something in each language; once, where all say the same."""
        said = [clean(say(one)) for one in self.speakers]
        if len(set(said)) == 1:
            return escape(said[0])
        return Markup("").join(
            Markup('<span class="{0}" lang="{0}">{1}</span>').format(one.language, text)
            for one, text in zip(self.speakers, said, strict=True)
        )

    def words(self, key: str, **said: Any) -> Markup:
        """Say a sentence of the page."""
        return self.together(lambda one: one.words(key, **said))

    def number(self, value: int | None, *, signed: bool = False) -> Markup:
        """Write a number; nothing where it is not known."""
        if value is None:
            return Markup("")
        return self.together(lambda one: one.number(value, signed=signed))

    def packed(self, said: Sequence[str], line: str = "") -> Markup:
        """Say packed phrases one after the other."""
        loaded = [json.loads(one) for one in said]
        return self.together(lambda one: "; ".join(one.unpack(two, line) for two in loaded))

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
