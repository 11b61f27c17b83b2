"""From the bytes of a CSV, XLSX, Parquet or JSON table to its columns, untouched.

The kind is told from the bytes, never from the file's name: people send CSV called
.xlsx. Cells stay strings (or Parquet's own numbers); what they mean is decided in
ingest/read.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from polars import selectors
from polars.exceptions import PanicException, PolarsError

from ingest.errors import QuarantineError, TableError
from ingest.parse.delimited import (
    MOST_COLUMNS,
    Odd,
    is_binary,
    read_delimited,
    separator_of,
)
from ingest.parse.encoding import decode
from ingest.parse.grid import WORKBOOKS, Sheet

if TYPE_CHECKING:  # its models take time to build
    from ingest.facts.columns import Records


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns and where they stand.

    `numbers` holds the number of each row as its reader would count it, `places` the
    place of each row that has another name than its number. A short row's absent cells
    are null; a long row, whose cells cannot be told apart, is kept as it begins and
    listed in `odd` like a short one. `cell_rows` is for melted tables: for a column that
    was rows of the file, the row each cell stands in; `votes` is the heading that they
    stand under.
    """

    place: str
    header: Sequence[str]
    columns: Sequence[pl.Series]
    numbers: Sequence[int]
    cell_rows: Sequence[pl.Series | None] = ()
    votes: str = ""
    odd: Sequence[Odd] = ()
    unused: Sequence[str] = ()
    places: Sequence[str] = ()

    def row_place(self, at: int) -> str:
        """Return where the row at a position stands in the document."""
        return self.places[at] if self.places else f"{self.place}row {self.numbers[at]}"

    @property
    def row_places(self) -> pl.Series:
        """Where each row stands in the document."""
        if self.places:
            return pl.Series(self.places, dtype=pl.String)
        told = self.numbers
        if isinstance(told, range):  # taking one number after the other takes longer
            numbers = np.arange(told.start, told.stop, told.step)
        else:
            numbers = np.asarray(told, np.int64)
        place = pl.format("{}row {}", pl.lit(self.place), pl.lit(pl.Series(numbers)))
        return pl.select(place).to_series()


def read_columns(data: bytes, name: str, how: "Records | None" = None) -> Columns:
    """Read a table, or the records of an export; raise TableError if there is none."""
    if not data.strip():
        raise TableError(f"{name}: expected a table, got an empty file")
    try:
        return _read(data, how)
    except QuarantineError as fault:
        raise TableError(f"{name}: {fault}") from None


def _read(data: bytes, how: "Records | None") -> Columns:
    # Importing the readers of other kinds takes time that only they should pay for.
    if how:
        from ingest.parse.records import read_records

        return read_records(data, how)
    if data.startswith(b"PAR1"):
        return _read_parquet(data)
    if data.startswith(WORKBOOKS):
        from ingest.parse.sheet import read_workbook

        return _from_sheets(read_workbook(data))
    return _read_text(data)


_NARROW = selectors.by_dtype(pl.Int8, pl.Int16, pl.Int32, pl.UInt8, pl.UInt16, pl.UInt32)


def _read_parquet(data: bytes) -> Columns:
    try:
        # Widened piece by piece, so that the narrow numbers never stand there whole.
        widened = pl.scan_parquet(io.BytesIO(data)).cast({_NARROW: pl.Int64})
        frame = widened.collect()
        # Texts in one piece: polars copies columns in several whenever some cells are
        # taken. Numbers are taken only once, and piece by piece.
        texts = frame.select(~selectors.numeric()).rechunk()
    except (PolarsError, PanicException, OSError, ValueError) as fault:
        what = str(fault).strip().split("\n", 1)[0]
        raise QuarantineError(f"expected a Parquet file, got a fault: {what}") from None
    return Columns(
        place="",
        header=frame.columns,
        columns=[_as_read(one) for one in frame.with_columns(texts).iter_columns()],
        numbers=range(1, frame.height + 1),
    )


def _as_read(column: pl.Series) -> pl.Series:
    """Forget that a file says its column is sorted.

    polars believes the file, and would look at the ends only for the least or largest.
    """
    if any(column.flags.values()):
        return pl.Series(column.name, column.to_list(), dtype=column.dtype)
    return column


