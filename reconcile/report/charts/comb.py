"""Are percentages whole more often than chance makes them?"""

from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.report.charts.chart import Chart, named, nothing, number
from reconcile.report.charts.draw import BLUE, INK, SHADES, draw
from reconcile.report.words import Words

NAME = "comb"
_ORDER = (5, 6, 7, 8, 9, 0, 1, 2, 3, 4)  # whole percentages stand in the middle
_HEIGHT = 130  # px
_AXIS, _PANEL = 46, 278  # px: what numbers and bars take
_BEYOND = 2  # standard deviations that chance seldom goes beyond
_KINDS = ("turnout", "share")


def comb(_summary: Mapping[str, Any], figures: Mapping[str, Any], words: Words) -> Chart:
    """Draw the stations whose percentage has each tenth, beside what chance makes."""
    told = figures.get(NAME)
    if not told:
        return nothing(NAME, words)
    leader = named(figures["lists"], figures["leader"], words)
    title = words(f"chart-{NAME}")
    says = words(f"chart-{NAME}-says", stations=told["stations"])
    titles = (words("chart-turnout"), words("chart-fingerprint-share", list=leader))
    panels = list(zip(_KINDS, titles, strict=True))
    spec = {
        "autosize": {"type": "pad"},
        "spacing": 10,
        "vconcat": [_panel(told[kind], of, words) for kind, of in panels],
    }
    svg = draw(NAME, (title, says), spec, words)
    return Chart(NAME, title, says, svg, _table(told, panels, words))


def _panel(told: Mapping[str, Any], title: str, words: Words) -> dict[str, Any]:
    values = [
        {
            "tenth": _tenth(tenth, words),
            "whole": tenth == 0,
            "observed": told["observed"][tenth],
            "expected": told["expected"][tenth],
            "low": told["expected"][tenth] - _BEYOND * told["deviation"][tenth],
            "high": told["expected"][tenth] + _BEYOND * told["deviation"][tenth],
        }
        for tenth in _ORDER
    ]
    axis = {"minExtent": _AXIS, "maxExtent": _AXIS, "tickCount": 4, "format": ",d"}
    stations = {"type": "quantitative", "title": words("chart-stations"), "axis": axis}
    tenth = {
        "field": "tenth",
        "type": "ordinal",
        "sort": None,
        "axis": {"labelAngle": 0, "ticks": False},
        "title": words("chart-comb-axis"),
    }
    fill = {"condition": {"test": "datum.whole", "value": BLUE}, "value": SHADES[1]}
    return {
        "width": _PANEL,
        "height": _HEIGHT,
        "title": {
            "text": title,
            "anchor": "start",
            "fontSize": 11,
            "color": INK,
            "offset": 4,
        },
        "data": {"values": values},
        "encoding": {"x": tenth},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1, "width": 22},
                "encoding": {"y": {"field": "observed", **stations}, "fill": fill},
            },
            *_chance(stations),
        ],
    }


def _chance(stations: dict[str, Any]) -> list[dict[str, Any]]:
    """Draw what chance makes: a bar across, and how far it seldom goes beyond."""
    halo = {"type": "rule", "strokeWidth": 5, "color": "white"}
    span = {"y": {"field": "low", **stations}, "y2": {"field": "high"}}
    return [
        {"mark": halo, "encoding": span},
        {"mark": {"type": "rule", "color": INK, "strokeWidth": 2}, "encoding": span},
        {
            "mark": {"type": "tick", "color": INK, "thickness": 2, "width": 14},
            "encoding": {"y": {"field": "expected", **stations}},
        },
    ]


def _tenth(tenth: int, words: Words) -> str:
    """Write a tenth as the decimal of any percentage: ,3."""
    return number(tenth / 10, words, 1)[1:]


def _table(
    told: Mapping[str, Any], panels: Sequence[tuple[str, str]], words: Words
) -> list[list[str]]:
    columns = ("observed", "expected", "beyond")
    heading = [words("chart-comb-axis")]
    for _, title in panels:
        heading += [f"{title}: {words(f'chart-comb-{one}')}" for one in columns]
    return [heading, *(_row(tenth, told, words) for tenth in _ORDER)]


def _row(tenth: int, told: Mapping[str, Any], words: Words) -> list[str]:
    cells = [_tenth(tenth, words)]
    for kind in _KINDS:
        one = told[kind]
        cells += [
            number(one["observed"][tenth], words),
            number(one["expected"][tenth], words),
            f"± {number(_BEYOND * one['deviation'][tenth], words)}",
        ]
    return cells
