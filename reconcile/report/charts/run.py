"""Which charts has a run?"""

from collections.abc import Mapping
from typing import Any

from reconcile.report.charts.chart import Chart
from reconcile.report.charts.comb import comb
from reconcile.report.charts.coverage import coverage
from reconcile.report.charts.differences import differences
from reconcile.report.charts.evidence import evidence
from reconcile.report.charts.fingerprint import fingerprint
from reconcile.report.charts.interval import interval
from reconcile.report.charts.regions import regions
from reconcile.report.charts.timeline import timeline
from reconcile.report.words import LANGUAGES, Words

_ALWAYS = (coverage, differences, timeline, fingerprint, regions)

_KEPT = {"estimate": interval, "audit": evidence}


def run_charts(
    summary: Mapping[str, Any], figures: Mapping[str, Any], words: Words
) -> list[Chart]:
    """Draw the charts of a run in one language.

    Whole percentages are screening: without it they are not drawn, and not named. A
    parallel count and an audit are drawn where their results were kept beside the run.
    """
    asked = (comb,) if summary["screening"]["asked"] else ()
    charts = [one(summary, figures, words) for one in (*_ALWAYS, *asked)]
    charts += [
        draw(figures[name], figures["lists"], words)
        for name, draw in _KEPT.items()
        if name in figures
    ]
    return charts


def draw_charts(
    summary: Mapping[str, Any], figures: Mapping[str, Any]
) -> dict[str, list[Chart]]:
    """Draw the charts of a run in each language; none of one that kept no figures."""
    if "lists" not in figures:
        return {}
    return {one: run_charts(summary, figures, Words(one)) for one in LANGUAGES}
