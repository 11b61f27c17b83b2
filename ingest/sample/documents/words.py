"""Write numbers in words, as a protocol of the invented election prints them."""

from functools import cache

from num2words import num2words

_LANGUAGES = {"ru": "ru", "kk": "kz"}  # the library calls Kazakh by its country


@cache  # the same few numbers stand on most protocols
def write_words(number: int, language: str) -> str:
    """Write *number* in words of "ru" or "kk"."""
    return str(num2words(number, lang=_LANGUAGES[language]))