def read_further(data: bytes, name: str) -> list[tuple[str, Columns]]:
    """Read the sheets of a workbook behind the first, those that its reader sees.

    Raises
    ------
    TableError
        If the bytes are no workbook.
    """
    from ingest.parse.sheet import read_workbook

    try:
        further = _seen(read_workbook(data))[1:]
        return [(sheet.name, _from_sheets([sheet])) for sheet in further if sheet.rows]
    except QuarantineError as fault:
        raise TableError(f"{name}: {fault}") from None


def _seen(sheets: Sequence[Sheet]) -> list[Sheet]:
    seen = [sheet for sheet in sheets if not sheet.hidden]
    if not seen:
        raise QuarantineError("expected a sheet that is not hidden, found none")
    return seen


def _from_sheets(sheets: Sequence[Sheet]) -> Columns:
    """Take the first sheet that its reader sees; name the others as unused."""
    seen = _seen(sheets)
    unused = [
        f"sheet {one.name!r}: {'hidden' if one.hidden else 'only the first sheet is read'}"
        for one in sheets
        if one is not seen[0]
    ]
    numbered = [(at, row) for at, row in enumerate(seen[0].rows, 1) if any(row)]
    return from_rows(numbered, f"sheet {seen[0].name!r}, ", unused)


def _read_text(data: bytes) -> Columns:
    if is_binary(data):
        raise QuarantineError("expected CSV, XLSX or Parquet, got binary data")
    text = decode(data).text
    if text.lstrip().startswith(("{", "[")):
        raise QuarantineError(
            "expected a table, got JSON; say where its records are in a --columns file, "
            "under [records]"
        )
    separator = separator_of(text)
    regular = _read_regular(text, separator)
    if regular is not None:
        return regular
    read = read_delimited(text, separator)
    return from_rows(read.numbered, "", [], read.odd)


def _read_regular(text: str, separator: str) -> Columns | None:
    """Read a text without quotes whose lines all have the same number of cells.

    That is most files, and polars reads it several times sooner than `csv` does; what
    is not so regular returns None, because polars fills in cells without saying so.
    """
    data = text.replace("\r\n", "\n").rstrip("\n").encode() + b"\n"
    if b'"' in data or b"\r" in data:
        return None
    marks = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(marks == ord("\n"))
    before = np.searchsorted(np.flatnonzero(marks == ord(separator)), ends)
    cells = np.diff(before, prepend=0) + 1
    header = [one.strip() for one in data[: ends[0]].decode().split(separator)]
    if (
        cells[0] > MOST_COLUMNS
        or len(ends) == 1
        or (cells != cells[0]).any()
        or cells[0] == 1
        or not header[-1]
    ):
        return None
    frame = pl.read_csv(
        data,
        separator=separator,
        has_header=False,
        skip_lines=1,
        quote_char=None,
        infer_schema=False,
    )
    if frame.select(pl.all_horizontal(pl.all().is_null()).any()).item():
        return None
    numbers = range(2, len(ends) + 1)
    return Columns("", header, frame.get_columns(), numbers)


def from_rows(
    numbered: Sequence[tuple[int, Sequence[str]]],
    place: str,
    unused: Sequence[str],
    spread: Sequence[Odd] = (),
) -> Columns:
    """Make columns of numbered rows, of which the first is the header."""
    if not numbered:
        raise QuarantineError("expected a header row, got an empty table")
    header = [heading.strip() for heading in numbered[0][1]]
    numbered = numbered[1:]
    while header and not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise QuarantineError(
            f"expected up to {MOST_COLUMNS:,} columns, got {len(header):,}"
        )
    body, odd = _square(numbered, len(header))
    columns = zip(*body, strict=True) if body else [()] * len(header)
    return Columns(
        place=place,
        header=header,
        columns=[pl.Series(values, dtype=pl.String) for values in columns],
        numbers=[at for at, _ in numbered],
        odd=[*spread, *odd],
        unused=unused,
    )


def _square(
    numbered: Sequence[tuple[int, Sequence[str]]], width: int
) -> tuple[list[Sequence[str | None]], list[Odd]]:
    """Give every row *width* cells, and list the rows that had another number."""
    body: list[Sequence[str | None]] = []
    odd = []
    for at, row in numbered:
        if len(row) == width:
            body.append(row)
            continue
        if len(row) < width or any(row[width:]):
            odd.append(Odd(at, len(row)))
        body.append([*row[:width], *[None] * (width - len(row))])
    return body, odd
