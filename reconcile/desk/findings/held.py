"""Which observers' copies is a finding about, and which photographs of them may be seen?

What anybody may see is decided as in `reconcile.desk.photos`: whoever typed a copy sees
its photographs, those who work on copies see all of them, nobody else sees any.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from reconcile.desk.shown import Shown
from reconcile.desk.visitor import Visitor
from reconcile.keep.addresses import is_in, places_of
from reconcile.keep.life.copies import contradicting
from reconcile.keep.store.open import Store
from reconcile.keep.store.typed import Typed, entries_of
from reconcile.keep.typed import PLACE

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """A copy that a finding is about: whose, and the digests of its photographs.

    `photos` is None for those who may see no photograph of it, be there one or not.
    """

    source: str
    photos: Sequence[str] | None


def held_copies(store: Store, shown: Shown, who: Visitor, finding: Row) -> list[Held]:
    """Return the copies that a finding compares, with what a visitor may see of each."""
    held = []
    with store.reading() as connection:
        columns = ("source", "document", "place", "photo")
        for source, document, place, photos in _rows(shown, finding).select(columns).rows():
            # A photograph may have come after the run, with an entry that replaces this.
            typed = entries_of(connection, document) if place == PLACE else []
            held.append(Held(source, _seen(who, photos.split(), typed)))
    return held


def _rows(shown: Shown, finding: Row) -> pl.DataFrame:
    """Return the rows of copies: all that contradict each other, else the one compared."""
    copies = shown.inputs.copies
    several = contradicting(copies, finding)
    if several is not None:
        return several
    stands = places_of(finding["copy_place"])[0]
    rows = copies.rows.filter(pl.col("document") == finding["copy_document"])
    return rows.filter([is_in(stands, own) for own in rows["place"]])


def _seen(who: Visitor, tied: list[str], typed: Sequence[Typed]) -> list[str] | None:
    """Return the photographs of one copy that a visitor may see."""
    if not who.may("clerk"):
        name = who.person.name if who.person else ""
        typed, tied = [one for one in typed if one.who == name], []
        if not typed:
            return None
    later = [photo for one in typed for photo in one.photos]
    return list(dict.fromkeys([*tied, *later]))
