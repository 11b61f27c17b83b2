"""What large tables must not cost: strings nobody names, rows kept twice."""

import numpy as np
import polars as pl

from ingest.facts.forms import load_form
from ingest.protocol import empty_rows
from ingest.read.match import constant
from reconcile.checks.sums import add_under
from reconcile.table import Table, frozen
from reconcile.whole import whole_stations

FORM = load_form("kz-2007-pec")


def table(channels, stations=("s1", "s1", "s2")):
    counts = frozen(np.arange(len(FORM.lines) * 3, dtype=np.int32).reshape(-1, 3))
    columns = {one: [None] * 3 for one in empty_rows([]).columns}
    columns |= {"station": list(stations), "tec": ["t1"] * 3, "channel": channels}
    rows = pl.DataFrame(columns, schema=empty_rows([]).schema)
    return Table(FORM, rows, counts, None, rows, [[""] * len(FORM.lines)])


def test_a_table_of_one_channel_is_whole_already():
    """Nothing is sorted or copied; two channels of a station are still one row."""
    alone = table(["summary"] * 3, ("s1", "s2", "s3"))
    assert whole_stations(alone) is alone
    assert len(whole_stations(table(["summary", "paper", "summary"]))) == 2


def test_electronic_protocols_alone_are_no_totals():
    assert (whole_stations(table(["electronic"] * 3, "abc")).counts < 0).all()


def test_a_column_is_listed_when_it_is_asked_for():
    one = table(["paper"] * 3)
    assert one.keys(2)["station"] == "s2"
    assert not one.__dict__.get("_columns")
    assert one.column("station") == ["s1", "s1", "s2"]


def test_columns_that_a_table_lacks_are_one():
    assert constant("", 5) is constant("", 5)


def test_sums_of_names_nobody_has_are_nothing():
    """A commission without any protocol below it has no sum, and no part of one."""
    sums = add_under(table(["paper"] * 3), ["t1", "t2", "t1"])
    got = sums.of(["t2", "none", "t1"])
    assert got.children.tolist() == [1, 0, 2]
    assert got.totals[0].tolist() == [1, 0, 2]
    assert got.missing.sum() == 0
