"""One copy is answered without tables, and as a run answers it with them."""

from itertools import product

import polars as pl
import pytest

from reconcile.answer import NOT_POSTED, answer_copy, read_posted
from reconcile.checks.copies import check_copies, is_of, same_commission
from reconcile.keep.stored import read_folder


@pytest.fixture(scope="module")
def inputs(checked):
    return read_folder(checked)


@pytest.mark.parametrize("known", [True, False])
def test_a_copy_is_answered_as_a_run_answers_it(inputs, known):
    """Every copy that nobody else holds one of, with a register and without."""
    register = inputs.register.rows if known else None
    posted = read_posted(inputs.form, inputs.official, register)
    copies = inputs.copies.rows.filter(~pl.struct("station", "channel").is_duplicated())

    got = {
        (copy["station"], copy["channel"], one.line.name): one.difference
        for copy in copies.iter_rows(named=True)
        for one in answer(posted, copy).lines
        if one.difference
    }

    held = set(copies.select("station", "channel").iter_rows())
    expected = {
        (one.station, one.channel, one.line): one.difference
        for one in check_copies(inputs.case())[0].findings
        if (one.station, one.channel) in held
    }
    assert got == expected != {}


def answer(posted, copy):
    """Answer a row of copies."""
    return answer_copy(posted, copy["station"], copy["tec"], copy["channel"], copy)


def test_a_copy_of_another_commission_is_of_no_protocol(inputs):
    posted = read_posted(inputs.form, inputs.official)
    copy = inputs.official.rows.row(0, named=True)
    assert answer(posted, copy).outcome != NOT_POSTED

    for other in ({"tec": "t-0"}, {"station": "s-0"}, {"channel": "summary"}):
        assert answer(posted, copy | other).outcome == NOT_POSTED


def test_one_copy_and_a_table_of_copies_are_matched_by_one_rule():
    pairs = pl.DataFrame(
        list(product(["", "t1", "t2"], repeat=2)), ["tec", "posted_tec"], orient="row"
    )

    expected = pairs.select(same_commission()).to_series().to_list()
    assert [is_of(*pair) for pair in pairs.iter_rows()] == expected
