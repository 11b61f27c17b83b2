"""Is this string a count, and if not, why not?

A count is read one way or not at all. Digits are the ten ASCII digits; what stands
between groups of three may be a space, a no-break space (U+00A0) or a narrow one
(U+202F). A comma between groups is accepted only where the caller has proof that the
file uses it so.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LARGEST_COUNT = 2**31 - 1  # what an int32 column holds; no station has more ballots

_PLAIN = re.compile(r"[0-9]+")
_SPACED = re.compile("[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_PERCENT = re.compile("[0-9]{1,3}(?:[.,][0-9]+)?[ \u00a0]?%")
_LETTERS_LIKE_DIGITS = re.compile("[0-9OoОоЗзIlІ|]+")
SPACES = " \t\r\n\u00a0\u202f\u2009\ufeff"


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a string is not a count."""

    reason: str


def read_count(text: str, *, commas: bool = False) -> int | Unread:
    """Read a count of voters, ballots, votes or certificates.

    Parameters
    ----------
    text
        One cell, as it stands; the caller has dealt with empty cells.
    commas
        True where the file's other cells prove the comma a thousands mark.
    """
    text = text.strip(SPACES)
    if _PLAIN.fullmatch(text) or _SPACED.fullmatch(text):
        return _bounded(re.sub("[^0-9]", "", text))
    if _COMMAS.fullmatch(text):
        return _bounded(text.replace(",", "")) if commas else Unread(_COMMA)
    return Unread(_reason(text))


_COMMA = "a count; nothing else in the file proves the comma a thousands mark"


def _bounded(digits: str) -> int | Unread:
    # Comparing lengths first: int() of a hostile million digits would take seconds.
    if len(digits.lstrip("0")) > 10 or int(digits) > LARGEST_COUNT:
        return Unread(f"a count up to {LARGEST_COUNT:,}")
    return int(digits)


def _reason(text: str) -> str:
    if re.fullmatch(r"[-\u2212\u2013][0-9]+", text):
        return "a count, which is never negative"
    if re.fullmatch(r"[0-9]*[.,][0-9]+", text):
        return "a whole number"
    if _LETTERS_LIKE_DIGITS.fullmatch(text) and re.search("[0-9]", text):
        return "a count; there is a letter among the digits"
    if text.isdigit():
        return "a count in the digits 0 to 9"
    return "a count"


def split_percent(text: str) -> tuple[str, str]:
    """Split a cell that prints a percentage under its count.

    Returns the count's text and the percentage's, the latter empty if there is none.
    """
    parts = [part.strip(SPACES) for part in text.strip(SPACES).split("\n")]
    parts = [part for part in parts if part]
    if len(parts) == 2 and _PERCENT.fullmatch(parts[1]):
        return parts[0], parts[1]
    return text.strip(SPACES), ""


def proves_commas(texts: Iterable[str]) -> bool:
    """Tell whether cells of one file prove the comma a thousands mark.

    Proof is a number with two marks, or at least two different numbers with one mark
    in a file that writes no number of four or more digits without it. One cell that
    uses the comma in any other way undoes it.
    """
    marked, bare = set(), False
    for text in texts:
        cell = text.strip(SPACES)
        if "," in cell:
            if not _COMMAS.fullmatch(cell):
                return False
            marked.add(cell)
        elif _PLAIN.fullmatch(cell) and len(cell) > 3:
            bare = True
    if any(text.count(",") > 1 for text in marked):
        return True
    return len(marked) > 1 and not bare
