"""An election as data: its date, lists, forms, website, and what was published of it."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from ingest.errors import SettingError
from ingest.facts.toml import Strict, read_toml

Count = Annotated[int, Field(ge=0)]
Percent = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}(\.[0-9]{1,6})?$")]


class SiteChoice(Strict):
    """Which website publishes the protocols, and how this folder asks it.

    `mirror` is another address that serves the same pages: an archive, a test server.
    `pace_s` and `timeout_s` take the place of the site's own.
    """

    id: str
    mirror: str = ""
    pace_s: float | None = None
    timeout_s: Annotated[float, Field(gt=0, le=600)] | None = None
    contact: str = ""


class Expected(Strict):
    """How many protocols of each level there should be, and who says so."""

    pec: int | None = None
    tec: int | None = None
    rec: int | None = None
    cec: int | None = None
    source: str = ""


class Due(Strict):
    """Until when protocols of stations are to be published, and who says so."""

    until: AwareDatetime
    source: str


class Electronic(Strict):
    """What is known of electronic voting: stations, voters there, votes given so."""

    stations: Count
    voters_percent: Percent
    votes: Count
    source: str


class Seats(Strict):
    """How many seats, and which share of which count a list must reach.

    `bases` are the counts whose shares are reported; `base` is the one the law names.
    `lines` says what each base is in a protocol, as a sum in the grammar of relations;
    it must contain all votes for lists. `voters` is the line of the voter list, which
    bounds the votes of a station that was not seen.
    """

    number: Annotated[int, Field(ge=1)]
    threshold_percent: Annotated[int, Field(ge=0, le=100)]
    base: str
    bases: tuple[str, ...]
    lines: dict[str, str]
    voters: str
    source: str

    @model_validator(mode="after")
    def _knows_each_base(self) -> "Seats":
        if self.base not in self.bases or set(self.lines) != set(self.bases):
            raise ValueError("expected base among bases, and lines for each of them")
        return self


class PartyList(Strict):
    """A list on the ballot; `party` is its key in the forms."""

    number: int
    party: str
    en: str = ""
    ru: str = ""
    kk: str = ""
    aka: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling that stands for the list, its key too."""
        return tuple(filter(None, (self.party, self.en, self.ru, self.kk, *self.aka)))


class Region(Strict):
    """A region, with its names. Names are compared exactly, never by likeness."""

    id: str
    en: str
    ru: str
    kk: str
    aka: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling that stands for the region, its id too."""
        return (self.id, self.en, self.ru, self.kk, *self.aka)


class Published(Strict):
    """What was published of the whole election at one stage, and where it was seen.

    `percents` are shares of the count `percent_of`, as printed.
    """

    stage: str
    day: date = Field(alias="date")
    source: str
    counts: dict[str, Count] = Field(default_factory=dict)
    percents: dict[str, Percent] = Field(default_factory=dict)
    percent_of: str = ""

    @model_validator(mode="after")
    def _names_the_base(self) -> "Published":
        if self.percents and not self.percent_of:
            raise ValueError("expected percent_of beside percents")
        return self


class Election(Strict):
    """The content of an election file; `forms` is by level.

    `database_url` says where records are kept, if not in the folder itself.
    """

    id: str
    title: dict[str, str]
    day: date = Field(alias="date")
    hours: str = ""
    invented: bool = False
    notes: str = ""
    database_url: str = ""
    site: SiteChoice | None = None
    forms: dict[Literal["pec", "tec", "rec", "cec"], str]
    expected: Expected = Expected()
    due: Due | None = None
    electronic: Electronic | None = None
    seats: Seats | None = None
    list: tuple[PartyList, ...] = ()
    region: tuple[Region, ...] = ()
    published: tuple[Published, ...] = ()


def load_election(path: Path) -> Election:
    """Load an election file; raise SettingError."""
    return read_toml(path, Election, SettingError)
