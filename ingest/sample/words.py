"""Numbers in words, for invented protocols."""

from functools import cache

_CODES = {"ru": "ru", "kk": "kz"}  # the library's name for Kazakh is the country's


@cache
def write_words(number: int, language: str) -> str:
    """Write a whole number in words, in "ru" or "kk"."""
    from num2words import num2words

    return str(num2words(number, lang=_CODES[language]))
