"""A small invented election, with discrepancies planted where we know of them.

Every number comes from the seed. Each planted discrepancy names its station, what was
done, and the checks that can see it.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts.forms import Form

TECS = 4
STATIONS_EACH = 15

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Planted:
    """A discrepancy that was put in, and the checks that should find it."""

    station: str
    done: str
    codes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented election: what was written down, posted, copied and summed.

    `written` is what each station wrote down; `posted` what the website shows, a list
    because a station may stand there twice; `copies` what observers hold.
    """

    form: Form
    stations: dict[str, str]
    written: dict[str, Counts]
    posted: Sequence[tuple[str, Counts]]
    copies: dict[str, Counts]
    tecs: dict[str, Counts]
    planted: Sequence[Planted]


def invent(form: Form, seed: int = 2007) -> Invented:
    """Invent an election of four territorial commissions and sixty stations."""
    chance = random.Random(seed)
    stations = {
        f"{tec:02}-{number:03}": str(tec)
        for tec in range(1, TECS + 1)
        for number in range(1, STATIONS_EACH + 1)
    }
    written = {station: invent_protocol(form, chance) for station in stations}
    posted = {station: dict(counts) for station, counts in written.items()}
    copies = {station: dict(counts) for station, counts in written.items()}
    copies = {one: copies[one] for at, one in enumerate(stations) if at % 2 == 0}
    tecs = {
        str(tec): _sum(
            form, [written[one] for one in stations if stations[one] == str(tec)]
        )
        for tec in range(1, TECS + 1)
    }
    rows, planted = _plant(posted, copies, tecs)
    return Invented(form, stations, written, rows, copies, tecs, planted)


def invent_protocol(form: Form, chance: random.Random) -> Counts:
    """Invent one protocol that keeps every relation of the form."""
    registered = chance.randint(120, 2800)
    out, came = chance.randint(0, 9), chance.randint(0, 9)
    voters = registered - out + came
    issued = int(voters * chance.uniform(0.4, 0.9))
    outside = chance.randint(0, issued // 20)
    cast = issued - chance.randint(0, 2)
    invalid = chance.randint(0, cast // 30)
    counts = {
        "registered": registered,
        "certificates_issued": out,
        "certificates_voted": came,
        "voters": voters,
        "issued": issued,
        "issued_outside": outside,
        "received": registered,
        "unused": registered - issued,
        "replaced": 0,
        "mobile": outside,
        "stationary": cast - outside,
        "cast": cast,
        "invalid": invalid,
        "valid": cast - invalid,
    }
    return counts | _votes(form, cast - invalid, chance)


def _votes(form: Form, valid: int, chance: random.Random) -> Counts:
    """Share out votes unevenly, differently from station to station."""
    lists = [line.name for line in form.lines if line.group == "votes"]
    weights = [chance.gammavariate(0.8, 1.0) + 0.02 for _ in lists]
    shares = [int(valid * weight / sum(weights)) for weight in weights]
    shares[0] += valid - sum(shares)
    return dict(zip(lists, shares, strict=True))


def _sum(form: Form, protocols: Sequence[Counts]) -> Counts:
    return {name: sum(one[name] for one in protocols) for name in form.names}


def _plant(
    posted: dict[str, Counts], copies: dict[str, Counts], tecs: dict[str, Counts]
) -> tuple[list[tuple[str, Counts]], list[Planted]]:
    """Put discrepancies into what the website shows."""
    planted = []

    def plant(station: str, done: str, *codes: str) -> Counts:
        planted.append(Planted(station, done, codes))
        return posted[station]

    bundle = plant("01-003", "100 votes and ballots added together", "C201")
    for line in ("votes.nur-otan", "valid", "cast", "stationary", "issued"):
        bundle[line] += 100
    bundle["unused"] -= 100
    moved = plant("02-004", "votes moved from one list to another", "C201")
    taken = min(40, moved["votes.ansdp"])
    moved["votes.ansdp"] -= taken
    moved["votes.nur-otan"] += taken
    slip = plant("03-002", "a slip: one list has 7 votes too many", "C101")
    slip["votes.auyl"] += 7
    plant("03-010", "the protocol is not posted", "C401")
    twice = plant("03-001", "posted twice with other numbers", "C402")
    planted.append(Planted("TEC 4", "the sum has 12 invalid too many", ["C101", "C301"]))
    tecs["4"]["invalid"] += 12
    rows = [(one, counts) for one, counts in posted.items() if one != "03-010"]
    rows.append(("03-001", twice | {"invalid": twice["invalid"] + 5}))
    copies["01-009"]["voters"] += 1  # the tool sees it; whose slip it is, a person says
    planted.append(Planted("01-009", "an observer's slip of the pen", ["C201"]))
    return rows, planted
