"""Does a column say the same in every row, or in none what it says in another?

Both are common: one channel, one version, a station a row. Asking costs a look at each
cell, where grouping and sorting a million of them costs a hundred.
"""

from collections.abc import Callable

import polars as pl


def all_same(column: pl.Series) -> bool:
    """Tell whether every row says the same; so it is in a column of no rows."""
    if not len(column) or column.null_count():
        return column.null_count() == len(column)
    if column.flags["SORTED_ASC"]:  # polars knows it of what was filled with one thing
        return bool(column[0] == column[-1])
    return bool((column == column[0]).all())


def all_differ(column: pl.Series) -> bool:
    """Tell whether no two rows say the same."""
    if not column.null_count() and bool((column[:-1] < column[1:]).all()):
        return True  # in order, as tables mostly are
    return column.n_unique() == len(column)


def change_each(column: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Change every cell by itself: once for all, where all say the same."""
    if not len(column) or not all_same(column):
        return change(column)
    one = column[:1]
    changed = change(one)
    same = changed.equals(one, check_dtypes=True)
    # Said once, so that nobody need look again.
    return column.set_sorted() if same else changed.new_from_index(0, len(column))
