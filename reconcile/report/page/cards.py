"""Findings put together as people read them: by check, by region, by protocol."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reconcile.finding import SENTENCES
from reconcile.phrases import packed
from reconcile.report.run_folder import Run

Row = Mapping[str, Any]  # a finding, by its columns

# Where findings of a check are lines of a table: what stands beside the official number.
BESIDE = {
    **dict.fromkeys(("C201", "C202", "C203", "C204"), "copy"),
    **dict.fromkeys(("C206", "C301", "C302", "C303"), "expected"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a finding: its name or address, its digest, and the places in it."""

    name: str
    sha256: str
    place: str


@dataclass(frozen=True, slots=True)
class Card:
    """The findings of one check at one protocol, beside one other statement of it.

    `said` holds the packed sentences of each column, alike ones once.
    """

    rows: Sequence[Row]
    said: Mapping[str, Sequence[str]]
    documents: Sequence[Document]

    @property
    def first(self) -> Row:
        """The heaviest finding, whose place is that of all."""
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class Region:
    """The findings of one check in one region; its name is empty for the whole election."""

    name: str
    cards: Sequence[Card]

    @property
    def findings(self) -> int:
        """How many findings it has."""
        return sum(len(one.rows) for one in self.cards)


@dataclass(frozen=True, slots=True)
class Kind:
    """The findings of one check; `beside` is the column compared, if it compares lines."""

    code: str
    beside: str
    severities: Mapping[str, int]
    votes: int
    regions: Sequence[Region]

    @property
    def findings(self) -> int:
        """How many findings it has."""
        return sum(self.severities.values())


def kinds(run: Run) -> list[Kind]:
    """Put a run's findings together, in the order of their checks and regions."""
    said: dict[str, dict[str, str]] = {}
    for finding, column, text in run.sentences.iter_rows():
        said.setdefault(finding, {})[column] = text
    names = {one["sha256"]: one["name"] for one in run.summary["inputs"]}
    rows = sorted(run.findings.iter_rows(named=True), key=lambda one: one["code"])
    return [
        _kind(code, list(mine), said, names)
        for code, mine in groupby(rows, key=lambda one: str(one["code"]))
    ]


def _kind(
    code: str,
    rows: list[Row],
    said: Mapping[str, Mapping[str, str]],
    names: Mapping[str, str],
) -> Kind:
    severities: dict[str, int] = {}
    for one in rows:
        severities[one["severity"]] = severities.get(one["severity"], 0) + 1
    by_region: dict[str, list[Row]] = {}
    for one in rows:
        by_region.setdefault(one["rec"], []).append(one)
    regions = [
        Region(name, list(_cards(mine, said, names)))
        for name, mine in sorted(by_region.items())
    ]
    votes = sum(one["votes_affected"] for one in rows)
    return Kind(code, BESIDE.get(code, ""), severities, votes, regions)


def _cards(
    rows: Sequence[Row],
    said: Mapping[str, Mapping[str, str]],
    names: Mapping[str, str],
) -> Iterator[Card]:
    """Put findings of one protocol and the same other document together, in their order."""
    together: dict[tuple[Any, ...], list[Row]] = {}
    for one in rows:
        together.setdefault(_statement(one), []).append(one)
    for mine in together.values():
        yield Card(mine, _sentences(mine, said), list(_documents(mine, names)))


_ONE = ("severity", "tec", "station", "channel", "document", "copy_document")


def _statement(one: Row) -> tuple[Any, ...]:
    """Tell which findings are of one protocol; copies in one file stand in own rows."""
    of_copy = str(one["copy_place"]).partition(",")[0] if one["copy_document"] else ""
    return (*(one[key] for key in _ONE), of_copy)


def _sentences(
    rows: Sequence[Row], said: Mapping[str, Mapping[str, str]]
) -> dict[str, list[str]]:
    told: dict[str, dict[str, None]] = {column: {} for column in SENTENCES}
    for one in rows:
        own = said.get(one["finding"], {})
        for column in SENTENCES:
            text = own.get(column) or (packed(one[column]) if one[column] else "")
            if text and not (column == "message" and BESIDE.get(one["code"])):
                told[column][text] = None
    return {column: list(texts) for column, texts in told.items()}


def _documents(rows: Sequence[Row], names: Mapping[str, str]) -> Iterator[Document]:
    for document, place in (("document", "place"), ("copy_document", "copy_place")):
        sha256 = rows[0][document]
        if sha256:
            places = [one[place].removesuffix(f", column {one['line']}") for one in rows]
            name = names.get(sha256, "")
            yield Document(name, sha256, _shortened(list(dict.fromkeys(places))))


def _shortened(places: Sequence[str]) -> str:
    """Name several places in one document; what they have in common once."""
    first, *others = places
    base, comma, last = first.rpartition(", ")
    word, space, number = last.partition(" ")
    common = f"{base}{comma}{word}{space}"
    numbers = [number, *(one.removeprefix(common) for one in others)]
    if all(one.isdecimal() for one in numbers):
        return common + ", ".join(numbers)
    return "; ".join([first, *(one.removeprefix(f"{base}{comma}") for one in others)])
