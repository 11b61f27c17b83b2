"""From the bytes of a CSV, XLSX or Parquet table to its columns, untouched.

The kind is told from the bytes, never from the file's name: people send CSV called
.xlsx. Cells stay strings (or Parquet's own numbers); what they mean is decided in
ingest/read.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from polars.exceptions import PanicException, PolarsError

from ingest.errors import QuarantineError, TableError
from ingest.parse.encoding import decode

# A spreadsheet that unpacks to more than this is a bomb, not a table of protocols.
LARGEST_UNPACKED = 1 << 30
LONGEST_CELL = 1 << 17
MOST_COLUMNS = 10_000

_ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]{0,99}t="e"[^>]{0,99}>'
    rb".{0,4096}?<v>([^<]{1,20})</v>",
    re.DOTALL,
)
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Odd:
    """A row whose number of cells is not the header's, or that goes over many lines."""

    row: int
    cells: int
    last_line: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns and where they stand.

    `numbers` holds the number of each row as its reader would count it. A short row's
    absent cells are null; a long row, whose cells cannot be told apart, is kept as it
    begins and listed in `odd` like a short one. `cell_rows` is for melted tables: for a
    column that was rows of the file, the row each cell stands in; `votes` is the heading
    that they stand under.
    """

    place: str
    header: Sequence[str]
    columns: Sequence[pl.Series]
    numbers: Sequence[int]
    cell_rows: Sequence[pl.Series | None] = ()
    votes: str = ""
    odd: Sequence[Odd] = ()
    unused: Sequence[str] = ()


def read_columns(data: bytes, name: str) -> Columns:
    """Read a table; raise TableError if the bytes are none."""
    if not data.strip():
        raise TableError(f"{name}: expected a table, got an empty file")
    if data.startswith(b"PAR1"):
        return _read_parquet(data, name)
    if data.startswith((b"PK\x03\x04", _OLD_EXCEL)):
        return _read_workbook(data, name)
    return _read_text(data, name)


def _read_parquet(data: bytes, name: str) -> Columns:
    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except (PolarsError, PanicException, OSError, ValueError) as fault:
        raise TableError(
            f"{name}: expected a Parquet file, got a fault: {_first_line(fault)}"
        ) from None
    return Columns(
        place="",
        header=frame.columns,
        columns=frame.get_columns(),
        numbers=range(1, frame.height + 1),
    )


def _read_workbook(data: bytes, name: str) -> Columns:
    # Importing takes time that only spreadsheets should pay for.
    import fastexcel

    _refuse_bomb(data, name)
    try:
        book = fastexcel.read_excel(data)
        names = book.sheet_names
        sheet = book.load_sheet(0, header_row=None, skip_rows=0, dtypes="string")
        frame = sheet.to_polars()
    except (fastexcel.FastExcelError, PolarsError, PanicException, ValueError) as fault:
        raise TableError(
            f"{name}: expected a spreadsheet, got a fault: {_first_line(fault)}"
        ) from None
    rows = [["" if cell is None else cell for cell in row] for row in frame.rows()]
    for row, column, error in _error_cells(data):
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = error
    unused = [f"sheet {one!r}: only the first sheet is read" for one in names[1:]]
    numbered = [(at, row) for at, row in enumerate(rows, 1) if any(row)]
    return _from_rows(numbered, name, f"sheet {names[0]!r}, ", unused)


def _error_cells(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Find the cells of the first sheet that hold an error such as #DIV/0!.

    The reader gives them as empty cells, and empty means something else.
    """
    if data.startswith(_OLD_EXCEL):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [
            one for one in archive.namelist() if one.startswith("xl/worksheets/sheet")
        ]
        text = archive.read(min(sheets, key=_sheet_order)) if sheets else b""
    for found in _ERROR_CELL.finditer(text):
        letters, row, error = (one.decode("ascii", "replace") for one in found.groups())
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - ord("A") + 1
        yield int(row) - 1, column - 1, error


def _sheet_order(name: str) -> tuple[int, str]:
    return len(name), name


def _refuse_bomb(data: bytes, name: str) -> None:
    if data.startswith(_OLD_EXCEL):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise TableError(f"{name}: expected a spreadsheet, got a fault: {fault}") from None
    if size > LARGEST_UNPACKED:
        raise TableError(
            f"{name}: expected a spreadsheet that unpacks to at most "
            f"{LARGEST_UNPACKED:,} bytes, got {size:,}"
        )


def _read_text(data: bytes, name: str) -> Columns:
    if _is_binary(data):
        raise TableError(f"{name}: expected CSV, XLSX or Parquet, got binary data")
    try:
        text = decode(data).text
    except QuarantineError as fault:
        raise TableError(f"{name}: {fault}") from None
    first = next((line for line in text.split("\n") if line.strip()), "")
    separator = max(",;\t", key=re.sub(r'"[^"]*"', "", first).count)
    regular = _read_regular(text, separator)
    if regular is not None:
        return regular
    return _read_quoted(text, separator, name)


def _read_quoted(text: str, separator: str, name: str) -> Columns:
    """Read a text with the standard reader, which knows quotes.

    A cell that goes on over several lines may be a quote that somebody left open, and
    hold rows that nobody will see: it is listed as odd.
    """
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    numbered, spread, line = [], list[Odd](), 0
    try:
        for row in reader:
            if any(row):
                numbered.append((line + 1, row))
            if reader.line_num > line + 1:
                spread.append(Odd(line + 1, len(row), reader.line_num))
            line = reader.line_num
    except csv.Error as fault:
        raise TableError(
            f"{name}: line {line + 1}: expected CSV, got a fault: {fault}; "
            "is a quote left open?"
        ) from None
    return _from_rows(numbered, name, "", [], spread)


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
    if len(ends) == 1 or (cells != cells[0]).any() or cells[0] == 1 or not header[-1]:
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


def _is_binary(data: bytes) -> bool:
    """Tell whether the beginning has control characters that no text has."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    start = data[:65536]
    return len(start.translate(None, bytes(range(1, 9)) + b"\x0e\x0f\x00\x7f")) < len(start)


def _from_rows(
    numbered: Sequence[tuple[int, Sequence[str]]],
    name: str,
    place: str,
    unused: Sequence[str],
    spread: Sequence[Odd] = (),
) -> Columns:
    """Make columns of numbered rows, of which the first is the header."""
    if not numbered:
        raise TableError(f"{name}: expected a header row, got an empty table")
    header = [heading.strip() for heading in numbered[0][1]]
    numbered = numbered[1:]
    while header and not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise TableError(
            f"{name}: expected up to {MOST_COLUMNS:,} columns, got {len(header):,}"
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


def _first_line(fault: BaseException) -> str:
    return str(fault).strip().split("\n", 1)[0]
