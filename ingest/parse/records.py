"""From the bytes of an export (JSON, or text without headings) to columns with headings.

Where the records are and what their members are called stands in a file under
data/columns; what a heading means is decided in ingest/read. Whatever a record has beside
what the file names is kept under its own heading or listed as unused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from ingest.errors import QuarantineError
from ingest.facts.columns import Records
from ingest.parse.columns import Columns
from ingest.parse.delimited import MOST_COLUMNS, Odd, is_binary, read_delimited
from ingest.parse.encoding import decode
from ingest.parse.json_records import Found, Row, find_records, flatten, load_json, put

MOST_CELLS = 20_000_000  # records times headings; a country's stations have a million


def read_records(data: bytes, how: Records) -> Columns:
    """Read an export.

    Raises
    ------
    QuarantineError
        If the bytes are not of the kind described, or hold no records where they should.
    """
    if is_binary(data):
        raise QuarantineError("expected JSON or text, got binary data")
    text = decode(data).text
    return _read_json(text, how) if how.path else _read_text(text, how)


@dataclass
class _Sheaf:
    """Records as rows under headings, in the order in which headings first come up."""

    how: Records
    headings: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)

    def add(self, row: Row, number: int, place: str = "") -> None:
        """Take in one record, or leave it out where it is not one of these."""
        for heading, mark in self.how.marks.items():
            row[heading] = (row.get(heading) or "").removeprefix(mark) or None
        for heading, wanted in self.how.only.items():
            if (got := row.get(heading) or "") not in wanted:
                what = f"rows with {got[:40]!r} for {heading!r}: not of this kind"
                self.left[what] = self.left.get(what, 0) + 1
                return
        for heading in row:
            self.headings.setdefault(heading, len(self.headings))
        if len(self.headings) > MOST_COLUMNS:
            raise QuarantineError(f"records with more than {MOST_COLUMNS:,} members")
        if len(self.headings) * (len(self.rows) + 1) > MOST_CELLS:
            raise QuarantineError(f"records with more than {MOST_CELLS:,} members in all")
        self.rows.append(row)
        self.numbers.append(number)
        self.places.append(place)

    def columns(self, odd: Sequence[Odd], unused: Sequence[str]) -> Columns:
        """Lay the records out as columns; a member that a record lacks is null."""
        return Columns(
            place="",
            header=[*self.headings],
            columns=[
                pl.Series([row.get(one) for row in self.rows], dtype=pl.String)
                for one in self.headings
            ],
            numbers=self.numbers,
            odd=odd,
            unused=[*unused, *(f"{count:,} {what}" for what, count in self.left.items())],
            places=self.places if any(self.places) else (),
        )


def _read_json(text: str, how: Records) -> Columns:
    found = find_records(load_json(text), how.path)
    sheaf = _Sheaf(how)
    for number, one in enumerate(found.records, 1):
        row = flatten(one.value, how.pairs, found.unused)
        sheaf.add({**one.keys, **row}, number, one.place)
    return sheaf.columns([], _unused(found))


def _unused(found: Found) -> list[str]:
    return [
        f"{what}, {count:,} times" if count > 1 else what
        for what, count in found.unused.items()
    ]


def _read_text(text: str, how: Records) -> Columns:
    header = [one or f"column {at}" for at, one in enumerate(how.header, 1)]
    read = read_delimited(text, how.separator)
    sheaf, odd = _Sheaf(how), list(read.odd)
    for number, cells in read.numbered:
        row: Row = dict(zip(header, cells, strict=False))
        rest = _without_last_empty(cells[len(header) :])
        whole, over = divmod(len(rest), len(how.groups) or 1)
        if len(cells) < len(header) or over or (rest and not how.groups):
            odd.append(Odd(number, len(cells), expected=_expected(how)))
        else:
            _take_groups(row, rest, how.groups, whole)
        sheaf.add(row, number)
    return sheaf.columns(odd, [])


def _expected(how: Records) -> str:
    more = f" and then {len(how.groups)} at a time" if how.groups else ""
    return f"{len(how.header)} cells{more}"


def _without_last_empty(cells: Sequence[str]) -> Sequence[str]:
    """Leave out the empty cell behind a separator that ends the row."""
    return cells[:-1] if cells and not cells[-1] else cells


def _take_groups(row: Row, rest: Sequence[str], groups: Sequence[str], whole: int) -> None:
    """Read what repeats at the end of a row."""
    for at in range(whole):
        name, *values = rest[at * len(groups) : (at + 1) * len(groups)]
        for group, value in zip(groups[1:], values, strict=True):
            put(row, f"{group}.{name.strip()}", value)
