"""The sums of the invented website: from stations to TEC, REC and CEC, some wrong.

A protocol that is not posted is in the sums all the same: its commission has it. A
wrong sum is carried upwards, so that each is wrong at its own level only.
"""

from collections.abc import Sequence

import numpy as np

from ingest.sample.mechanisms import LEADER, LOSER
from ingest.sample.posting import Posted, Posting

# The night on which each level's protocol appears.
TEC_NIGHT, REC_NIGHT, CEC_NIGHT = 2, 3, 4


def add_up(posting: Posting, rng: np.random.Generator, each: int) -> None:
    """Sum what is posted from level to level; make *each* sums of TECs wrong."""
    tecs: dict[str, list[int]] = {}
    for station, tec in posting.under.items():
        _add(tecs, tec, posting.whole(station).counts)
    posting.tecs = _posted(tecs, TEC_NIGHT)
    for name in rng.permutation(_undisturbed(posting)).tolist()[:each]:
        _wrong_sum(posting, posting.tecs[name], LEADER, f"TEC {name}", "C301")
    recs: dict[str, list[int]] = {}
    for tec, own in posting.tecs.items():
        _add(recs, region_of(posting, tec), own.counts)
    posting.recs = _posted(recs, REC_NIGHT)
    for name in rng.permutation(list(recs)).tolist()[: min(2, each)]:
        _wrong_sum(posting, posting.recs[name], "invalid", f"REC {name}", "C302")
    whole: dict[str, list[int]] = {}
    for own in posting.recs.values():
        _add(whole, "cec", own.counts)
    posting.cec = Posted(whole["cec"], CEC_NIGHT)
    _wrong_sum(posting, posting.cec, LOSER, "CEC", "C303")


def region_of(posting: Posting, tec: str) -> str:
    """Return the region of a territorial commission."""
    country = posting.country
    at = int(np.searchsorted(country.tec, int(tec[1:]) - 1))
    return country.regions[int(country.region[at])]


def _posted(sums: dict[str, list[int]], night: int) -> dict[str, Posted]:
    return {name: Posted(counts, night) for name, counts in sums.items()}


def _add(sums: dict[str, list[int]], name: str, counts: Sequence[int]) -> None:
    total = sums.setdefault(name, [0] * len(counts))
    for line, count in enumerate(counts):
        total[line] += count


def _undisturbed(posting: Posting) -> list[str]:
    """List the commissions below which every station's protocol is posted, and once."""
    register = posting.country.tec
    unclear = set[str]()
    for at, (station, tec) in enumerate(posting.under.items()):
        own = posting.whole(station)
        if not own.night or own.again or tec != f"T{int(register[at]) + 1:03}":
            unclear |= {tec, f"T{int(register[at]) + 1:03}"}
    return sorted(set(posting.under.values()) - unclear)


def _wrong_sum(posting: Posting, own: Posted, line: str, where: str, code: str) -> None:
    own.counts[posting.line(line)] += 100
    night = own.night
    posting.note(where, f"a wrong sum of a {where[:3]}", "C101", code, night=night)
