"""What the overview tells, put together from what a run wrote down; nothing is added up.

Differences are those that a check found; a difference that no check tells is not shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from ingest.facts.forms import Line
from reconcile.desk.findings.listed import count_by
from reconcile.desk.findings.listing import Listing
from reconcile.report.headline import headline_in
from reconcile.report.page.coverage import Covered, by_region
from reconcile.report.words.speaker import Speaker

CEC_SUMS = "C303"  # the check of the CEC's protocol against what is below it


@dataclass(frozen=True, slots=True)
class Total:
    """One line added up from the stations, beside what each level published.

    `cec` to `tec` are sums of the protocols of that level, None where there are none;
    `found` is what the check of the CEC's sums found of the line, if anything.
    """

    line: Line
    official: int | None
    missing: int
    cec: int | None
    rec: int | None
    tec: int | None
    matched_official: int | None
    matched_copies: int | None
    found: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Whole:
    """The overview of a run; `found_in` counts findings by region, and by TEC."""

    headline: Sequence[str]
    why_not: str
    summary: Mapping[str, Any]
    coverage: Sequence[tuple[Covered, Sequence[Covered]]]
    found_in: Mapping[str, Mapping[str, int]]
    states: Mapping[str, int]
    totals: Sequence[Total]
    estimate: Mapping[str, Any] | None
    audit: Mapping[str, Any] | None


def tell_whole(listing: Listing, speaker: Speaker) -> Whole | None:
    """Put the overview together in a language; None before the first run."""
    run = listing.shown.run
    if run is None:
        return None
    summary = run.summary
    why = summary["reasons"].get("materiality") or ""
    return Whole(
        headline=headline_in(summary, speaker),
        why_not=speaker.say(why),
        summary=summary,
        coverage=by_region(summary),
        found_in={one: count_by(listing.prepared, one) for one in ("rec", "tec")},
        states=count_by(listing.prepared, "state"),
        totals=_totals(listing, summary["totals"]),
        estimate=run.figures.get("estimate"),
        audit=run.figures.get("audit"),
    )


def _totals(listing: Listing, totals: Mapping[str, Mapping[str, Any]]) -> list[Total]:
    found = listing.prepared.filter(pl.col("code") == CEC_SUMS, ~pl.col("ended"))
    by_line = {one["line"]: one for one in found.iter_rows(named=True)}
    return [
        Total(
            line=line,
            official=totals[line.name]["official"],
            missing=totals[line.name]["missing"],
            **{level: _sum(totals[line.name], level) for level in ("cec", "rec", "tec")},
            matched_official=totals[line.name]["matched_official"],
            matched_copies=totals[line.name]["matched_copies"],
            found=by_line.get(line.name),
        )
        for line in listing.shown.form.lines
        if line.name in totals
    ]


def _sum(total: Mapping[str, Any], level: str) -> int | None:
    value: int | None = total.get(level, {}).get("sum")
    return value
