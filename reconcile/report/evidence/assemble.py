"""The files of a piece of evidence, from its records: numbers, times, pictures.

Making evidence and confirming it both go this way, so that whatever a piece of evidence
says is compared with what its records give once more.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from ingest.entries import Entry
from ingest.facts.forms import Form
from ingest.read.documents import unpacked
from ingest.warc import unpack
from reconcile.keep.addresses import Addresses, places_of
from reconcile.keep.files import to_json
from reconcile.keep.found import photos_of
from reconcile.keep.tables import POSTED, Tables
from reconcile.report.evidence.derive import RECORDS, Derived, derive, why_not
from reconcile.report.evidence.numbers import numbers_in
from reconcile.report.evidence.readme import COMMAND, write_readme
from reconcile.report.evidence.views import AROUND, Sight, View, kind_of, look_at
from reconcile.report.words import LANGUAGES

MAIN = "evidence.json"
_SIDES = (("official", "document", "place"), ("copy", "copy_document", "copy_place"))
_CHECK = ("code", "name", "severity", "asks", "source", "rule_out")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a piece of evidence is made from.

    `files` are the records and the settings by name; `entries` what the index says of
    each record; `positions` where in the archive each stands. `tied` is what ties them
    to the archive: its root, proofs, and how many records were left out.
    """

    files: Mapping[str, bytes]
    entries: Sequence[Entry]
    positions: Sequence[int]
    finding: dict[str, Any]
    tied: dict[str, Any]


def assemble(basis: Basis) -> dict[str, bytes]:
    """Make all files but the digests; those of the basis stand among them."""
    finding = basis.finding
    derived = derive(basis.files, basis.entries, finding)
    why = why_not(finding["code"], basis.tied["left_out"])
    if derived.finding is None:
        why = why or "its records and settings do not give it"
    told = {
        "finding": finding,
        "check": _check(finding["code"]),
        "rule": list(rule_of(derived.forms, finding)),
        "election": _election(derived),
        "numbers": numbers_in(derived, finding),
        "documents": list(_documents(basis, derived.tables)),
        "why_not": why,
        "command": f"{COMMAND} {finding['finding']}.zip",
        **basis.tied,
        "made_with": made_with(),
    }
    files = {**basis.files, **_shown(basis, derived.tables), MAIN: to_json(told)}
    plain = json.loads(files[MAIN])
    return files | {f"README.{one}.txt": write_readme(plain, one) for one in LANGUAGES}


def made_with() -> dict[str, str]:
    """Return the versions of what reads documents and draws them."""
    return {one: version(one) for one in ("tekseru", "pypdfium2", "pillow")}


def _check(code: str) -> dict[str, str]:
    from reconcile.checks.catalogue import BY_CODE

    return {name: str(getattr(BY_CODE[code], name)) for name in _CHECK}


def rule_of(forms: Mapping[str, Form], finding: Mapping[str, Any]) -> Iterator[str]:
    """Tell the form's own words for a finding's line or relation, with their law."""
    places = (("pec", "station"), ("tec", "tec"), ("rec", "rec"))
    level = next((level for level, where in places if finding[where]), "cec")
    if level in forms:
        told = list(_of_form(forms[level], finding["line"]))
        yield from [f"{forms[level].id} ({forms[level].status})", *told] if told else ()


def _of_form(form: Form, name: str) -> Iterator[str]:
    for relation in form.relations:
        if relation.text == name:
            yield f"  {relation.id} {relation.text}: {relation.basis}, {relation.law}"
    if name in form.position:
        line = form.lines[form.position[name]]
        labels = dict.fromkeys(filter(None, (line.kk, line.ru, line.en)))
        yield f"  [{line.number}] {line.name}: {' / '.join(labels)}"


def _election(derived: Derived) -> dict[str, Any]:
    election = derived.election
    return {
        "id": election.id,
        "title": election.title,
        "date": election.day.isoformat(),
        "invented": election.invented,
    }


def _documents(basis: Basis, tables: Tables) -> Iterator[Any]:
    """List the documents among the records, and when each was there.

    The role is "own" of those that the finding names, "above" of pages that lead to
    others, and "beside" of all else.
    """
    read = {(one.asked, one.sha256): one for one in tables.documents}
    own = {basis.finding[document] for _, document, _ in _SIDES}
    seen = set[tuple[str, str]]()
    for at, entry in zip(basis.positions, basis.entries, strict=True):
        key = (entry.asked, entry.sha256)
        one = read.get(key)
        if key in seen or (one is None and entry.kind == "response"):
            continue
        seen.add(key)
        leads = one is not None and not one.form
        yield {
            "role": "own" if entry.sha256 in own else "above" if leads else "beside",
            "sha256": entry.sha256,
            "name": entry.asked,
            "url": entry.url,
            "kind": entry.kind,
            "time": entry.time,
            "size": entry.size,
            "position": at,
            **{name: getattr(one, name) for name in POSTED if one},
        }


def _shown(basis: Basis, tables: Tables) -> dict[str, bytes]:
    """Draw or write out where the numbers stand; keep the documents beside that."""
    files: dict[str, bytes] = {}
    sights: dict[str, Sight] = {}
    for side, document, place in _SIDES:
        found = _body(basis, basis.finding[document])
        if found is None:
            continue
        entry, data = found
        if entry.kind == "response":
            files[f"documents/{side}.{kind_of(data)}"] = data
        places = places_of(basis.finding[place])
        # Of a table that somebody handed in, other rows are of other people.
        around = 0 if entry.kind == "resource" else AROUND
        sights[side] = Sight(data, entry.content_type, places, around)
    for number, digest in enumerate(_photos(basis.finding, tables), 1):
        photo = _body(basis, digest)
        if photo:
            files[f"documents/photo-{number}.{kind_of(photo[1])}"] = photo[1]
    for side, view in zip(sights, look_at([*sights.values()]), strict=True):
        files |= _pages(side, view)
    return files


def _pages(side: str, view: View) -> dict[str, bytes]:
    pages = {f"pages/{side}-{page.page}.png": page.png for page in view.pages}
    text = view.text or view.fault
    return pages | ({f"pages/{side}.txt": f"{text}\n".encode()} if text else {})


def _photos(finding: Mapping[str, Any], tables: Tables) -> list[str]:
    copies = Addresses(tables, [finding["copy_document"]])
    return photos_of(copies.rows(finding["copy_document"], finding["copy_place"]))


def _body(basis: Basis, digest: str) -> tuple[Entry, bytes] | None:
    """Return a document among the records, with a compression undone."""
    offset = 0
    for entry in basis.entries:
        if digest and entry.sha256 == digest:
            raw = basis.files[RECORDS][offset : offset + entry.length]
            return entry, unpacked(unpack(raw).body, entry)
        offset += entry.length
    return None
