"""The same question as localise's, put to a solver of mixed integer programs (HiGHS)."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, csr_array, eye_array

from fastcheck.codes import EQ, GE, LE, MOD


class Model:
    """The relations of one form, ready to be asked of many protocols."""

    def __init__(
        self, terms: np.ndarray, ops: np.ndarray, constants: np.ndarray, moduli: np.ndarray
    ) -> None:
        lines, multiples = terms.shape[1], np.flatnonzero(ops == MOD)
        whole = np.zeros((len(terms), len(multiples)))
        whole[multiples, np.arange(len(multiples))] = -moduli[multiples]
        self.terms = np.hstack([terms.astype(float), whole])
        self.low = np.where((ops == EQ) | (ops == GE) | (ops == MOD), -constants, -np.inf)
        self.high = np.where((ops == EQ) | (ops == LE) | (ops == MOD), -constants, np.inf)
        self.lines, self.extra = lines, len(multiples)

    def smallest_change(self, own: np.ndarray, *, whole: bool = False) -> int:
        """Return the fewest lines whose change makes the relations hold.

        Counts are fractions unless *whole*. The bound on a changed count is the
        protocol's own: with one that is too large the tolerances of the solver decide.
        """
        most = 1.2 * max(own.max(), 1000)
        columns = self.lines + self.extra
        keep = np.hstack([np.eye(self.lines), np.zeros((self.lines, self.extra))])
        rows = block_array(
            [
                [csr_array(self.terms), None],
                [csr_array(keep), -most * eye_array(self.lines)],
                [csr_array(keep), eye_array(self.lines) * own],
            ]
        )
        low = np.concatenate([self.low, np.full(self.lines, -np.inf), own])
        high = np.concatenate([self.high, own, np.full(self.lines, np.inf)])
        solved = milp(
            np.repeat([0.0, 1.0], [columns, self.lines]),
            constraints=LinearConstraint(rows, low, high),
            bounds=Bounds(0, np.repeat([most, 1.0], [columns, self.lines])),
            integrality=np.repeat([int(whole), 1, 1], [self.lines, self.extra, self.lines]),
        )
        return round(solved.fun) if solved.success else -1

    def near(self, wanted: np.ndarray) -> np.ndarray:
        """Return counts near the wanted ones that keep every relation."""
        columns = self.lines + self.extra
        keep = np.hstack([np.eye(self.lines), np.zeros((self.lines, self.extra))])
        rows = np.block(
            [
                [self.terms, np.zeros((len(self.terms), self.lines))],
                [keep, -np.eye(self.lines)],
                [keep, np.eye(self.lines)],
            ]
        )
        none = np.full(self.lines, np.inf)
        solved = milp(
            np.repeat([0.0, 1.0], [columns, self.lines]),
            constraints=LinearConstraint(
                rows,
                np.concatenate([self.low, -none, wanted]),
                np.concatenate([self.high, wanted, none]),
            ),
            integrality=np.repeat([1, 0], [columns, self.lines]),
        )
        assert solved.x is not None  # noqa: S101 - nothing but near counts is asked
        return np.rint(solved.x[: self.lines]).astype(np.int32)
