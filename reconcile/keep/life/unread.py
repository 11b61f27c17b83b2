"""Which documents of the last fetch could not be read: do pages look otherwise now?"""

from collections.abc import Mapping, Sequence

from ingest.entries import Entry
from reconcile.keep.tables import Read

LAYOUT_CHANGED = "layout-changed"  # what could be read before cannot be now
SET_ASIDE = "set-aside"  # any other that cannot be read


def newly_unread(
    entries: Sequence[Entry],
    documents: Sequence[Read],
    faults: Mapping[str, Sequence[str]],
) -> dict[str, list[Read]]:
    """Sort the documents that the last fetch brought and that could not be read.

    A layout has changed where an address could be read before, or where not one of the
    fetch's documents of its form could be read and earlier ones could. Documents that
    came damaged (`faults`, addresses by word) say nothing of layouts.

    Parameters
    ----------
    entries
        Those of the archive.
    documents
        What came of each document.
    faults
        What was wrong with its answers.
    """
    run = max((one.run for one in entries), default=0)
    known = {(one.asked, one.sha256) for one in entries if one.run < run}
    damaged = {url for urls in faults.values() for url in urls}
    fetched = [one for one in documents if one.fetched]
    before = [one for one in fetched if (one.asked, one.sha256) in known]
    new = [
        one
        for one in fetched
        if (one.asked, one.sha256) not in known and one.asked not in damaged
    ]
    read_before = {one.asked for one in before if one.state == "read"}
    forms_before = {one.form for one in before if one.state == "read"}
    forms_now = {one.form for one in new if one.state == "read"}
    sorted_: dict[str, list[Read]] = {}
    for one in new:
        if one.state == "quarantined":
            other = one.asked in read_before or one.form in forms_before - forms_now
            sorted_.setdefault(LAYOUT_CHANGED if other else SET_ASIDE, []).append(one)
    return sorted_
