"""How are turnout and the leading list's share distributed in each region?"""

from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.report.charts.chart import Chart, named, nothing, number
from reconcile.report.charts.draw import BLUE, INK, SOFT, draw, rows_of
from reconcile.report.words import Words

NAME = "regions"
MOST = 40  # regions that one chart holds; the table has all
_ROW = 20  # px a region
_NAMES, _PANEL = 116, 97  # px: what names and each of the two panels take
_WIDER = 12  # px: by so much a name may come out wider in the font of a reader
_KINDS = ("turnout", "share")


def regions(_summary: Mapping[str, Any], figures: Mapping[str, Any], words: Words) -> Chart:
    """Draw median, middle half and nine tenths of the stations of each region."""
    told = figures.get("distribution")
    if not told:
        return nothing(NAME, words)
    leader = named(figures["lists"], figures["leader"], words)
    title = words(f"chart-{NAME}")
    says = words(f"chart-{NAME}-says", list=leader)
    ordered = sorted(told.items(), key=lambda one: -one[1]["turnout"][2])
    rows = [
        (named(figures["regions"], key, words) or words("chart-region-unknown"), one)
        for key, one in ordered
    ]
    svg = draw(NAME, (title, says), _spec(rows[:MOST], leader, words), words)
    return Chart(NAME, title, says, svg, _table(rows, leader, words))


def _spec(
    rows: Sequence[tuple[str, Mapping[str, Any]]], leader: str, words: Words
) -> dict[str, Any]:
    columns = ("low", "lower", "median", "upper", "high")
    values = [
        {"region": name}
        | {
            f"{kind}_{column}": one[kind][at]
            for kind in _KINDS
            for at, column in enumerate(columns)
        }
        for name, one in rows
    ]
    titles = (words("chart-turnout"), words("chart-regions-share", list=leader))
    return {
        "autosize": {"type": "pad"},
        "spacing": 12,
        "data": {"values": values},
        "hconcat": [
            _panel(kind, title, len(values), names=kind == _KINDS[0])
            for kind, title in zip(_KINDS, titles, strict=True)
        ],
    }


def _panel(kind: str, title: str, count: int, *, names: bool) -> dict[str, Any]:
    def at(column: str) -> dict[str, Any]:
        return {
            "field": f"{kind}_{column}",
            "type": "quantitative",
            "scale": {"domain": [0, 100]},
            "axis": {"values": [0, 50, 100], "titleLimit": _PANEL + 6},
            "title": title,
        }

    axis = {"minExtent": _NAMES, "maxExtent": _NAMES} if names else {"labels": False}
    return {
        "width": _PANEL,
        "height": _ROW * count,
        "encoding": {"y": rows_of("region", _NAMES - _WIDER, **axis)},
        "layer": [
            {
                "mark": {"type": "rule", "color": SOFT},
                "encoding": {"x": at("low"), "x2": {"field": f"{kind}_high"}},
            },
            {
                "mark": {"type": "bar", "height": 10, "color": BLUE},
                "encoding": {"x": at("lower"), "x2": {"field": f"{kind}_upper"}},
            },
            {
                "mark": {
                    "type": "point",
                    "shape": "circle",
                    "filled": True,
                    "fill": "white",
                    "stroke": INK,
                    "size": 28,
                    "opacity": 1,
                },
                "encoding": {"x": at("median")},
            },
        ],
    }


def _table(
    rows: Sequence[tuple[str, Mapping[str, Any]]], leader: str, words: Words
) -> list[list[str]]:
    parts = ("median", "half", "most")
    heading = [words("rec"), words("chart-stations")]
    for of in (words("chart-turnout"), words("chart-fingerprint-share", list=leader)):
        heading += [f"{of}: {words(f'chart-regions-{part}')}" for part in parts]
    return [heading, *(_row(name, one, words) for name, one in rows)]


def _row(name: str, one: Mapping[str, Any], words: Words) -> list[str]:
    cells = [name, number(one["stations"], words)]
    for kind in _KINDS:
        low, lower, median, upper, high = (number(at, words, 1) for at in one[kind])
        cells += [median, f"{lower}–{upper}", f"{low}–{high}"]
    return cells
