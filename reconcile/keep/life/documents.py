"""What did the website do with its documents between two runs?

Told from what it answered and from what was read of the answers. A document whose bytes
changed while everything that it says of results did not is `rewritten`: no change.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import polars as pl

from ingest.archive import Archive
from ingest.entries import Entry
from reconcile.keep.tables import Read, Tables, table_name

NOT_ASKED = "not asked"  # why nothing is known of a document
_OK, _UNCHANGED, _GONE = 200, 304, (404, 410)
# What of a row is not what the protocol says of results, but how it says it.
_HOW = ("version", "layout", "document", "place", "signed", "signatures", "seal", "mark")


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one document.

    `before` and `after` are digests of its bytes, empty where there was nothing;
    `station` is empty where it is of several, or of none.
    """

    address: str
    before: str = ""
    after: str = ""
    level: str = ""
    rec: str = ""
    tec: str = ""
    station: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Documents:
    """What happened to all documents with protocols, by kind, each in order of address.

    `changed` say something else than before; `rewritten` say the same in other bytes;
    of `unread` it is not known, for the new bytes were not read (yet); `back` were gone
    and are there again, whatever they say; `failed` gave no answer in the last fetch.
    """

    appeared: Sequence[Change] = ()
    changed: Sequence[Change] = ()
    rewritten: Sequence[Change] = ()
    unread: Sequence[Change] = ()
    vanished: Sequence[Change] = ()
    back: Sequence[Change] = ()
    failed: Sequence[Change] = ()

    def to_json(self) -> dict[str, Any]:
        """Return this as a value for JSON."""
        return {
            kind: [
                {name: value for name, value in asdict(one).items() if value}
                for one in getattr(self, kind)
            ]
            for kind in self.__slots__
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Documents":
        """Return what `to_json` wrote."""
        return cls(**{kind: [Change(**one) for one in value[kind]] for kind in value})


@dataclass(slots=True)
class Address:
    """What is known of one address: its bytes, whether they are there, its last answer."""

    sha256: str = ""
    there: bool = False
    last: Entry | None = None


@dataclass(slots=True)
class Looks:
    """What the website answered until some moment; `run` is the last fetch."""

    addresses: dict[str, Address] = field(default_factory=dict)
    run: int = 0

    def look(self, entry: Entry) -> tuple[str, str, str]:
        """Take in an answer; return what it shows: a kind, bytes before and after."""
        self.run = max(self.run, entry.run)
        one = self.addresses.setdefault(entry.asked, Address())
        one.last = entry
        before, was = one.sha256, one.there
        if entry.status in _GONE:
            one.there = False
            return ("vanished" if was else ""), before, ""
        if entry.truncated or entry.status not in (_OK, _UNCHANGED):
            return "", before, before
        one.there = bool(before) or entry.status == _OK
        if entry.status == _OK:
            one.sha256 = entry.sha256
        if before and one.there and not was:
            return "back", before, one.sha256
        if before == one.sha256:
            return "", before, before
        return ("changed" if before else "appeared"), before, one.sha256

    def silence(self, address: str) -> str:
        """Say why an address gave no answer in the last fetch; empty if it did."""
        last = self.addresses[address].last
        if last is None or last.run < self.run:
            return NOT_ASKED
        if last.truncated:
            return f"cut off ({last.truncated})"
        if last.kind == "failure":
            return "no answer"
        fine = last.status in (_OK, _UNCHANGED, *_GONE)
        return "" if fine else f"answered {last.status}"


def look_back(archive: Archive, records: int) -> Looks:
    """Return what the website had answered when the archive had so many records."""
    looks = Looks()
    for entry in archive.entries[:records]:
        if entry.kind != "resource":
            looks.look(entry)
    return looks


def compare(archive: Archive, since: Looks, records: int, tables: Tables) -> Documents:
    """Say what happened from `since` on, which becomes what is known now."""
    said = _Said(tables)
    told: dict[str, list[Change]] = {kind: [] for kind in Documents.__slots__}
    for entry in archive.entries[records:]:
        if entry.kind == "resource":
            continue
        kind, before, after = since.look(entry)
        if kind and said.concerns(entry.asked):
            if kind == "changed":
                kind = said.difference(entry.asked, before, after)
            told[kind].append(said.change(entry.asked, before, after))
    told["failed"] += _failed(since, said)
    return Documents(
        **{kind: sorted(all_, key=lambda one: one.address) for kind, all_ in told.items()}
    )


def _failed(looks: Looks, said: "_Said") -> Iterator[Change]:
    for address, one in looks.addresses.items():
        why = looks.silence(address) if said.concerns(address) else ""
        if why:
            yield said.change(address, one.sha256, "", why)


class _Said:
    """What the documents of some tables say of results."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.read: dict[str, list[Read]] = {}
        for one in tables.documents:
            if one.fetched:
                self.read.setdefault(one.asked, []).append(one)
        self._places: dict[str, dict[str, dict[str, str]]] = {}

    def concerns(self, address: str) -> bool:
        """Tell whether an address is of results; what was never read might be."""
        if address.endswith("/robots.txt"):
            return False
        read = self.read.get(address, ())
        return not read or any(one.form for one in read)

    def difference(self, address: str, before: str, after: str) -> str:
        """Say whether other bytes say something else."""
        rows = [self.rows(address, sha) for sha in (before, after)]
        if rows[0] is None or rows[1] is None:
            return "unread"
        return "rewritten" if _same(rows[0], rows[1]) else "changed"

    def rows(self, address: str, sha: str) -> pl.DataFrame | None:
        """Return the rows of a document, or nothing if it could not be read."""
        name = self._table(address, sha)
        if not name:
            return None
        return self.tables.frames[name].filter(pl.col("document") == sha)

    def change(self, address: str, before: str, after: str, why: str = "") -> Change:
        """Describe what happened at an address by what its document says it is of."""
        where: dict[str, str] = {}
        for sha in filter(None, (before, after)):  # the newer, where it says it
            name = self._table(address, sha)
            where = (name and self._of(name).get(sha)) or where
        return Change(address, before, after, **where, why=why)

    def _table(self, address: str, sha: str) -> str:
        """Name the table in which the rows of a document are, if it was read."""
        for one in self.read.get(address, ()):
            if one.sha256 == sha and one.form and one.state != "quarantined":
                return table_name(one)
        return ""

    def _of(self, name: str) -> dict[str, dict[str, str]]:
        """Return what each document of a table is of: what all its rows say."""
        if name not in self._places:
            columns = ("level", "rec", "tec", "station")
            alone = [
                pl.when(pl.col(one).n_unique() == 1)
                .then(pl.col(one).first())
                .otherwise(pl.lit(""))
                .alias(one)
                for one in columns
            ]
            rows = self.tables.frames[name].group_by("document").agg(alone)
            self._places[name] = {
                sha: _place(*place)
                for sha, *place in rows.select("document", *columns).iter_rows()
            }
        return self._places[name]


def _same(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    """Tell whether rows say the same; the same bytes may stand under two versions."""
    rows = [rows.drop(_HOW).unique(maintain_order=True) for rows in (one, other)]
    return rows[0].equals(rows[1])


def _place(level: str, rec: str, tec: str, station: str) -> dict[str, str]:
    """Name what a document is of; a commission's own protocol has it as its station."""
    if level in ("tec", "rec"):
        return {"level": level, level: station}
    if level == "pec":
        return {"level": level, "rec": rec, "tec": tec, "station": station}
    return {"level": level}
