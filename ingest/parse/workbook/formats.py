"""What a spreadsheet's number looks like to its reader: a date, zeros in front, or plain.

A spreadsheet keeps dates as numbers of days, and only the cell's format tells them from
counts; a station's number may be a plain 123 that is shown as 00123.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

# Formats that have no code in the file because every program knows them (ECMA-376,
# part 1, 18.8.30): dates and times.
_KNOWN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_LETTERS = re.compile("[ymdhs]")
_ZEROS = re.compile("0{2,20}")
_DIGITS = re.compile("-?[0-9]{1,15}")  # a spreadsheet keeps 15 digits exactly
_FLOAT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[Ee][+-]?[0-9]{1,3})?")
_LAST_DAY = 2_958_465  # 31 December 9999, the last day a spreadsheet knows
_FALSE_LEAP_DAY = 60  # 29 February 1900, which was none


@dataclass(frozen=True, slots=True)
class Format:
    """How a cell's number is shown."""

    date: bool = False
    zeros: int = 0


PLAIN = Format()


def read_format(number: int, code: str) -> Format:
    """Tell what a number format shows, by its number and, if it has one, its code."""
    if not code:
        return Format(date=True) if number in _KNOWN_DATES else PLAIN
    if _ZEROS.fullmatch(code):
        return Format(zeros=len(code))
    shown = _NOT_SHOWN.sub("", code.split(";", 1)[0])
    if _ELAPSED.search(code) or _DATE_LETTERS.search(shown.lower().replace("general", "")):
        return Format(date=True)
    return PLAIN


def show_number(text: str, how: Format, days_from_1904: bool) -> str:
    """Write a stored number as its reader sees it, as far as that matters here."""
    if how.date:
        return _show_date(text, days_from_1904)
    if not _DIGITS.fullmatch(text) and _FLOAT.fullmatch(text):
        number = float(text)
        # 1234.0 and 1.234E3 are the count 1234; what is no whole number stays as it is.
        text = str(int(number)) if number.is_integer() and abs(number) < 1e15 else text
    return text.zfill(how.zeros) if how.zeros else text


def _show_date(text: str, days_from_1904: bool) -> str:
    if not _FLOAT.fullmatch(text) or not 0 <= float(text) <= _LAST_DAY:
        return text
    days, first = float(text), datetime(1904, 1, 1)  # noqa: DTZ001  # a date as printed
    if not days_from_1904:
        first = datetime(1899, 12, 30)  # noqa: DTZ001  # a date as printed
        days += days < _FALSE_LEAP_DAY
    moment = first + timedelta(seconds=round(days * 86_400))
    return str(moment).removesuffix(" 00:00:00")
