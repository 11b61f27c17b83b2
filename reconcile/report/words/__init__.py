"""What is shown to people, in their language: Fluent files, one a subject and language.

words = Words("ru")
words("findings-total", number=3)

Numbers are written as the language writes them, plurals chosen as it chooses them. The
files stand in `en/`, `ru/` and `kk/`; a test holds that all say the same.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
_LOCALES = {"en": "en-GB"}  # days before months; the others write as they do everywhere


class Words:
    """The sentences of one language.

    Parameters
    ----------
    language
        One of LANGUAGES.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._bundle = _bundle(language)
        self._sources = _sources(language)
        self._plain = _plain(language)

    def __call__(self, key: str, **said: Any) -> str:
        """Return a sentence with *said* filled in; KeyError if it cannot be said."""
        if not said and key in self._plain:
            return self._plain[key]
        if not self._bundle.has_message(key):
            self._bundle.add_resource(FluentResource(self._sources[key]))
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, faults = self._bundle.format_pattern(pattern, said)
        if faults:
            raise KeyError(f"{self.language}: {key}: {faults[0]}")
        if not said:
            self._plain[key] = str(text)
        return str(text)

    def has(self, key: str) -> bool:
        """Tell whether there is such a sentence."""
        return key in self._sources


@cache
def _bundle(language: str) -> FluentBundle:
    """Return what says the sentences of a language, and knows those said before."""
    # Marks that isolate text of another direction: ours all run left to right.
    return FluentBundle([_LOCALES.get(language, language)], use_isolating=False)


@cache
def _plain(_language: str) -> dict[str, str]:
    """Return the sentences of a language that were said with nothing filled in, by key."""
    return {}


_MESSAGE = re.compile(r"^([a-zA-Z][\w-]*) *=.*(?:\n(?:[ \t}].*)?$)*", re.MULTILINE)


@cache
def _sources(language: str) -> dict[str, str]:
    """Return the source of each sentence of a language.

    Parsing all of them takes longer than making a page: each is parsed when it is said.
    """
    folder = files(__name__) / language
    return {
        found[1]: found[0]
        for one in sorted(folder.iterdir(), key=lambda file: file.name)
        for found in _MESSAGE.finditer(one.read_text(encoding="utf-8"))
    }
