"""How do turnout and the leading list's share go together, station by station?"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.report.charts.chart import Chart, named, nothing, number, percent
from reconcile.report.charts.draw import FAINT, HALO, INK, SHADES, draw
from reconcile.report.words import Words

NAME = "fingerprint"
_HEIGHT = 372  # px: cells of turnout are then as wide as those of share are high


def fingerprint(
    _summary: Mapping[str, Any], figures: Mapping[str, Any], words: Words
) -> Chart:
    """Draw the number of stations in each cell of turnout and share."""
    told = figures.get(NAME)
    if not told or not told["stations"]:
        return nothing(NAME, words)
    leader = named(figures["lists"], figures["leader"], words)
    title = words(f"chart-{NAME}")
    says = words(f"chart-{NAME}-says", stations=told["stations"], list=leader)
    if told["left_out"]:
        says += " " + words(f"chart-{NAME}-left-out", number=told["left_out"])
    svg = draw(NAME, (title, says), _spec(told, leader, words), words)
    return Chart(NAME, title, says, svg, _table(told["tens"], words))


def _spec(told: Mapping[str, Any], leader: str, words: Words) -> dict[str, Any]:
    edges = _edges(max(count for _, _, count in told["cells"]))
    names = _classes(edges, words)
    width = told["bin"]
    cells = [
        {
            "x": turnout,
            "x2": turnout + width,
            "y": share,
            "y2": share + width,
            "stations": names[bisect_right(edges, count) - 1],
        }
        for turnout, share, count in sorted(told["cells"], key=lambda one: one[2])
    ]
    shades = SHADES[-1:] if len(edges) == 1 else SHADES[len(SHADES) - len(edges) :]
    colour = {
        "field": "stations",
        "type": "ordinal",
        "scale": {"domain": names, "range": list(shades)},
        "legend": {"title": words("chart-fingerprint-legend"), "symbolType": "square"},
    }
    title = words("chart-fingerprint-share", list=leader)
    return {
        "height": _HEIGHT,
        "data": {"values": [{}]},
        "layer": [
            {
                "data": {"values": cells},
                "mark": {"type": "rect"},
                "encoding": {
                    "x": _percents("x", words("chart-turnout")),
                    "x2": {"field": "x2"},
                    "y": _percents("y", title),
                    "y2": {"field": "y2"},
                    "color": colour,
                },
            },
            *_overall(told, words),
        ],
    }


def _percents(field: str, title: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, 100], "nice": False},
        "axis": {"values": list(range(0, 101, 20)), "gridColor": FAINT},
        "title": title,
    }


def _overall(told: Mapping[str, Any], words: Words) -> list[dict[str, Any]]:
    """Draw where all stations together stand, with what they are."""
    layers: list[dict[str, Any]] = []
    for axis, other, name in (("x", "y", "turnout"), ("y", "x", "share")):
        at = {axis: {"datum": told[name], "type": "quantitative"}}
        near = {other: {"datum": 3, "type": "quantitative"}}
        left = axis == "x" and told[name] > 50  # on the side with more room
        label = {
            "type": "text",
            "text": words("chart-fingerprint-all", percent=percent(told[name], words)),
            "align": "right" if left else "left",
            "dx": -5 if left else 5,
            "dy": 0 if axis == "x" else 9,
        }
        layers += [
            {"mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]}, "encoding": at},
            {"mark": label | HALO, "encoding": at | near},
            {"mark": label, "encoding": at | near},
        ]
    return layers


def _edges(most: int) -> list[int]:
    """Return the least number of stations of each shade, evenly apart in ratio."""
    edges = {round(most ** (step / len(SHADES))) for step in range(len(SHADES))}
    return sorted(edges)


def _classes(edges: Sequence[int], words: Words) -> list[str]:
    uppers = [one - 1 for one in edges[1:]]
    closed = [
        number(low, words) if low == high else f"{number(low, words)}–{number(high, words)}"
        for low, high in zip(edges, uppers, strict=False)
    ]
    return [*closed, f"≥ {number(edges[-1], words)}"]


def _table(tens: Sequence[Sequence[int]], words: Words) -> list[list[str]]:
    """Return stations by tens of per cent: turnout downwards, share to the right."""
    bands = [f"{low}–{low + 10} %" for low in range(0, 100, 10)]
    heading = [words("chart-fingerprint-table"), *bands]
    rows = zip(bands, tens, strict=True)
    return [heading, *([band, *(number(one, words) for one in row)] for band, row in rows)]
