"""What the invented website shows, night by night: every protocol, and its versions.

What is planted into it, and how its sums are made, stands in `mechanisms`, `plant` and
`sums`; how it looks, in `standin`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from ingest.sample.country import MISSING, Country

Key = tuple[str, str]  # station or commission, channel

# The website's clock at the five looks; the last is after protocols were due.
NIGHTS = tuple(datetime(2007, 8, day, 4, tzinfo=UTC) for day in (19, 20, 21, 22, 25))
# Nights on which stations' protocols first appear, and the share of each in per cent.
FIRST_NIGHTS = ((1, 82), (2, 12), (3, 4), (4, 2))
MEMBERS = 7  # of a commission, at every level
CHANNELS = ("paper", "electronic", "summary")


@dataclass(slots=True)
class Posted:
    """One protocol on the website; nights are counted from 1, 0 for never.

    `words` are the numbers that stand there in words, `counts` where nothing else is
    said; `earlier` is what it said until the night `replaced`; `claims` the time at
    which it says it was posted, where that is not the truth; `signed` local time.
    """

    counts: list[int]
    night: int = 1
    words: list[int] | None = None
    earlier: list[int] | None = None
    replaced: int = 0
    gone: int = 0
    claims: datetime | None = None
    signed: datetime = datetime(2007, 8, 19, 1, 30)  # noqa: DTZ001 - a clock on a wall
    signatures: int = MEMBERS
    again: list[int] | None = None

    def version(self, night: int) -> int:
        """Return which version is there on a night: 1 or 2, 0 if none."""
        if not self.night or night < self.night or 0 < self.gone <= night:
            return 0
        return 2 if 0 < self.replaced <= night else 1

    def said(self, version: int) -> list[int]:
        """Return the numbers of a version."""
        if version == 1 and self.earlier is not None:
            return self.earlier
        return self.counts

    def posted(self, version: int) -> datetime:
        """Return when the website says that a version was posted."""
        if self.claims:
            return self.claims
        return posting_time(self.replaced if version == 2 else self.night)


def posting_time(night: int) -> datetime:
    """Return when what is new on a night was posted: some hours before the look."""
    return NIGHTS[night - 1] - timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Planted:
    """A discrepancy that was put in, and the checks that can see it.

    `place` is a station, or a commission as "TEC T001", "REC akmola", "CEC"; `night`
    is the first on which it can be seen.
    """

    place: str
    done: str
    codes: Sequence[str]
    night: int = 1


@dataclass(frozen=True, slots=True)
class Copy:
    """What an observer hands in; MISSING where a line was not copied."""

    station: str
    channel: str
    source: str
    counts: Sequence[int]


@dataclass
class Posting:
    """All that the website shows, what observers hold, and what was planted.

    `tables` are the rows of stations in their territorial commission's table, `under`
    the commission that each station is published under.
    """

    country: Country
    protocols: dict[Key, Posted] = field(default_factory=dict)
    tables: dict[str, list[int]] = field(default_factory=dict)
    under: dict[str, str] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)
    tecs: dict[str, Posted] = field(default_factory=dict)
    recs: dict[str, Posted] = field(default_factory=dict)
    cec: Posted = field(default_factory=lambda: Posted([]))
    planted: list[Planted] = field(default_factory=list)

    def line(self, name: str) -> int:
        """Return the position of a line."""
        return self.country.form.position[name]

    def whole(self, station: str) -> Posted:
        """Return the protocol of the whole station: the summary where there is one."""
        own = self.protocols.get((station, "summary"))
        return own or self.protocols[station, "paper"]

    def of_station(self, station: str) -> Iterator[tuple[str, Posted]]:
        """Yield the protocols of a station by channel."""
        for channel in CHANNELS:
            if (station, channel) in self.protocols:
                yield channel, self.protocols[station, channel]

    def note(self, place: str, done: str, *codes: str, night: int = 1) -> None:
        """Note what was planted."""
        self.planted.append(Planted(place, done, codes, night))


def station_id(at: int) -> str:
    """Name a station by its position."""
    return f"{at + 1:05}"


def tec_id(at: int) -> str:
    """Name a territorial commission by its position."""
    return f"T{at + 1:03}"


def post_all(country: Country, rng: np.random.Generator) -> Posting:
    """Post every station's protocol as it was written, over several nights."""
    posting = Posting(country)
    nights = rng.choice(
        [night for night, _ in FIRST_NIGHTS],
        country.counts.shape[1],
        p=[share / 100 for _, share in FIRST_NIGHTS],
    )
    for at, night in enumerate(nights.tolist()):
        station = station_id(at)
        posting.under[station] = tec_id(int(country.tec[at]))
        for channel, counts in _written(country, at):
            posting.protocols[station, channel] = Posted(counts, night)
    return posting


def _written(country: Country, at: int) -> Iterator[tuple[str, list[int]]]:
    """Yield what a station wrote down: one protocol, or three where machines were."""
    whole = country.counts[:, at]
    if not country.votes_electronically[at]:
        yield "paper", whole.tolist()
        return
    machine = country.electronic[:, at]
    adds = np.array([line.adds for line in country.form.lines])
    paper = np.where(adds & (machine != MISSING), whole - machine, whole)
    yield "paper", paper.tolist()
    yield "electronic", machine.tolist()
    yield "summary", whole.tolist()
