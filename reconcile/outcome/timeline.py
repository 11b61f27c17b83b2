"""When did protocols appear on the website, when were they replaced, when withdrawn?

Counted by hours or days, in the country's time where the election file tells it. A
protocol that several documents state appears once, with the first of them.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from ingest.facts.forms import Form
from reconcile.checks.posting import PROTOCOL, replaced, withdrawn
from reconcile.table import Case

MOST_STEPS = 48  # bars that a chart of a telephone's width can hold
STEPS_H = (1, 2, 3, 6, 12, 24)  # hours; above these, days are doubled until all fit
KINDS = ("posted", "replaced", "withdrawn")


def make_timeline(case: Case) -> dict[str, Any] | None:
    """Count protocols posted, replaced and withdrawn; None without times of a website."""
    due = case.election.due if case.election else None
    offset = due.until.utcoffset() if due else None
    events = {
        kind: times.str.to_datetime("%Y-%m-%dT%H:%M:%SZ").dt.offset_by(_hours(offset))
        for kind, times in _events(case.read).items()
    }
    every = pl.concat(list(events.values()))
    first, last = every.min(), every.max()
    if not isinstance(first, datetime) or not isinstance(last, datetime):
        return None
    step = _step(first, last)
    start = first.replace(hour=0, minute=0, second=0)
    start += (first - start) // step * step
    steps = (last - start) // step + 1
    return {
        "offset_h": None if offset is None else offset / timedelta(hours=1),
        "step_h": step // timedelta(hours=1),
        "start": start.strftime("%Y-%m-%dT%H:%M"),
        **{kind: _count(times, start, step, steps) for kind, times in events.items()},
    }


def _hours(offset: timedelta | None) -> str:
    """Write a time zone's offset as polars reads it."""
    return f"{int((offset or timedelta()).total_seconds())}s"


def _step(first: datetime, last: datetime) -> timedelta:
    """Choose the shortest step that leaves no more than MOST_STEPS bars."""
    for hours in STEPS_H:
        step = timedelta(hours=hours)
        if (last - first) // step < MOST_STEPS - 1:
            return step
    while (last - first) // step >= MOST_STEPS - 1:
        step *= 2
    return step


def _count(times: pl.Series, start: datetime, step: timedelta, steps: int) -> list[int]:
    counts = [0] * steps
    places = (times - start).dt.total_seconds() // int(step.total_seconds())
    for place, count in places.value_counts().iter_rows():
        counts[place] = count
    return counts


def _events(read: Sequence[tuple[Form, pl.DataFrame]]) -> dict[str, pl.Series]:
    """Return the times at which protocols were posted, replaced and withdrawn."""
    events = {kind: [pl.Series(dtype=pl.String)] for kind in KINDS}
    for form, rows in read:
        dated = rows.filter(pl.col("seen") != "")
        more = (pl.col("version") > 1) | (pl.col("gone") != "")
        again = dated.filter(more.any().over(PROTOCOL))  # most have one version only
        events["posted"].append(_first(dated))
        events["replaced"].append(replaced(again, form.names).select(_since())["since"])
        events["withdrawn"].append(withdrawn(again)["gone"])
    return {kind: pl.concat(times) for kind, times in events.items()}


def _first(rows: pl.DataFrame) -> pl.Series:
    """Find when each protocol was first there."""
    first = rows.filter(pl.col("version") == 1).select(*PROTOCOL, _since())
    return first.group_by(PROTOCOL).agg(pl.col("since").min())["since"]


def _since() -> pl.Expr:
    """Take a document's own time where no look contradicts it, else the look's."""
    says = pl.col("posted")
    believed = (says != "") & (says >= pl.col("before")) & (says <= pl.col("seen"))
    return pl.when(believed).then(says).otherwise(pl.col("seen")).alias("since")
