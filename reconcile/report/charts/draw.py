"""How is a chart drawn? Vega-Lite makes it, with one look for all.

Text is measured with PT Sans, which has all letters of the three languages; a reader
without it sees a font of the system. Nothing is fetched: a chart holds its own values.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from reconcile.report.charts.tidy import tidy
from reconcile.report.words import Words

WIDTH = 358  # px: what a telephone of 390 leaves between its margins

FONT = "PT Sans, Noto Sans, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
SMALL = 11  # px: the smallest text

# Told apart by their lightness too, so that grey print and eyes that see other colours
# lose nothing (blue and orange of Okabe and Ito, 2008, the blue a shade darker).
INK, SOFT, FAINT = "#1a1a1a", "#5c5c5c", "#dddddd"
BLUE, ORANGE = "#00548a", "#e69f00"
NO_SIGN = "datum.value == 0 ? '0' : datum.label"  # of an axis of differences
HALO = {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}  # behind a text
SHADES = ("#cfe1ee", "#94bedb", "#4f94c0", "#1b6499", "#052f4f")  # few to many

_CONFIG: dict[str, Any] = {
    "aria": False,
    "background": "white",
    "font": FONT,
    # A reader's font may be wider than the one that text is measured with.
    "padding": {"left": 9, "right": 8, "top": 4, "bottom": 2},
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": SMALL,
        "titleFontSize": SMALL,
        "titleFontWeight": "normal",
        "titleColor": INK,
        "labelColor": INK,
        "domainColor": SOFT,
        "tickColor": SOFT,
        "gridColor": FAINT,
        "tickSize": 4,
    },
    "legend": {
        "orient": "top",
        "labelFontSize": SMALL,
        "titleFontSize": SMALL,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "labelLimit": 300,
        "titleLimit": 340,
        "symbolStrokeWidth": 1,
        "offset": 6,
    },
    "text": {"fontSize": SMALL, "color": INK},
    "header": {"labelFontSize": SMALL, "labelColor": INK, "labelFontWeight": "bold"},
}

_SPACE = "\u00a0"
_FORMATS = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]},
    "ru": {"decimal": ",", "thousands": _SPACE, "grouping": [3], "currency": ["", ""]},
}


def draw(name: str, said: Sequence[str], spec: dict[str, Any], words: Words) -> str:
    """Draw a chart as SVG that may stand in a page.

    Parameters
    ----------
    name
        The chart's name, from which the ids inside it are made.
    said
        Title and description, for people who do not see it.
    spec
        What is drawn, in Vega-Lite's words and with its values.
    """
    whole = {"autosize": {"type": "fit", "contains": "padding"}, "width": WIDTH} | spec
    svg = _vega()(
        whole | {"config": _CONFIG | spec.get("config", {})},
        allowed_base_urls=[],  # a chart asks nobody for anything
        format_locale=_FORMATS["en" if words.language == "en" else "ru"],
    )
    return tidy(svg, f"chart-{name}-{words.language}", *said)


def rows_of(field: str, width: int = 110, **axis: Any) -> dict[str, Any]:
    """Return the encoding of named rows, in the order of the values."""
    plain = {"ticks": False, "domain": False, "labelLimit": width, "labelPadding": 4}
    return {
        "field": field,
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": plain | axis,
    }


@cache
def _vega() -> Any:
    """Start the drawing machine, once: it takes half a second."""
    import fontpkg_pt_sans
    import vl_convert

    folder = Path(fontpkg_pt_sans.__file__).parent / "files"
    vl_convert.register_font_directory(str(folder))
    return vl_convert.vegalite_to_svg
