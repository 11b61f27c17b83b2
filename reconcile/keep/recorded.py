"""What people recorded in the store that tables are made with: entries, readings, names.

What a decision is about is a text: `cell_about` and `name_about` write it, and here it is
read again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reconcile.keep.folder import ElectionFolder

if TYPE_CHECKING:  # SQLAlchemy takes a while, which a folder without records need not pay
    from reconcile.keep.store.typed import Typed

CELL, NAME = "cell", "name"  # what decisions are about
_BETWEEN = "\t"

# What stands in a cell of a document (its sha256) at a place; None: nobody can tell.
Readings = Mapping[tuple[str, str], int | None]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Records up to some moment; `last` are the numbers of the last ones, by kind.

    `names` are kind, spelling and id of each name that was answered.
    """

    entries: Sequence["Typed"] = ()
    readings: Readings = field(default_factory=dict)
    names: Sequence[tuple[str, str, str]] = ()
    last: Mapping[str, int] = field(default_factory=dict)


def read_recorded(folder: ElectionFolder, upto: Mapping[str, int] | None) -> Recorded:
    """Read all records, or those up to some numbers."""
    if not (folder.election.database_url or (folder.path / "tekseru.db").exists()):
        return Recorded()
    from reconcile.keep.store.decisions import decisions, last_decision
    from reconcile.keep.store.open import open_store
    from reconcile.keep.store.typed import all_typed

    with open_store(folder) as store, store.reading() as connection:
        entries = all_typed(connection, upto["typed"] if upto else None)
        last = upto["decisions"] if upto else last_decision(connection)
        cells = decisions(connection, CELL, last)
        names = decisions(connection, NAME, last)
    return Recorded(
        entries,
        {_cell(one.about): int(one.decision) if one.decision else None for one in cells},
        [(*_name(one.about), one.decision) for one in names if one.decision],
        {"typed": max((one.number for one in entries), default=0), "decisions": last},
    )


def cell_about(document: str, place: str) -> str:
    """Write which cell a decision is about."""
    return f"{CELL} {document}{_BETWEEN}{place}"


def name_about(kind: str, spelling: str) -> str:
    """Write which name a decision is about."""
    return f"{NAME} {kind}{_BETWEEN}{spelling}"


def _cell(about: str) -> tuple[str, str]:
    document, _, place = about.removeprefix(f"{CELL} ").partition(_BETWEEN)
    return document, place


def _name(about: str) -> tuple[str, str]:
    kind, _, spelling = about.removeprefix(f"{NAME} ").partition(_BETWEEN)
    return kind, spelling
