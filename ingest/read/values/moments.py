"""When is this, as commissions print a day and a time in Russian and in Kazakh?

The day comes before the month, years have four digits, and day and hour must be those
of the calendar and the clock. A day may stand alone; an hour may not.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from ingest.read.values.numerals import DASHES, SPACES, Unread

LONGEST_CELL = 200  # characters; a longer text is more than a day and a time

_RUSSIAN = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_KAZAKH = (
    *("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым"),
    *("шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"),
)
_MONTHS = {name: at for names in (_RUSSIAN, _KAZAKH) for at, name in enumerate(names, 1)}

_DAY = r'"?\s?(?P<day>[0-9]{1,2})\s?"?'
_YEAR = r"(?P<year>[0-9]{4})"
_OF_YEAR = r"(?:\s?(?:г\.|года\b|г\b|ж\.|жыл\b|ж\b))?"
_KAZAKH_MONTH = (
    rf"(?P<month>{'|'.join(_KAZAKH)})(?:ы|і|сі)?(?:нда|нде|да|де|та|те)?\b"  # "on the"
)
_DAYS = [
    re.compile(rf"(?<![\w.:-]){pattern}(?:(?!\w)|(?=t[0-9]{{1,2}}:))")
    for pattern in (
        rf"(?P<day>[0-9]{{1,2}})\.(?P<month>[0-9]{{2}})\.{_YEAR}{_OF_YEAR}",
        rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})",
        rf"{_DAY}\s?(?P<month>{'|'.join(_RUSSIAN)})\s{_YEAR}{_OF_YEAR}",
        rf"{_DAY}\s?{_KAZAKH_MONTH}\s{_YEAR}{_OF_YEAR}",
        rf"{_YEAR}\s?(?:жылғы|жылдың|жыл|ж\.)\s?{_DAY}\s?{_KAZAKH_MONTH}",
    )
]
_HOUR, _MINUTE = r"(?P<hour>[0-9]{1,2})", r"(?P<minute>[0-9]{2})"
_HOURS = r"(?:часов|часа|час\.?|ч\.?)"
_MINUTES = r"(?:минуты|минута|минут|мин\.?|м\.?)"
_SECOND, _AT = r"(?P<second>[0-9]{2})", r"-?(?:де|да|те|та)"
_TIMES = [
    re.compile(rf"[\s,;t]{{0,3}}{pattern}(?![\w:%])")
    for pattern in (
        rf"(?:в\s|время:?\s|сағат\s|уақыты:?\s)?{_HOUR}:{_MINUTE}(?::{_SECOND})?(?:{_AT})?",
        # After a day alone "12.30" may be the next number; after "at" it is a time.
        rf"(?:в|время:?|сағат|уақыты:?)\s{_HOUR}[.-]{_MINUTE}(?:{_AT})?",
        rf"(?:в\s)?{_HOUR}\s?{_HOURS}\s?(?P<minute>[0-9]{{1,2}})\s?{_MINUTES}",
        rf"(?:сағат\s)?{_HOUR}\s?сағат\s(?P<minute>[0-9]{{1,2}})\s?минут(?:та)?",
    )
]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a day and a time, in a text: where, and when in ISO 8601 or why not."""

    start: int
    end: int
    when: str | Unread


def plain(text: str) -> str:
    """Return a text with small letters, and one kind of space, quote and dash."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    text = text.translate(_PLAIN)
    return re.sub(r"\s+", " ", text).strip(SPACES)


_PLAIN = str.maketrans({**dict.fromkeys("«»“”„", '"'), **dict.fromkeys(DASHES, "-")})


def read_moment(text: str) -> str | Unread:
    """Read a cell that says when: "2007-08-19T01:30", or "2007-08-19" if only the day."""
    if len(text) <= LONGEST_CELL:
        wanted = plain(text).rstrip(".")
        for one in find_moments(wanted):
            if (one.start, one.end) == (0, len(wanted)):
                return one.when
    return Unread("a day and a time, such as 19.08.2007 01:30")


def find_moments(text: str) -> list[Moment]:
    """Find the days of a `plain` text, each with the time that stands after it."""
    found = []
    for pattern in _DAYS:
        for day in pattern.finditer(text):
            times = (one.match(text, day.end()) for one in _TIMES)
            time = next(filter(None, times), None)
            end = time.end() if time else day.end()
            parts = day.groupdict() | (time.groupdict() if time else {})
            found.append(Moment(day.start(), end, _when(parts)))
    return sorted(found, key=lambda one: one.start)


def _when(parts: dict[str, str | None]) -> str | Unread:
    day, year, hour, minute, second = (
        int(parts.get(name) or 0) for name in ("day", "year", "hour", "minute", "second")
    )
    month = parts["month"] or ""
    month_of_year = _MONTHS.get(month) or int(month)
    try:
        # Printed without a zone: the zone is that of the place.
        when = datetime(year, month_of_year, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return Unread("a day of the calendar and an hour of the day")
    if parts.get("hour") is None:
        return when.date().isoformat()
    return when.isoformat(timespec="seconds" if parts.get("second") else "minutes")
