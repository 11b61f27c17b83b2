"""Which charts has a run?"""

from collections.abc import Callable, Mapping
from functools import partial
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

# Each is called as its chart is.
_ALWAYS = (coverage, differences, timeline, fingerprint, regions)
_KEPT = {"estimate": interval, "audit": evidence}


def charts_of(
    summary: Mapping[str, Any], figures: Mapping[str, Any]
) -> dict[str, Callable[[Words], Chart]]:
    """Return what draws each chart that a run has, by its name.

    Whole percentages are screening: without it they are not drawn, and not named. A
    parallel count and an audit are drawn where their results were kept beside the run.
    """
    asked = (comb,) if summary["screening"]["asked"] else ()
    charts: dict[str, Callable[[Words], Chart]] = {
        one.__name__: partial(one, summary, figures) for one in (*_ALWAYS, *asked)
    }
    for name, draw in _KEPT.items():
        if name in figures:
            charts[draw.__name__] = partial(draw, figures[name], figures["lists"])
    return charts


def run_charts(
    summary: Mapping[str, Any], figures: Mapping[str, Any], words: Words
) -> list[Chart]:
    """Draw the charts of a run in one language."""
    return [draw(words) for draw in charts_of(summary, figures).values()]


def draw_charts(
    summary: Mapping[str, Any], figures: Mapping[str, Any]
) -> dict[str, list[Chart]]:
    """Draw the charts of a run in each language; none of one that kept no figures."""
    if "lists" not in figures:
        return {}
    return {one: run_charts(summary, figures, Words(one)) for one in LANGUAGES}
