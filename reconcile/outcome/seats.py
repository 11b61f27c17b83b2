"""Which lists reach the threshold, and how many seats does each get?

Largest remainder with the Hare quota, in whole numbers: votes of the lists over the
threshold, divided by seats, are the quota; whole quotas first, then the largest
remainders. Kazakhstan, Constitutional Law on Elections, art. 97-1, has the quota and
the whole quotas; the remainders are inferred from official results of 2012 to 2021.

Where a remainder is tied, or a list stands exactly on the threshold, every allocation
is returned: which one a commission would choose is not ours to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice

MOST_ALLOCATIONS = 1_000  # shown of tied ones; real ties have two or three


@dataclass(frozen=True, slots=True)
class Allocation:
    """Seats by list, 0 below the threshold; `over` are the positions of those above."""

    over: tuple[int, ...]
    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Allocations:
    """All attainable allocations of one result; none where no list has reached it.

    `tie` names what was tied: "", "remainder", "threshold" or both. `cut` says that
    there are more allocations than are listed.
    """

    every: tuple[Allocation, ...]
    tie: str = ""
    cut: bool = False


def reaches(votes: int, base: int, percent: int) -> bool:
    """Tell whether a list has at least so many per cent of the base."""
    return 100 * votes >= percent * base


def share_out(votes: Sequence[int], number: int) -> Iterator[tuple[int, ...]]:
    """Share out seats by largest remainder; several allocations where remainders tie.

    Parameters
    ----------
    votes
        Of the lists that take part.
    number
        Of seats.
    """
    whole = sum(votes)
    if not whole:
        return
    seats = [count * number // whole for count in votes]
    rests = [count * number % whole for count in votes]
    left = number - sum(seats)
    last = sorted(rests, reverse=True)[left - 1] if left else whole
    sure = [at for at, rest in enumerate(rests) if rest > last]
    tied = [at for at, rest in enumerate(rests) if rest == last]
    for chosen in combinations(tied, left - len(sure)):
        more = {*sure, *chosen}
        yield tuple(count + (at in more) for at, count in enumerate(seats))


def share_out_alone(votes: Sequence[int], number: int) -> tuple[int, ...] | None:
    """Share out seats; None where remainders tie, or there are no votes."""
    some = list(islice(share_out(votes, number), 2))
    return some[0] if len(some) == 1 else None


def allocate(votes: Sequence[int], base: int, percent: int, number: int) -> Allocations:
    """Find every allocation of seats that a result allows.

    Parameters
    ----------
    votes
        Of each list.
    base
        What the threshold is a percentage of: those who took part, or valid votes.
    percent
        The threshold; a list that has exactly so much is over it by the law's words
        "or more", and the allocation without it is listed after that.
    number
        Of seats.
    """
    over = [at for at, count in enumerate(votes) if reaches(count, base, percent)]
    exact = [at for at in over if percent and 100 * votes[at] == percent * base]
    sets = (
        [at for at in over if at not in out]
        for size in range(len(exact) + 1)
        for out in combinations(exact, size)
    )
    every = chain.from_iterable(_among(votes, one, number) for one in sets)
    found = tuple(dict.fromkeys(islice(every, MOST_ALLOCATIONS + 1)))
    tied = len({one.seats for one in found if one.over == tuple(over)}) > 1
    ties = (["remainder"] if tied else []) + (["threshold"] if exact else [])
    cut = len(found) > MOST_ALLOCATIONS
    return Allocations(found[:MOST_ALLOCATIONS], " and ".join(ties), cut)


def _among(votes: Sequence[int], over: Sequence[int], number: int) -> Iterator[Allocation]:
    """Share out the seats among some lists; the others get none."""
    for seats in share_out([votes[at] for at in over], number):
        got = dict(zip(over, seats, strict=True))
        yield Allocation(tuple(over), tuple(got.get(at, 0) for at in range(len(votes))))
