"""By how many votes do published protocols and copies differ, list by list?"""

from collections.abc import Mapping
from typing import Any

from reconcile.report.charts.chart import Chart, named, nothing, number, signed
from reconcile.report.charts.draw import BLUE, INK, NO_SIGN, ORANGE, draw, rows_of
from reconcile.report.words import Words

NAME = "differences"
_ROW = 34  # px a list
_MOST = 20  # lists; the table has all


def differences(
    summary: Mapping[str, Any], figures: Mapping[str, Any], words: Words
) -> Chart:
    """Draw the votes that published protocols have more and fewer than copies."""
    effect = summary["effect"]
    lists = sorted(effect["lists"].items(), key=lambda one: -_moved(one[1]["all"]))
    if not effect["stations"]:
        return nothing(NAME, words)
    title = words(f"chart-{NAME}")
    if not lists:
        says = words("chart-differences-none", stations=effect["stations"])
        return Chart(NAME, title, says, "", ())
    says = words("chart-differences-says", stations=effect["stations"])
    told = [(named(figures["lists"], party, words), one) for party, one in lists]
    values = [_value(name, one, words) for name, one in told[:_MOST]]
    svg = draw(NAME, (title, says), _spec(values, words), words)
    return Chart(NAME, title, says, svg, [_heading(words), *_rows(told, words)])


def _moved(sides: Mapping[str, Any]) -> int:
    return max(int(sides["votes_more"]), int(sides["votes_fewer"]))


def _value(name: str, one: Mapping[str, Any], words: Words) -> dict[str, Any]:
    more, fewer = one["all"]["votes_more"], one["all"]["votes_fewer"]
    return {
        "list": name,
        "more": more,
        "fewer": -fewer,
        "told_more": signed(more, words),
        "told_fewer": signed(-fewer, words),
    }


def _spec(values: list[dict[str, Any]], words: Words) -> dict[str, Any]:
    most = max(max(one["more"], -one["fewer"]) for one in values)
    scale = {"domain": [-1.5 * most, 1.5 * most]}  # room for the numbers at the bars
    votes = {
        "type": "quantitative",
        "scale": scale,
        "title": words("chart-differences-axis"),
        "axis": {"tickCount": 4, "format": "+,d", "labelExpr": NO_SIGN},
    }
    side = {"height": 16, "stroke": INK, "strokeWidth": 1}
    label = {"dx": 4, "baseline": "middle"}
    return {
        "height": _ROW * len(values),
        "data": {"values": values},
        "encoding": {"y": rows_of("list")},
        "layer": [
            {
                "mark": {"type": "bar", "color": BLUE, **side},
                "encoding": {"x": {"field": "more", **votes}},
            },
            {
                "mark": {"type": "bar", "color": ORANGE, **side},
                "encoding": {"x": {"field": "fewer", **votes}},
            },
            {
                "mark": {"type": "text", "align": "left", **label},
                "encoding": {
                    "x": {"field": "more", **votes},
                    "text": {"field": "told_more"},
                },
            },
            {
                "mark": {"type": "text", "align": "right", **label, "dx": -4},
                "encoding": {
                    "x": {"field": "fewer", **votes},
                    "text": {"field": "told_fewer"},
                },
            },
            {
                "mark": {"type": "rule", "color": INK},
                "encoding": {"x": {"datum": 0, **votes}, "y": None},
            },
        ],
    }


def _heading(words: Words) -> list[str]:
    columns = ("more", "stations-more", "fewer", "stations-fewer", "net")
    return [words("chart-list"), *(words(f"chart-differences-{one}") for one in columns)]


def _rows(told: list[tuple[str, Mapping[str, Any]]], words: Words) -> list[list[str]]:
    return [
        [
            name,
            signed(one["all"]["votes_more"], words),
            number(one["all"]["stations_with_more"], words),
            signed(-one["all"]["votes_fewer"], words),
            number(one["all"]["stations_with_fewer"], words),
            signed(one["net"], words),
        ]
        for name, one in told
    ]
