import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.counts import read_counts
from ingest.read.numerals import Unread, proves_commas, read_count

CELLS = st.one_of(
    st.integers(-5, 2**33).map(str),
    st.sampled_from(
        ["", " ", "1 234", "1,234", "1,234,567", "1O4", "12.5", "+5", "007", "x"]
    ),
    st.text(max_size=4),
)


@given(st.lists(CELLS, min_size=1, max_size=8))
def test_the_fast_way_reads_what_the_slow_way_reads(cells):
    """A whole column at once and cell by cell give the same counts and faults."""
    (counts,), faults = read_counts([pl.Series(cells, dtype=pl.String)])

    spaces = " \t\r\n\u00a0\u202f\u2009\ufeff"
    given_cells = [cell for cell in cells if cell.strip(spaces)]
    commas = proves_commas(given_cells)
    expected = [
        read_count(cell, commas=commas) if cell.strip(spaces) else None for cell in cells
    ]
    assert counts.to_list() == [one if isinstance(one, int) else None for one in expected]
    wrong = [at for at, one in enumerate(expected) if isinstance(one, Unread)]
    assert [fault.row for fault in faults] == wrong


@pytest.mark.parametrize(
    ("series", "counts", "faults"),
    [
        (pl.Series([1, None, 3]), [1, None, 3], []),
        (pl.Series([1.0, None, float("nan")]), [1, None, None], []),
        (pl.Series([12.5, 3.0]), [None, 3], [0]),
        (pl.Series([-1, 2**31]), [None, None], [0, 1]),
        (pl.Series([True, None]), [None, None], [0]),
    ],
)
def test_numbers_of_parquet_are_checked_too(series, counts, faults):
    """Pandas writes whole counts as floats; half a voter stays no count."""
    (got,), wrong = read_counts([series])

    assert got.to_list() == counts
    assert [fault.row for fault in wrong] == faults


def test_rows_whose_cells_cannot_be_told_apart_have_no_counts():
    (counts,), faults = read_counts([pl.Series(["1", "2", "x"])], distrusted=[1, 2])

    assert counts.to_list() == [1, None, None]
    assert faults == []
