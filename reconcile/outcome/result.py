"""Everything that a run says of the outcome: totals, shares, seats, what could change.

Without an election file that tells the number of seats only totals and shares of all
votes are worked out; `reasons` then says why the rest is null. How it is written stands
in `tables`; how it is told, in reconcile/report/headline.py.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reconcile.outcome.totals import Addition, add_up, make_shares, make_totals
from reconcile.run import Result

if TYPE_CHECKING:  # what a run without seats does not need takes time to import
    from ingest.facts.elections import Election, Seats
    from reconcile.outcome.evidence import Gathered
    from reconcile.outcome.levels import Level

NO_ELECTION = "tables alone name no election; an election folder does"
NO_SEATS = "the election file has no [seats]"
NO_RESULT = "no votes are known, neither from stations nor published for every list"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What summary.json says of the outcome; `reasons` tells why a part is None."""

    added: Addition
    totals: dict[str, Any]
    shares: dict[str, Any]
    seats: dict[str, Any] | None = None
    materiality: dict[str, Any] | None = None
    triage: dict[str, Any] | None = None
    reasons: dict[str, str] = field(default_factory=dict)


def work_out(result: Result, election: "Election | None") -> Outcome:
    """Work out what a run's protocols and findings mean for the outcome.

    Raises
    ------
    SettingError
        If the election's seat rule names a line that the form does not have.
    """
    case = result.case
    added = add_up(case)
    totals = make_totals(case, added)
    shares = make_shares(case.form, totals)
    if election is None or election.seats is None:
        why = NO_ELECTION if election is None else NO_SEATS
        return _without(added, totals, shares, why)
    from reconcile.outcome.levels import find_levels

    levels = find_levels(case, election, election.seats)
    gathered = _gather(result, added, levels, election, election.seats)
    if gathered is None:
        return _without(added, totals, shares, NO_RESULT)
    from reconcile.outcome.tables import Told

    told = Told(result, added.whole, gathered, levels, election, election.seats)
    return Outcome(
        added=added,
        totals=totals,
        shares=shares | told.shares(),
        seats=told.seats(),
        materiality=told.materiality(),
        triage=told.triage(),
    )


def _without(
    added: Addition, totals: dict[str, Any], shares: dict[str, Any], why: str
) -> Outcome:
    nothing = dict.fromkeys(("seats", "materiality", "triage"), why)
    return Outcome(added, totals, shares, reasons=nothing)


def _gather(
    result: Result,
    added: Addition,
    levels: "list[Level]",
    election: "Election",
    seats: "Seats",
) -> "Gathered | None":
    """Take the stations as evidence, where there are any votes; else the last level."""
    from reconcile.outcome.evidence import from_level, from_stations

    if len(added.whole):
        gathered = from_stations(result, added.whole, election, seats)
        if gathered.evidence.space.point.any():
            return gathered
    if not levels:
        return None
    return from_level(levels[-1], len(seats.bases), election.expected.pec or 0)
