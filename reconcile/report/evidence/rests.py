"""Which records of the archive does a finding rest on?

On all documents of the protocols that it names, in all versions; where it is about a
sum, on those of the protocols below; and on the pages that lead to these documents, for
when they did. More than a piece of evidence holds is left out, and told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.archive import Archive
from ingest.entries import Entry
from ingest.fetch.site import addresses, archived_links
from reconcile.checks.sums import protocols_below
from reconcile.keep.addresses import Addresses, Row
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.found import photos_of
from reconcile.keep.handed_in import MAP, PHOTO, REPEAT
from reconcile.keep.stored import read_folder
from reconcile.keep.tables import Tables

MOST_RECORDS = 3000
MOST_BYTES = 96 << 20  # of records; the rest of a piece of evidence is a few pictures
MOST_UNPACKED = 512 << 20  # bytes of what is in the records
SUMS = {"C301": "tec", "C302": "rec", "C303": "cec"}  # checks of sums, and whose they are
_SIDES = (("document", "place"), ("copy_document", "copy_place"))

Protocol = tuple[str, str, str]  # level, id, and the TEC of a station


@dataclass(frozen=True, slots=True)
class Records:
    """Positions in the archive's index, and how many more the finding rests on."""

    positions: list[int]
    left_out: int


def records_of(
    folder: ElectionFolder,
    archive: Archive,
    tables: Tables,
    finding: dict[str, Any],
    size: int,
    *,
    with_copies: bool,
) -> Records:
    """Choose among the first *size* records of the archive, with or without copies."""
    own = _own_rows(tables, finding)
    protocols = _named(finding) | {_protocol(row) for row in own}
    below = _below(folder, finding) if finding["code"] in SUMS else set()
    every = _positions(folder, archive, tables, finding, protocols | below, size)
    if not with_copies:
        some = [at for at in every if archive.entries[at].kind == "response"]
        return Records(some, len(every) - len(some))
    if _fits(archive, every):
        return Records(every, 0)
    some = _positions(folder, archive, tables, finding, protocols, size)
    if not _fits(archive, some):
        digests = {finding[document] for document, _ in _SIDES}
        some = [at for at in every if archive.entries[at].sha256 in digests]
    return Records(some, len(every) - len(some))


def _fits(archive: Archive, positions: list[int]) -> bool:
    entries = [archive.entries[at] for at in positions]
    return (
        len(entries) <= MOST_RECORDS
        and sum(one.length for one in entries) <= MOST_BYTES
        and sum(one.size for one in entries) <= MOST_UNPACKED
    )


def _own_rows(tables: Tables, finding: dict[str, Any]) -> list[Row]:
    """Return the rows at the places that a finding gives."""
    found = Addresses(tables, [finding[document] for document, _ in _SIDES])
    return [
        row
        for document, place in _SIDES
        if finding[document]
        for row in found.rows(finding[document], finding[place])
    ]


def _protocol(row: Row) -> Protocol:
    return row["level"], row["station"], row["tec"] if row["level"] == "pec" else ""


def _named(finding: dict[str, Any]) -> set[Protocol]:
    """Return the protocols of a finding's station, and of the commissions above it."""
    named = {("tec", finding["tec"], ""), ("rec", finding["rec"], "")}
    named.add(("pec", finding["station"], finding["tec"]))
    return {one for one in named if one[1]}


def _below(folder: ElectionFolder, finding: dict[str, Any]) -> set[Protocol]:
    """Return the protocols below that of a finding about a sum."""
    level = SUMS[finding["code"]]
    below = protocols_below(read_folder(folder.path).case(), level)
    rows = below.table.rows
    return {
        (below.level, station, tec if below.level == "pec" else "")
        for parent, station, tec in zip(
            below.parents, rows["station"], rows["tec"], strict=True
        )
        if parent == finding.get(level, "")
    }


def _positions(
    folder: ElectionFolder,
    archive: Archive,
    tables: Tables,
    finding: dict[str, Any],
    protocols: set[Protocol],
    size: int,
) -> list[int]:
    """Find the records of all documents that say something of some protocols."""
    documents = {finding[one] for one, _ in _SIDES if finding[one]}
    wanted: dict[tuple[str, str], set[str]] = {}
    for level, name, tec in protocols:
        wanted.setdefault((level, name), set()).add(tec)
    photos = set[str]()
    for name, frame in tables.frames.items():
        if name == "copies" and not documents & set(frame["document"]):
            continue  # what observers handed in goes along only where it is the matter
        some = frame.select("level", "station", "tec", "document", "photo")
        for row in some.iter_rows(named=True):
            tecs = wanted.get((row["level"], row["station"]), set())
            if tecs and (row["tec"] in tecs or "" in tecs or row["tec"] == ""):
                documents.add(row["document"])
                photos.update(photos_of([row]))
    read = [one for one in tables.documents if one.sha256 in documents]
    asked = {one.asked for one in read if one.fetched}
    asked |= set(_beside(tables, finding)) if not read else set()
    asked = _with_pages_above(folder, archive, asked)
    return [
        at
        for at, entry in enumerate(archive.entries[:size])
        if (entry.kind == "response" and entry.asked in asked)
        or (entry.kind == "resource" and _is_meant(entry, documents, photos, archive))
    ]


def _beside(tables: Tables, finding: dict[str, Any]) -> Iterator[str]:
    """Of a station without any document, name one beside it: pages above lead to both."""
    for name, frame in tables.frames.items():
        if name.startswith("official") and finding["tec"]:
            for row in frame.filter(frame["tec"] == finding["tec"]).iter_rows(named=True):
                yield from (
                    one.asked for one in tables.documents if one.sha256 == row["document"]
                )
                return


def _is_meant(
    entry: Entry, documents: set[str], photos: set[str], archive: Archive
) -> bool:
    """Tell whether something handed in is a document, or what is needed to read one."""
    role, of = entry.headers.get("role", ""), entry.headers.get("of", "")
    if role == PHOTO:
        return entry.sha256 in photos
    if role == REPEAT:
        return of in documents
    if role == MAP:
        return any(
            one.headers.get(MAP) == entry.sha256 and one.sha256 in documents
            for one in archive.entries
        )
    return entry.sha256 in documents


def _with_pages_above(
    folder: ElectionFolder, archive: Archive, asked: set[str]
) -> set[str]:
    """Add the pages whose links lead to some addresses, and those that lead to these."""
    if not folder.election.site or not asked:
        return asked
    links_of = archived_links(archive)
    kinds, of_kind = {}, dict[str, list[str]]()
    for address in addresses(folder.site(), links_of):
        kinds[address.url] = address.page
        of_kind.setdefault(address.page.id, []).append(address.url)
    found, waiting = set(asked), sorted(asked)
    while waiting:
        url = waiting.pop()
        links = kinds[url].links if url in kinds else None
        above = of_kind.get(links.on, []) if links else []
        new = [one for one in above if one not in found and url in links_of(one)]
        found.update(new)
        waiting += new
    return found
