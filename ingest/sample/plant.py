"""Discrepancies planted into an invented country, each one known.

A plan changes what is posted, never what was written: observers' copies and the truth
stay as they were. Each plan names its mechanism and the checks that can see it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from ingest.sample.country import MISSING, Country
from ingest.sample.election import Planted

Key = tuple[str, str]  # station, channel
EACH = 8  # stations for each mechanism of a station
LEADER, LOSER = "votes.nur-otan", "votes.ansdp"


@dataclass
class Posting:
    """What the website shows: protocols by station and channel, and upper sums.

    `again` are second statements of a protocol, `absent` stations not shown at all.
    """

    country: Country
    protocols: dict[Key, list[int]] = field(default_factory=dict)
    copies: dict[Key, list[int]] = field(default_factory=dict)
    again: dict[Key, list[int]] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    tecs: dict[str, list[int]] = field(default_factory=dict)
    recs: dict[str, list[int]] = field(default_factory=dict)
    cec: list[int] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)

    def line(self, name: str) -> int:
        """Return the position of a line."""
        return self.country.form.position[name]


def station_id(at: int) -> str:
    """Name a station by its position."""
    return f"{at + 1:05}"


def tec_id(at: int) -> str:
    """Name a territorial commission by its position."""
    return f"T{at + 1:03}"


def plant(country: Country, copies: int, seed: int = 2007) -> Posting:
    """Post a country's protocols, with discrepancies, and give observers copies."""
    rng = np.random.default_rng(seed + 1)
    posting = Posting(country, _protocols(country))
    plain = np.flatnonzero(
        ~country.votes_electronically & (country.counts.min(axis=0) >= 0)
    )
    large = plain[country.counts[country.form.position["valid"], plain] > 150]
    wanted = EACH * (len(_STATION) + 3)
    order = rng.permutation(large)
    planned, others = order[:wanted], order[wanted:]
    for at in np.concatenate([planned, others[: max(0, copies - wanted)]]):
        key = (station_id(at), "paper")
        posting.copies[key] = list(posting.protocols[key])
    stations = iter([station_id(at) for at in planned])
    for mechanism, (change, codes) in _STATION.items():
        for _ in range(EACH):
            station = next(stations)
            change(posting, posting.protocols[station, "paper"], rng)
            posting.planted.append(Planted(station, mechanism, codes))
    _withhold(posting, stations)
    _wrong_summaries(posting, rng)
    _add_up(posting, rng)
    return posting


def _protocols(country: Country) -> dict[Key, list[int]]:
    """Write out every protocol: one of paper, or three where machines were."""
    protocols: dict[Key, list[int]] = {}
    for at in range(country.counts.shape[1]):
        station, whole = station_id(at), country.counts[:, at]
        if not country.votes_electronically[at]:
            protocols[station, "paper"] = whole.tolist()
            continue
        machine = country.electronic[:, at]
        adds = np.array([line.adds for line in country.form.lines])
        paper = np.where(adds & (machine != MISSING), whole - machine, whole)
        protocols[station, "paper"] = paper.tolist()
        protocols[station, "electronic"] = machine.tolist()
        protocols[station, "summary"] = whole.tolist()
    return protocols


def _one_digit(posting: Posting, counts: list[int], rng: np.random.Generator) -> None:
    at = posting.line(LEADER)
    digits = list(str(counts[at]))
    digits[-2] = str((int(digits[-2]) + int(rng.integers(1, 10))) % 10)
    counts[at] = int("".join(digits))


def _two_swapped(posting: Posting, counts: list[int], rng: np.random.Generator) -> None:
    at = posting.line(LEADER)
    digits = str(counts[at])
    turned = digits[:-2] + digits[-1] + digits[-2]
    if turned == digits:  # two equal digits: nothing to see, so another line is turned
        _one_digit(posting, counts, rng)
    else:
        counts[at] = int(turned)


def _digit_added(posting: Posting, counts: list[int], rng: np.random.Generator) -> None:
    at = posting.line("votes.auyl")
    counts[at] = counts[at] * 10 + int(rng.integers(1, 10))


def _bundle(posting: Posting, counts: list[int], _rng: np.random.Generator) -> None:
    room = counts[posting.line("voters")] - counts[posting.line("issued")]
    more = max(1, min(100, room, counts[posting.line("unused")]))
    for name in (LEADER, "valid", "cast", "stationary", "issued"):
        counts[posting.line(name)] += more
    counts[posting.line("unused")] -= more


