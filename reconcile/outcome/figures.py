"""What do charts show of a run: stations counted by turnout and share, regions, hours?

Everything is counted or binned here, so that figures.json is small however many stations
there are, and drawing needs no protocol. What was screened is here only where screening
was asked for.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from ingest.alike import all_same
from reconcile.table import Case

if TYPE_CHECKING:  # loaded where there are votes
    from fastcheck.fingerprint import Fingerprint
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
    from fastcheck.fingerprint import count_fingerprint

    voters, turnout, cast = (what.roles[one] for one in ("voters", "turnout", "cast"))
    found = count_fingerprint(voters, turnout, cast, what.votes, BIN)
    return {
        "fingerprint": _fingerprint(found),
        "distribution": _distribution(what, found),
    }


def _fingerprint(found: "Fingerprint") -> dict[str, Any]:
    """Count stations by turnout and by the leading list's share.

    `cells` are [turnout, share, stations], a cell by its lower edges; `tens` the same by
    tens of per cent, turnout by share.
    """
    cells, ten = found.cells, 10 // BIN
    voters, turnout, cast, votes = found.sums.tolist()
    return {
        "bin": BIN,
        "stations": len(found.turnout),
        "left_out": len(found.known) - len(found.turnout),
        "turnout": _percent(turnout, voters),
        "share": _percent(votes, cast),
        "cells": [
            [BIN * row, BIN * column, int(cells[row, column])]
            for row, column in np.argwhere(cells).tolist()
        ],
        "tens": cells.reshape(10, ten, 10, ten).sum(axis=(1, 3)).tolist(),
    }


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def _distribution(what: "Led", found: "Fingerprint") -> dict[str, Any]:
    """Tell how turnout and share are distributed over the stations of each region."""
    rec = what.table.rows["rec"].filter(pl.Series(found.known))
    if all_same(rec):
        own = dict.fromkeys(rec[:1], slice(None))
    else:
        own = {name: (rec == name).to_numpy() for name in sorted(rec.unique())}
    here = {name: (found.turnout[at], found.share[at]) for name, at in own.items()}
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
