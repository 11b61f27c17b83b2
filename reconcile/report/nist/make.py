"""Writes the results file: what commissions state and nothing else.

No copies, no findings, none of our own totals. A count that is missing is absent, never
0. What the standard has no field for is named in the file's `Notes`, not put into a field
that means something else.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from ingest.facts.forms import Form
from reconcile.outcome.measures import list_parties
from reconcile.report.nist.stated import Stated, all_seen, find_stated
from reconcile.report.nist.units import (
    COUNTRY,
    Object,
    Units,
    in_languages,
    make_units,
    names_of,
    typed,
)
from reconcile.table import Case

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Election, Seats

_INVALID = "invalid"  # the line of invalid ballots, which is called so in every form


@dataclass(frozen=True, slots=True)
class _Fields:
    """The standard's fields beside votes, and the lines that add up to each."""

    of_units: Mapping[str, Sequence[str]]
    of_ballots: Mapping[str, Sequence[str]]

    @property
    def lines(self) -> set[str]:
        """Every line that has a field."""
        every = (*self.of_units.values(), *self.of_ballots.values())
        return {line for lines in every for line in lines}


def make_nist(case: Case, election: "Election", seats: "Seats", seen: str) -> bytes:
    """Write the last versions of an election's official protocols as a results file.

    Parameters
    ----------
    case
        The protocols; copies and earlier versions among them are not looked at.
    election, seats
        Lists share the seats: the file has one contest, whose selections are lists.
    seen
        When the last document was stored, ISO 8601 with seconds and zone. The file says
        what was known then: the same archive gives the same bytes.
    """
    units, fields = make_units(case, election), _find_fields(case.form, seats)
    stated = list(find_stated(case, units))
    _add_voters(stated, fields, units)
    lists = list_parties(case.form, election)
    report = {
        "@type": typed("ElectionReport"),
        "Format": "precinct-level",
        "GeneratedDate": seen,
        "Issuer": "Tekseru, which is no commission, from what commissions published",
        "IssuerAbbreviation": "Tekseru",
        "SequenceStart": 1,
        "SequenceEnd": 1,
        "Status": "unofficial-complete" if all_seen(case) else "unofficial-partial",
        "VendorApplicationId": f"tekseru {version('tekseru')}",
        "IsTest": election.invented,
        "Notes": _notes(case.form, fields),
        "GpUnit": list(units.objects.values()),
        "Party": [_party(one, case.form, election) for one in lists],
        "Election": [_election(election, stated, fields, lists)],
    }
    compact = json.dumps(report, ensure_ascii=False, separators=(",", ":"))
    return (compact + "\n").encode()


def _find_fields(form: Form, seats: "Seats") -> _Fields:
    """Find the lines of each field; their names are the same in the forms above."""
    registered = [form.names[at] for at in form.sum_of(seats.voters)]
    roles = {role: [form.names[at] for at in lines] for role, lines in form.roles.items()}
    return _Fields(
        {"VotersRegistered": registered, "VotersParticipated": roles.get("turnout", [])},
        {"BallotsCast": roles.get("cast", []), "BallotsRejected": [_INVALID]},
    )


def _add_voters(stated: Sequence[Stated], fields: _Fields, units: Units) -> None:
    """Put voters where the standard has them: at the unit, for all channels together."""
    for name, lines in fields.of_units.items():
        for one in stated:
            for unit, count in one.known(lines) if not one.channel else ():
                units.objects[unit][name] = count


def _notes(form: Form, fields: _Fields) -> str:
    """Say what the counts are, and what the file does not hold."""
    told = fields.lines
    left = [one.name for one in form.lines if not one.party and one.name not in told]
    said = [
        "Counts as commissions published them, the last version of each protocol.",
        "A count that was not published or could not be read is absent, not 0.",
        f"Form {form.id}, {form.status}.",
        "GeneratedDate is when the last document was stored.",
        "Not in this file: copies, earlier versions, findings, any sum made by Tekseru.",
    ]
    if left:
        said.append(f"SP 1500-100 has no field for these lines: {', '.join(left)}.")
    return " ".join(said)


def _party(key: str, form: Form, election: "Election") -> Object:
    listed = {one.party: names_of(one) for one in election.list}
    labels = {line.party: names_of(line) for line in form.lines if line.party}
    said = listed.get(key) or labels[key]
    if not any(said.values()):
        said = {"en": key}
    return {"@id": f"party-{key}", "@type": typed("Party"), "Name": in_languages(said)}


def _election(
    election: "Election", stated: Sequence[Stated], fields: _Fields, lists: Sequence[str]
) -> Object:
    day = election.day.isoformat()
    contest = {
        "@id": "contest",
        "@type": typed("PartyContest"),
        "ElectionDistrictId": COUNTRY,
        "Name": next(iter(election.title.values()), election.id),
        "VoteVariation": "proportional",
        "ContestSelection": [
            _selection(key, at, stated) for at, key in enumerate(lists, 1)
        ],
    }
    return {
        "@type": typed("Election"),
        "ElectionScopeId": COUNTRY,
        "Name": in_languages(election.title),
        "StartDate": day,
        "EndDate": day,
        "Type": "other",  # election files do not say which kind it was
        "OtherType": "not recorded",
        "BallotCounts": [two for one in stated for two in _ballots(one, fields)],
        "Contest": [contest],
    }


def _ballots(one: Stated, fields: _Fields) -> Iterator[Object]:
    counts: dict[str, Object] = {}
    for name, lines in fields.of_ballots.items():
        for unit, count in one.known(lines):
            counts.setdefault(unit, {})[name] = count
    of = {"@type": typed("BallotCounts"), **_of_channel(one.channel)}
    return ({**of, "GpUnitId": unit, **mine} for unit, mine in counts.items())


def _of_channel(channel: str) -> dict[str, str]:
    return {"Type": "other", "OtherType": channel} if channel else {"Type": "total"}


def _selection(key: str, at: int, stated: Sequence[Stated]) -> Object:
    return {
        "@id": f"list-{key}",
        "@type": typed("PartySelection"),
        "PartyIds": [f"party-{key}"],
        "SequenceOrder": at,
        "VoteCounts": [two for one in stated for two in _votes(one, key)],
    }


def _votes(one: Stated, key: str) -> Iterator[Object]:
    of = {"@type": typed("VoteCounts"), **_of_channel(one.channel)}
    lines = [line.name for line in one.form.lines if line.party == key]
    return ({**of, "GpUnitId": unit, "Count": count} for unit, count in one.known(lines))
