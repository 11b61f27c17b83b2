"""When are two spellings the same name, and what is it the name of?

After normalisation, and then exactly. Nothing here guesses: Almaty region and Almaty
city differ by one word and are different places. `nearest` is for messages to people,
and so are the questions that a name nobody knows becomes.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.errors import SettingError
from ingest.read.values.numerals import DASHES

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Election

LONGEST_NAME = 1000  # characters; the longest labels of forms have some 250
_SHOWN = 3  # names that are suggested for one that is not known
_COMPARED = 300  # characters of a name that likeness is told by; it takes their square

_QUOTES = "«»„“”‟\"'`’‘ʼ"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SAME = str.maketrans(
    {
        **dict.fromkeys(_QUOTES, " "),
        **dict.fromkeys(DASHES, "-"),
        **dict.fromkeys(_UNSEEN),
        "ё": "е",
        "Ё": "Е",
    }
)
_NUMBER_SIGN = re.compile(r"(?:№|\bN[oº]?\b\.?|\bN(?=[0-9]))\s*(?=[0-9])")

# Letters that look alike in Latin and in Cyrillic, capitals and small ones.
_LATIN, _CYRILLIC = "ABCEHIKMOPTXaceiopxyhəƏɵƟ", "АВСЕНІКМОРТХасеіорхуһәӘөӨ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_OF_LATIN, _OF_CYRILLIC = "A-Za-zəƏɵƟ", "\u0400-\u052f"
_MIXED = re.compile(f"[{_OF_LATIN}][{_OF_CYRILLIC}]|[{_OF_CYRILLIC}][{_OF_LATIN}]")
_WORD = re.compile(f"[{_OF_LATIN}{_OF_CYRILLIC}]+")


def key(text: str) -> str:
    """Return the form of a name in which spellings are compared.

    Capitals, spaces, quotes, kinds of hyphen, the sign before a number, ё and letters
    of another script that look the same make no difference.
    """
    # Pages of one site repeat their labels, and remembering one is all its work saved.
    return _remembered(text) if len(text) <= LONGEST_NAME else _key(text)


def _key(text: str) -> str:
    text = unicodedata.normalize("NFKC", _NUMBER_SIGN.sub(" ", text))
    # Before and after: H looks like Н, h like һ.
    text = in_one_script(in_one_script(text.translate(_SAME)).casefold())
    text = re.sub(r"\s*-\s*", "-", text)
    return re.sub(r"\s+", " ", text).strip()


_remembered = lru_cache(maxsize=4096)(_key)


def in_one_script(text: str) -> str:
    """Write words of two scripts in one, where the letters of the other look the same."""
    if not _MIXED.search(text):
        return text
    return _WORD.sub(lambda found: _unmixed(found[0]), text)


def _unmixed(word: str) -> str:
    if not _MIXED.search(word):
        return word
    for table, foreign in ((_TO_CYRILLIC, _OF_LATIN), (_TO_LATIN, _OF_CYRILLIC)):
        changed = word.translate(table)
        if not re.search(f"[{foreign}]", changed):
            return changed
    return word


def nearest(name: str, known: Iterable[str], count: int = _SHOWN) -> list[str]:
    """Return the known names that look most like *name*, to suggest to a person."""
    by_key = {key(one): one for one in known}
    wanted = key(name[:_COMPARED])
    found = difflib.get_close_matches(wanted, by_key, n=count, cutoff=0.3)
    return [by_key[one] for one in found]


@dataclass(frozen=True, slots=True)
class Question:
    """A name that is not known, for a person to answer; `nearest` are ids with a name."""

    kind: str
    spelling: str
    nearest: tuple[str, ...]

    def __str__(self) -> str:
        return f"unknown {self.kind} {self.spelling[:80]!r}{self.hint}"

    @property
    def hint(self) -> str:
        """What a message says of the nearest."""
        return f"; the nearest: {', '.join(self.nearest)}" if self.nearest else ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one election's places, lists and lines.

    `ids` are by kind and normalised spelling, `spellings` by kind and spelling as it
    was declared. A kind is "region", "commission", "station", "list" or "line".
    """

    ids: Mapping[str, Mapping[str, str]]
    spellings: Mapping[str, Mapping[str, str]]

    def find(self, kind: str, spelling: str) -> str | None:
        """Return the id of what *spelling* is a name of; None if nobody said so."""
        return self.ids.get(kind, {}).get(key(spelling))

    def ask(
        self, kind: str, spelling: str, more: Mapping[str, str] | None = None
    ) -> Question:
        """Make a question of a name that is not known; *more* are further spellings."""
        known = {**self.spellings.get(kind, {}), **(more or {})}
        close: dict[str, str] = {}
        for one in nearest(spelling, known, count=2 * _SHOWN):
            close.setdefault(known[one], f"{known[one]} ({one})")
        return Question(kind, spelling, tuple(close.values())[:_SHOWN])


NO_NAMES = Names({}, {})


def election_names(
    election: "Election", answers: Iterable[tuple[str, str, str]] = ()
) -> Names:
    """Gather the names of an election, and what a person answered about others.

    Parameters
    ----------
    election
        Its regions and lists.
    answers
        Kind, spelling and id of names that the election file does not have.

    Raises
    ------
    SettingError
        If one spelling stands for two things of a kind.
    """
    declared = [
        *(("region", name, one.id) for one in election.region for name in one.names),
        *(("list", name, one.party) for one in election.list for name in one.names),
    ]
    ids: dict[str, dict[str, str]] = {}
    spellings: dict[str, dict[str, str]] = {}
    for kind, spelling, one in [*declared, *answers]:
        first = ids.setdefault(kind, {}).setdefault(key(spelling), one)
        if first != one:
            raise SettingError(
                f"{kind} {spelling!r}: expected the name of one thing, "
                f"got {first!r} and {one!r}"
            )
        spellings.setdefault(kind, {})[spelling] = one
    return Names(ids, spellings)
