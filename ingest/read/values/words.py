"""Which number do these words say, in Russian or in Kazakh?

Words are added up, and the sum is believed only if, written out again, it is those very
words: in one grammatical case of Russian throughout, or in Kazakh with an ending on the
last word at most. So a word that is left out, doubled or out of its order is refused
unless what is left is itself a number. How the forms of each number are made stands in
`declension`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.read.values.declension import (
    KAZAKH_NUMBERS,
    RUSSIAN_NUMBERS,
    Forms,
    spell_kazakh,
    spell_russian,
)
from ingest.read.values.names import in_one_script
from ingest.read.values.numerals import DASHES, SPACES, Unread

LONGEST_TEXT = 400  # characters; the longest number below a milliard takes some 150
_AROUND = SPACES + "()[]«»“”„\"'.,;:"
_HYPHEN = re.compile(rf"(?<=\w)[{DASHES}]\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class _Language:
    """A language's words for numbers.

    `values` says which number a word is a form of; `ones` which word for one is left
    out before a word that multiplies. `spell` yields the ways to write a number out,
    each as the forms that may stand at each place.
    """

    values: Mapping[str, int]
    ones: Mapping[str, str]
    multiplies: int
    nouns: Forms
    spell: Callable[[int], Iterable[Sequence[Forms]]]


# What is counted may stand after its number.
_RUSSIAN_NOUNS = """
голос голоса голосов человек человека избиратель избирателя избирателей
бюллетень бюллетеня бюллетеней избирательный избирательных
удостоверение удостоверения удостоверений открепительное открепительных
"""
_KAZAKH_NOUNS = "дауыс сайлаушы адам дана сайлау бюллетень бюллетені куәлік куәлігі"


def _values(numbers: Mapping[int, Iterable[str]]) -> dict[str, int]:
    return {form: number for number, forms in numbers.items() for form in forms}


_RUSSIAN = _Language(
    values=_values(RUSSIAN_NUMBERS),
    ones={"тысяча": "одна", "тысячу": "одну", "миллион": "один"},
    multiplies=1000,
    nouns=frozenset(_RUSSIAN_NOUNS.split()),
    spell=spell_russian,
)
_KAZAKH = _Language(
    values=_values(KAZAKH_NUMBERS),
    ones={form: "бір" for of in (100, 1000, 10**6) for form in KAZAKH_NUMBERS[of]},
    multiplies=100,
    nouns=frozenset(_KAZAKH_NOUNS.split()),
    spell=spell_kazakh,
)


def read_words(text: str) -> int | Unread:
    """Read a number that is written in words of one language, 0 to 999,999,999.

    Capitals, brackets around it, hyphens, line breaks and the name of what is counted
    after it ("голосов", "дауыс") do not matter; anything else is refused.
    """
    if len(text) > LONGEST_TEXT:
        return Unread(f"a number in words of up to {LONGEST_TEXT} characters")
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    got, meant = _read_one(_split(text)), _read_one(_split(in_one_script(text)))
    if isinstance(got, Unread) and not isinstance(meant, Unread):
        foreign = "a number in words; some letters are Latin ones that look Cyrillic"
        return Unread(f"{foreign}; perhaps {meant} is meant", meant)
    return got


def _split(text: str) -> list[str]:
    text = text.casefold().replace("ё", "е").strip(_AROUND)
    words = []
    for word in _HYPHEN.sub("-", text).split():
        parts = word.split("-")
        whole = "".join(parts)  # a word that a line's end has cut in two
        known = whole in _RUSSIAN.values or whole in _KAZAKH.values
        words += [whole] if known else parts
    return words


def _read_one(words: Sequence[str]) -> int | Unread:
    """Read words of one language, whichever it is."""
    for language in (_RUSSIAN, _KAZAKH):
        own = _without_nouns(words, language)
        if own and all(word in language.values for word in own):
            return _read(own, language)
    return Unread(_reason(words))


def _without_nouns(words: Sequence[str], language: _Language) -> Sequence[str]:
    while words and words[-1] in language.nouns:
        words = words[:-1]
    return words


def _read(words: Sequence[str], language: _Language) -> int | Unread:
    """Add the words up, and see whether they are how that sum is written."""
    full = _with_ones(words, language)
    number = _add_up(full, language)
    for places in language.spell(number) if number < 10**9 else ():
        if len(full) == len(places) and all(map(_stands, full, places)):
            return number
    return Unread("a number in words; these do not stand together as in one")


def _stands(word: str, forms: Forms) -> bool:
    return word in forms


def _with_ones(words: Sequence[str], language: _Language) -> list[str]:
    """Put in the word for one where a number may leave it out: тысяча, жүз, мың."""
    full: list[str] = []
    for word in words:
        first = not full or language.values[full[-1]] >= 1000
        if first and word in language.ones:
            full.append(language.ones[word])
        full.append(word)
    return full


def _add_up(words: Sequence[str], language: _Language) -> int:
    total = group = 0
    for word in words:
        value = language.values[word]
        if value >= 1000:
            total, group = total + group * value, 0
        elif value >= language.multiplies:
            group *= value
        else:
            group += value
    return total + group


def _reason(words: Sequence[str]) -> str:
    """Name the first word that is none of a number."""
    for word in words:
        if word not in _RUSSIAN.values and word not in _KAZAKH.values:
            return f"a number in words; {word[:30]!r} is no word of one"
    return "a number in words of one language" if words else "a number in words"
