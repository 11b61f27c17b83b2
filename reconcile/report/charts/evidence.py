"""How does the risk of a wrong outcome fall while audited stations come in?"""

from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.report.charts.chart import Chart, named, nothing, number, percent
from reconcile.report.charts.draw import BLUE, INK, SOFT, draw
from reconcile.report.words import Words

NAME = "evidence"
MOST = 24  # claims that are drawn and listed, those with the largest risk first
_HEIGHT = 230  # px
_FLOOR = 1e-4  # risks below it are drawn on it
_CONVENIENCE = "convenience"


def evidence(
    found: Mapping[str, Any] | None, names: Mapping[str, Mapping[str, str]], words: Words
) -> Chart:
    """Draw the risk of each claim after each draw.

    Parameters
    ----------
    found
        What `tekseru audit --json` gives.
    names
        What the lists are called in each language.
    """
    claims = sorted(found["claims"], key=lambda one: -one["risk"])[:MOST] if found else []
    if not found or not found["draws"] or not claims:
        return nothing(NAME, words)
    title = words(f"chart-{NAME}")
    kind = "" if claims[0]["path"] else "-once"
    kind = "-as-if" if found["basis"] == _CONVENIENCE else kind
    says = words(
        f"chart-{NAME}-says{kind}",
        draws=found["draws"],
        limit=percent(100 * found["limit"], words, 0),
        risk=risk_words(found["risk"], words),
    )
    svg = draw(NAME, (title, says), _spec(found, claims, words), words)
    return Chart(NAME, title, says, svg, _table(found, claims, names, words))


def risk_words(risk: float, words: Words) -> str:
    """Write a risk in per cent; a small one is rounded up, never to nothing."""
    return percent(max(100 * risk, 0.1), words, 1)


def _spec(
    found: Mapping[str, Any], claims: Sequence[Mapping[str, Any]], words: Words
) -> dict[str, Any]:
    lines = [
        {"claim": at, "draws": draws, "risk": max(risk, _FLOOR), "largest": at == 0}
        for at, one in enumerate(claims)
        for draws, risk in _path(one, found["draws"])
    ]
    lowest = min(*(one["risk"] for one in lines), found["limit"]) / 2
    y = {
        "type": "quantitative",
        "scale": {"type": "log", "domain": [lowest, 1], "nice": False},
        "axis": {"values": [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001, 0.0001]}
        | {"labelExpr": "format(100 * datum.value, '~g') + ' %'"},
        "title": words("chart-evidence-risk"),
    }
    x = {
        "field": "draws",
        "type": "quantitative",
        "scale": {"domain": [0, found["draws"]], "nice": False},
        "axis": {"tickCount": 5, "tickMinStep": 1, "format": ",d", "grid": False},
        "title": words("chart-evidence-draws"),
    }
    return {
        "height": _HEIGHT,
        "data": {"values": [{}]},
        "layer": [
            *(_lines(lines, x, y, largest=largest) for largest in (False, True)),
            *_limit(found["limit"], y, words),
        ],
    }


def _path(one: Mapping[str, Any], draws: int) -> list[Any]:
    """Return a claim's risk from the first draw on; its end where it is found once."""
    return [[0, 1.0], *one["path"]] if one["path"] else [[draws, one["risk"]]]


def _lines(
    lines: Sequence[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], *, largest: bool
) -> dict[str, Any]:
    """Draw claims: that with the largest risk, which is the outcome's, or the others."""
    look = {"color": SOFT, "strokeWidth": 1.2}
    if largest:
        look = {"color": BLUE, "strokeWidth": 3}
    mine = [one for one in lines if one["largest"] == largest]
    once = all(one["draws"] for one in mine)  # no line: each claim is one point
    return {
        "data": {"values": mine},
        "mark": {"type": "line", "interpolate": "step-after", "point": once, **look},
        "encoding": {
            "x": x,
            "y": {"field": "risk", **y},
            "detail": {"field": "claim", "type": "nominal"},
        },
    }


def _limit(limit: float, y: dict[str, Any], words: Words) -> list[dict[str, Any]]:
    at = {"y": {"datum": limit, **y}}
    told = words("chart-evidence-limit", percent=percent(100 * limit, words, 0))
    text = {"type": "text", "text": told, "align": "left", "dx": 4, "dy": 9}
    return [
        {"mark": {"type": "rule", "color": INK, "strokeDash": [5, 3]}, "encoding": at},
        {"mark": text, "encoding": at | {"x": {"value": 0}}},
    ]


def _table(
    found: Mapping[str, Any],
    claims: Sequence[Mapping[str, Any]],
    names: Mapping[str, Mapping[str, str]],
    words: Words,
) -> list[list[str]]:
    columns = ("claim", "away", "column-risk", "more")
    heading = [words(f"chart-evidence-{one}") for one in columns]
    rows = [
        [
            claim_words(one, found["threshold"], names, words),
            number(one["votes_away"], words),
            risk_words(one["risk"], words),
            words("chart-evidence-never")
            if one["more"] is None
            else number(one["more"], words),
        ]
        for one in claims
    ]
    return [heading, *rows]


def claim_words(
    one: Mapping[str, Any],
    threshold: Mapping[str, Any] | None,
    names: Mapping[str, Mapping[str, str]],
    words: Words,
) -> str:
    """Say a claim in the reader's language."""
    listed = [named(names, party, words) for party in one["lists"]]
    base = words(f"chart-base-{threshold['base']}") if threshold else ""
    return words(
        f"chart-claim-{one['kind']}",
        first=listed[0],
        second=listed[-1],
        percent=threshold["percent"] if threshold else 0,
        base=base,
    )
