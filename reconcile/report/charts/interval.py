"""Is the official share inside what the copies of a parallel count say?"""

from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.report.charts.chart import Chart, named, nothing, number, percent, signed
from reconcile.report.charts.draw import (
    BLUE,
    HALO,
    INK,
    NO_SIGN,
    ORANGE,
    SHADES,
    draw,
    rows_of,
)
from reconcile.report.words import Words

NAME = "interval"
MOST = 20  # lists; the table has all
_ROW, _NAMES = 42, 104  # px: what a list takes downwards, and its name across
_CONVENIENCE = "convenience"


def interval(
    found: Mapping[str, Any] | None, names: Mapping[str, Mapping[str, str]], words: Words
) -> Chart:
    """Draw each list's interval by the copies, and where the official share lies.

    Parameters
    ----------
    found
        What `tekseru estimate --json` gives.
    names
        What the lists are called in each language.
    """
    base = next(iter(found["shares"].values()))["lists"] if found else []
    rows = [_row(one, named(names, one["party"], words), words) for one in base]
    shown = [one for one in rows if one["low"] is not None]
    if not found or not shown:
        return nothing(NAME, words)
    drawn = found["basis"] != _CONVENIENCE
    kind = "" if drawn else "-extremes"
    title = words(f"chart-{NAME}")
    says = words(f"chart-{NAME}-says{kind}", copies=found["copies"])
    spec = _spec(shown[:MOST], words(f"chart-{NAME}-axis{kind}"), drawn=drawn)
    svg = draw(NAME, (title, says), spec, words)
    return Chart(NAME, title, says, svg, _table(rows, words, drawn=drawn))


def _row(one: Mapping[str, Any], name: str, words: Words) -> dict[str, Any]:
    """Place a list: around its share by the copies, else between its extremes."""
    share, official = one["share"], one["official"]
    row = {"list": name, "inside": one["inside"], "low": None, "official": None}
    row |= {"told_official": _said(official, words), "told_share": _said(share, words)}
    if share is not None and one["margin"] is not None:
        margin = 100 * one["margin"]
        told = words("chart-interval-points", number=number(margin, words, 2))
        row |= {"low": -margin, "high": margin, "told_range": told}
        if official is not None:
            row |= {"official": 100 * (official - share)}
    elif share is None and one["lowest"] is not None:
        low, high = 100 * one["lowest"], 100 * one["highest"]
        told = f"{percent(low, words, 2)} – {percent(high, words, 2)}"
        row |= {"low": low, "high": high, "told_range": told}
        if official is not None:
            row |= {"official": 100 * official}
    copies = f"{row['told_share']} {row.get('told_range', '')}".strip()
    announced = words("chart-interval-official", percent=row["told_official"])
    row["text"] = f"{copies}; {announced}" if row["told_official"] else copies
    return row


def _said(share: float | None, words: Words) -> str:
    return "" if share is None else percent(100 * share, words, 2)


def _spec(rows: Sequence[dict[str, Any]], axis: str, *, drawn: bool) -> dict[str, Any]:
    ends = [one[end] for one in rows for end in ("low", "high", "official")]
    most = max(abs(one) for one in ends if one is not None) * 1.1 or 1
    signs = {"format": "+~f", "labelExpr": NO_SIGN} if drawn else {}
    x = {
        "type": "quantitative",
        "scale": {"domain": [-most, most] if drawn else [0, 100], "nice": False},
        "axis": {"tickCount": 5, **signs},
        "title": axis,
    }
    zero = {"mark": {"type": "rule", "color": INK}, "encoding": {"x": {"datum": 0, **x}}}
    return {
        "height": _ROW * len(rows),
        "data": {"values": list(rows)},
        "layer": [*_marks(x, [zero] if drawn else []), *_texts(x)],
    }


def _marks(x: dict[str, Any], zero: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Draw a bar for what the copies say, and a diamond for what was announced."""
    at = {"y": rows_of("list", _NAMES, grid=False), "yOffset": {"value": _ROW * 0.72}}
    span = {"x": {"field": "low", **x}, "x2": {"field": "high"}}
    bar = {"type": "bar", "height": 9, "color": SHADES[1], "stroke": BLUE}
    outside = {"test": "datum.inside === false", "value": ORANGE}
    fill = {"condition": outside, "value": INK}
    diamond = {"type": "point", "shape": "diamond", "size": 90, "filled": True}
    diamond |= {"opacity": 1, "stroke": INK, "strokeWidth": 1}
    official = {"x": {"field": "official", **x}, "fill": fill}
    return [
        {"mark": bar | {"strokeWidth": 1}, "encoding": at | span},
        *zero,
        {"mark": diamond, "encoding": at | official},
    ]


def _texts(x: dict[str, Any]) -> list[dict[str, Any]]:
    """Write the numbers above each bar, clear of what is behind them."""
    text = {"type": "text", "align": "left", "dy": -9, "dx": 2}
    said = {
        "y": rows_of("list", _NAMES),
        "x": {"datum": x["scale"]["domain"][0], **x},
        "text": {"field": "text"},
    }
    return [{"mark": text | look, "encoding": said} for look in (HALO, {})]


def _table(rows: Sequence[dict[str, Any]], words: Words, *, drawn: bool) -> list[list[str]]:
    kind = "margin" if drawn else "extremes"
    heading = [words("chart-list"), words("chart-interval-copies")]
    heading += [words(f"chart-interval-{kind}"), words("chart-interval-column-official")]
    if drawn:
        heading.append(words("chart-interval-apart"))
    return [heading, *(_cells(one, words, drawn=drawn) for one in rows)]


def _cells(one: dict[str, Any], words: Words, *, drawn: bool) -> list[str]:
    cells = [one["list"], one["told_share"], one.get("told_range", "")]
    cells.append(one["told_official"])
    if not drawn:
        return cells
    away = one["official"]
    return [*cells, "" if away is None else signed(away, words, 2)]
