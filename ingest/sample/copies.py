"""What observers of the invented election hold: copies of what stations wrote.

Made before anything is planted into what is posted. Some are typed by two people, some
have a slip of the pen or only half their lines.
"""

from collections.abc import Sequence

import numpy as np

from ingest.sample.country import MISSING
from ingest.sample.posting import Copy, Posting

TWICE, HALF = 10, 40  # one of so many copies is typed by a second person; is half a copy
STRANGER = "99999"  # a station that there is not


def hold_copies(
    posting: Posting,
    stations: Sequence[str],
    number: int,
    each: int,
    rng: np.random.Generator,
) -> None:
    """Give observers copies of the first *number* stations, some with a slip.

    The slips are at the end of these, where nothing else is planted.
    """
    held = list(stations[:number])
    for at, station in enumerate(held, 1):
        own = Copy(
            station,
            "paper",
            f"observer-{at:04}",
            tuple(posting.protocols[station, "paper"].counts),
        )
        posting.copies.append(_half(own) if at % HALF == 0 else own)
        if at % TWICE == 0 and at % HALF:
            posting.copies.append(_by_another(own, own.counts))
    free = iter(reversed([at for at in range(number) if (at + 1) % TWICE]))
    index = {one.station: at for at, one in enumerate(posting.copies)}
    for _ in range(each):
        station = held[next(free)]
        at = index[station]
        posting.copies[at] = _with_slip(posting, posting.copies[at], rng)
        posting.note(station, "an observer's slip", "C201")
        station = held[next(free)]
        own = posting.copies[index[station]]
        second = _with_slip(posting, own, rng)
        posting.copies.append(_by_another(own, second.counts))
        posting.note(station, "typed twice, once with a slip", "C205")
    stranger = posting.copies[0]
    posting.copies.append(Copy(STRANGER, "paper", "observer-9999", stranger.counts))
    posting.note(STRANGER, "a copy of a station that there is not", "C403")


def _half(copy: Copy) -> Copy:
    """Keep the lists' votes and what stands just above: the lower half of the form."""
    middle = len(copy.counts) // 2
    lost = (MISSING,) * middle
    return Copy(copy.station, copy.channel, copy.source, (*lost, *copy.counts[middle:]))


def _by_another(copy: Copy, counts: Sequence[int]) -> Copy:
    return Copy(copy.station, copy.channel, f"{copy.source}-again", tuple(counts))


def _with_slip(posting: Posting, copy: Copy, rng: np.random.Generator) -> Copy:
    """Write another last digit into a line that other lines can prove wrong."""
    counts = list(copy.counts)
    names = ("voters", "valid", "votes.auyl", "cast")
    at = posting.line(names[int(rng.integers(len(names)))])
    counts[at] += (counts[at] + int(rng.integers(1, 10))) % 10 - counts[at] % 10
    return Copy(copy.station, copy.channel, copy.source, tuple(counts))
