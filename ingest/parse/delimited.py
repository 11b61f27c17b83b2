"""From the text of a table with separators (CSV) to its rows, with quotes understood."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import QuarantineError

LONGEST_CELL = 1 << 17  # characters
MOST_COLUMNS = 10_000
_SEPARATORS = ",;\t"
# Control characters that no text has.
_BINARY = bytes(range(9)) + b"\x0e\x0f\x7f"
_LOOKED_AT = 1 << 16  # bytes


@dataclass(frozen=True, slots=True)
class Odd:
    """A row whose number of cells is not the expected one, or that goes over many lines.

    What is expected is a cell for each heading, unless `expected` says otherwise.
    """

    row: int
    cells: int
    last_line: int = 0
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Delimited:
    """The rows of a text that are not empty, each with the number of its line.

    A cell that goes on over several lines may be a quote that somebody left open, and
    hold rows that nobody will see: it is listed as odd.
    """

    numbered: Sequence[tuple[int, Sequence[str]]]
    odd: Sequence[Odd]


def separator_of(text: str) -> str:
    """Return what separates the cells: what the first line has most of, outside quotes."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return max(_SEPARATORS, key=re.sub(r'"[^"]*"', "", first).count)


def read_delimited(text: str, separator: str = "") -> Delimited:
    """Read the rows of a text; raise QuarantineError where quotes do not close."""
    csv.field_size_limit(LONGEST_CELL)
    separator = separator or separator_of(text)
    lines = _narrow(io.StringIO(text, newline=""), separator)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    numbered, odd, line = [], list[Odd](), 0
    try:
        for row in reader:
            if any(row):
                numbered.append((line + 1, row))
            if reader.line_num > line + 1:
                odd.append(Odd(line + 1, len(row), reader.line_num))
            line = reader.line_num
    except csv.Error as fault:
        raise QuarantineError(
            f"line {line + 1}: expected CSV, got a fault: {fault}; is a quote left open?"
        ) from None
    return Delimited(numbered, odd)


def _narrow(lines: Iterable[str], separator: str) -> Iterator[str]:
    """Pass lines on; raise QuarantineError before a row that no table has."""
    for number, line in enumerate(lines, 1):
        columns = line.count(separator) + 1
        if columns > MOST_COLUMNS:
            raise QuarantineError(
                f"line {number}: expected up to {MOST_COLUMNS:,} columns, got {columns:,}"
            )
        yield line


def is_binary(data: bytes) -> bool:
    """Tell whether the beginning has control characters that no text has."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    start = data[:_LOOKED_AT]
    return len(start.translate(None, _BINARY)) < len(start)
