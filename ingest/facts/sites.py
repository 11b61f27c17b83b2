"""A commission's website as data: where its pages are and how to read them."""

import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

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
    counts), a column a station; with `words`, each count has the same in words to its
    right. `statement` is "table" where an upper commission states again what the
    protocols below it say. `fields` are facts printed once on the page; `station`,
    `tec` and `rec` are templates over them, over the page's own values and, in "rows",
    over headings. `names` says which of these are names of what, to be looked up;
    `dash` is what a dash alone stands for, where the site says so.
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
    statement: Literal["", "table"] = ""
    words: bool = False
    dash: Literal["", "missing", "zero"] = ""
    names: dict[
        Literal["station", "tec", "rec", "parent"],
        Literal["region", "commission", "station"],
    ] = Field(default_factory=dict)
    fields: dict[str, Beside] = Field(default_factory=dict)
    ignore: dict[str, str] = Field(default_factory=dict)


class Links(Strict):
    """Addresses found on the pages of another kind.

    `pattern` is matched against each link's path below the site's base; its named
    groups become values, besides those of the page that has the link.
    """

    on: str
    pattern: str

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as fault:
            raise ValueError(f"expected a regular expression: {fault}") from None
        return pattern


class Page(Strict):
    """A kind of page: its addresses and, unless it only links, the layout of what it says.

    Addresses are written out from `address` and `values` (for each name a list, or
    "1..226"), or found by `links`.
    """

    id: str
    address: str = ""
    values: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    links: Links | None = None
    empty: Empty | None = None
    layout: Layout | None = None

    @model_validator(mode="after")
    def _has_addresses(self) -> "Page":
        if bool(self.address) == bool(self.links):
            raise ValueError("expected either an address or links")
        return self


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

    @model_validator(mode="after")
    def _links_are_on_earlier_pages(self) -> "Site":
        seen = set[str]()
        for page in self.page:
            if page.links and page.links.on not in seen:
                raise ValueError(
                    f"page {page.id}: expected links.on to name an earlier page"
                )
            seen.add(page.id)
        return self

    @field_validator("base")
    @classmethod
    def _ends_in_slash(cls, base: str) -> str:
        return base if base.endswith("/") else base + "/"


def load_site(name: str) -> Site:
    """Load a site by its path or the id of a shipped one; raise SettingError."""
    return read_toml(find_fact("sites", name, SettingError), Site, SettingError)
