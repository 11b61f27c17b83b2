"""Columns of cells -> columns of counts, with every cell that gave none.

The common cell, a few digits, is read by the whole column at once; the rest go one by
one through `numerals`, which knows the reasons.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ingest.read.values.numerals import (
    LARGEST_COUNT,
    SPACES,
    Cell,
    Unread,
    proves_commas,
    read_cell,
)

_PLAIN = r"^(0|[1-9][0-9]{0,9})$"
LARGEST_UNMARKED = 999  # the largest count that needs no thousands mark


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that is not empty and gave no count."""

    column: int
    row: int
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of some columns, and what was said about reading them.

    `counts` are Int64 columns, null where the line is missing; `faults` every cell that
    was not empty and gave no count, by column and row; `beside` says how many cells had
    something beside their count that was not used.
    """

    counts: Sequence[pl.Series]
    faults: Sequence[Fault]
    beside: Mapping[str, int]


def read_counts(columns: Sequence[pl.Series], distrusted: Sequence[int] = ()) -> Counts:
    """Read columns of one file as counts.

    Parameters
    ----------
    columns
        Strings, or Parquet's own numbers; one file's, because the proof that a comma
        marks thousands is taken from all of them together.
    distrusted
        Positions of rows whose cells cannot be told apart; their counts are missing.
    """
    first = _read_fast(columns)
    commas = proves_commas(_texts_for_proof(columns, first))
    counts, faults, beside = [], list[Fault](), Counter[str]()
    for at, (column, fast) in enumerate(zip(columns, first, strict=True)):
        slow = dict(_read_slow(column, fast, commas))
        trusted = {row: cell for row, cell in slow.items() if row not in distrusted}
        read = {
            row: cell.count
            for row, cell in trusted.items()
            if not isinstance(cell.count, Unread)
        }
        faults += [
            Fault(at, row, cell.count.reason, _shown(column[row]))
            for row, cell in trusted.items()
            if isinstance(cell.count, Unread)
        ]
        for row in read:
            beside.update(trusted[row].beside)
        counts.append(_placed(fast, {**read, **dict.fromkeys(distrusted)}))
    return Counts(counts, faults, beside)


def _read_fast(columns: Sequence[pl.Series]) -> list[pl.Series]:
    """Read cells of nothing but a few digits, and numbers in range; null elsewhere."""
    frame = pl.DataFrame([one.alias(str(at)) for at, one in enumerate(columns)])
    kinds = dict.fromkeys(frame.dtypes)
    read = frame.select(
        _fast(pl.col([name for name, one in frame.schema.items() if one == dtype]), dtype)
        for dtype in kinds
    )
    in_range = pl.all().is_between(0, LARGEST_COUNT)
    if not all(read.select(in_range.all()).row(0)):  # seldom, and asking makes no column
        read = read.select(pl.when(in_range).then(pl.all()))
    return read.select(frame.columns).get_columns()


def _fast(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if dtype == pl.String:
        digits = cell.str.strip_chars(SPACES)
        # Polars alone also reads "+5" and "007".
        plain = digits.str.contains(_PLAIN)
        return pl.when(plain).then(digits.cast(pl.Int64, strict=False))
    if not dtype.is_numeric():
        return pl.when(pl.lit(value=False)).then(cell.is_null().cast(pl.Int64))
    numbers = cell.cast(pl.Int64, strict=False)
    if dtype.is_integer():
        return numbers
    return pl.when(numbers.cast(pl.Float64) == cell.cast(pl.Float64)).then(numbers)


def _unread(column: pl.Series, fast: pl.Series) -> list[int]:
    """Return the rows that are not empty and that the fast reading left."""
    if not fast.null_count():
        return []
    left = column.is_not_null() & fast.is_null()
    if column.dtype == pl.String:
        left &= column.str.strip_chars(SPACES) != ""
    elif column.dtype.is_float():
        left &= column.is_not_nan()
    return left.arg_true().to_list()


def _read_slow(
    column: pl.Series, fast: pl.Series, commas: bool
) -> Iterator[tuple[int, Cell]]:
    for row in _unread(column, fast):
        yield row, read_cell(str(column[row]), commas=commas)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 42 else text[:39] + "..."


def _texts_for_proof(
    columns: Sequence[pl.Series], first: Sequence[pl.Series]
) -> Iterator[str]:
    """Yield the cells that can prove or disprove the comma, if any cell has one."""
    texts = [
        (column, fast)
        for column, fast in zip(columns, first, strict=True)
        if column.dtype == pl.String
    ]
    odd = [str(column[row]) for column, fast in texts for row in _unread(column, fast)]
    if any("," in text for text in odd):
        yield from odd
        for _, fast in texts:
            largest = fast.max()
            if isinstance(largest, int) and largest > LARGEST_UNMARKED:
                yield str(largest)


def _placed(fast: pl.Series, values: dict[int, int | None]) -> pl.Series:
    if not values:
        return fast
    return fast.scatter(list(values), pl.Series(list(values.values()), dtype=pl.Int64))
