"""Which charts has a run?"""

from collections.abc import Mapping
from typing import Any

from reconcile.report.charts.chart import Chart
from reconcile.report.charts.comb import comb
from reconcile.report.charts.coverage import coverage
from reconcile.report.charts.differences import differences
from reconcile.report.charts.fingerprint import fingerprint
from reconcile.report.charts.regions import regions
from reconcile.report.charts.timeline import timeline
from reconcile.report.words import LANGUAGES, Words

_ALWAYS = (coverage, differences, timeline, fingerprint, regions)


def run_charts(
    summary: Mapping[str, Any], figures: Mapping[str, Any], words: Words
) -> list[Chart]:
    """Draw the charts of a run in one language.

    Whole percentages are screening: without it they are not drawn, and not named.
    """
    asked = summary["screening"]["asked"]
    return [one(summary, figures, words) for one in (*_ALWAYS, *((comb,) if asked else ()))]


def draw_charts(
    summary: Mapping[str, Any], figures: Mapping[str, Any]
) -> dict[str, list[Chart]]:
    """Draw the charts of a run in each language; none of one that kept no figures."""
    if not figures:
        return {}
    return {one: run_charts(summary, figures, Words(one)) for one in LANGUAGES}
