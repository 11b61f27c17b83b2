"""What do stations with a copy say of the others: how many differ, and are they alike?

Stations that have both statements are compared; of draws, their number bounds how many
of all differ. Whether stations with a copy are like those without is asked of what is
posted of both, never of a copy.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from fastcheck.tails import normal_tail
from reconcile.outcome.sample.absent import like_the_others
from reconcile.outcome.sample.draw import SRS, Sample
from reconcile.outcome.sample.frame import Frame
from reconcile.outcome.sample.sampling import most_discrepant, most_discrepant_strata
from reconcile.outcome.sample.shares import Points


@dataclass(frozen=True, slots=True)
class Matched:
    """Stations with both statements: how many differ, and how many of all may at most."""

    stations: int
    discrepant: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Beside:
    """The posted share of a list at stations with a copy, beside those without.

    `difference` is between the average stations of both kinds inside a TEC, over the
    TECs that have both; `chance` is how likely a difference so far from zero is if the
    stations with a copy were any of their TEC's.
    """

    party: str
    tecs: int
    stations: int
    difference: float
    chance: float


def compare_matched(frame: Frame, sample: Sample | None, at: np.ndarray) -> Matched:
    """Compare the stations that have both statements."""
    at = np.unique(at)
    posted, copied = frame.posted[:, at], frame.copied[:, at]
    known = (posted != MISSING) & (copied != MISSING)
    both = known[:-1].all(axis=0)
    differs = ((posted != copied) & known).any(axis=0) & both
    found, seen = int(differs.sum()), int(both.sum())
    most = None
    if sample is not None and sample.method == SRS and seen:
        most = _most_discrepant(sample, found, seen, len(frame))
    return Matched(seen, found, most)


def _most_discrepant(sample: Sample, found: int, seen: int, stations: int) -> int:
    if sample.ordered:
        return most_discrepant(found, seen, stations)
    smallest = float((sample.rows["drawn"] / sample.rows["stations"]).to_numpy().min())
    came = seen / sample.rows.height
    return min(most_discrepant_strata(found, seen, smallest * came), stations)


def likeness(points: Points) -> dict[str, float]:
    """Test whether drawn stations without a copy differ in what is posted of them."""
    frame, places = points.frame, points.places
    known = (places >= 0) & frame.known(frame.posted, "valid")[places]
    known &= frame.voters[places] > 0
    at, came = places[known], points.came[known]
    if not len(at):
        return {}
    valid = np.maximum(frame.base(frame.posted, "valid")[at], 1)
    first = int(frame.posted[:-1, at].sum(axis=1).argmax())
    labels = points.sample.rows["stratum"].to_numpy()
    strata = np.unique(labels, return_inverse=True)[1][known]
    values = {
        "voters": frame.voters[at].astype(float),
        "turnout": valid / frame.voters[at],
        f"share of {frame.lists[first]}": frame.posted[first, at] / valid,
    }
    tests = {name: like_the_others(one, came, strata) for name, one in values.items()}
    return {name: p for name, p in tests.items() if not np.isnan(p)}


def compare_inside_tecs(frame: Frame, held: np.ndarray) -> Beside | None:
    """Compare stations with a copy with the others of their TEC, by what is posted.

    A least-squares difference with an effect for each TEC, and the exact variance of its
    numerator over all choices of as many stations in each TEC.

    Parameters
    ----------
    held : bool (station,)
        Whether a copy is there.

    Returns
    -------
    The comparison of the list with most posted votes; None where no TEC has both kinds,
    or all shares in them are equal.
    """
    known = frame.known(frame.posted, "valid") & (frame.base(frame.posted, "valid") > 0)
    known &= (frame.stations["tec"] != "").to_numpy()
    if not known.any():
        return None
    votes, base = frame.posted[:-1, known], frame.base(frame.posted, "valid")[known]
    first = int(votes.sum(axis=1).argmax())
    share, mine = votes[first] / base, held[known].astype(float)
    keys = frame.stations.select("rec", "tec").filter(known)
    tec = keys.select(pl.struct("rec", "tec").rank("dense") - 1).to_series().to_numpy()
    sizes, copies = np.bincount(tec), np.bincount(tec, mine)
    both = (copies > 0) & (copies < sizes)
    apart = share - (np.bincount(tec, share) / sizes)[tec]
    spread = np.bincount(tec, apart**2)[both]
    size, with_copy = sizes[both], copies[both]
    weight = with_copy * (size - with_copy) / size
    variance = float((weight / (size - 1) * spread).sum())
    if not variance:
        return None
    total = float((apart * mine)[both[tec]].sum())
    return Beside(
        party=frame.lists[first],
        tecs=int(both.sum()),
        stations=int(with_copy.sum()),
        difference=total / float(weight.sum()),
        chance=2 * normal_tail(abs(total) / sqrt(variance)),
    )
