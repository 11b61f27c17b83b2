"""Is this string a count, and if not, why not?

A count is read one way or not at all. Digits are the ten ASCII digits; what stands
between groups of three may be a space of any width, never a line break. A comma between
groups is accepted only where the caller has proof that the file uses it so. A letter
that looks like a digit is never read as one: the reason names it, its place and the
count that may be meant, and a person decides. `read_cell` tells a count from the
percentage or the mark of a note that stands beside it in one cell.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LARGEST_COUNT = 2**31 - 1  # what an int32 column holds; no station has more ballots
LONGEST_CELL = 200  # characters; a longer text is no count with something beside it

_MARKS = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # spaces between groups, as a class
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# What is stripped from both ends of a cell: every space, and what nobody sees.
SPACES = (
    " \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000" + _UNSEEN
)
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"

_PLAIN = re.compile(r"[0-9]+")
_SPACED = re.compile(f"[0-9]{{1,3}}(?:[{_MARKS}][0-9]{{3}})+")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_DASH = re.compile(f"[{DASHES}]{{1,3}}")
_NEGATIVE = re.compile(f"[{DASHES}][{_MARKS}]?[0-9]+")
_NAMED = re.compile(r"(?:№|N[oº]?\.?)\s*[0-9]+")
_PERCENT = r"[0-9]{1,3}(?:[.,][0-9]+)?[ \u00a0]?%"
# On the line of its count a percentage above 100 could be the count's last group.
_WITHIN_100 = r"(?:100(?:[.,]0+)?|[1-9]?[0-9](?:[.,][0-9]+)?)[ \u00a0]?%"
_BESIDE = re.compile(
    rf"([^\n]+?)(?:\s*\n\s*({_PERCENT})|\s*\(\s*({_PERCENT})\s*\)|"
    rf"(?:\s|\s?/\s?)({_WITHIN_100}))"
)
# A bracketed note is one digit after a space: "1 234)" may be a count and a slip.
_NOTE = re.compile(
    r"(.*[0-9])(?:\s?([*†‡]{1,3}|[¹²³⁴-⁹][⁰¹²³⁴-⁹]?⁾?)|\s([1-9]\)))", re.DOTALL
)
# The digits that a letter, Latin or Cyrillic, may stand for.
_LIKE = {
    letter: digits
    for letters, digits in (
        ("OoОо", "0"),
        ("IlІі|", "1"),
        ("Zz", "2"),
        ("Зз", "3"),
        ("Чч", "4"),
        ("SsЅѕ", "5"),
        ("Б", "56"),
        ("б", "6"),
        ("BВ", "8"),
    )
    for letter in letters
}


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a string is not what was expected, and what may be meant if a letter is a slip.

    `suggested` is for people; nothing is ever reckoned with it.
    """

    reason: str
    suggested: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The count of one cell, or why there is none, and what is printed beside it."""

    count: int | Unread
    percent: str = ""
    note: str = ""

    @property
    def beside(self) -> list[str]:
        """What kinds of things stand beside the count."""
        kinds = {"percentage beside a count": self.percent, "note at a count": self.note}
        return [kind for kind, text in kinds.items() if text]


def read_cell(text: str, *, commas: bool = False) -> Cell:
    """Read a cell that may have a percentage or the mark of a note beside its count."""
    count, percent, note = split_cell(text)
    return Cell(read_count(count, commas=commas), percent, note)


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
    return _like_digits(text) or Unread(_reason(text))


_COMMA = "a count; nothing else in the file proves the comma a thousands mark"


def _bounded(digits: str) -> int | Unread:
    # Comparing lengths first: int() of a hostile million digits would take seconds.
    if len(digits.lstrip("0")) > 10 or int(digits) > LARGEST_COUNT:
        return Unread(f"a count up to {LARGEST_COUNT:,}")
    return int(digits)


def _like_digits(text: str) -> Unread | None:
    """Name the first letter of a text that is a count but for letters like digits."""
    if len(text) > LONGEST_CELL:
        return None
    letters = [at for at, one in enumerate(text) if one in _LIKE]
    zeros = all(_LIKE[text[at]] == "0" for at in letters)
    if not letters or not (zeros or re.search("[0-9]", text)):
        return None
    meant = read_count("".join(_LIKE.get(one, one)[0] for one in text))
    if isinstance(meant, Unread):
        return None
    at, letter = letters[0] + 1, text[letters[0]]
    place = f"{letter} (U+{ord(letter):04X}) is character {at}"
    reason = f"a count; there is a letter among the digits: {place}"
    choices = {_LIKE[text[at]] for at in letters if len(_LIKE[text[at]]) > 1}
    if choices:
        return Unread(f"{reason} and may be {' or '.join(min(choices))}")
    return Unread(f"{reason}; perhaps {meant} is meant", meant)


def _reason(text: str) -> str:
    if is_dash(text):
        return "a count; a dash alone says that nothing is written, not that it is zero"
    if _NEGATIVE.fullmatch(text):
        return "a count, which is never negative"
    if re.fullmatch(r"[0-9]*[.,][0-9]+", text):
        return "a whole number"
    if _NAMED.fullmatch(text):
        return "a count; the sign before it says that the number is a name"
    if text.isdigit():
        return "a count in the digits 0 to 9"
    return "a count"


def is_dash(text: str) -> bool:
    """Tell whether a cell has a dash and nothing else."""
    return _DASH.fullmatch(text.strip(SPACES)) is not None


def split_cell(text: str) -> tuple[str, str, str]:
    """Split a cell into the text of its count, its percentage and its note's mark.

    The last two are empty where there is none, or where it could be part of the count.
    """
    count, percent = split_percent(text)
    found = _NOTE.fullmatch(count) if len(count) <= LONGEST_CELL else None
    if not found:
        return count, percent, ""
    return found[1], percent, found[2] or found[3]


def split_percent(text: str) -> tuple[str, str]:
    """Split a cell that prints a percentage under its count, or beside it.

    Returns the count's text and the percentage's, the latter empty if there is none.
    """
    text = text.strip(SPACES)
    found = _BESIDE.fullmatch(text) if len(text) <= LONGEST_CELL else None
    if not found:
        return text, ""
    return found[1].strip(SPACES), found[2] or found[3] or found[4]


def proves_commas(texts: Iterable[str]) -> bool:
    """Tell whether cells of one file prove the comma a thousands mark.

    Proof is a number with two marks, or at least two different numbers with one mark
    in a file that writes no number of four or more digits without it. One cell that
    uses the comma in any other way undoes it.
    """
    marked, bare = set(), False
    for text in texts:
        cell = split_cell(text)[0]
        if "," in cell:
            if not _COMMAS.fullmatch(cell):
                return False
            marked.add(cell)
        elif _PLAIN.fullmatch(cell) and len(cell) > 3:
            bare = True
    if any(text.count(",") > 1 for text in marked):
        return True
    return len(marked) > 1 and not bare
