"""What does the text of a protocol say around its numbers: when, by whom, under what seal?

Only what the text states is taken: a caption that marks where a signature or a seal
belongs, such as "(подпись)", does not say that there is one, and what is not mentioned
is None. Where a text states two different things, the reason stands in the answer's
place. Sentences are Russian and Kazakh ones; each is listed beside its pattern.
"""

import re
from dataclasses import dataclass
from typing import TypeVar

from ingest.read.values.moments import find_moments, plain
from ingest.read.values.numerals import Unread

LONGEST_TEXT = 1_000_000  # characters; a protocol's text has some thousand
_NEAR = 80  # characters beside a day that its words of signing must be in

# Words after which the moment of signing stands.
_BEFORE_MOMENT = re.compile(
    r"(?:дата и время (?:подписания|составления)(?: протокола)?|дата подписания|"
    r"протокол (?:подписан|составлен)|подписан|"
    r"қол қойылған (?:күні мен уақыты|күні|уақыты)|"
    r"хаттамаға қол қойылды|хаттама (?:жасалды|толтырылды))[\s:,-]{0,4}$"
)
# Words before which it stands.
_AFTER_MOMENT = re.compile(
    r"[\s,]{0,3}(?:(?:протокол )?подписан\b|(?:хаттамаға )?қол (?:қойылды|қойылған)\b)"
    r'(?![\s:,-]{0,4}["0-9])'  # else they are the words of another moment
)

# A word that a signature is there, or is not, beside each name.
_SIGNED = re.compile(
    r"подпись (?:есть|имеется|поставлена)\b|[(/]подписано[)/]|"
    r"қолы (?:бар|қойылған)\b|[(/]қол қойылған[)/]"
)
_UNSIGNED = re.compile(
    r"подпис[ьи] (?:нет|отсутствует|не поставлена)\b|[(/]не подписано[)/]|"
    r"қолы (?:жоқ|қойылмаған)\b|[(/]қол қойылмаған[)/]"
)
_END = r"(?![0-9]|[.,][0-9])"
_N, _M = rf"(?P<signatures>[0-9]{{1,2}}){_END}", rf"(?P<members>[0-9]{{1,2}}){_END}"
_IS = r"\s?[:-]?\s?"
# How many signed, and how many members there are.
_STATED = [
    re.compile(pattern)
    for pattern in (
        rf"(?<!\w)(?:число |количество )?подписей{_IS}{_N}(?: из {_M})?",
        rf"(?<!\w)подписал[аио]?{_IS}{_N}(?: член(?:а|ов)?(?: комиссии)?)?(?: из {_M})?",
        rf"(?<!\w)(?:число |количество )?членов комиссии{_IS}{_M}",
        rf"(?<!\w)(?:қойылған )?қол(?:дар|дардың)? саны{_IS}{_N}",
        rf"(?<!\w){_M} мүшеден {_N} (?:мүше )?қол қой(?:ды|ған)\b",
        rf"(?<!\w)комиссия мүшелерінің саны{_IS}{_M}",
    )
]

# What each mark says; the first of "absent" comes before the words that it contains.
_SEAL = {
    "absent": re.compile(
        r"печат[ьи] (?:нет|отсутствует|не поставлена)\b|без печати\b|"
        r"мөрі? (?:жоқ|басылмаған|қойылмаған)\b|мөрсіз\b"
    ),
    "present": re.compile(
        r"печать (?:есть|имеется|поставлена|проставлена)\b|"
        r"(?:скреплен|заверен)[ао]? печатью\b|мөрі? (?:бар|басылған|қойылған|басылды)\b"
    ),
    "place": re.compile(
        r"(?<!\w)м\.\s?[по]\.|[(/]м\.?[по]\.?[)/]|место (?:для )?печати\b|"
        r"[(/]печать[)/]|мөр(?:дің)? орны\b|[(/]мөр[)/]"
    ),
}
_COPY = re.compile(
    r'копия верна\b|заверенная копия\b|[("/]копия[)"/]|копия №|көшірмесі дұрыс\b|'
    r'[("/]көшірме[)"/]|көшірме №'
)
_COPY_STAMP = re.compile(r"\b(?:КОПИЯ|КӨШІРМЕ)\b")  # a stamp is in capitals
_VERSION = {
    "repeated": re.compile(
        r'[("/](?:повторный|қайта|қайталама|қайта жасалған)[)"/]|'
        r"(?<!\w)повторный протокол\b|протокол повторный\b|"
        r"(?<!\w)(?:қайта (?:жасалған|толтырылған)|қайталама) хаттама"
    ),
    "corrected": re.compile(
        r'[("/](?:уточненный|исправленный|нақтыланған|түзетілген)[)"/]|'
        r"(?<!\w)(?:уточненный|исправленный) протокол\b|протокол уточненный\b|"
        r"(?<!\w)(?:нақтыланған|түзетілген) хаттама"
    ),
}

