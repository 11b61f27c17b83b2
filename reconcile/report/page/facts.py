"""What does the election folder say of names: titles, lines, lists, regions?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reconcile.report.words import LANGUAGES

Names = Mapping[str, Mapping[str, str]]  # language -> what a run calls it -> its name
_TAIL = 1 << 16  # bytes of the archive's index that surely hold its last line


@dataclass(frozen=True, slots=True)
class Facts:
    """Titles and names, by language; `seen` is when the website was last looked at."""

    titles: Mapping[str, str] = field(default_factory=dict)
    names: Names = field(default_factory=dict)
    invented: bool = False
    seen: str = ""


def read_facts(folder: Path) -> Facts:
    """Read the names that an election folder knows; nothing where it is none."""
    if not (folder / "election.toml").is_file():
        return Facts()
    from reconcile.keep.folder import ElectionFolder

    own = ElectionFolder(folder)
    election, forms = own.election, own.forms()
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
        seen=_last_look(folder / "archive" / "index.jsonl"),
    )


def names_in(language: str, named: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Name things in a language; in any other that is known, where it has no name."""
    names = {}
    for key, one in named:
        known = [getattr(one, other, "") for other in (language, "en", "ru", "kk")]
        names[key] = next(filter(None, known), key)
    return names


def _last_look(index: Path) -> str:
    """Return when the last record was stored, to the minute; empty if there is none."""
    if not index.is_file():
        return ""
    with index.open("rb") as file:
        file.seek(max(0, index.stat().st_size - _TAIL))
        last = file.read().rstrip(b"\n").rpartition(b"\n")[2]
    try:
        return str(json.loads(last)["time"])[: len("2007-08-18T20:00")] + "Z"
    except (ValueError, KeyError, TypeError):
        return ""  # a torn line: the next fetch mends it
