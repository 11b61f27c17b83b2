"""One figure: ours and a peer's time for the same answer, measured in turn."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.errors import SettingError

PAIRS = 7  # odd, so that a median is a pair that was measured


@dataclass(frozen=True, slots=True)
class Row:
    """How long something took beside a peer; `ratio` is ours over the peer's.

    `limit` is what the ratio must not pass, None where only the figure is told. `note`
    says why there are no times, or what else was seen.
    """

    what: str
    size: int
    peer: str
    ours_s: float | None = None
    peer_s: float | None = None
    ratio: float | None = None
    limit: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the ratio keeps its limit; None where there is nothing to keep."""
        if self.ratio is None or self.limit is None:
            return None
        return self.ratio <= self.limit


Timed = Callable[[], float]


def beside(
    what: str, size: int, peer: str, ours: Timed, theirs: Timed, limit: float | None = None
) -> Row:
    """Measure in turn, so that whatever else the machine does meets both."""
    pairs = [(ours(), theirs()) for _ in range(PAIRS)]
    return Row(
        what,
        size,
        peer,
        statistics.median(one for one, _ in pairs),
        statistics.median(other for _, other in pairs),
        statistics.median(one / other for one, other in pairs),
        limit,
    )


def timed(work: Callable[[], Any]) -> Timed:
    """Return a function that does some work and returns its wall time in seconds."""

    def run() -> float:
        started = time.perf_counter()
        done = work()
        spent = time.perf_counter() - started
        del done  # freeing what came out is no part of making it
        return spent

    return run


def against(
    what: str,
    size: int,
    ours: Callable[[], Any],
    peers: Mapping[str, tuple[Callable[[], Any], float | None]],
    answer: Callable[[Any], Any] | None = None,
    theirs_too: Callable[[Any], Any] = lambda got: got,
) -> list[Row]:
    """Measure one of our answers beside several peers, each asked for its answer first.

    Parameters
    ----------
    peers
        By name, what gives the peer's answer, and the limit of the ratio.
    answer
        Turns what we return into what the peers return; without it nothing is compared,
        as where the peer only copies.
    theirs_too
        Does the same to what a peer returns, where that is a whole table too.

    Raises
    ------
    SettingError
        If a peer answers something else: then there is nothing to compare.
    """
    rows = []
    warmed = ours()  # memory that is asked for the first time is slow to come
    expected = answer(warmed) if answer else None
    del warmed
    for name, (theirs, limit) in peers.items():
        try:
            got = theirs_too(theirs())
        except ImportError as absent:
            rows.append(Row(what, size, name, limit=limit, note=f"{absent.name} is absent"))
            continue
        if answer and got != expected:
            raise SettingError(
                f"bench, {what}: expected what {name} answers, {got!r:.200}, "
                f"got {expected!r:.200}"
            )
        rows.append(beside(what, size, name, timed(ours), timed(theirs), limit))
    return rows
