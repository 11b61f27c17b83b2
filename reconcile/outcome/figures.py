"""What do charts show of a run: stations counted by turnout and share, regions, hours?

Everything is counted or binned here, so that figures.json is small however many stations
there are, and drawing needs no protocol. What was screened is here only where screening
was asked for.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from ingest.alike import all_same
from reconcile.table import Case

if TYPE_CHECKING:  # loaded where there are votes
    from reconcile.checks.screening.counts import Led

BIN = 2  # per cent, the width of a cell of turnout and share
# Nine stations of ten lie between the outer two, half between the inner two.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def make_figures(case: Case, *, screen: bool = False) -> dict[str, Any]:
    """Work out what the charts of a run show; None where nothing is known.

    Parameters
    ----------
    screen
        Whether whole percentages are counted: they are screening, and asked for.
    """
    from reconcile.checks.screening.counts import led

    what = led(case)
    both = what is not None and bool(what.roles)
    return {
        **_names(case),
        "leader": what and what.line.party,
        "fingerprint": None,
        "distribution": None,
        **(_spread(what) if what and both else {}),
        "comb": _comb(what) if what and both and screen else None,
        "timeline": _timeline(case),
    }


def _timeline(case: Case) -> dict[str, Any] | None:
    """Count by time, where anything came from a website."""
    if not case.read:
        return None
    from reconcile.outcome.timeline import make_timeline

    return make_timeline(case)


def _names(case: Case) -> dict[str, dict[str, dict[str, str]]]:
    """Return what lists and regions are called in each language, where that is known."""
    labels = {line.party: line for line in case.form.lines if line.party}
    listed = {one.party: one for one in case.election.list} if case.election else {}
    regions = {one.id: one for one in case.election.region} if case.election else {}
    return {
        "lists": {party: _said(listed.get(party, labels[party])) for party in labels},
        "regions": {name: _said(one) for name, one in regions.items()},
    }


def _said(one: Any) -> dict[str, str]:
    names = {language: getattr(one, language) for language in ("en", "ru", "kk")}
    return {language: name for language, name in names.items() if name}


def _spread(what: "Led") -> dict[str, Any]:
    """Tell how turnout and share are spread over stations, and over those of regions."""
    percents = _percents(what)
    return {
        "fingerprint": _fingerprint(what, *percents),
        "distribution": _distribution(what, *percents),
    }


def _percents(what: "Led") -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return where turnout and share are known, and both there, in per cent.

    Turnout above 100 per cent is no turnout; the checks tell of it.
    """
    voters, turnout, cast = (what.roles[one] for one in ("voters", "turnout", "cast"))
    known = (voters > 0) & (turnout != MISSING) & (turnout <= voters)
    known &= (cast > 0) & (what.votes != MISSING) & (what.votes <= cast)
    came = 100 * turnout[known] / voters[known]
    return known, came, 100 * what.votes[known] / cast[known]


def _fingerprint(
    what: "Led", known: np.ndarray, came: np.ndarray, share: np.ndarray
) -> dict[str, Any]:
    """Count stations by turnout and by the leading list's share.

    `cells` are [turnout, share, stations], a cell by its lower edges; `tens` the same by
    tens of per cent, turnout by share.
    """
    last = 100 // BIN - 1  # the last cell holds 100 per cent too
    cells = [np.minimum((one / BIN).astype(np.int64), last) for one in (came, share)]
    counts = np.bincount(cells[0] * (last + 1) + cells[1], minlength=(last + 1) ** 2)
    taken = np.flatnonzero(counts)
    tens = counts.reshape(10, (last + 1) // 10, 10, (last + 1) // 10).sum(axis=(1, 3))
    whole = {name: int(one[known].sum()) for name, one in what.roles.items()}
    votes = int(what.votes[known].sum())
    return {
        "bin": BIN,
        "stations": int(known.sum()),
        "left_out": int((~known).sum()),
        "turnout": _percent(whole["turnout"], whole["voters"]),
        "share": _percent(votes, whole["cast"]),
        "cells": [
            [BIN * (at // (last + 1)), BIN * (at % (last + 1)), int(counts[at])]
            for at in taken.tolist()
        ],
        "tens": tens.tolist(),
    }


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def _distribution(
    what: "Led", known: np.ndarray, came: np.ndarray, share: np.ndarray
) -> dict[str, Any]:
    """Tell how turnout and share are distributed over the stations of each region."""
    rec = what.table.rows["rec"]
    if all_same(rec):
        here = {rec[0]: (came, share)}
    else:
        rec = rec.filter(pl.Series(known))
        own = {name: (rec == name).to_numpy() for name in sorted(rec.unique())}
        here = {name: (came[mask], share[mask]) for name, mask in own.items()}
    return {
        name: {
            "stations": len(turnout),
            "turnout": _quantiles(turnout),
            "share": _quantiles(votes),
        }
        for name, (turnout, votes) in here.items()
    }


def _quantiles(percents: np.ndarray) -> list[float]:
    every = pl.Series(percents)  # finds a quantile in half the time of numpy
    told = (every.quantile(one, "linear") for one in QUANTILES)
    return [round(one, 2) for one in told if one is not None]


def _comb(what: "Led") -> Mapping[str, Any] | None:
    """Count percentages by their tenth, beside what chance makes of each."""
    from fastcheck.integers import count_tenths

    asked = what.comparable
    if not asked.any():
        return None
    turnout, voters, cast = (
        what.roles[one][asked] for one in ("turnout", "voters", "cast")
    )
    told = {}
    for name, part, whole in (
        ("turnout", turnout, voters),
        ("share", what.votes[asked], cast),
    ):
        observed, expected, variance = count_tenths(part, whole)
        told[name] = {
            "observed": observed.tolist(),
            "expected": [round(one, 1) for one in expected.tolist()],
            "deviation": [round(one, 1) for one in np.sqrt(variance).tolist()],
        }
    return {"stations": int(asked.sum()), **told}
