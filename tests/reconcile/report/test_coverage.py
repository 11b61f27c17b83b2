from dataclasses import replace

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts.forms import load_form
from reconcile.report.coverage import count_stations
from reconcile.run import make_case, no_protocols

FORM = load_form("kz-2007-pec")
NAMES = st.sampled_from(["", "t1", "t2"])


@given(st.lists(st.tuples(NAMES, NAMES), max_size=9))
def test_stations_are_counted_by_commission_in_whatever_order_they_stand(above):
    nothing = make_case(FORM, no_protocols(FORM), no_protocols(FORM))
    rows = pl.DataFrame(above, schema={"rec": pl.String, "tec": pl.String}, orient="row")
    rows = rows.with_columns(pl.lit(one).alias(one) for one in _SAME)
    table = replace(nothing.official.agreed, rows=rows)

    counted = count_stations(table).rows()

    assert {(rec, tec): number for rec, tec, number in counted} == {
        pair: above.count(pair) for pair in above
    }


_SAME = ("station", "level", "channel", "version", "source")
