"""Random disputed elections, and every result they allow, one by one."""

from itertools import pairwise, product

import numpy as np

from reconcile.outcome.options import Options
from reconcile.outcome.ranges import Space

LISTS = 4


def random_space(seed, ballots=0, blanks=0):
    """Four lists, a base, up to five stations with two or three options each."""
    rng = np.random.default_rng(seed)
    votes = rng.integers(300, 4000, LISTS)
    votes[rng.integers(LISTS)] = rng.integers(150, 500)
    point = np.append(votes, votes.sum() + rng.integers(0, 200)).astype(np.int64)
    sizes = rng.integers(2, 4, rng.integers(1, 6))
    starts = np.cumsum(sizes) - sizes
    deltas = np.zeros((LISTS + 1, sizes.sum()), np.int64)
    deltas[:LISTS] = rng.integers(-120, 121, (LISTS, sizes.sum()))
    deltas[LISTS] = deltas[:LISTS].sum(axis=0) + rng.integers(-5, 6, sizes.sum())
    deltas[:, starts] = 0
    options = Options(np.arange(len(sizes)), starts, deltas, ("any",) * int(sizes.sum()))
    return Space(point, options, ballots, LISTS, blanks)


def every_result(space):
    """Return every result: each choice of options with each use of the free ballots."""
    starts = [*space.options.starts, len(space.options.kinds)]
    stations = [range(a, b) for a, b in pairwise(starts)]
    uses = [
        (*use[:LISTS], sum(use) + blank)
        for use in product(range(space.ballots + 1), repeat=LISTS + 1)
        for blank in range(space.blanks + 1)
        if sum(use) <= space.ballots
    ]
    for chosen in product(*stations):
        added = space.options.deltas[:, list(chosen)].sum(axis=1)
        for use in uses:
            yield [int(one) for one in space.point + added + np.array(use)]