def _votes_moved(posting: Posting, counts: list[int], _rng: np.random.Generator) -> None:
    more = max(1, counts[posting.line(LEADER)] // 10)
    counts[posting.line(LEADER)] -= more
    counts[posting.line(LOSER)] += more


def _invalid_into_votes(
    posting: Posting, counts: list[int], _rng: np.random.Generator
) -> None:
    at = posting.line("invalid")
    more = counts[at] or 1
    if not counts[at]:
        more = -1
    counts[at] -= more
    counts[posting.line("valid")] += more
    counts[posting.line(LEADER)] += more


def _row_shifted(posting: Posting, counts: list[int], _rng: np.random.Generator) -> None:
    lists = [at for at, line in enumerate(posting.country.form.lines) if line.party]
    values = [counts[at] for at in lists]
    for at, value in zip(lists, values[-1:] + values[:-1], strict=True):
        counts[at] = value


def _certificates(posting: Posting, counts: list[int], rng: np.random.Generator) -> None:
    at = posting.line("certificates_issued")
    counts[at] = counts[posting.line("registered")] + int(rng.integers(50, 500))


# What is done to a station's posted protocol, and the checks that can see it.
_STATION: dict[
    str, tuple[Callable[[Posting, list[int], np.random.Generator], None], Sequence[str]]
] = {
    "one digit": (_one_digit, ["C101", "C201"]),
    "two digits swapped": (_two_swapped, ["C101", "C201"]),
    "a digit added": (_digit_added, ["C101", "C201"]),
    "a bundle that keeps every relation": (_bundle, ["C201"]),
    "votes moved between lists": (_votes_moved, ["C201"]),
    "invalid ballots into votes": (_invalid_into_votes, ["C201"]),
    "lists shifted by a row": (_row_shifted, ["C201"]),
    "impossible certificates": (_certificates, ["C101", "C102", "C201"]),
}


def _withhold(posting: Posting, stations: Iterator[str]) -> None:
    """Leave out some protocols, post some twice, and give some observers a slip."""
    for _ in range(EACH):
        station = next(stations)
        posting.absent.add(station)
        posting.planted.append(Planted(station, "protocol not posted", ["C401"]))
    for _ in range(EACH):
        station = next(stations)
        counts = list(posting.protocols[station, "paper"])
        counts[posting.line("invalid")] += 5
        posting.again[station, "paper"] = counts
        posting.planted.append(Planted(station, "posted twice", ["C402"]))
    for _ in range(EACH):
        station = next(stations)
        posting.copies[station, "paper"][posting.line("registered")] += 9
        posting.planted.append(Planted(station, "an observer's slip", ["C201"]))


def _wrong_summaries(posting: Posting, rng: np.random.Generator) -> None:
    """Post some summaries that are more than paper and electronic together.

    The protocol itself adds up, so that only its two parts tell.
    """
    machines = np.flatnonzero(posting.country.votes_electronically)
    for at in rng.permutation(machines)[:EACH].tolist():
        counts = posting.protocols[station_id(at), "summary"]
        for name in (LEADER, "valid", "cast", "issued"):
            counts[posting.line(name)] += 7
        done = "a summary above its two parts"
        posting.planted.append(Planted(station_id(at), done, ["C206"]))


def _add_up(posting: Posting, rng: np.random.Generator) -> None:
    """Sum what is posted from level to level, with some sums wrong.

    An absent protocol is in the sums: its commission has it. A wrong sum is carried
    upwards, so that each is wrong at its own level only.
    """
    country = posting.country
    above: dict[str, str] = {}
    for at, own in enumerate(country.tec):
        channel = "summary" if country.votes_electronically[at] else "paper"
        tec = tec_id(int(own))
        above[tec] = country.regions[int(country.region[at])]
        _add(posting.tecs, tec, posting.protocols[station_id(at), channel])
    for name in rng.permutation(_undisturbed(posting)).tolist()[:EACH]:
        _wrong_sum(posting, posting.tecs[name], LEADER, f"TEC {name}", "C301")
    for tec, counts in posting.tecs.items():
        _add(posting.recs, above[tec], counts)
    for name in rng.permutation(list(posting.recs)).tolist()[:2]:
        _wrong_sum(posting, posting.recs[name], "invalid", f"REC {name}", "C302")
    whole: dict[str, list[int]] = {}
    for counts in posting.recs.values():
        _add(whole, "cec", counts)
    posting.cec = whole["cec"]
    _wrong_sum(posting, posting.cec, LOSER, "CEC", "C303")


def _add(sums: dict[str, list[int]], name: str, counts: Sequence[int]) -> None:
    total = sums.setdefault(name, [0] * len(counts))
    for line, count in enumerate(counts):
        total[line] += count


def _undisturbed(posting: Posting) -> list[str]:
    """List the commissions below which no protocol is absent or stated twice."""
    unclear = posting.absent | {station for station, _ in posting.again}
    tecs = posting.country.tec
    blocked = {int(tec) for at, tec in enumerate(tecs) if station_id(at) in unclear}
    return [tec_id(one) for one in sorted(set(tecs.tolist()) - blocked)]


def _wrong_sum(
    posting: Posting, counts: list[int], line: str, where: str, code: str
) -> None:
    counts[posting.line(line)] += 100
    posting.planted.append(Planted(where, f"a wrong sum of a {where[:3]}", ["C101", code]))
