"""What a user would do without us: load a table with polars and evaluate its relations.

    python -m reconcile.bench.plain FORM TABLE.parquet

Prints how many stations break each relation. It is the peer of a whole check.
"""

import operator
import sys

import polars as pl

from ingest.facts import relations as grammar
from ingest.facts.forms import load_form

_COMPARE = {grammar.EQ: operator.eq, grammar.GE: operator.ge, grammar.LE: operator.le}


def main(form_name: str, table: str) -> None:
    """Load, evaluate and print."""
    form, frame = load_form(form_name), pl.read_parquet(table)
    asked = []
    for one in form.relations:
        if "summary" not in one.channels:
            continue
        total = pl.lit(one.arithmetic.constant)
        for line, factor in one.arithmetic.terms.items():
            total += pl.col(form.names[line]).cast(pl.Int64) * factor
        asked.append((~_COMPARE[one.arithmetic.op](total, 0)).sum().alias(one.id))
    print(frame.select(asked).row(0))  # noqa: T201 - its answer


if __name__ == "__main__":
    main(*sys.argv[1:])
