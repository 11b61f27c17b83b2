"""Discrepancies planted into an invented country, each one known.

Most are ways in which results of real elections were found changed or mistyped: rows of
the table of cases in Sobolev's, Kloop's, PCIJ's and MISK's reports (2007 to 2021). Each
is planted at stations of its own, so that what finds it can be told.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

import numpy as np

from ingest.sample.copies import hold_copies
from ingest.sample.country import Country
from ingest.sample.mechanisms import CHANGES, LEADER, bundle, one_digit
from ingest.sample.posting import NIGHTS, Posted, Posting, post_all, station_id
from ingest.sample.sums import add_up

MOST_EACH = 8  # stations for each mechanism
STATIONS_FOR_EACH = 120  # a smaller country has one place a mechanism for so many
MANY_VALID = 800  # votes at a station whose protocol is posted again as another's
LEAST_VALID = 150  # votes at a station where something is planted: digits enough
NEVER = 0

Stations = Iterator[str]
Plan = Callable[[Posting, str, np.random.Generator], None]


def plant(country: Country, copies: int, seed: int = 2007) -> Posting:
    """Post a country's protocols, with discrepancies, and give observers copies."""
    rng = np.random.default_rng(seed + 1)
    posting = post_all(country, rng)
    each = max(1, min(MOST_EACH, country.counts.shape[1] // STATIONS_FOR_EACH))
    plain = [station_id(at) for at in rng.permutation(_plain(country))]
    stations = iter(plain)
    large = iter(_large(country, reversed(plain)))
    hold_copies(posting, plain, copies, each, rng)
    for done, change, codes in CHANGES:
        for station in _next(stations, each):
            change(posting, posting.protocols[station, "paper"].counts, rng)
            posting.note(station, done, *codes)
    for plan in _PLANS:
        for station in _next(stations, each):
            plan(posting, station, rng)
    for _ in range(each):
        _swap(posting, next(stations), next(stations))
        _near_identical(posting, next(large), next(stations))
    _wrong_summaries(posting, rng, each)
    posting.tables |= {
        station: list(posting.whole(station).counts) for station in posting.under
    }
    for station in _next(stations, each):
        one_digit(posting, posting.tables[station], rng)
        posting.note(station, "another number in the TEC's table", "C203", night=2)
    add_up(posting, rng, each)
    return posting


def _plain(country: Country) -> np.ndarray:
    """Find the stations where things are planted: one protocol, votes enough."""
    valid = country.counts[country.form.position["valid"]]
    whole = country.counts.min(axis=0) >= 0
    return np.flatnonzero(~country.votes_electronically & whole & (valid > LEAST_VALID))


def _large(country: Country, stations: Iterable[str]) -> Iterator[str]:
    valid = country.counts[country.form.position["valid"]]
    return (one for one in stations if valid[int(one) - 1] > MANY_VALID)


def _next(stations: Stations, each: int) -> list[str]:
    return [next(stations) for _ in range(each)]


def _paper(posting: Posting, station: str) -> Posted:
    return posting.protocols[station, "paper"]


def _not_posted(posting: Posting, station: str, _rng: np.random.Generator) -> None:
    _paper(posting, station).night = NEVER
    posting.note(station, "protocol not posted", "C401")


def _twice(posting: Posting, station: str, _rng: np.random.Generator) -> None:
    own = _paper(posting, station)
    own.again = list(own.counts)
    own.again[posting.line("invalid")] += 5
    posting.note(station, "posted twice with other numbers", "C402")


def _moved(posting: Posting, station: str, _rng: np.random.Generator) -> None:
    tecs = sorted(set(posting.under.values()))
    own = posting.under[station]
    posting.under[station] = tecs[(tecs.index(own) + 1) % len(tecs)]
    posting.note(station, "under another commission", "C404")


def _late(posting: Posting, station: str, _rng: np.random.Generator) -> None:
    _paper(posting, station).night = len(NIGHTS)
    posting.note(station, "posted late", "C406", night=len(NIGHTS))


def _replaced(posting: Posting, station: str, rng: np.random.Generator) -> None:
    own = _paper(posting, station)
    own.earlier, own.night, own.replaced = list(own.counts), 1, 3
    bundle(posting, own.counts, rng)
    posting.note(station, "replaced without a word", "C202", "C406", "C201", night=3)


def _withdrawn(posting: Posting, station: str, _rng: np.random.Generator) -> None:
    own = _paper(posting, station)
    own.night, own.gone = 1, 4
    posting.note(station, "withdrawn", "C406", night=4)


def _back_dated(posting: Posting, station: str, _rng: np.random.Generator) -> None:
    own = _paper(posting, station)
    own.night, own.claims = 3, NIGHTS[0] - timedelta(hours=5)
    posting.note(station, "back-dated", "C406", night=3)


def _wrong_date(posting: Posting, station: str, _rng: np.random.Generator) -> None:
    own = _paper(posting, station)
    own.signed = own.signed - timedelta(days=1)
    posting.note(station, "dated before the vote was over", "C407")


def _unsigned(posting: Posting, station: str, rng: np.random.Generator) -> None:
    _paper(posting, station).signatures = int(rng.integers(1, 4))
    posting.note(station, "signatures missing", "C407")


def _other_words(posting: Posting, station: str, rng: np.random.Generator) -> None:
    own = _paper(posting, station)
    own.words = list(own.counts)
    one_digit(posting, own.counts, rng)
    posting.note(station, "digits against words", "C204", "C101", "C201")


_PLANS: tuple[Plan, ...] = (
    *(_not_posted, _twice, _moved, _late, _replaced, _withdrawn, _back_dated),
    *(_wrong_date, _unsigned, _other_words),
)


def _swap(posting: Posting, one: str, other: str) -> None:
    """Post each of two stations' protocols under the other's number."""
    first, second = _paper(posting, one), _paper(posting, other)
    first.counts, second.counts = second.counts, first.counts
    for station in (one, other):
        posting.note(station, "another station's protocol", "C201")


def _near_identical(posting: Posting, one: str, other: str) -> None:
    """Post a protocol that is another's but for two certificates.

    Another's with many votes: small counts are often the same by chance.
    """
    own = posting.protocols[other, "paper"]
    posting.protocols[other, "paper"] = own = replace(
        own, counts=list(_paper(posting, one).counts)
    )
    for name in ("certificates_issued", "certificates_voted"):
        own.counts[posting.line(name)] += 1
    told, done = min(one, other), "nearly another's protocol"  # of two, the first is told
    posting.note(other, done, *(("C405", "C201") if told == other else ("C201",)))
    if told == one:
        posting.note(one, done, "C405")


def _wrong_summaries(posting: Posting, rng: np.random.Generator, each: int) -> None:
    """Post summaries that are more than paper and electronic together.

    The protocol itself adds up, so that only its two parts tell.
    """
    machines = np.flatnonzero(posting.country.votes_electronically)
    for at in rng.permutation(machines)[:each].tolist():
        own = posting.protocols[station_id(at), "summary"]
        for name in (LEADER, "valid", "cast", "issued"):
            own.counts[posting.line(name)] += 7
        posting.note(station_id(at), "a summary above its two parts", "C206")
