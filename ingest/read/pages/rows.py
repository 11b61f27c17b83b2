"""A page of a row a station, a column a line.

Among the stations' rows may stand sums of them: these are told by the words that the
site's description names, and listed as ignored. They are compared nowhere yet, and never
added.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.errors import QuarantineError
from ingest.parse.grid import Grid
from ingest.protocol import Unreadable
from ingest.read.pages.headings import Headings, find_tables
from ingest.read.pages.page import PageReader, Row
from ingest.read.values.names import key

# How a spreadsheet's date is written out; a count that was stored as one is lost.
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2}:[0-9]{2}[.0-9]*)?")
_NEVER = re.compile("(?!)")


def read_rows(page: PageReader) -> tuple[list[Row], list[str]]:
    """Read the protocols, and the part of the place that each line has in all of them."""
    found = find_tables(page)
    page.ignore_tables_but(*(table for table, _ in found))
    places = [_places(page, headings) for _, headings in found]
    if any(one != places[0] for one in places):
        raise QuarantineError("expected all tables to have their lines in the same columns")
    rows = [
        row
        for table, headings in found
        for row in _Body(page, table, headings, _shared(table, headings)).rows()
    ]
    return rows, places[0]


def _places(page: PageReader, headings: Headings) -> list[str]:
    column_of = {line: at for at, line in headings.lines.items()}
    return [f"column {column_of[line] + 1}" for line in range(len(page.form.names))]


def _shared(table: Grid, headings: Headings) -> set[tuple[int, int]]:
    """Find the cells of counts that are one cell with other counts."""
    shared = set[tuple[int, int]]()
    for one in table.merged:
        lines = [at for at in headings.lines if one.left <= at <= one.right]
        rows = range(max(one.top, headings.body), min(one.bottom + 1, len(table.rows)))
        if len(lines) * len(rows) > 1:
            shared.update((row, at) for row in rows for at in lines)
    return shared


@dataclass(frozen=True, slots=True)
class _Body:
    """The rows of one table below its headings."""

    page: PageReader
    table: Grid
    headings: Headings
    shared: set[tuple[int, int]]

    def rows(self) -> list[Row]:
        """Read every protocol; what is none is ignored with its reason."""
        protocols, above = [], dict[str, str]()
        sums, station = _any_word(self.page.layout.totals), self._station_columns()
        for at in range(self.headings.body, len(self.table.rows)):
            row = self.table.rows[at]
            if self.page.is_blank(row):
                continue
            if self._is_sum(row, sums, station):
                self.page.account.ignored["row of sums"] += len(row)
                above.clear()
                continue
            protocols.append(self._protocol(at, row, above))
        return protocols

    def _station_columns(self) -> dict[int, str]:
        """Return the columns that say which station a row is of, with their patterns."""
        columns = self.page.layout.columns
        return {
            at: columns[name].pattern if name in columns else ""
            for at, name in self.headings.facts.items()
            if f"{{{name}}}" in self.page.layout.station
        }

    def _is_sum(
        self, row: Sequence[str], sums: re.Pattern[str], station: Mapping[int, str]
    ) -> bool:
        """Tell whether a row sums up others: its words say so, and no station stands there.

        Where a station's column has a pattern, what fits it is a station, whatever words
        stand beside it.
        """
        labels = [cell for at, cell in enumerate(row) if at not in self.headings.lines]
        if not any(sums.search(key(label)) for label in labels):
            return False
        cells = {at: row[at] for at in station if at < len(row)}
        return all(
            not cell
            or (not re.search(station[at], cell) if station[at] else sums.search(key(cell)))
            for at, cell in cells.items()
        )

    def _protocol(self, at: int, row: Sequence[str], above: dict[str, str]) -> Row:
        place = f"{self.table.place}, {self.table.row_name(at)}"
        headings, page = self.headings, self.page
        if len(row) != headings.width:
            raise QuarantineError(
                f"{place}: expected {headings.width} cells, got {len(row)}"
            )
        facts = {
            name: self._fact(name, row[column], f"{place}, column {column + 1}", above)
            for column, name in headings.facts.items()
        }
        counts: list[int | None] = [None] * len(page.form.names)
        for column, line in headings.lines.items():
            shared = (at, column) in self.shared
            counts[line] = self._count(row[column], place, f"column {column + 1}", shared)
        page.account.used += len(headings.lines) + len(headings.facts)
        for reason in headings.ignored.values():
            page.account.ignored[reason] += 1
        return Row(page.keys(facts), counts, place)

    def _fact(self, name: str, cell: str, place: str, above: dict[str, str]) -> str:
        """Read a fact of a station, from its cell or from the one above it."""
        column = self.page.layout.columns.get(name)
        text = cell.strip()
        if column and column.down:
            text = text or above.get(name, "")
            if not text:
                raise QuarantineError(f"{place}: expected a name here or above, found none")
            above[name] = text
        if not column or not column.pattern or not text:
            return text
        found = re.search(column.pattern, text)
        if not found or found[1] is None:
            raise QuarantineError(
                f"{place}: expected {column.pattern!r}, got {text[:40]!r}"
            )
        return found[1].strip()

    def _count(self, text: str, place: str, part: str, shared: bool) -> int | None:
        """Read a count, unless it is not this station's and this line's alone."""
        expected = ""
        if shared and text:
            expected = "a count of one station and line, and not a merged cell"
        elif _DATE.fullmatch(text):
            expected = "a count; the spreadsheet holds a date here"
        if not expected:
            return self.page.read_cell(text, place, part)
        where = f"{place}, {part}"
        self.page.unreadable.append(
            Unreadable(self.page.name, where, expected, repr(text[:40]))
        )
        return None


def _any_word(words: Sequence[str]) -> re.Pattern[str]:
    """Return what finds any of the words, whole, in a normalised text."""
    if not words:
        return _NEVER
    either = "|".join(re.escape(key(word)) for word in words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
