"""What one part of the stations answers, and what of it the whole needs.

A part is a table of official protocols. What is asked of each station is answered here;
of what is asked of all together the part gives its sums, and the protocols that may be
alike. Both are small beside the table, so that any number of parts fits into memory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ingest.protocol import Protocols
from reconcile.checks.base import Answer
from reconcile.checks.duplicates import Stands, own_lines, stand
from reconcile.checks.sums import Sums, add_stations
from reconcile.keep.inputs import Given, Inputs, read_given
from reconcile.report.coverage import under
from reconcile.run import BY_STATION, join_answers
from reconcile.table import Case
from reconcile.whole import whole_stations


@dataclass(frozen=True, slots=True)
class Part:
    """A table of official protocols, and what is needed to read and to check it."""

    form: str
    official: Path
    commissions: Path | None = None
    columns: Sequence[str] = ()
    weights: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a part tells of itself.

    Attributes
    ----------
    answers
        Of what is asked of each station, with findings.
    sums
        By level, what its stations add up to under each commission.
    numbers : uint64 (number,)
        Digests of its station numbers, each once and in order: no other part may have
        one of them.
    counts : int32 (line, protocol)
        Of the protocols that may be alike, the lines that follow from no others.
    rows : int64 (protocol,)
        Where these stand among its stations.
    under
        The region of each TEC, where that is known.
    stations, protocols, silent
        How many stations and protocols there are, and stations without any count.
    read
        The document, and what of it could not be read or was not used.
    """

    answers: Sequence[Answer]
    sums: Mapping[str, Sums]
    numbers: np.ndarray
    counts: np.ndarray
    rows: np.ndarray
    under: Mapping[str, str]
    stations: int
    protocols: int
    silent: int
    read: Protocols


def ask(part: Part) -> Told:
    """Read a part and ask what can be asked of it alone."""
    from fastcheck.duplicates import needed, telling

    inputs, case = _case(part)
    answers = join_answers([one for family in BY_STATION for one in family(case)])
    stations = whole_stations(case.official.agreed)
    # Among more protocols more is needed, so that the whole asks none that is left out.
    lines = own_lines(case.form)
    rows, silent = telling(stations.counts, lines, needed(len(stations)))
    return Told(
        answers=answers,
        sums=add_stations(case),
        numbers=np.unique(stations.rows["station"].hash(seed=0).to_numpy()),
        counts=stations.counts[np.ix_(lines, rows)],
        rows=rows,
        under=under(case),
        stations=len(stations),
        protocols=len(case.official.agreed),
        silent=silent,
        read=_account(inputs.official),
    )


def find(part: Part, rows: Sequence[int]) -> Sequence[Stands]:
    """Tell where some of a part's stations stand."""
    return stand(whole_stations(_case(part)[1].official.agreed), rows)


def _case(part: Part) -> tuple[Inputs, Case]:
    """Read a part as a case of its own; upper protocols only name who is above whom."""
    inputs = read_given(
        Given(
            part.form,
            [part.official],
            commissions=part.commissions,
            columns=part.columns,
            weights=part.weights,
        )
    )
    case = inputs.case()
    return inputs, replace(
        case, posted=case.posted[:1], words=case.words[:1], commissions=()
    )


def _account(read: Protocols) -> Protocols:
    """Keep what is said about a table, without the table."""
    return replace(read, rows=read.rows.clear(), layouts=[])


def summed(told: Sequence[Told]) -> dict[str, Sums]:
    """Add up the sums of all parts, commission by commission."""
    return {level: _add([one.sums[level] for one in told]) for level in told[0].sums}


def _add(parts: Sequence[Sums]) -> Sums:
    names = list(dict.fromkeys(name for one in parts for name in one.names))
    index = {name: at for at, name in enumerate(names)}
    shape = (len(parts[0].totals), len(names))
    totals, missing = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    children = np.zeros(len(names), np.int64)
    for one in parts:
        at = np.array([index[name] for name in one.names], np.int64)
        totals[:, at] += one.totals  # a part names a commission once
        missing[:, at] += one.missing
        children[at] += one.children
    return Sums(parts[0].form, names, totals, missing, children)
