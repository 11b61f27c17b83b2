"""What do the copies of a random sample say of each list's share?

The parallel count: shares with margins beside the official ones, on every base; what
stations without a copy could change; and, where results of stations are posted, the
sharper estimate from their differences. Copies that nobody drew give bounds only.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from ingest.errors import SettingError
from reconcile.outcome.sample.absent import (
    Tipping,
    bound_shares,
    like_the_others,
    tipping_points,
)
from reconcile.outcome.sample.announced import official_shares
from reconcile.outcome.sample.draw import SRS, Sample
from reconcile.outcome.sample.estimate import (
    Design,
    Estimate,
    estimate_by_difference,
    estimate_shares,
)
from reconcile.outcome.sample.frame import Frame
from reconcile.outcome.sample.sampling import LEAST, most_discrepant, most_discrepant_strata

A_POINT = 0.01  # a percentage point: what people compare shares by
_EQUAL = 1e-12  # shares that differ by less are the same number, rounded


@dataclass(frozen=True, slots=True)
class Share:
    """What is known of one list's share of one base; None where it is not.

    `together` is the margin if all lists' intervals are to hold at once; `inside` tells
    whether the official share lies in this list's; `within` how far that is from the
    true one at most; `beyond_a_point` the p-value of its being a point or more away.
    `lowest` and `highest` hold whatever stations without a copy say; `tipping` is from
    which share there to which the official one fits. `sharper` is the estimate by
    differences.
    """

    party: str
    official: float | None = None
    share: float | None = None
    margin: float | None = None
    together: float | None = None
    inside: bool | None = None
    within: float | None = None
    beyond_a_point: float | None = None
    design_effect: float | None = None
    lowest: float | None = None
    highest: float | None = None
    tipping: Tipping | None = None
    sharper: float | None = None
    sharper_margin: float | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """The shares of one base; `joint` is the p-value of all official ones together."""

    base: str
    shares: tuple[Share, ...]
    joint: float | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """Stations with both statements: how many differ, and how many of all may at most."""

    stations: int
    discrepant: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Pvt:
    """A parallel count: what was drawn and came in, and what it says."""

    drawn: int | None
    came: int
    stations: int
    uncovered: int
    bases: tuple[Base, ...]
    matched: Matched
    likeness: dict[str, float]


def count_parallel(frame: Frame, sample: Sample | None, official: np.ndarray | None) -> Pvt:
    """Estimate each list's share, or bound it where nobody drew the stations.

    Parameters
    ----------
    official : int64 (list + 1,)
        The announced votes of each list, and invalid ballots; None or MISSING where
        they are unknown.
    """
    held = (frame.copied[:-1] != MISSING).all(axis=0)
    held = (frame.copied[:-1] != MISSING).all(axis=0)
    if sample is None:
        return _bounded(frame, held, official)
    places = sample.places(frame)
    points = _Points(frame, sample, places, (places >= 0) & held[places])
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
        uncovered=_uncovered(points),
        bases=tuple(_shares(points, base, official) for base in frame.bases()),
        matched=_matched(frame, sample, points.at),
        likeness=_likeness(points),
    )


@dataclass(frozen=True, slots=True)
class _Points:
    """The draws of a sample, where they are in the frame, and which copies came in."""

    frame: Frame
    sample: Sample
    places: np.ndarray
    came: np.ndarray

    @property
    def at(self) -> np.ndarray:
        """Where the stations are whose copies came in."""
        return np.compress(self.came, self.places)

    def with_base(self, base: str) -> "_Points":
        """Keep the copies from which this base is known."""
        known = self.frame.known(self.frame.copied, base)[self.places]
        return replace(self, came=self.came & known)

    def counts(self, statement: np.ndarray, base: str) -> tuple[np.ndarray, np.ndarray]:
        """Return votes and base of these copies, or as posted."""
        return statement[:-1, self.at], self.frame.base(statement, base)[self.at]


def _shares(points: _Points, base: str, official: np.ndarray | None) -> Base:
    """Estimate the shares of one base, and what absent stations could make of them."""
    points = points.with_base(base)
    frame, design = points.frame, points.sample.design(points.came)
    found = estimate_shares(*points.counts(frame.copied, base), design)
    announced = official_shares(official, base)
    # Where whole strata sent no copy, the estimate is of other stations than the
    # announced shares are, and is not compared with them.
    said = None if _uncovered(points) else announced
    columns = {"official": announced} | _columns(found, said)
    columns |= _sharper(points, design, base)
    columns |= _absent(points, base, said, columns["margin"])
    return Base(base, _rows(frame, columns), None if said is None else found.joint(said))


def _columns(found: Estimate, said: np.ndarray | None) -> dict[str, Any]:
    margins = found.margins()
    columns = {
        "share": found.shares,
        "margin": margins,
        "together": found.margins(together=len(found.shares)),
        "design_effect": found.design_effects,
    }
    if said is None:
        return columns
    apart = np.abs(said - found.shares)
    return columns | {
        "inside": apart <= margins + _EQUAL,
        "within": found.within(said),
        "beyond_a_point": found.equivalence(said, A_POINT),
    }


def _rows(frame: Frame, columns: dict[str, Any]) -> tuple[Share, ...]:
    """Turn columns of a base into one record a list."""
    plain = {
        name: values.tolist() if isinstance(values, np.ndarray) else values
        for name, values in columns.items()
    }
    return tuple(
        Share(party, **{name: values[at] for name, values in plain.items() if values})
        for at, party in enumerate(frame.lists)
    )


def _sharper(points: _Points, design: Design, base: str) -> dict[str, Any]:
    """Estimate by differences, where the results of all stations are posted."""
    frame = points.frame
    whole = frame.base(frame.posted, base)
    if (whole == MISSING).any():
        return {}
    found = estimate_by_difference(
        points.counts(frame.posted, base),
        points.counts(frame.copied, base),
        (frame.posted[:-1].sum(axis=1), int(whole.sum())),
        design,
    )
    return {"sharper": found.shares, "sharper_margin": found.margins()}


def _absent(
    points: _Points, base: str, said: np.ndarray | None, margins: np.ndarray
) -> dict[str, Any]:
    """Bound the shares by what stations drawn without a copy could say."""
    frame, gone = points.frame, points.places[~points.came]
    if not len(gone) or (gone < 0).any() or (frame.voters[gone] == MISSING).any():
        return {}
    weights = points.sample.weights
    mine, theirs = weights[points.came], frame.voters[gone] @ weights[~points.came]
    votes, bases = points.counts(frame.copied, base)
    totals, whole = votes @ mine, float(bases @ mine)
    low, high = bound_shares(totals, whole, float(theirs))
    columns: dict[str, Any] = {"lowest": low, "highest": high}
    voters = frame.voters[points.at]
    if said is not None and (voters != MISSING).all() and voters.sum():
        # Without a copy a station's turnout is taken as at the stations with one.
        absent = whole / float(voters @ mine) * float(theirs)
        columns["tipping"] = tipping_points(totals, whole, absent, said, margins)
    return columns


def _uncovered(points: _Points) -> int:
    """Count the stations of strata that no copy came from."""
    rows = points.sample.rows
    every = rows.select("stratum", "stations").unique()
    seen = rows.filter(pl.Series(points.came))["stratum"].unique()
    return int(every.filter(~pl.col("stratum").is_in(seen.implode()))["stations"].sum())


def _matched(frame: Frame, sample: Sample | None, at: np.ndarray) -> Matched:
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


def _likeness(points: _Points) -> dict[str, float]:
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


def _bounded(frame: Frame, held: np.ndarray, official: np.ndarray | None) -> Pvt:
    """Bound the shares by the copies there are, of stations that nobody drew."""
    return Pvt(
        drawn=None,
        came=int(held.sum()),
        stations=len(frame),
        uncovered=0,
        bases=tuple(_bounds(frame, held, base, official) for base in frame.bases()),
        matched=_matched(frame, None, np.flatnonzero(held)),
        likeness={},
    )


def _bounds(frame: Frame, held: np.ndarray, base: str, official: np.ndarray | None) -> Base:
    held = held & frame.known(frame.copied, base)
    columns: dict[str, Any] = {"official": official_shares(official, base)}
    if not (frame.voters[~held] == MISSING).any():
        votes = frame.copied[:-1, held].sum(axis=1)
        whole = int(frame.base(frame.copied, base)[held].sum())
        low, high = bound_shares(votes, whole, int(frame.voters[~held].sum()))
        columns |= {"lowest": low, "highest": high}
    return Base(base, _rows(frame, columns))
