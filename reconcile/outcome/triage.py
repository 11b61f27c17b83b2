"""Which findings should be looked at first?

Facts first, by how much of an assertion's margin their station's worst option takes;
then notes, by how probable they are by chance alone and by votes. What touches no
assertion can be left out. The order of findings in the files of a run stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import polars as pl

from reconcile.outcome.materiality import Weighed
from reconcile.outcome.options import Options, rows_of
from reconcile.outcome.ranges import gains
from reconcile.table import Table


@dataclass(frozen=True, slots=True)
class Ranked:
    """A finding, the assertion it comes closest to changing, and how close.

    `moves` is in votes moved: what the worst option of its station takes from the
    assertion's margin, of which it is `part`. `weighed` is None where it touches none.
    """

    finding: str
    severity: str
    votes_affected: int
    weighed: Weighed | None = None
    moves: int = 0
    part: float = 0.0


def rank_findings(
    findings: pl.DataFrame,
    whole: Table,
    options: Options,
    weighed: Sequence[Weighed],
    chance: Mapping[str, float] = MappingProxyType({}),
) -> list[Ranked]:
    """Rank findings.

    Parameters
    ----------
    findings
        In their own order, which decides between equals.
    whole
        The stations' protocols, whose positions `options` has.
    options, weighed
        What each disputed station could be, and the assertions of the outcome.
    chance
        For a note, by its id: the probability of seeing it by chance alone. Notes
        without one come after those with.
    """
    closest = _closest(options, weighed)
    stations, rows = rows_of(whole, findings)
    touched: dict[int, tuple[Weighed, int, float]] = {}
    for station, row in zip(stations.tolist(), rows.tolist(), strict=True):
        if station in closest and closest[station][2] > touched.get(row, _NOTHING)[2]:
            touched[row] = closest[station]
    columns = findings.select("finding", "severity", "votes_affected")
    ranked = [
        Ranked(*said, *touched.get(row, ())) for row, said in enumerate(columns.iter_rows())
    ]
    return sorted(ranked, key=lambda one: _key(one, chance))


_NOTHING = (None, 0, 0.0)


def _closest(
    options: Options, weighed: Sequence[Weighed]
) -> dict[int, tuple[Weighed, int, float]]:
    """Find for each disputed station the assertion it takes the most of, if any."""
    if not len(options) or not weighed:
        return {}
    gained = [gains([-w for w in one.assertion.weights], options) for one in weighed]
    needed = np.array([one.needed for one in weighed], float)
    parts = np.array(gained, float) / needed[:, None]
    found = {}
    for at, (station, best) in enumerate(
        zip(options.stations.tolist(), parts.argmax(axis=0).tolist(), strict=True)
    ):
        if gained[best][at] > 0:
            one = weighed[best]
            moves = int(gained[best][at]) // one.unit
            found[station] = (one, moves, float(parts[best, at]))
    return found


def _key(one: Ranked, chance: Mapping[str, float]) -> tuple[float, ...]:
    """Order facts by their part of a margin and by votes, notes by chance and votes."""
    if one.severity == "note":
        return (1, chance.get(one.finding, _NO_CHANCE), -one.votes_affected)
    return (0, -one.part, -one.votes_affected)


_NO_CHANCE = 2.0  # above any probability


def touching(ranked: Sequence[Ranked], kinds: Sequence[str] = ()) -> list[Ranked]:
    """Keep the findings that could touch an assertion, or one of some kinds only."""
    return [
        one
        for one in ranked
        if one.weighed and (not kinds or one.weighed.assertion.kind in kinds)
    ]
