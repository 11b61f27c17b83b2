"""Of how many stations is there a published protocol, a copy, both or neither?"""

from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.report.charts.chart import Chart, named, nothing, number
from reconcile.report.charts.draw import BLUE, INK, SHADES, draw, rows_of
from reconcile.report.charts.tidy import HATCH
from reconcile.report.words import Words

NAME = "coverage"
MOST = 40  # regions that one chart holds; the table has all
_ROW = 22  # px a region
# Dark where both are there, white where neither is; stripes where only a copy is.
_KINDS = {"both": BLUE, "no_copy": SHADES[1], "not_posted": HATCH, "neither": "white"}


def coverage(summary: Mapping[str, Any], figures: Mapping[str, Any], words: Words) -> Chart:
    """Draw the stations of each region by what is there of them."""
    gaps = summary["effect"]["gaps"]
    told = gaps["rec"] or gaps["tec"]
    if not told:
        return nothing(NAME, words)
    title, says = words(f"chart-{NAME}"), words(f"chart-{NAME}-says")
    names = figures.get("regions", {})
    rows = [(named(names, key, words), one) for key, one in told.items()]
    rows.sort(key=lambda one: one[0].casefold())
    svg = draw(NAME, (title, says), _spec(rows[:MOST], words), words)
    kinds = [words(f"chart-coverage-{one}") for one in _KINDS]
    heading = [words("chart-coverage-place"), words("chart-stations"), *kinds]
    return Chart(NAME, title, says, svg, [heading, *(_row(*one, words) for one in rows)])


def _row(name: str, one: Mapping[str, int], words: Words) -> list[str]:
    counts = [sum(one.values()), *(one[kind] for kind in _KINDS)]
    return [name, *(number(count, words) for count in counts)]


def _spec(rows: Sequence[tuple[str, Mapping[str, int]]], words: Words) -> dict[str, Any]:
    labels = [words(f"chart-coverage-{one}") for one in _KINDS]
    kinds = list(enumerate(zip(_KINDS, labels, strict=True)))
    values = [
        {"region": name, "kind": label, "order": at, "stations": one[kind]}
        for name, one in rows
        for at, (kind, label) in kinds
    ]
    return {
        "height": _ROW * len(rows),
        "data": {"values": [one for one in values if one["stations"]]},
        "mark": {"type": "bar", "height": 15, "stroke": INK, "strokeWidth": 1},
        "encoding": {
            "y": rows_of("region"),
            "x": {
                "field": "stations",
                "type": "quantitative",
                "stack": "normalize",
                "axis": {"format": ".0%", "tickCount": 5, "grid": False},
                "title": words("chart-coverage-axis"),
            },
            "order": {"field": "order"},
            "color": {
                "field": "kind",
                "type": "nominal",
                "scale": {"domain": labels, "range": list(_KINDS.values())},
                "legend": {
                    "title": None,
                    "columns": 2,
                    "symbolType": "square",
                    "symbolStrokeColor": INK,
                    "symbolSize": 120,
                },
            },
        },
    }
