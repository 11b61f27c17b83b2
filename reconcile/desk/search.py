"""Which stations does somebody mean who types a number, a name or an address?

Every word that was typed must stand in what is known of a station. Letters that a
keyboard may lack stand for their neighbours, so that "кызылорда" finds Қызылорда: this
finds pages for people, and never decides what a document means.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ingest.alike import all_differ

if TYPE_CHECKING:
    from ingest.facts.elections import Region

MOST_SHOWN = 50
_LONGEST = 100  # characters that are looked at
_ALIKE = str.maketrans("ёәғқңөұүһі", "еагкноуухи")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Station:
    """A station as the register and the protocols know it; `names` is by language.

    `under` is its commission where that is needed to name it: where numbers begin anew
    under each. Elsewhere it is empty.
    """

    station: str
    under: str
    tec: str
    rec: str
    region: Mapping[str, str]
    names: Mapping[str, str]
    is_posted: bool

    def name(self, language: str) -> str:
        """Return its name or address in a language, else in any."""
        return self.names.get(language) or next(iter(self.names.values()), "")

    def region_name(self, language: str) -> str:
        """Return the name of its region, else the region's id."""
        return self.region.get(language) or self.rec


class Stations:
    """All stations of an election."""

    def __init__(self, every: Sequence[Station]) -> None:
        self.every = every
        self._by_key = {(one.station, one.under): one for one in every}
        self._known = [f" {' '.join(_words(one))} " for one in every]

    def find(self, station: str, under: str) -> Station | None:
        """Return the station of a number, under a commission where that is needed."""
        return self._by_key.get((station, under))

    def search(self, typed: str) -> list[Station]:
        """Return the stations that are meant, those first whose number it is."""
        words = _fold(typed[:_LONGEST])
        if not words:
            return []
        wanted = [f" {one}" for one in words]
        found = [
            station
            for station, known in zip(self.every, self._known, strict=True)
            if all(one in known for one in wanted)
        ]
        return sorted(found, key=lambda one: _bare(one.station) not in words)


def _words(one: Station) -> Iterator[str]:
    """Yield all words that a station is known by."""
    texts = [one.station, _bare(one.station), one.tec, _bare(one.tec), one.rec]
    for text in (*texts, *one.region.values(), *one.names.values()):
        yield from _fold(text)


def _fold(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return _WORD.findall(text.casefold().translate(_ALIKE))


def _bare(number: str) -> str:
    """Return a number as people say it: without what stands before its digits."""
    digits = re.sub(r"^\D*0*", "", number)
    return digits.casefold() or number.casefold()


def list_stations(
    official: pl.DataFrame, register: pl.DataFrame | None, regions: "Sequence[Region]"
) -> Stations:
    """Put together every station that the register or a protocol names."""
    names = {one.id: {"en": one.en, "ru": one.ru, "kk": one.kk} for one in regions}
    digits = official.filter(pl.col("statement") == "")
    posted = digits.select("station", "tec", "rec").unique(maintain_order=True)
    leading = posted if register is None else register
    repeat = not all_differ(leading["station"])
    there = {(one[0], one[1] if repeat else "") for one in posted.iter_rows()}
    found: dict[tuple[str, str], Station] = {}
    rows = [] if register is None else register.select(_REGISTERED).iter_rows()
    for station, tec, rec, *said in (*rows, *posted.iter_rows()):
        key = (station, tec if repeat else "")
        own = {one: name for one, name in zip(_LANGUAGES, said, strict=False) if name}
        known = Station(*key, tec, rec, names.get(rec, {}), own, key in there)
        found.setdefault(key, known)
    return Stations([found[key] for key in sorted(found)])


_LANGUAGES = ("en", "ru", "kk")
_REGISTERED = ("station", "tec", "rec", "name_en", "name_ru", "name_kk")
