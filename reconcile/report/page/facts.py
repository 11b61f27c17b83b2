"""What does the election folder say of names: titles, lines, lists, regions?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.report.words import LANGUAGES

if TYPE_CHECKING:  # building its models takes time that a folder of tables need not pay
    from reconcile.keep.folder import ElectionFolder

Names = Mapping[str, Mapping[str, str]]  # language -> what a run calls it -> its name


@dataclass(frozen=True, slots=True)
class Facts:
    """Titles and names, by language; `seen` is when the last document was stored."""

    titles: Mapping[str, str] = field(default_factory=dict)
    names: Names = field(default_factory=dict)
    invented: bool = False
    seen: str = ""


def read_facts(folder: Path, records: int = 0) -> Facts:
    """Read the names that an election folder knows; nothing where it is none.

    *records* is how many the archive had when a run read it.
    """
    if not (folder / "election.toml").is_file():
        return Facts()
    from reconcile.keep.folder import ElectionFolder

    return facts_of(ElectionFolder(folder), records)


def facts_of(folder: "ElectionFolder", records: int = 0) -> Facts:
    """Return the names that an election folder knows."""
    election, forms = folder.election, folder.forms()
    lines = [line for form in reversed(forms.values()) for line in form.lines]
    named = [
        *((one.name, one) for one in lines),
        *((one.party, one) for one in election.list),
        *((one.id, one) for one in election.region),
    ]
    return Facts(
        titles=dict(election.title),
        names={language: names_in(language, named) for language in LANGUAGES},
        invented=election.invented,
        seen=_time_of(folder.path / "archive" / "index.jsonl", records),
    )


def names_in(language: str, named: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Name things in a language; in any other that is known, where it has no name."""
    names = {}
    for key, one in named:
        known = [getattr(one, other, "") for other in (language, "en", "ru", "kk")]
        names[key] = next(filter(None, known), key)
    return names


def _time_of(index: Path, record: int) -> str:
    """Return when a record, counted from 1, was stored, to the minute; empty if unknown."""
    if not record or not index.is_file():
        return ""
    with index.open("rb") as lines:
        line = next(islice(lines, record - 1, None), b"")
    try:
        return str(json.loads(line)["time"])[: len("2007-08-18T20:00")] + "Z"
    except (ValueError, KeyError, TypeError):
        return ""  # a torn line: the next fetch mends it
