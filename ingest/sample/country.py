"""An invented election of Kazakhstan's size whose totals are the published ones.

Stations, their commissions and every number of theirs are invented from a seed. What is
real: the sixteen regions, how many stations and commissions there were, how many voted
electronically, and the final result, line by line. Votes vary between stations far
more than chance alone would make them, as they do in real results.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.facts.elections import Election
from ingest.facts.forms import Form
from ingest.sample.fit import fit_parts, fit_sum

MISSING = -1
# Voters per station: law allows 3,000; electronic ones stood in towns and were large.
SMALLEST, LARGEST = 40, 2950
ELECTRONIC_MEAN, OTHER_MEAN = 1940, 725
# Turnout of two regions as announced on election night, in per mille.
TURNOUT = {"almaty-city": 225, "almaty-region": 860}
# Voters' share of each region, in per mille; invented, roughly like the population's.
WEIGHTS = (48, 46, 95, 31, 92, 65, 41, 88, 62, 41, 25, 51, 44, 138, 43, 90)
_LISTS = "votes."

Part = Callable[[int], int]  # a total -> its part at a smaller size


@dataclass(frozen=True)
class Country:
    """Stations and what each wrote down.

    `region` and `tec` are positions; `counts` is int64 (line, station) of the whole
    station, `electronic` the part voted electronically, MISSING at stations without and
    at lines that have no electronic counterpart.
    """

    form: Form
    regions: Sequence[str]
    region: np.ndarray
    tec: np.ndarray
    votes_electronically: np.ndarray
    closed: np.ndarray
    counts: np.ndarray
    electronic: np.ndarray


def invent_country(
    election: Election, form: Form, seed: int = 2007, stations: int | None = None
) -> Country:
    """Invent an election; with fewer stations its totals are smaller in proportion."""
    rng = np.random.default_rng(seed)
    expected, final = election.expected, election.published[-1].counts
    number = stations or expected.pec or 0
    share = number / (expected.pec or number)

    def part(count: int) -> int:
        return round(count * share)

    region = np.sort(_shared_out(WEIGHTS, number))
    tecs = _shared_out(WEIGHTS, max(16, part(expected.tec or 0)), at_least=1)
    tec = _commissions(region, tecs)
    machine = _machines(rng, region, election, part)
    registered = _sizes(rng, machine, part(final["registered"]))
    cast = _turnout(rng, election, region, registered, part(final["took_part"]))
    votes = {line: part(count) for line, count in final.items() if line.startswith(_LISTS)}
    # Rounding the lists one by one may miss the whole by a few; invalid takes the rest.
    invalid_total = int(cast.sum()) - sum(votes.values())
    counts = _protocols(rng, form, registered, cast, invalid_total, votes, tec)
    electronic = _electronic(rng, form, counts, machine, election, part)
    closed = np.where(rng.random(number) < 0.012, 1, 0) * (1 - machine)
    return Country(
        form,
        [one.id for one in election.region],
        region,
        tec,
        machine.astype(bool),
        closed.astype(bool),
        counts,
        electronic,
    )


def _shared_out(weights: Sequence[int], number: int, at_least: int = 0) -> np.ndarray:
    """Return for each of *number* things which of the weighted groups it belongs to."""
    parts = fit_parts(np.array(weights, float), number - at_least * len(weights)) + at_least
    return np.repeat(np.arange(len(weights)), parts)


def _commissions(region: np.ndarray, tecs: np.ndarray) -> np.ndarray:
    """Put the stations of each region under its commissions, in runs of neighbours."""
    tec = np.zeros(len(region), np.int64)
    for one in np.unique(region):
        here, own = np.flatnonzero(region == one), np.flatnonzero(tecs == one)
        tec[here] = own[np.arange(len(here)) * len(own) // len(here)]
    return tec


def _machines(
    rng: np.random.Generator, region: np.ndarray, election: Election, part: Part
) -> np.ndarray:
    """Choose the stations with electronic voting: more of them in cities."""
    number = part(election.electronic.stations) if election.electronic else 0
    city = np.array([one.id.endswith("city") for one in election.region])[region]
    weight = np.where(city, 4.0, 1.0)
    chosen = rng.choice(len(region), number, replace=False, p=weight / weight.sum())
    machine = np.zeros(len(region), np.int64)
    machine[chosen] = 1
    return machine


def _sizes(rng: np.random.Generator, machine: np.ndarray, total: int) -> np.ndarray:
    """Invent the voter lists; large where machines are."""
    raw = np.where(
        machine == 1,
        rng.normal(ELECTRONIC_MEAN, 350, len(machine)),
        OTHER_MEAN * rng.lognormal(-0.25, 0.75, len(machine)),
    )
    return fit_sum(rng, raw, total, SMALLEST, LARGEST)


def _turnout(
    rng: np.random.Generator,
    election: Election,
    region: np.ndarray,
    registered: np.ndarray,
    total: int,
) -> np.ndarray:
    """Invent ballots in the boxes: two regions as announced, the others what is left."""
    cast = np.zeros(len(region), np.int64)
    names = np.array([one.id for one in election.region])[region]
    rest = ~np.isin(names, list(TURNOUT))
    for name, per_mille in TURNOUT.items():
        here = names == name
        wanted = int(registered[here].sum()) * per_mille // 1000
        cast[here] = _came(rng, registered[here], wanted)
    cast[rest] = _came(rng, registered[rest], total - int(cast.sum()))
    return cast


def _came(rng: np.random.Generator, registered: np.ndarray, total: int) -> np.ndarray:
    mean = total / registered.sum()
    share = rng.beta(12 * mean, 12 * (1 - mean), len(registered))
    return fit_sum(rng, registered * share, total, 1, registered - 1)


def _protocols(
    rng: np.random.Generator,
    form: Form,
    registered: np.ndarray,
    cast: np.ndarray,
    invalid_total: int,
    votes: dict[str, int],
    tec: np.ndarray,
) -> np.ndarray:
    """Invent every line of the whole station, so that all relations hold."""
    n = len(registered)
    out, came = rng.poisson(1.2, n), np.minimum(rng.poisson(1.2, n), registered // 100)
    voters = registered - out + came
    issued = np.minimum(cast + (rng.random(n) < 0.05), voters)
    cast = np.minimum(cast, issued)
    mobile = rng.binomial(cast, 0.04)
    invalid = fit_sum(rng, cast * rng.gamma(1.5, 0.016, n), invalid_total, 0, cast // 3)
    valid = cast - invalid
    lines = {
        "registered": registered,
        "certificates_issued": out,
        "certificates_voted": came,
        "voters": voters,
        "issued": issued,
        "issued_outside": mobile,
        "received": np.maximum(registered, issued),
        "replaced": np.zeros(n, np.int64),
        "mobile": mobile,
        "stationary": cast - mobile,
        "cast": cast,
        "invalid": invalid,
        "valid": valid,
        **_votes(rng, valid, votes, tec),
    }
    lines["unused"] = lines["received"] - issued
    return np.array([lines[name] for name in form.names])


def _votes(
    rng: np.random.Generator, valid: np.ndarray, totals: dict[str, int], tec: np.ndarray
) -> dict[str, np.ndarray]:
    """Share out the valid votes; the largest list gets what the others leave."""
    leader = max(totals, key=lambda line: totals[line])
    room, given = valid // 2, {}
    for line, total in totals.items():
        if line == leader:
            continue
        local = rng.gamma(2.0, 0.5, int(tec.max()) + 1)[tec]
        raw = valid * local * rng.gamma(1.5, 1 / 1.5, len(valid))
        given[line] = fit_sum(rng, raw, total, 0, room)
        room = room - given[line]
    return {**given, leader: valid - sum(given.values())}


def _electronic(
    rng: np.random.Generator,
    form: Form,
    counts: np.ndarray,
    machine: np.ndarray,
    election: Election,
    part: Part,
) -> np.ndarray:
    """Invent the electronic protocols: some of each list's votes, none of them invalid."""
    at, line = np.flatnonzero(machine), form.position
    electronic = np.full(counts.shape, MISSING, np.int64)
    if not len(at) or not election.electronic:
        return electronic
    raw = counts[line["valid"], at] * rng.beta(2, 40, len(at))
    limit = counts[line["valid"], at] // 2
    own = fit_sum(rng, raw, part(election.electronic.votes), 0, limit)
    lists = [n for n, one in enumerate(form.lines) if one.party]
    for station, number in zip(at, own, strict=True):
        electronic[lists, station] = rng.multivariate_hypergeometric(
            counts[lists, station], number
        )
    for name in ("issued", "cast", "valid"):
        electronic[line[name], at] = own
    for name in ("registered", "certificates_issued", "certificates_voted", "voters"):
        electronic[line[name], at] = counts[line[name], at]
    electronic[line["invalid"], at] = 0
    _paper_only(counts, line, at, own)
    return electronic


def _paper_only(
    counts: np.ndarray, line: dict[str, int], at: np.ndarray, own: np.ndarray
) -> None:
    """Take electronic votes out of the lines that only paper ballots have."""
    counts[line["received"], at] -= own
    counts[line["stationary"], at] -= own
    short = counts[line["stationary"], at] < 0
    counts[line["mobile"], at[short]] += counts[line["stationary"], at[short]]
    counts[line["issued_outside"], at[short]] = counts[line["mobile"], at[short]]
    counts[line["stationary"], at[short]] = 0
