"""What do the seat rules count in a protocol: the votes of each list, and each base.

A measure is a sum of a form's lines. Lists come first, then bases, so that a result is
one int64 vector (measure,). Which lines a base is made of stands in the election file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fastcheck.codes import MISSING
from ingest.errors import SettingError
from ingest.facts.forms import Form
from ingest.facts.relations import GrammarError

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Election, Seats


@dataclass(frozen=True, slots=True)
class Measures:
    """The lists and bases of an election, and the lines of one form that they sum.

    `terms` is int64 (measure, line); `voters` is the position of the voter list's line.
    """

    lists: tuple[str, ...]
    bases: tuple[str, ...]
    terms: np.ndarray
    voters: int

    def of(self, counts: np.ndarray) -> np.ndarray:
        """Measure protocols.

        Parameters
        ----------
        counts : int32 (line, protocol)
            MISSING where a line is missing.

        Returns
        -------
        int64 (measure, protocol)
            MISSING where any line of the sum is missing.
        """
        values = np.zeros((len(self.terms), counts.shape[1]), np.int64)
        for at, terms in enumerate(self.terms):
            lines = np.flatnonzero(terms)
            for line in lines:
                values[at] += terms[line] * counts[line].astype(np.int64)
            values[at, (counts[lines] == MISSING).any(axis=0)] = MISSING
        return values


def list_parties(form: Form, election: "Election") -> tuple[str, ...]:
    """Return the lists that stand for seats: the election's, else all of the form."""
    named = {one.party for one in election.list}
    return tuple(
        line.party
        for line in form.lines
        if line.party and (not named or line.party in named)
    )


def make_measures(form: Form, election: "Election", seats: "Seats") -> Measures:
    """Read an election's lists and bases as sums of a form's lines.

    Raises
    ------
    SettingError
        If a base or the voter list names a line that the form does not have.
    """
    lists = list_parties(form, election)
    at = {line.party: position for position, line in enumerate(form.lines) if line.party}
    sums = [{at[party]: 1} for party in lists]
    try:
        sums += [dict(form.sum_of(seats.lines[base])) for base in seats.bases]
        voters = next(iter(form.sum_of(seats.voters)))
    except GrammarError as fault:
        raise SettingError(
            f"election {election.id}, seats, in form {form.id}: {fault}"
        ) from None
    terms = np.zeros((len(sums), len(form.lines)), np.int64)
    for row, one in zip(terms, sums, strict=True):
        row[list(one)] = list(one.values())
    return Measures(lists, seats.bases, terms, voters)


def names_of(election: "Election", lists: Sequence[str]) -> list[str]:
    """Return what people call the lists; the key where the election does not say."""
    names = {one.party: one.en or one.ru or one.kk for one in election.list}
    return [names.get(party) or party for party in lists]
