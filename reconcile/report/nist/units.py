"""Who states results: the stations and commissions, as units of the standard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from reconcile.table import Case

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Election

Object = dict[str, Any]

COUNTRY = "country"
# The standard's own list knows counties and states, but no commissions like these.
_KINDS = {
    "pec": {"Type": "precinct"},
    "tec": {"Type": "other", "OtherType": "territorial election commission"},
    "rec": {"Type": "other", "OtherType": "regional election commission"},
    "cec": {"Type": "country"},
}
_LANGUAGES = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True)
class Units:
    """The units by their ids, from the country down, and the ids by what names them.

    A station is named by its number and its TEC, a commission by its level and name.
    """

    objects: dict[str, Object]
    stations: Mapping[tuple[str, str], str]
    above: Mapping[tuple[str, str], str]


def typed(name: str) -> str:
    """Return the name of a class of the standard as its files write it."""
    return f"ElectionResults.{name}"


def in_languages(said: Mapping[str, str]) -> Object:
    """Return a text in each language that it is known in."""
    texts = [
        {"@type": typed("LanguageString"), "Content": text, "Language": language}
        for language, text in said.items()
        if text
    ]
    return {"@type": typed("InternationalizedText"), "Text": texts}


def names_of(one: Any) -> dict[str, str]:
    """Return the names of a list or region, by language."""
    return {language: getattr(one, language) for language in _LANGUAGES}


def make_units(case: Case, election: "Election") -> Units:
    """Make a unit of every station and commission that a register or protocol names."""
    known = _known_stations(case)
    above = {("cec", ""): COUNTRY} | {
        (level, name): f"{level}-{at}"
        for level in ("rec", "tec")
        for at, name in enumerate(_commissions(case, known, level), 1)
    }
    stations = {
        (one["station"], one["tec"]): f"pec-{at}" for at, one in enumerate(known, 1)
    }
    regions = {one.id: names_of(one) for one in election.region}
    objects = {
        unit: _unit(unit, level, name, regions.get(name, {}))
        for (level, name), unit in above.items()
    }
    for one, unit in zip(known, stations.values(), strict=True):
        said = {end: one.get(f"name_{end}") or "" for end in _LANGUAGES}
        objects[unit] = _unit(unit, "pec", one["station"], said)
    units = Units(objects, stations, above)
    _compose(known, units)
    return units


def _known_stations(case: Case) -> list[dict[str, str]]:
    """List stations in the order of their commissions, with what a register says."""
    posted = case.official.agreed.rows.select("station", "tec", "rec")
    frames = [posted] if case.register is None else [case.register, posted]
    every = pl.concat(frames, how="diagonal").unique(
        ["station", "tec"], keep="first", maintain_order=True
    )
    return every.sort("rec", "tec", "station").to_dicts()


def _commissions(case: Case, known: Sequence[Mapping[str, str]], level: str) -> list[str]:
    names = {one[level] for one in known}
    for one in case.commissions:
        own = one.agreed
        if len(own) and own.rows["level"][0] == level:
            names.update(own.column("station"))
    return sorted(names - {""})


def _unit(unit: str, level: str, name: str, said: Mapping[str, str]) -> Object:
    made: Object = {"@id": unit, "@type": typed("ReportingUnit"), **_KINDS[level]}
    if name:
        value = {"Type": "national-level", "Value": name}
        made["ExternalIdentifier"] = [{"@type": typed("ExternalIdentifier"), **value}]
    if any(said.values()):
        made["Name"] = in_languages(said)
    return made


def _compose(known: Sequence[Mapping[str, str]], units: Units) -> None:
    """Say of each commission which units are just below it, as far as that is known."""
    below: dict[str, dict[str, None]] = {}
    for one in known:
        path = [units.stations[one["station"], one["tec"]]]
        path += [units.above[level, one[level]] for level in ("tec", "rec") if one[level]]
        for lower, upper in zip(path, [*path[1:], COUNTRY], strict=True):
            below.setdefault(upper, {})[lower] = None
    for upper, mine in below.items():
        units.objects[upper]["ComposingGpUnitIds"] = list(mine)
