"""What is shown to people, in their language: Fluent files, one a subject and language.

words = Words("ru")
words("findings-total", number=3)

Numbers are written as the language writes them, plurals chosen as it chooses them. The
files stand in `en/`, `ru/` and `kk/`; a test holds that all say the same.
"""

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

    def __call__(self, key: str, **said: Any) -> str:
        """Return a sentence with *said* filled in; KeyError if it cannot be said."""
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, faults = self._bundle.format_pattern(pattern, said)
        if faults:
            raise KeyError(f"{self.language}: {key}: {faults[0]}")
        return str(text)

    def has(self, key: str) -> bool:
        """Tell whether there is such a sentence."""
        return self._bundle.has_message(key)


@cache
def _bundle(language: str) -> FluentBundle:
    """Load the files of one language."""
    # Marks that isolate text of another direction: ours all run left to right.
    bundle = FluentBundle([_LOCALES.get(language, language)], use_isolating=False)
    folder = files(__name__) / language
    for one in sorted(folder.iterdir(), key=lambda file: file.name):
        bundle.add_resource(FluentResource(one.read_text(encoding="utf-8")))
    return bundle
