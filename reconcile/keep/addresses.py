"""Which number stands at an address of a document, by the tables, and in whose row?

An address is what findings give: the sha256 of a document and the place in it. A place
may name several ("table 1, column 3, row 15; row 16; and 2 more"), or no line at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

import polars as pl

from ingest.protocol import KEYS, ORIGIN
from reconcile.keep.tables import Tables

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Number:
    """What the tables say stands at a place, in which line of whose row.

    `value` is None where the line is missing; `row` is the whole row of the table.
    """

    line: str
    value: int | None
    document: str
    place: str
    row: Row


class Addresses:
    """The numbers of some documents by their places."""

    def __init__(self, tables: Tables, documents: Iterable[str]) -> None:
        self._tables, self._documents = tables, sorted(set(documents))
        self._by_place: dict[str, dict[str, list[tuple[int, Row]]]] = {}

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        rows: dict[str, list[Row]] = {one: [] for one in self._documents}
        for frame in self._tables.frames.values():
            mine = frame.filter(pl.col("document").is_in(self._documents))
            for row in mine.iter_rows(named=True):
                rows[row["document"]].append(row)
        return rows

    def rows(self, document: str, place: str = "") -> list[Row]:
        """Return the rows of a document; with a place, those that it names or is in."""
        first = places_of(place)[0]
        return [
            row
            for row in self._rows.get(document, ())
            if not place or is_in(first, row["place"]) or is_in(row["place"], first)
        ]

    def numbers(self, document: str, place: str) -> list[Number]:
        """Return the numbers at the places that *place* names."""
        found = [self._number(document, one) for one in places_of(place)]
        return [one for one in found if one]

    def _number(self, document: str, place: str) -> Number | None:
        """Return the number at one place; of several rows that have it, the first's."""
        known = self._of(document)
        parts = place.split(", ")
        heads = ("", *(", ".join(parts[:end]) for end in range(1, len(parts) + 1)))
        for _, row in sorted(
            (one for head in heads for one in known.get(head, ())), key=itemgetter(0)
        ):
            for number in numbers_of(row, self._tables):
                if number.place == place:
                    return number
        return None

    def _of(self, document: str) -> dict[str, list[tuple[int, Row]]]:
        """Return the rows of a document by their own place, each with its position."""
        if document not in self._by_place:
            found: dict[str, list[tuple[int, Row]]] = {}
            for at, row in enumerate(self._rows.get(document, ())):
                found.setdefault(row["place"], []).append((at, row))
            self._by_place[document] = found
        return self._by_place[document]


def numbers_of(row: Row, tables: Tables) -> list[Number]:
    """Return all lines of a row, each with its place; those without a place are left."""
    lines = [one for one in row if one not in KEYS and one not in ORIGIN]
    parts = tables.layouts[row["layout"]]
    return [
        Number(line, row[line], row["document"], ", ".join(whole), row)
        for line, part in zip(lines, parts, strict=True)
        if (whole := [one for one in (row["place"], part) if one])
    ]


def places_of(place: str) -> list[str]:
    """Write out each of the places that a finding names together."""
    first, *rest = place.split("; ")
    base = first.rpartition(", ")[0]
    return [first, *(f"{base}, {one}" for one in rest if not one.startswith("and "))]


def is_in(place: str, whole: str) -> bool:
    """Tell whether a place is another one, or a part of it."""
    return not whole or place == whole or place.startswith(f"{whole}, ")
