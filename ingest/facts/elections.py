"""An election as data: its date, its forms, its website, what is expected of it."""

from datetime import date
from pathlib import Path

from pydantic import Field

from ingest.errors import SettingError
from ingest.facts.toml import Strict, read_toml


class SiteChoice(Strict):
    """Which website publishes the protocols, and how this folder asks it.

    `mirror` is another address that serves the same pages: an archive, a test server.
    """

    id: str
    mirror: str = ""
    pace_s: float | None = None
    contact: str = ""


class Expected(Strict):
    """How many protocols of each level there should be, and who says so."""

    pec: int | None = None
    tec: int | None = None
    rec: int | None = None
    cec: int | None = None
    source: str = ""


class Election(Strict):
    """The content of an election file; `forms` is by level."""

    id: str
    title: dict[str, str]
    day: date = Field(alias="date")
    invented: bool = False
    notes: str = ""
    site: SiteChoice | None = None
    forms: dict[str, str]
    expected: Expected = Expected()


def load_election(path: Path) -> Election:
    """Load an election file; raise SettingError."""
    return read_toml(path, Election, SettingError)
