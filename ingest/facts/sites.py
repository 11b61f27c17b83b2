"""A commission's website as data: where its pages are and how to read them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from ingest.errors import SettingError
from ingest.facts.places import find_fact
from ingest.facts.toml import Strict, read_toml


class Empty(Strict):
    """What a page looks like that stands for "nothing here": small, with this text."""

    max_bytes: int
    contains: str


class Beside(Strict):
    """A fact printed in the cell to the right of a cell with this text."""

    beside: str = ""
    pattern: str = ""


class Layout(Strict):
    """How the protocols stand on a page.

    "rows": a row a station, a column a line. "lines": a row a line (number, label,
    counts), a column a station. `fields` are facts printed once on the page; `station`,
    `tec` and `rec` are templates over them, over the page's own values and, in "rows",
    over headings.
    """

    form: str
    level: Literal["pec", "tec", "rec", "cec"] = "pec"
    orientation: Literal["rows", "lines"]
    station: str
    tec: str = ""
    rec: str = ""
    parent: str = ""
    signed: str = ""
    channel: Literal["paper", "electronic", "summary"] = "paper"
    fields: dict[str, Beside] = Field(default_factory=dict)
    ignore: dict[str, str] = Field(default_factory=dict)


class Page(Strict):
    """A kind of page: its addresses and the layout of what it says.

    `values` gives each name in `address` its values: a list, or "1..226".
    """

    id: str
    address: str
    values: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    empty: Empty | None = None
    layout: Layout


class Site(Strict):
    """A website that publishes protocols."""

    id: str
    title: str
    base: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+/.*$")]
    hosts: tuple[str, ...] = ()
    notes: str = ""
    pace_s: Annotated[float, Field(ge=0, le=3600)] = 1.0
    timeout_s: Annotated[float, Field(gt=0, le=600)] = 60.0
    max_bytes: Annotated[int, Field(gt=0, le=1 << 30)] = 50_000_000
    page: Annotated[tuple[Page, ...], Field(min_length=1)]

    @field_validator("base")
    @classmethod
    def _ends_in_slash(cls, base: str) -> str:
        return base if base.endswith("/") else base + "/"


def load_site(name: str) -> Site:
    """Load a site by its path or the id of a shipped one; raise SettingError."""
    return read_toml(find_fact("sites", name, SettingError), Site, SettingError)
