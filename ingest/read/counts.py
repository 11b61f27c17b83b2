"""Columns of cells -> columns of counts, with every cell that gave none.

The common cell, a few digits, is read by the whole column at once; the rest go one by
one through `numerals`, which knows the reasons.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from ingest.read.numerals import LARGEST_COUNT, SPACES, Unread, proves_commas, read_count

LARGEST_UNMARKED = 999  # the largest count that needs no thousands mark


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that is not empty and gave no count."""

    column: int
    row: int
    expected: str
    got: str


def read_counts(
    columns: Sequence[pl.Series], distrusted: Sequence[int] = ()
) -> tuple[list[pl.Series], list[Fault]]:
    """Read columns of one file as counts.

    Parameters
    ----------
    columns
        Strings, or Parquet's own numbers; one file's, because the proof that a comma
        marks thousands is taken from all of them together.
    distrusted
        Positions of rows whose cells cannot be told apart; their counts are missing.

    Returns
    -------
    counts
        An Int64 column for each, null where the line is missing.
    faults
        Every cell that was not empty and gave no count, by column and row.
    """
    first = _read_fast(columns)
    commas = proves_commas(_texts_for_proof(columns, first))
    counts, faults = [], list[Fault]()
    for at, (column, fast) in enumerate(zip(columns, first, strict=True)):
        slow = dict(_read_slow(column, fast, commas))
        read = {row: value for row, value in slow.items() if isinstance(value, int)}
        faults += [
            Fault(at, row, value.reason, _shown(column[row]))
            for row, value in slow.items()
            if isinstance(value, Unread) and row not in distrusted
        ]
        counts.append(_placed(fast, {**read, **dict.fromkeys(distrusted)}))
    return counts, faults


def _read_fast(columns: Sequence[pl.Series]) -> list[pl.Series]:
    """Read cells of nothing but a few digits, and numbers in range; null elsewhere."""
    frame = pl.DataFrame([one.alias(str(at)) for at, one in enumerate(columns)])
    return frame.select(
        _fast(pl.col(name), dtype).alias(name) for name, dtype in frame.schema.items()
    ).get_columns()


def _fast(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if dtype == pl.String:
        digits = cell.str.strip_chars(SPACES)
        numbers = digits.cast(pl.Int64, strict=False)
        # Polars also reads "+5"; a number that is written back as it stood is plain,
        # and asking that is quicker than a pattern.
        numbers = pl.when(numbers.cast(pl.String) == digits).then(numbers)
    elif dtype.is_integer():
        numbers = cell.cast(pl.Int64, strict=False)
    elif dtype.is_numeric():
        numbers = cell.cast(pl.Int64, strict=False)
        numbers = pl.when(numbers.cast(pl.Float64) == cell.cast(pl.Float64)).then(numbers)
    else:
        return pl.when(cell.is_null() & cell.is_not_null()).then(0).cast(pl.Int64)
    return pl.when(numbers.is_between(0, LARGEST_COUNT)).then(numbers)


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
) -> Iterator[tuple[int, int | Unread]]:
    for row in _unread(column, fast):
        yield row, read_count(str(column[row]), commas=commas)


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
