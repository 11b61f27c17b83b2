import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.counts import read_counts
from ingest.read.values.numerals import SPACES, Unread, proves_commas, read_cell

CELLS = st.one_of(
    st.integers(-5, 2**33).map(str),
    st.sampled_from(
        [
            *("", " ", "1 234", "1,234", "1,234,567", "1O4", "12.5", "+5", "007", "x"),
            *("1 234 (5,6%)", "12\n3%", "1,234\n5,6%", "12*", "12 1)", "-"),
            "\u200b7\u2003",
        ]
    ),
    st.text(max_size=4),
)


@given(st.lists(CELLS, min_size=1, max_size=8))
def test_the_fast_way_reads_what_the_slow_way_reads(cells):
    """A whole column at once and cell by cell give the same counts and faults."""
    got = read_counts([pl.Series(cells, dtype=pl.String)])

    given_cells = [cell for cell in cells if cell.strip(SPACES)]
    commas = proves_commas(given_cells)
    expected = [
        read_cell(cell, commas=commas).count if cell.strip(SPACES) else None
        for cell in cells
    ]
    assert got.counts[0].to_list() == [
        one if isinstance(one, int) else None for one in expected
    ]
    wrong = [at for at, one in enumerate(expected) if isinstance(one, Unread)]
    assert [fault.row for fault in got.faults] == wrong


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
    got = read_counts([series])

    assert got.counts[0].to_list() == counts
    assert [fault.row for fault in got.faults] == faults


def test_rows_whose_cells_cannot_be_told_apart_have_no_counts():
    got = read_counts([pl.Series(["1", "2*", "x"])], distrusted=[1, 2])

    assert got.counts[0].to_list() == [1, None, None]
    assert got.faults == []
    assert got.beside == {}
