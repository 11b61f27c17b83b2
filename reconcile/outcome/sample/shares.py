"""What do copies say of each list's share: estimated from draws, or bounded without?

Draws whose copies came in stand for their strata; what absent ones could change stands
beside. Copies of stations that nobody drew give bounds only.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from reconcile.outcome.sample.absent import Tipping, bound_shares, tipping_points
from reconcile.outcome.sample.announced import official_shares
from reconcile.outcome.sample.draw import Sample
from reconcile.outcome.sample.estimate import (
    Design,
    Estimate,
    estimate_by_difference,
    estimate_shares,
)
from reconcile.outcome.sample.frame import Frame

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
class Points:
    """The draws of a sample, where they are in the frame, and which copies came in."""

    frame: Frame
    sample: Sample
    places: np.ndarray
    came: np.ndarray

    @property
    def at(self) -> np.ndarray:
        """Where the stations are whose copies came in."""
        return np.compress(self.came, self.places)

    def with_base(self, base: str) -> "Points":
        """Keep the copies from which this base is known."""
        known = self.frame.known(self.frame.copied, base)[self.places]
        return replace(self, came=self.came & known)

    def counts(self, statement: np.ndarray, base: str) -> tuple[np.ndarray, np.ndarray]:
        """Return votes and base of these copies, or as posted."""
        return statement[:-1, self.at], self.frame.base(statement, base)[self.at]


def share_drawn(points: Points, base: str, official: np.ndarray | None) -> Base:
    """Estimate the shares of one base, and what absent stations could make of them."""
    points = points.with_base(base)
    frame, design = points.frame, points.sample.design(points.came)
    found = estimate_shares(*points.counts(frame.copied, base), design)
    announced = official_shares(official, base)
    # Where whole strata sent no copy, the estimate is of other stations than the
    # announced shares are, and is not compared with them.
    said = None if uncovered(points) else announced
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


def _sharper(points: Points, design: Design, base: str) -> dict[str, Any]:
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
    points: Points, base: str, said: np.ndarray | None, margins: np.ndarray
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


def uncovered(points: Points) -> int:
    """Count the stations of strata that no copy came from."""
    rows = points.sample.rows
    every = rows.select("stratum", "stations").unique()
    seen = rows.filter(pl.Series(points.came))["stratum"].unique()
    return int(every.filter(~pl.col("stratum").is_in(seen.implode()))["stations"].sum())


def bound_undrawn(
    frame: Frame, held: np.ndarray, base: str, official: np.ndarray | None
) -> Base:
    """Bound the shares of one base by copies of stations that nobody drew."""
    held = held & frame.known(frame.copied, base)
    columns: dict[str, Any] = {"official": official_shares(official, base)}
    if not (frame.voters[~held] == MISSING).any():
        votes = frame.copied[:-1, held].sum(axis=1)
        whole = int(frame.base(frame.copied, base)[held].sum())
        low, high = bound_shares(votes, whole, int(frame.voters[~held].sum()))
        columns |= {"lowest": low, "highest": high}
    return Base(base, _rows(frame, columns))
