"""The finding once more, from nothing but what a piece of evidence holds.

Its records and settings are laid out as a small election folder, for the time it takes,
and go the way that every folder goes: parsed, put together, checked.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ingest.entries import Entry, line_of
from ingest.errors import FormError, SettingError
from ingest.facts.elections import Election
from ingest.facts.forms import Form
from ingest.facts.places import find_fact
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.parse import parse_folder
from reconcile.keep.stored import read_folder
from reconcile.keep.tables import Tables, write_tables
from reconcile.phrases import phrase
from reconcile.run import run_checks
from reconcile.table import Case

RECORDS, INDEX = "records.warc.gz", "index.jsonl"
SETTINGS, RULES = "folder/", "rules/"
ELECTION = f"{SETTINGS}election.toml"
_OWN = (
    *("election.toml", "names.toml", "weights.toml"),
    *("register.csv", "register.xlsx", "register.parquet"),
)
_RULES = ("pec", "tec", "rec", "cec", "site")
# Everything that a finding is derived from, by its name in a piece of evidence.
BASIS = (
    *(RECORDS, INDEX),
    *(f"{SETTINGS}{name}" for name in _OWN),
    *(f"{RULES}{name}.{kind}" for name in _RULES for kind in ("toml", "name")),
)
_WARC = "tekseru-00001.warc.gz"
# What of a finding may rest on more of the election than one finding does.
_RANKED = {"explanation", "explanation_2", "odd_one_out"}
_SCREENING = "C5"


@dataclass(frozen=True, slots=True)
class Derived:
    """What came of it: the finding if it was found again, and all that it was found in."""

    finding: dict[str, Any] | None
    case: Case
    tables: Tables
    election: Election
    forms: Mapping[str, Form]


def why_not(code: str, left_out: int, by_hand: Sequence[str]) -> str:
    """Tell why a finding cannot be derived from a part of the archive; empty if it can.

    `by_hand` names what people did at the desk that it rests on: "typed", "readings".
    """
    if code.startswith(_SCREENING):
        return phrase("why-together")
    if left_out:
        return phrase("why-left-out", number=left_out)
    own = [one for one in ("typed", "readings") if one in by_hand]
    if own:
        return phrase(f"why-{own[0]}")
    return phrase("why-absent") if code == "C401" else ""


def why_nothing(by_hand: Sequence[str]) -> str:
    """Tell why a finding was not derived, though what it rests on seems to be there."""
    return phrase("why-decided" if "decided" in by_hand else "why-nothing")


def derive(
    files: Mapping[str, bytes], entries: Sequence[Entry], finding: Mapping[str, Any]
) -> Derived:
    """Parse and check what a piece of evidence holds.

    Parameters
    ----------
    files
        Its files, by name.
    entries
        What the lines of its index say, in the order of its records.
    finding
        The finding to look for.
    """
    with TemporaryDirectory(prefix="tekseru-") as made:
        path = Path(made)
        lay_out(path, files, entries)
        folder = ElectionFolder(path)
        tables = parse_folder(folder)
        write_tables(tables, folder.tables)
        case = read_folder(path).case()
        rows = run_checks(case).findings.iter_rows(named=True)
        again = next((row for row in rows if is_same(row, finding)), None)
        return Derived(again, case, tables, folder.election, folder.forms())


def is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two rows are one finding; a number behind its id counts repeats."""
    same = all(one[key] == other[key] for key in one if key not in {"finding", *_RANKED})
    return same and _plain(one) == _plain(other)


def _plain(finding: Mapping[str, Any]) -> list[str]:
    return str(finding["finding"]).split("-")[:2]


def lay_out(path: Path, files: Mapping[str, bytes], entries: Sequence[Entry]) -> None:
    """Write an election folder; names of files are ours, never the evidence's."""
    archive, rules = path / "archive", path / "rules"
    archive.mkdir()
    rules.mkdir()
    for name, data in files.items():
        if name.startswith(RULES):
            (rules / name.removeprefix(RULES)).write_bytes(data)
        elif name.startswith(SETTINGS):
            (path / name.removeprefix(SETTINGS)).write_bytes(data)
    _point_to_rules(path / "election.toml", rules)
    (archive / _WARC).write_bytes(files[RECORDS])
    offset, lines = 0, []
    for entry in entries:
        lines.append(line_of(replace(entry, file=_WARC, offset=offset)) + b"\n")
        offset += entry.length
    (archive / "index.jsonl").write_bytes(b"".join(lines))


def _point_to_rules(file: Path, rules: Path) -> None:
    """Name the evidence's own rules where an election names files, not what is shipped."""
    text = file.read_text(encoding="utf-8-sig")
    for one in sorted(rules.glob("*.name")):
        name = one.read_text(encoding="utf-8")
        own = json.dumps(str(one.with_suffix(".toml")))
        text = text.replace(json.dumps(name, ensure_ascii=False), own)
    file.write_text(text, encoding="utf-8")


def rules_of(election: Election) -> dict[str, bytes]:
    """Return the forms and the site of an election as files.

    Beside one that is not shipped stands, as NAME.name, how the election names it.
    """
    named: dict[str, tuple[str, str]] = {
        level: ("forms", name) for level, name in election.forms.items()
    }
    if election.site:
        named["site"] = ("sites", election.site.id)
    files = {}
    for own, (kind, name) in named.items():
        path = find_fact(kind, name, SettingError)
        files[f"{RULES}{own}.toml"] = path.read_bytes()
        if Path(name).suffix:
            files[f"{RULES}{own}.name"] = name.encode()
    return files


def other_rules(files: Mapping[str, bytes], election: Election) -> list[str]:
    """Name the rules of a piece of evidence that are not those of this installation."""
    try:
        ours = rules_of(_without_own(files, election))
    except (SettingError, FormError) as fault:
        return [str(fault)]
    return [
        f"{name}: not the one that this version of tekseru ships"
        for name, data in ours.items()
        if files.get(name) != data
    ]


def _without_own(files: Mapping[str, bytes], election: Election) -> Election:
    """Leave out what the evidence brings along itself, which nobody ships."""
    shipped = {
        level: name
        for level, name in election.forms.items()
        if f"{RULES}{level}.name" not in files
    }
    site = None if f"{RULES}site.name" in files else election.site
    return election.model_copy(update={"forms": shipped, "site": site})
