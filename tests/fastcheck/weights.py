"""The shipped weights, for a form of 21 lines and 7 lists, as Kazakhstan's."""

import tomllib
from pathlib import Path

from fastcheck.prices import make_prices

_FILE = Path(__file__).parents[2] / "data/weights/explain.toml"
WEIGHTS = tomllib.loads(_FILE.read_text("utf-8"))
PRICES = make_prices(WEIGHTS, lines=21, lists=7, stations=9727)
