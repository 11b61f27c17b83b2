"""Which documents could not be read tonight, and do pages like them look otherwise now?"""

from collections.abc import Mapping, Sequence

from reconcile.keep.tables import Read

LAYOUT_CHANGED = "layout-changed"  # what could be read before cannot be now
SET_ASIDE = "set-aside"  # any other that cannot be read


def newly_unread(
    before: Sequence[Read], now: Sequence[Read], faults: Mapping[str, Sequence[str]]
) -> dict[str, list[Read]]:
    """Sort the documents that a run could not read; those known before are left out.

    A layout has changed where an address could be read before, or where not one of
    tonight's documents of its form could be read and earlier ones could. Documents that
    came damaged (`faults`, addresses by word) say nothing of layouts.
    """
    known = {(one.asked, one.sha256) for one in before}
    damaged = {url for urls in faults.values() for url in urls}
    new = [
        one
        for one in now
        if (one.asked, one.sha256) not in known and one.asked not in damaged and one.fetched
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