Value = TypeVar("Value", int, str)


@dataclass(frozen=True, slots=True)
class Signing:
    """What a text says of the signing of a protocol; None for what it does not say.

    signed
        When, in ISO 8601: a day, or a day and a time.
    signatures, members
        How many signed, and of how many; by a sentence that counts them, or by the
        names beside which it says whether there is a signature.
    seal
        "present", "absent", or "place" where the text only marks where a seal belongs.
    copy
        True where it is marked as a copy.
    version
        "repeated" or "corrected" where it is marked so.
    """

    signed: str | Unread | None = None
    signatures: int | Unread | None = None
    members: int | Unread | None = None
    seal: str | Unread | None = None
    copy: bool | Unread | None = None
    version: str | Unread | None = None


def read_signing(text: str) -> Signing:
    """Read what surrounds the numbers of one protocol, from the text of its page."""
    if len(text) > LONGEST_TEXT:
        long = Unread(f"a text of up to {LONGEST_TEXT:,} characters")
        return Signing(long, long, long, long, long, long)
    words = plain(text)
    signatures, members = _signatures(words)
    return Signing(
        signed=_signed(words),
        signatures=_one("number of signatures", signatures),
        members=_one("number of members", members),
        seal=_seal(words),
        copy=True if _COPY.search(words) or _COPY_STAMP.search(text) else None,
        version=_one(
            "kind of version",
            {kind for kind, mark in _VERSION.items() if mark.search(words)},
        ),
    )


def _one(what: str, stated: set[Value]) -> Value | Unread | None:
    """Return the one thing that is stated, None for none, the reason for several."""
    if len(stated) > 1:
        told = " and ".join(map(str, sorted(stated)))
        return Unread(f"one {what}; the text states {told}")
    return next(iter(stated), None)


def _signed(words: str) -> str | Unread | None:
    """Find the moment that words of signing stand before or after."""
    stated = set[str]()
    for one in find_moments(words):
        before = words[max(0, one.start - _NEAR) : one.start]
        after = words[one.end : one.end + _NEAR]
        if not _BEFORE_MOMENT.search(before) and not _AFTER_MOMENT.match(after):
            continue
        if isinstance(one.when, Unread):
            return one.when
        stated.add(one.when)
    return _one("moment of signing", stated)


def _signatures(words: str) -> tuple[set[int], set[int]]:
    """Collect every number of signatures, and of members, that the text states."""
    signatures, members = set[int](), set[int]()
    for pattern in _STATED:
        for found in pattern.finditer(words):
            groups = found.groupdict()
            signatures |= {int(groups["signatures"])} if groups.get("signatures") else set()
            members |= {int(groups["members"])} if groups.get("members") else set()
    signed, unsigned = len(_SIGNED.findall(words)), len(_UNSIGNED.findall(words))
    if signed or unsigned:
        signatures.add(signed)
        members = members or {signed + unsigned}
    return signatures, members


def _seal(words: str) -> str | Unread | None:
    said = {kind for kind, mark in _SEAL.items() if mark.search(words)}
    # A seal stands, or does not, in its place.
    return _one("word about the seal", said - {"place"} or said)
