"""What do the copies of a random sample say beside the official result?

The parallel count: shares with margins on every base, what stations without a copy could
change, and how many stations differ. Copies that nobody drew give bounds only.
"""

from dataclasses import dataclass

import numpy as np

from fastcheck.codes import MISSING
from ingest.errors import SettingError
from reconcile.outcome.sample.draw import Sample
from reconcile.outcome.sample.frame import Frame
from reconcile.outcome.sample.matched import (
    Beside,
    Matched,
    compare_inside_tecs,
    compare_matched,
    likeness,
)
from reconcile.outcome.sample.sampling import LEAST
from reconcile.outcome.sample.shares import (
    Base,
    Points,
    bound_undrawn,
    share_drawn,
    uncovered,
)


@dataclass(frozen=True, slots=True)
class Pvt:
    """A parallel count: what was drawn and came in, and what it says.

    `likeness` are the chances that stations drawn differ so much with a copy and
    without; `beside` compares those with a copy where nobody drew them.
    """

    drawn: int | None
    came: int
    stations: int
    uncovered: int
    bases: tuple[Base, ...]
    matched: Matched
    likeness: dict[str, float]
    beside: Beside | None = None


def count_parallel(frame: Frame, sample: Sample | None, official: np.ndarray | None) -> Pvt:
    """Estimate each list's share, or bound it where nobody drew the stations.

    Parameters
    ----------
    official : int64 (list + 1,)
        The announced votes of each list, and invalid ballots; None or MISSING where
        they are unknown.
    """
    held = (frame.copied[:-1] != MISSING).all(axis=0)
    if sample is None:
        return _bounded(frame, held, official)
    places = sample.places(frame)
    points = Points(frame, sample, places, (places >= 0) & held[places])
    came = int(points.came.sum())
    if came < LEAST:
        raise SettingError(
            f"expected copies of at least two drawn stations, got {came}; take them in "
            "with tekseru import copies FILE DIR and tekseru parse DIR"
        )
    return Pvt(
        drawn=sample.rows.height,
        came=came,
        stations=len(frame),
        uncovered=uncovered(points),
        bases=tuple(share_drawn(points, base, official) for base in frame.bases()),
        matched=compare_matched(frame, sample, points.at),
        likeness=likeness(points),
    )


def _bounded(frame: Frame, held: np.ndarray, official: np.ndarray | None) -> Pvt:
    """Bound the shares by the copies there are, of stations that nobody drew."""
    return Pvt(
        drawn=None,
        came=int(held.sum()),
        stations=len(frame),
        uncovered=0,
        bases=tuple(bound_undrawn(frame, held, base, official) for base in frame.bases()),
        matched=compare_matched(frame, None, np.flatnonzero(held)),
        likeness={},
        beside=compare_inside_tecs(frame, held),
    )
