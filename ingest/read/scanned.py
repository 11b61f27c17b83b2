"""A scanned protocol -> the counts that can be taken, and what waits for a person.

A count is taken if its digits are read with confidence and its words, read apart from
them, say the same number. Everything else is a suggestion, and the line is missing: in
digits and in words both, for where they differ it is likelier that a picture was misread
than that the commission wrote two numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ingest.errors import QuarantineError
from ingest.facts.forms import Form, Line
from ingest.facts.sites import Layout
from ingest.parse.scan.ocr import NOTHING, WORD_MODELS, Reader, Reading, open_reader
from ingest.parse.scan.tables import ScannedTable, read_scan
from ingest.protocol import WAITS, Unreadable
from ingest.read.doubt import find_doubtful
from ingest.read.pages.layout import PageRows
from ingest.read.pages.lines import FIRST_COUNT
from ingest.read.pages.page import Account, Row, named_by_address
from ingest.read.values.words import read_words

SURE = 80  # of 100; README says how many readings above it were wrong
_NUMBERS, _DIGITS, _WORDS = 0, FIRST_COUNT, FIRST_COUNT + 1  # columns
_MOST_HEADINGS = 2  # rows above the first line
_SHORT = 9  # digits that surely fit a count


@dataclass(frozen=True, slots=True)
class _Read:
    """How one line was read; `words` is the number that its words say."""

    number: Reading
    digits: Reading
    written: str
    words: int | None
    is_blank: bool

    def count(self, line: Line) -> int | None:
        """Return the count if it can be taken."""
        sure = self.digits.confidence >= SURE and self.number.text == _figures(line)
        return self.words if sure and self.digits.text == str(self.words) else None

    @property
    def suggestion(self) -> str:
        """What a person may be told."""
        if not self.digits.text:
            return (
                "nothing" if self.words is None else f"perhaps {self.words}, by its words"
            )
        words = f"words say {self.words}"
        if self.words is None:
            words = f"words {self.written[:40]!r}" if self.written else "no words"
        return (
            f"perhaps {self.digits.text} (confidence {self.digits.confidence / 100:.2f}; "
            f"{words})"
        )


def read_scanned(
    data: bytes, layout: Layout, form: Form, values: Mapping[str, str], name: str
) -> PageRows:
    """Read a scan or a photograph of a protocol.

    Raises
    ------
    QuarantineError
        If Tesseract is not installed, the address does not say whose protocol it is, or
        the scan does not have the form's lines in a table.
    """
    reader = open_reader()
    keys = named_by_address(layout, values)
    if layout.orientation != "lines" or not keys:
        raise QuarantineError(
            "expected a protocol of a row a line, and an address that says whose it is"
        )
    table = _find_table(read_scan(data), form, layout)
    first = table.height - len(form.lines)
    lines = list(_read_lines(reader, table, first, words=layout.words))
    _refuse_other_rows(table, form, lines)
    counts = [one.count(line) for one, line in zip(lines, form.lines, strict=True)]
    again = partial(_read_again, reader, table, first)
    doubtful = find_doubtful(form, layout.channel, counts, again)
    counts = [None if at in doubtful else count for at, count in enumerate(counts)]
    places = [f"row {first + at + 1}" for at in range(len(form.lines))]
    waiting = [
        _waiting(name, f"{table.place}, column {_DIGITS + 1}, {places[at]}", got)
        for at, one in enumerate(lines)
        if counts[at] is None and not one.is_blank
        for got in ["; ".join(filter(None, (one.suggestion, doubtful.get(at))))]
    ]
    if layout.signing:
        waiting.append(_waiting(name, "text", "no reading of when it was signed"))
    rows = [Row(keys, counts, f"{table.place}, column {_DIGITS + 1}")]
    if layout.words:
        said = keys | {"statement": "words"}
        rows.append(Row(said, counts, f"{table.place}, column {_WORDS + 1}"))
    return PageRows(rows, places, waiting, _account(table, len(lines)))


def _waiting(name: str, place: str, got: str) -> Unreadable:
    return Unreadable(name, place, "a person to read it", got, WAITS)


def _account(table: ScannedTable, lines: int) -> Account:
    account = Account(table.height * table.width, lines * table.width)
    account.ignored["heading"] += (table.height - lines) * table.width
    return account


def _find_table(tables: Sequence[ScannedTable], form: Form, layout: Layout) -> ScannedTable:
    """Find the one table with as many rows and columns as the form has."""
    width = FIRST_COUNT + (2 if layout.words else 1)
    found = [
        one
        for one in tables
        if one.width == width
        and 0 <= one.height - len(form.lines) <= _MOST_HEADINGS
        and one.is_regular
    ]
    if len(found) != 1:
        sizes = ", ".join(f"{one.height} by {one.width}" for one in tables[:5])
        raise QuarantineError(
            f"expected one table of {len(form.lines)} rows below a heading, and {width} "
            f"columns, got {sizes}"
        )
    return found[0]


def _read_lines(
    reader: Reader, table: ScannedTable, first: int, *, words: bool
) -> Iterator[_Read]:
    """Read the lines, in the language that the lines before were in if that will do."""
    languages: Sequence[str] = WORD_MODELS
    for row in range(first, table.height):
        number, digits = (
            NOTHING if cell is None else reader.read_digits(cell)
            for cell in (table.ink(row, one) for one in (_NUMBERS, _DIGITS))
        )
        written, count = "", None
        cell = table.ink(row, _WORDS) if words else None
        if cell is not None:
            written, count, languages = _read_words(reader, cell, languages)
        is_blank = cell is None and table.ink(row, _DIGITS) is None
        yield _Read(number, digits, written, count, is_blank)


def _read_words(
    reader: Reader, cell: np.ndarray, languages: Sequence[str]
) -> tuple[str, int | None, Sequence[str]]:
    """Read words in the first language that makes them a number, which is then first."""
    texts = []
    for language in languages:
        texts.append(reader.read_words(cell, language).text)
        count = read_words(texts[-1])
        if isinstance(count, int):
            others = [one for one in languages if one != language]
            return texts[-1], count, [language, *others]
    return texts[0], None, languages


def _refuse_other_rows(table: ScannedTable, form: Form, lines: Sequence[_Read]) -> None:
    """Refuse a table most of whose rows do not have the numbers of the form's lines."""
    known = sum(
        one.number.text == _figures(line)
        for one, line in zip(lines, form.lines, strict=True)
    )
    if known * 2 <= len(lines):
        raise QuarantineError(
            f"{table.place}: expected rows with the numbers of the form's lines, "
            f"read {known} of {len(lines)}"
        )


def _read_again(reader: Reader, table: ScannedTable, first: int, line: int) -> list[int]:
    """Return the other ways in which the digits of a line can be read."""
    cell = table.ink(first + line, _DIGITS)
    if cell is None:
        return []
    readings = {one.text for one in reader.read_digits_again(cell)}
    return [int(one) for one in sorted(readings) if one and len(one) <= _SHORT]


def _figures(line: Line) -> str:
    """Return what is read of a line's number where digits alone are read."""
    return "".join(filter(str.isdigit, line.number))
