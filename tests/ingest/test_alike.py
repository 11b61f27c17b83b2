import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.alike import all_differ, all_same, change_each

CELLS = st.lists(st.none() | st.sampled_from(["", " a", "A", "b"]), max_size=6)


@given(CELLS)
def test_a_column_is_told_as_its_set_of_cells_tells_it(cells):
    column = pl.Series(cells, dtype=pl.String)

    assert all_same(column) == (len(set(cells)) <= 1)
    assert all_differ(column) == (len(set(cells)) == len(cells))


@given(CELLS)
def test_what_is_changed_once_is_what_is_changed_cell_by_cell(cells):
    column = pl.Series(cells, dtype=pl.String)
    for change in (lambda one: one.str.to_lowercase(), lambda one: one.str.len_chars()):
        assert change_each(column, change).equals(change(column), check_dtypes=True)


@pytest.mark.parametrize("cells", [["a", "b", "c"], ["c", "a", "b"]])
def test_order_does_not_matter_to_cells_that_differ(cells):
    assert all_differ(pl.Series(cells))
    assert not all_differ(pl.Series([*cells, "a"]))
