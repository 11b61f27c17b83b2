"""TEMPORARY."""

from functools import cache


@cache
def _v():
    from num2words import num2words

    return {num2words(n, lang=l): n for l in ("ru", "kz") for n in range(40000)}


def read_words(t):
    return _v().get(t, 0)
