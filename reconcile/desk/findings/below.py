"""Which numbers is the sum of a finding the sum of, and what do they add up to now?

They are those of its evidence, added up as the checks do it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reconcile.checks.sums import Parts
from reconcile.desk.findings.told import Row
from reconcile.desk.paging import Part, part_of
from reconcile.desk.search import Station
from reconcile.desk.shown import Shown
from reconcile.report.evidence.numbers import number_below, rows_below
from reconcile.report.evidence.rests import SUMS
from reconcile.report.words.speaker import Speaker

LISTED = 50  # numbers on a page: some 20 KB; most TECs have fewer stations


@dataclass(frozen=True, slots=True)
class Below:
    """One page of the numbers below a commission's.

    `missing` counts the protocols that lack the line; `total` is what the others add up
    to, None where all lack it; `is_as_found` tells whether the check that made the
    finding compared with the same.
    """

    part: Part
    numbers: Sequence[Mapping[str, Any]]
    missing: int
    total: int | None
    is_as_found: bool


def tell_below(shown: Shown, row: Row, speaker: Speaker, page: int) -> Below | None:
    """Return a page of the numbers that a finding's sum is of; None if it is of no sum."""
    level = SUMS.get(row["code"])
    if level is None:
        return None
    below, sums = shown.sums.below(level)
    commission = row.get(level, "")
    at = rows_below(below, commission)
    line = below.table.form.position.get(row["line"])
    if line is None or not at:
        return None
    mine = sums.of([commission])
    missing, total = int(mine.missing[line, 0]), int(mine.totals[line, 0])
    part = part_of(len(at), page, LISTED, f"/findings/{row['finding']}/below")
    return Below(
        part,
        [_number(shown, below, row["line"], one, speaker) for one in at[part.rows]],
        missing,
        total if missing < len(at) else None,
        not missing and total == row["expected"],
    )


def _number(
    shown: Shown, below: Parts, line: str, at: int, speaker: Speaker
) -> dict[str, Any]:
    """Tell a number, with the station that it is of and where in which document it is."""
    told = number_below(below, line, at)
    return told | {
        "name": speaker.names.get(told["station"], told["station"]),
        "known": _station(shown, told, below.table.rows["tec"][at]),
        "said_place": speaker.place(told["place"]),
        "is_posted": told["document"] in shown.posted,
        "is_from_table": told["statement"] == "table" and told["value"] is not None,
    }


def _station(shown: Shown, told: Mapping[str, Any], tec: str) -> Station | None:
    """Return the station of a number; None if it is a commission's."""
    if told["level"] != "pec":
        return None
    find = shown.stations.find
    return find(told["station"], tec) or find(told["station"], "")
