"""What is done to one station's protocol: ways in which results are found changed.

Each changes the numbers that are posted, never what was written: observers' copies stay
as they were. Sources of the mechanisms are named in `plant`.
"""

from collections.abc import Callable

import numpy as np

from ingest.sample.posting import Posting

LEADER, LOSER = "votes.nur-otan", "votes.ansdp"

Change = Callable[[Posting, list[int], np.random.Generator], None]


def one_digit(posting: Posting, counts: list[int], rng: np.random.Generator) -> None:
    """Put another digit into the tens of the leader's votes."""
    at = posting.line(LEADER)
    digits = list(str(counts[at]))
    digits[-2] = str((int(digits[-2]) + int(rng.integers(1, 10))) % 10)
    counts[at] = int("".join(digits))


def two_swapped(posting: Posting, counts: list[int], rng: np.random.Generator) -> None:
    """Exchange two neighbouring digits of the leader's votes, the last that differ."""
    at = posting.line(LEADER)
    digits = str(counts[at])
    for left in range(len(digits) - 2, -1, -1):
        leads_with_zero = left == 0 and digits[1] == "0"
        if digits[left] != digits[left + 1] and not leads_with_zero:
            turned = digits[left + 1] + digits[left]
            counts[at] = int(digits[:left] + turned + digits[left + 2 :])
            return
    one_digit(posting, counts, rng)  # no two that can be exchanged


def digit_added(posting: Posting, counts: list[int], rng: np.random.Generator) -> None:
    """Write a further digit behind the votes of the smallest list that has any."""
    lists = [at for at, line in enumerate(posting.country.form.lines) if line.party]
    at = min((one for one in lists if counts[one]), key=counts.__getitem__)
    counts[at] = counts[at] * 10 + int(rng.integers(1, 10))


def bundle(posting: Posting, counts: list[int], _rng: np.random.Generator) -> None:
    """Add ballots and votes together, so that every relation still holds."""
    room = counts[posting.line("voters")] - counts[posting.line("issued")]
    more = max(1, min(100, room, counts[posting.line("unused")]))
    for name in (LEADER, "valid", "cast", "stationary", "issued"):
        counts[posting.line(name)] += more
    counts[posting.line("unused")] -= more


def votes_moved(posting: Posting, counts: list[int], _rng: np.random.Generator) -> None:
    """Take a tenth of the leader's votes for another list."""
    more = max(1, counts[posting.line(LEADER)] // 10)
    counts[posting.line(LEADER)] -= more
    counts[posting.line(LOSER)] += more


def invalid_into_votes(
    posting: Posting, counts: list[int], _rng: np.random.Generator
) -> None:
    """Count the invalid ballots as votes; where there are none, a vote as invalid."""
    more = counts[posting.line("invalid")] or -1
    counts[posting.line("invalid")] -= more
    counts[posting.line("valid")] += more
    counts[posting.line(LEADER)] += more


def row_shifted(posting: Posting, counts: list[int], _rng: np.random.Generator) -> None:
    """Write every list's votes one row further down."""
    lists = [at for at, line in enumerate(posting.country.form.lines) if line.party]
    values = [counts[at] for at in lists]
    for at, value in zip(lists, values[-1:] + values[:-1], strict=True):
        counts[at] = value


def certificates(posting: Posting, counts: list[int], rng: np.random.Generator) -> None:
    """State more absentee certificates than there are voters."""
    at = posting.line("certificates_issued")
    counts[at] = counts[posting.line("registered")] + int(rng.integers(50, 500))


# What is done, how, and the checks that can see it.
CHANGES: tuple[tuple[str, Change, tuple[str, ...]], ...] = (
    ("one digit", one_digit, ("C101", "C201")),
    ("two digits swapped", two_swapped, ("C101", "C201")),
    ("a digit added", digit_added, ("C101", "C201")),
    ("a bundle that keeps every relation", bundle, ("C201",)),
    ("votes moved between lists", votes_moved, ("C201",)),
    ("invalid ballots into votes", invalid_into_votes, ("C201",)),
    ("lists shifted by a row", row_shifted, ("C201",)),
    ("impossible certificates", certificates, ("C101", "C102", "C201")),
)
