"""What do protocols add up to, under the commissions they belong to?

The arithmetic stands in fastcheck/tabulation.py; what a commission says of its sum is asked
in reconcile/checks/tabulation.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.facts.forms import Form
from reconcile.table import Table


@dataclass(frozen=True, slots=True)
class Sums:
    """What protocols of a form add up to under the commissions they belong to.

    Attributes
    ----------
    totals, missing : int64 (line, commission)
        The sum of the counts that are there, and how many protocols lack the line.
    children : int64 (commission,)
        How many protocols there are.
    """

    form: Form
    names: Sequence[str]
    totals: np.ndarray
    missing: np.ndarray
    children: np.ndarray

    def of(self, names: Sequence[str]) -> "Sums":
        """Return the sums of some commissions, in that order; nothing where none is."""
        index = {name: at for at, name in enumerate(self.names)}
        at = np.array([index.get(name, len(index)) for name in names], np.int64)
        nothing = np.zeros((len(self.totals), 1), np.int64)
        totals, missing, children = (
            np.hstack([one, none])[..., at]
            for one, none in (
                (self.totals, nothing),
                (self.missing, nothing),
                (self.children, nothing[0]),
            )
        )
        return Sums(self.form, names, totals, missing, children)


def add_under(table: Table, parents: Sequence[str]) -> Sums:
    """Add up the protocols under each commission that any of them names."""
    from fastcheck.tabulation import sum_under

    names = list(dict.fromkeys(parents))
    index = {name: at for at, name in enumerate(names)}
    at = np.fromiter(map(index.__getitem__, parents), np.int64, len(parents))
    totals, missing = sum_under(table.counts, at, len(names))
    return Sums(table.form, names, totals, missing, np.bincount(at, minlength=len(names)))
