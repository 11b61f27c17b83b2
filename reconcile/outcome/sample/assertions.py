"""What must be true of all ballots for the announced outcome to be right?

An assertion gives each kind of ballot a whole number, so that the outcome is right if
the sum over all ballots is positive. Kinds are the lists in order, then invalid ballots;
a ballot that is not there counts 0. Everything here is exact.

Sources: Stark, SHANGRLA (2020), whose assorters these are up to a linear map; Blom et
al., Auditing Hamiltonian Elections (2021), for seats by largest remainder. That the
thresholds and all ordered pairs of lists suffice was checked by brute force.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

TOOK_PART = "took_part"


@dataclass(frozen=True, slots=True)
class Assertion:
    """What each kind of ballot adds, and what is claimed if the sum is positive.

    `slack` is 1 where the claim also holds at zero: a list exactly on the threshold.
    """

    kind: str
    lists: tuple[int, ...]
    scores: tuple[int, ...]
    slack: int = 0

    @property
    def lowest(self) -> int:
        """The least that a ballot, or one that is not there, can add."""
        return min(0, *self.scores)

    def of(self, counts: np.ndarray) -> np.ndarray:
        """Add up ballots: int64 (kind, station) -> int64 (station,)."""
        scores = np.array(self.scores, np.int64)
        return np.asarray(scores @ counts, np.int64)

    def margin(self, totals: Sequence[int]) -> int:
        """Return by how much the sum must fall for the claim not to hold."""
        return sum(a * b for a, b in zip(self.scores, totals, strict=True)) + self.slack

    def votes_away(self, totals: Sequence[int]) -> int:
        """Return how many votes would have to be another list's for it not to hold."""
        step = max(self.scores[:-1]) - min(self.scores[:-1])
        return -(-self.margin(totals) // step)

    def most_overstated(self, adds: np.ndarray, ballots: np.ndarray) -> np.ndarray:
        """Return the most that each station can take from the sum.

        Parameters
        ----------
        adds : int64 (station,)
            What each adds, as reported.
        ballots : int64 (station,)
            The most ballots there can be at each.

        Returns
        -------
        int64 (station,)
            What it adds, less the least that so many ballots can.
        """
        return np.asarray(adds - self.lowest * ballots, np.int64)


def thresholds(totals: Sequence[int], percent: int, base: str) -> Iterator[Assertion]:
    """Claim of each list that it has, or has not, so many per cent of the base."""
    invalid = int(base == TOOK_PART)
    whole = sum(totals[:-1]) + invalid * totals[-1]
    for at, votes in enumerate(totals[:-1]):
        over = 100 * votes >= percent * whole
        scores = [percent] * (len(totals) - 1) + [percent * invalid]
        scores[at] -= 100
        if over:
            scores = [-one for one in scores]
        kind = "above" if over else "below"
        yield Assertion(kind, (at,), tuple(scores), slack=int(over))


def seat_pairs(kinds: int, seats: Sequence[int]) -> Iterator[Assertion]:
    """Claim what fixes the seats: of each ordered pair of lists, that no seat moves.

    Parameters
    ----------
    kinds
        How many kinds of ballots there are.
    seats
        Of each list, in order; 0 or more for those over the threshold, -1 below it.
    """
    over = [at for at, count in enumerate(seats) if count >= 0]
    number = sum(seats[at] for at in over)
    for i, j in permutations(over, 2):
        scores = [0] * kinds
        for at in over:
            scores[at] = seats[i] - seats[j] + 1
        scores[i] -= number
        scores[j] += number
        yield Assertion("seats", (i, j), tuple(scores))


def leads(totals: Sequence[int]) -> Iterator[Assertion]:
    """Claim of the list with most votes that it has more than each other."""
    first = max(range(len(totals) - 1), key=totals.__getitem__)
    for at in range(len(totals) - 1):
        if at != first:
            scores = [0] * len(totals)
            scores[first], scores[at] = 1, -1
            yield Assertion("ahead", (first, at), tuple(scores))
