"""What all parts answer together: the findings, and the summary, of one check."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ingest.errors import SettingError
from reconcile.checks.base import Answer
from reconcile.checks.duplicates import ALIKE, Stands, answer
from reconcile.checks.published import check_published
from reconcile.checks.sums import Sums
from reconcile.checks.tabulation import check_tabulation
from reconcile.keep.inputs import Given, Inputs, read_upper
from reconcile.outcome.result import work_out
from reconcile.outcome.totals import shares_of
from reconcile.parts.part import Part, Told, ask, find, summed
from reconcile.report.coverage import make_coverage
from reconcile.report.summary import make_summary
from reconcile.run import BY_STATION, Result, join_answers, make_result

Spread = Callable[[Callable[[Part], Told], Sequence[Part]], Iterable[Told]]

_APART = "the stations were checked in parts; check them whole for this"


def check_parts(
    given: Given, spread: Spread, seconds: dict[str, float]
) -> tuple[Result, dict[str, Any]]:
    """Check official tables one by one, and put the answers together.

    The findings are those of a check of all tables at once, byte by byte.

    Raises
    ------
    SettingError
        If something else than commissions is given beside the official tables, or a
        station's number stands in two of them.
    """
    if given.copies or given.register:
        raise SettingError(
            "check in parts: expected --official and --commissions only, got "
            + ("--copies" if given.copies else "--register")
        )
    parts = [
        Part(given.form, path, given.commissions, given.columns, given.weights)
        for path in given.official
    ]
    told, counts = [], []
    for one in spread(ask, parts):
        counts.append(one.counts)
        told.append(replace(one, counts=one.counts[:, :0].copy()))
    _refuse_shared(told)
    inputs = read_upper(given, [one.read for one in told])
    case = inputs.case()
    sums = summed(told)
    answers = join_answers(
        [
            *(one for part in told for one in part.answers),
            *(one for family in BY_STATION for one in family(case)),
            *check_tabulation(case, sums),
            *check_published(case),
            _alike(parts, told, counts),
        ]
    )
    result = make_result(case, answers)
    return result, _summary(result, inputs, told, sums, seconds)


def _refuse_shared(told: Sequence[Told]) -> None:
    """Refuse parts that share a station number: they would have to be compared."""
    numbers = np.sort(np.concatenate([one.numbers for one in told]))
    shared = int((numbers[1:] == numbers[:-1]).sum())
    if shared:
        raise SettingError(
            "check in parts: expected each station in one table, "
            f"got {shared:,} in several; check them whole"
        )


def _alike(parts: Sequence[Part], told: Sequence[Told], tables: list[np.ndarray]) -> Answer:
    """Ask C405 of the stations of all parts; uses the tables of their counts up."""
    from fastcheck.duplicates import find_alike

    stations = sum(one.stations for one in told)
    if stations < 2:
        return Answer(ALIKE)
    starts = np.cumsum([0, *(one.stations for one in told)])
    at = np.concatenate(
        [start + one.rows for start, one in zip(starts, told, strict=False)]
    )
    counts = _stacked(tables)
    alike = find_alike(counts, np.arange(len(at)), stations)

    def stands(rows: Sequence[int]) -> Sequence[Stands]:
        where = np.searchsorted(starts, rows, side="right") - 1
        found: list[Stands] = []
        for one in np.unique(where).tolist():
            own = np.array(rows)[where == one] - starts[one]
            found += find(parts[one], own.tolist())
        return found

    return answer(alike, at, sum(one.silent for one in told), stations, stands)


def _stacked(tables: list[np.ndarray]) -> np.ndarray:
    """Put tables side by side, letting go of each: both together may be too much."""
    counts = np.empty((len(tables[0]), sum(one.shape[1] for one in tables)), np.int32)
    stop = counts.shape[1]
    while tables:
        one = tables.pop()
        counts[:, stop - one.shape[1] : stop] = one
        stop -= one.shape[1]
    return counts


def _summary(
    result: Result,
    inputs: Inputs,
    told: Sequence[Told],
    sums: dict[str, Sums],
    seconds: dict[str, float],
) -> dict[str, Any]:
    """Sum up; what would need all stations at once is null, and `reasons` says so."""
    outcome = work_out(result, None)
    coverage = make_coverage(result.case)
    read, documents = inputs.read, inputs.documents
    summary = make_summary(result, outcome, coverage, read, documents, seconds)
    whole = sums["cec"]
    for at, name in enumerate(result.case.form.names):
        summary["totals"][name] |= {
            "official": int(whole.totals[at].sum()),
            "missing": int(whole.missing[at].sum()),
        }
    votes = {
        line.party: int(whole.totals[at].sum())
        for at, line in enumerate(result.case.form.lines)
        if line.party
    }
    every = sum(votes.values())
    summary["shares"] = {"votes": shares_of(votes, every)} if every else {}
    summary["stations"] |= {
        "official": sum(one.stations for one in told),
        "protocols": sum(one.protocols for one in told),
    }
    summary["coverage"] = {above: _coverage(sums[above]) for above in ("rec", "tec")}
    summary["under"] = dict(sorted(pair for one in told for pair in one.under.items()))
    return summary | {
        "effect": None,
        "reasons": summary["reasons"] | {"effect": _APART},
    }


def _coverage(sums: Sums) -> dict[str, dict[str, int]]:
    counts = dict(zip(sums.names, sums.children.tolist(), strict=True))
    return {name: {"official": counts[name]} for name in sorted(counts) if name}
