"""Where the numbers of a finding stand in their documents, for whoever may see these.

What the report's evidence shows is shown: pages drawn with boxes, rows with the cell
marked. What commissions posted is for everybody; what observers handed in is for those
who work with it, and of it the row alone, for others are of other people.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any

from ingest.errors import QuarantineError
from ingest.parse.shown import is_drawable
from ingest.read.documents import is_plain_text, unpacked
from reconcile.desk.shown import Reader
from reconcile.keep.addresses import places_of
from reconcile.keep.tables import Read
from reconcile.report.evidence.views import AROUND, Sight, View, look_at

SIDES = {"official": ("document", "place"), "copy": ("copy_document", "copy_place")}
MOST_PAGES = 6  # of a document that are shown; all are in the evidence
_KEPT = 60  # views, some 200 KB each
_AT_ONCE = BoundedSemaphore(2)  # processes that draw: each may take 2 GB
_PAGE = re.compile(r"pages? (\d+)")


@dataclass(frozen=True, slots=True)
class Seen:
    """One side of a finding: its document as somebody may see it.

    `read` is what is known of it where a commission posted it, else None. `pages` is how
    many pictures there are; `text` what is written out, where that is quick.
    """

    side: str
    digest: str
    place: str
    read: Read | None
    pages: int = 0
    text: str = ""
    is_drawn: bool = False


def sides_of(reader: Reader, finding: Mapping[str, Any], *, works: bool) -> list[Seen]:
    """Return the sides of a finding whose documents somebody may see.

    Parameters
    ----------
    reader
        Gives the documents.
    finding
        Its row.
    works
        Whether they work with what was handed in.
    """
    found = [_side(reader, finding, side, works=works) for side in SIDES]
    return [one for one in found if one]


def _side(
    reader: Reader, finding: Mapping[str, Any], side: str, *, works: bool
) -> Seen | None:
    sight = sight_of(reader, finding, side, works=works)
    if sight is None:
        return None
    digest, place = (finding[one] for one in SIDES[side])
    read = reader.now().posted.get(digest)
    if is_drawable(sight.data):
        named = {found[1] for one in sight.places if (found := _PAGE.search(one))}
        pages = min(len(named) or 1, MOST_PAGES)
        return Seen(side, digest, place, read, pages, is_drawn=True)
    text = view(sight).text if is_plain_text(sight.data) else ""
    return Seen(side, digest, place, read, text=text)


def sight_of(
    reader: Reader, finding: Mapping[str, Any], side: str, *, works: bool
) -> Sight | None:
    """Return one side's document and the places in it; None if they may not see it."""
    digest, place = (finding[one] for one in SIDES[side])
    found = reader.posted(digest)
    around = AROUND
    if found is None and works:
        found, around = reader.handed_in(digest), 0
    if found is None:
        return None
    entry, data = found
    try:
        whole = unpacked(data, entry)
    except QuarantineError:
        return None
    return Sight(whole, entry.content_type, tuple(places_of(place)), around)


@lru_cache(_KEPT)
def view(sight: Sight) -> View:
    """Draw or write out a document at its places; what takes long is done once."""
    if is_plain_text(sight.data):
        return look_at([sight])[0]
    with _AT_ONCE:
        return look_at([sight])[0]
