"""A territorial commission's table of all its stations: what stands in it.

As commissions print them: a heading of several rows with merged cells, percentages
beside the votes, subtotals in between. How it becomes a page or a spreadsheet stands in
`standin` and `spreadsheet`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.sample.documents.blank import NOTICE
from ingest.sample.posting import Posting

SUBTOTAL_EVERY = 20  # stations

_WORDS = {
    "ru": {
        "title": "Таблица результатов голосования по участкам, комиссия {}",
        "number": "№ п/п",
        "station": "Избирательный участок",
        "name": "Участок № {}",
        "votes": "Голоса, поданные за партийные списки",
        "count": "число",
        "subtotal": "Итого {}-{}",
        "total": "Всего",
    },
    "kk": {
        "title": "Учаскелер бойынша дауыс беру қорытындыларының кестесі, комиссия {}",
        "number": "Р/с №",
        "station": "Сайлау учаскесі",
        "name": "Учаске № {}",
        "votes": "Партиялық тізімдер үшін берілген дауыстар",
        "count": "саны",
        "subtotal": "Жиыны {}-{}",
        "total": "Барлығы",
    },
}


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of the heading, and over how many columns and rows it goes."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TecTable:
    """A table: lines above it, a heading of three rows, and rows of one width."""

    language: str
    above: Sequence[str]
    heading: Sequence[Sequence[Head]]
    rows: Sequence[Sequence[str | int]]


def make_table(
    posting: Posting, tec: str, stations: Sequence[str], language: str
) -> TecTable:
    """Make the table of a commission's stations in a language."""
    words = _WORDS[language]
    return TecTable(
        language,
        [NOTICE[language], words["title"].format(tec)],
        _heading(posting, words, language),
        list(_rows(posting, stations, words)),
    )


def _heading(posting: Posting, words: dict[str, str], language: str) -> list[list[Head]]:
    lines = posting.country.form.lines
    labels = [line.kk if language == "kk" else line.ru for line in lines]
    lists = [label for line, label in zip(lines, labels, strict=True) if line.party]
    others = [label for line, label in zip(lines, labels, strict=True) if not line.party]
    single = [words["number"], words["station"], *others]
    return [
        [*(Head(text, rows=3) for text in single), Head(words["votes"], 2 * len(lists))],
        [Head(text, columns=2) for text in lists],
        [Head(text) for _ in lists for text in (words["count"], "%")],
    ]


def _rows(
    posting: Posting, stations: Sequence[str], words: dict[str, str]
) -> Iterator[list[str | int]]:
    counts = [posting.tables[station] for station in stations]
    for at, station in enumerate(stations, 1):
        yield [at, words["name"].format(station), *_cells(posting, counts[at - 1])]
        if at % SUBTOTAL_EVERY == 0:
            first = at - SUBTOTAL_EVERY
            together = _sum(counts[first:at])
            yield ["", words["subtotal"].format(first + 1, at), *_cells(posting, together)]
    yield ["", words["total"], *_cells(posting, _sum(counts))]


def _sum(counts: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*counts, strict=True)]


def _cells(posting: Posting, counts: Sequence[int]) -> Iterator[str | int]:
    """Write a protocol's counts, each list's with its share of the valid votes."""
    valid = counts[posting.line("valid")]
    for line, count in zip(posting.country.form.lines, counts, strict=True):
        yield count
        if line.party:
            hundredths = (20_000 * count + valid) // (2 * valid) if valid else 0
            yield f"{hundredths // 100},{hundredths % 100:02}"
