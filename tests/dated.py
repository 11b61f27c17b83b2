"""Versions of documents of a website as a case, each told by what is not usual of it."""

import polars as pl

from ingest.facts.elections import Due
from ingest.protocol import Protocols, empty_rows
from reconcile.run import make_case, no_protocols


class Election:
    """What is asked of an election here: its date due, and with it the time zone."""

    due = Due(until="2007-08-24T00:00:00+06:00", source="invented")
    published = ()


def dated_case(form, usual, times, versions):
    """Make a case of versions: `usual` says what a row is, `times` when it was there."""
    rows = [usual | {n: v for n, v in one.items() if n in usual} for one in versions]
    dated = [times | {n: v for n, v in one.items() if n in times} for one in versions]
    postings = pl.DataFrame(dated).with_columns(
        document=pl.Series([row["document"] for row in rows]),
        version=pl.Series([row["version"] for row in rows]),
    )
    empty = empty_rows(form.names)
    official = Protocols(pl.DataFrame(rows).select(empty.columns).cast(empty.schema))
    return make_case(form, official, no_protocols(form), (), None, Election, postings)
