"""Cases for screening: the invented country, or a few stations told one by one."""

import numpy as np
import polars as pl

from ingest.facts.forms import Form
from ingest.protocol import Protocols, empty_rows
from ingest.sample.country import Country
from reconcile.run import make_case, no_protocols
from reconcile.table import Case


def country_case(invented: Country, stations: int | None = None) -> Case:
    """The stations of an invented country, again and again if more are wanted.

    A station with machines has three protocols; what is repeated is under commissions
    of its own.
    """
    number = len(invented.tec) if stations is None else stations
    at, again = (
        np.arange(number) % len(invented.tec),
        np.arange(number) // len(invented.tec),
    )
    machine = invented.votes_electronically[at]
    electronic = np.maximum(invented.electronic, 0)
    keys = pl.DataFrame(
        {
            "station": [f"s{one:07}" for one in range(number)],
            "tec": [
                f"t{one}-{time}" for one, time in zip(invented.tec[at], again, strict=True)
            ],
            "rec": [invented.regions[one] for one in invented.region[at]],
        }
    )
    return protocols_case(
        invented.form,
        [
            (keys.filter(mine).with_columns(channel=pl.lit(channel)), counts[:, at[mine]])
            for channel, mine, counts in (
                ("summary", machine, invented.counts),
                ("electronic", machine, electronic),
                ("paper", np.ones(number, bool), invented.counts - electronic),
            )
        ],
    )


def protocols_case(form: Form, parts: list[tuple[pl.DataFrame, np.ndarray]]) -> Case:
    """A case of official protocols: what says which they are, and (line, row) counts."""
    frames = [empty_rows(form.names)]
    for keys, counts in parts:
        lines = [
            pl.Series(name, line) for name, line in zip(form.names, counts, strict=True)
        ]
        frames.append(keys.with_columns(lines))
    rows = pl.concat(frames, how="diagonal_relaxed")
    rows = rows.with_columns(pl.col(pl.String).fill_null(""), version=1, layout=0)
    rows = rows.with_columns(level=pl.lit("pec"))
    layouts = [[""] * len(form.names)]
    return make_case(form, Protocols(rows, layouts=layouts), no_protocols(form))
