"""When were protocols posted, replaced and withdrawn?"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from reconcile.report.charts.chart import Chart, nothing, number
from reconcile.report.charts.draw import BLUE, INK, ORANGE, SOFT, draw
from reconcile.report.charts.tidy import HATCH
from reconcile.report.words import Words

NAME = "timeline"
_KINDS = {"posted": BLUE, "replaced": ORANGE, "withdrawn": HATCH}
_HEIGHTS = {"posted": 120, "replaced": 50, "withdrawn": 50}  # px
_AXIS, _PANEL = 46, 288  # px: what numbers and bars take
_DAY_H = 24


def timeline(
    _summary: Mapping[str, Any], figures: Mapping[str, Any], words: Words
) -> Chart:
    """Draw the protocols posted, replaced and withdrawn in each step of time."""
    told = figures.get(NAME)
    if not told:
        return nothing(NAME, words)
    title = words(f"chart-{NAME}")
    says = words(f"chart-{NAME}-says", **{kind: sum(told[kind]) for kind in _KINDS})
    svg = draw(NAME, (title, says), _spec(told, words), words)
    return Chart(NAME, title, says, svg, _table(told, words))


def _spec(told: Mapping[str, Any], words: Words) -> dict[str, Any]:
    return {
        "autosize": {"type": "pad"},
        "spacing": 8,
        "vconcat": [_panel(kind, told, words) for kind in _KINDS],
    }


def _panel(kind: str, told: Mapping[str, Any], words: Words) -> dict[str, Any]:
    starts = _starts(told)
    values = [
        {"from": _utc(starts[at]), "to": _utc(starts[at + 1]), "protocols": count}
        for at, count in enumerate(told[kind])
        if count
    ]
    last = kind == list(_KINDS)[-1]
    ends = [_utc(starts[0]), _utc(starts[-1])]
    axis = {"labelExpr": _LABEL[words.language == "en"], "tickCount": 5, "grid": False}
    time = {
        "field": "from",
        "type": "temporal",
        "scale": {"type": "utc", "domain": ends},
        "axis": axis if last else {"labels": False, "ticks": False, "grid": False},
        "title": _zone(told, words) if last else None,
    }
    most = max(told[kind])
    return {
        "width": _PANEL,
        "height": _HEIGHTS[kind],
        "title": {
            "text": words(f"chart-timeline-{kind}", number=sum(told[kind])),
            "anchor": "start",
            "fontSize": 11,
            "fontWeight": "normal",
            "color": INK,
            "offset": 4,
        },
        "data": {"values": values},
        "mark": {"type": "rect", "color": _KINDS[kind], "stroke": INK, "strokeWidth": 1},
        "encoding": {
            "x": time,
            "x2": {"field": "to"},
            "y2": {"datum": 0},
            "y": {
                "field": "protocols",
                "type": "quantitative",
                "scale": {"domain": [0, most or 1], "nice": bool(most)},
                "axis": {
                    "tickCount": 3 if kind == "posted" else 2,
                    "tickMinStep": 1,
                    "format": ",d",
                    "minExtent": _AXIS,
                    "maxExtent": _AXIS,
                    "domainColor": SOFT,
                },
                "title": None,
            },
        },
    }


# The hour stands only where it is not midnight, which is where a day begins.
_LABEL = {
    english: f"utcFormat(datum.value, '%H') == '00' ? "
    f"utcFormat(datum.value, '{day}') : utcFormat(datum.value, '%H:%M')"
    for english, day in ((True, "%-d %b"), (False, "%d.%m"))
}


def _starts(told: Mapping[str, Any]) -> list[datetime]:
    """Return the beginning of each step, and the end of the last."""
    start, step = datetime.fromisoformat(told["start"]), timedelta(hours=told["step_h"])
    return [start + at * step for at in range(len(told["posted"]) + 1)]


def _utc(time: datetime) -> str:
    """Write a country's time as if it were UTC: the drawing machine shifts nothing."""
    return f"{time:%Y-%m-%dT%H:%M:%S}Z"


def _zone(told: Mapping[str, Any], words: Words) -> str:
    offset = told["offset_h"] or 0
    zone = f"UTC{offset:+g}".replace("-", "−") if offset else "UTC"
    return words("chart-timeline-axis", zone=zone)


def _table(told: Mapping[str, Any], words: Words) -> list[list[str]]:
    """Return the steps in which anything happened."""
    kinds = [words(f"chart-timeline-column-{kind}") for kind in _KINDS]
    rows = [
        [_step(start, told), *(number(told[kind][at], words) for kind in _KINDS)]
        for at, start in enumerate(_starts(told)[:-1])
        if any(told[kind][at] for kind in _KINDS)
    ]
    return [[_zone(told, words), *kinds], *rows]


def _step(start: datetime, told: Mapping[str, Any]) -> str:
    if told["step_h"] >= _DAY_H:
        return f"{start:%Y-%m-%d}"
    end = start + timedelta(hours=told["step_h"])
    return f"{start:%Y-%m-%d %H:%M}–{end:%H:%M}"
