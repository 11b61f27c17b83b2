"""Our own addition of each line beside what was published, at every level.

A sum is never completed by a guess: `missing` counts the protocols that lack the line;
their part of a total is not zero but unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from fastcheck.codes import MISSING
from ingest.facts.forms import Form
from reconcile.checks.copies import match_copies
from reconcile.table import Case, Table, add_known
from reconcile.whole import whole_commissions, whole_stations


@dataclass(frozen=True, slots=True)
class Addition:
    """Stations' protocols, one a station, and those that have a copy.

    `pairs` is int64 (2, matched station): positions in `whole` and among the copies.
    """

    whole: Table
    pairs: np.ndarray


def add_up(case: Case) -> Addition:
    """Find the protocols that are added up, and the copies beside them."""
    whole = whole_stations(case.official.agreed)
    pairs = match_copies(whole, case.copies.agreed)[0]
    # One copy of each station, the first: several would count it several times.
    _, first = np.unique(pairs[0], return_index=True)
    return Addition(whole, pairs[:, first])


def make_totals(case: Case, added: Addition) -> dict[str, dict[str, Any]]:
    """Add up each line: over all stations, over matched ones on both sides, and above."""
    copies, levels = case.copies.agreed, add_levels(case)
    totals: dict[str, dict[str, Any]] = {}
    for at, name in enumerate(case.form.names):
        counts = added.whole.counts[at]
        posted, copied = counts[added.pairs[0]], copies.counts[at][added.pairs[1]]
        both = (posted != MISSING) & (copied != MISSING)
        known, missing = add_known(counts)
        totals[name] = {
            "official": known,
            "missing": missing,
            "matched": int(both.sum()),
            "matched_official": int(posted[both].sum(dtype="int64")),
            "matched_copies": int(copied[both].sum(dtype="int64")),
        }
    _put_above(totals, levels, case)
    return totals


def add_levels(case: Case) -> dict[str, tuple[Table, np.ndarray]]:
    """Return for each level above the stations its form and int32 (line, commission)."""
    tables = [whole_commissions(one.agreed) for one in case.commissions]
    return {
        str(table.rows["level"][0]): (table, stated_once(table)[1])
        for table in tables
        if len(table)
    }


def stated_once(table: Table) -> tuple[list[str], np.ndarray]:
    """Keep one column a commission; what its statements do not agree on is missing.

    A commission may state its sums at several stages, and each would be added.

    Returns
    -------
    list of str, int32 (line, commission)
        The commissions, and their counts in the same order.
    """
    names, places = np.unique(table.column("station"), return_inverse=True)
    if len(names) == len(table):
        return table.column("station"), table.counts
    counts = np.full((len(table.counts), len(names)), MISSING, np.int32)
    contested = np.zeros(counts.shape, bool)
    for row, place in enumerate(places.tolist()):
        said, known = table.counts[:, row], counts[:, place]
        contested[:, place] |= (said != MISSING) & (known != MISSING) & (said != known)
        counts[:, place] = np.where(known == MISSING, said, known)
    counts[contested] = MISSING
    return names.tolist(), counts


def _put_above(
    totals: dict[str, dict[str, Any]],
    levels: dict[str, tuple[Table, np.ndarray]],
    case: Case,
) -> None:
    """Put what upper protocols and published stages say beside our own addition."""
    for level, (table, counts) in levels.items():
        for at, name in enumerate(table.form.names):
            if name in totals:
                known, missing = add_known(counts[at])
                totals[name][level] = {
                    "sum": known,
                    "protocols": counts.shape[1],
                    "missing": missing,
                }
    for stage in case.published:
        for name, count in stage.counts.items():
            if name in totals:
                totals[name].setdefault("published", {})[stage.stage] = count


def make_shares(
    form: Form, totals: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, str]]:
    """Share of each party in all votes for parties, in percent to four places."""
    votes = {line.party: totals[line.name]["official"] for line in form.lines if line.party}
    whole = sum(votes.values())
    return {"votes": shares_of(votes, whole)} if whole else {}


def shares_of(votes: dict[str, int], whole: int) -> dict[str, str]:
    """Return the percentages of a whole, to four places."""
    return {party: percent(count, whole) for party, count in votes.items()}


def percent(part: int, whole: int) -> str:
    """Return a percentage to four places, rounded half up in whole numbers."""
    units = (part * 2_000_000 + whole) // (2 * whole)
    return f"{units // 10_000}.{units % 10_000:04d}"
