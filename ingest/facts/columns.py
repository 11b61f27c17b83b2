"""Which of a table's headings is which column of ours?

A person with a table of their own writes a small TOML file: `registered = "f_01"`,
`station = "{district}/{precinct}"`, `version = 3`. Applying it is the work of
ingest/read/tables.py.
"""

from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from ingest.errors import SettingError
from ingest.facts.places import find_fact
from ingest.facts.toml import Strict, read_toml

Target = str | int | list[str]

_OWN_KEYS = ("for", "skip", "absent", "melt", "records")


class Melt(Strict):
    """A long table: one row a station and line, named by a column."""

    party: str
    votes: str


class Pairs(Strict):
    """A list of named values inside a record: which member names one, which is it.

    `value` may list several members, of which each element has one.
    """

    name: str
    value: str | tuple[str, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The members that may hold the value."""
        return (self.value,) if isinstance(self.value, str) else self.value


class Records(Strict):
    """Where the records of an export are, and what their members are called.

    JSON: `path` leads to the records, member by member, with dots between; "*" is every
    member or element, "{stage}" too and its key becomes a heading. A list named in
    `pairs` gives a heading for each of its elements: "votes.PARTY".

    Text with separators and no header row: `header` names the columns in order, an empty
    name one that is not known. `groups` names what repeats after them up to the end of
    the row, the first of each being the name: ("party", "votes") gives "votes.7".

    `marks` are characters before a value that are no part of it. `only` names the values
    of a column whose rows these columns are for; other rows are listed as ignored.
    """

    path: str = ""
    pairs: dict[str, Pairs] = Field(default_factory=dict)
    header: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    separator: Literal[";", ",", "\t", "|"] = ";"
    marks: dict[str, str] = Field(default_factory=dict)
    only: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> "Records":
        if bool(self.path) == bool(self.header):
            raise ValueError("expected either a path, for JSON, or a header, for text")
        if len(self.groups) == 1:
            raise ValueError("expected groups of a name and at least one value")
        named = [one for one in (*self.header, *self.groups) if one]
        if len(set(named)) != len(named):
            raise ValueError("expected each column to have a name of its own")
        return self


class ColumnMap(Strict):
    """A table's own headings, by the names this tool uses.

    A target is a heading, a list of headings of which the file has one, a template
    ("{district}/{precinct:02}") or, for what is the same in every row, a constant.
    """

    files: tuple[str, ...] = Field((), alias="for")
    roles: tuple[Literal["official", "copies", "commissions", "register"], ...] = ()
    skip: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    melt: Melt | None = None
    records: Records | None = None
    targets: dict[str, Target] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _collect_targets(cls, raw: Any) -> Any:
        """Take every key that is not one of ours as the name of a column."""
        own = {key: raw[key] for key in (*_OWN_KEYS, "roles") if key in raw}
        own["targets"] = {key: raw[key] for key in raw if key not in own}
        return own

    def fits(self, path: Path, role: str) -> bool:
        """Tell whether this map is for a file in a role."""
        named = not self.files or any(fnmatch(path.name, one) for one in self.files)
        return named and (not self.roles or role in self.roles)


NO_MAP = ColumnMap.model_validate({})


def find_columns(name: str) -> Path:
    """Find a column map by its path or the id of a shipped one; raise SettingError."""
    return find_fact("columns", name, SettingError)


def load_columns(name: str) -> ColumnMap:
    """Load a column map by its path or the id of a shipped one; raise SettingError."""
    return read_toml(find_columns(name), ColumnMap, SettingError)


def merge_columns(maps: list[ColumnMap], path: Path, role: str) -> ColumnMap:
    """Put together the maps that fit one file; a later map wins over an earlier one."""
    fitting = [one for one in maps if one.fits(path, role)]
    if len(fitting) == 1:
        return fitting[0]
    merged: dict[str, Any] = {"skip": [], "absent": []}
    for one in fitting:
        merged |= one.targets
        merged["skip"] += one.skip
        merged["absent"] += one.absent
        merged |= {"melt": one.melt} if one.melt else {}
        merged |= {"records": one.records} if one.records else {}
    return ColumnMap.model_validate(merged)
