"""The balances of a published example, and relations written as arrays."""

import numpy as np

from fastcheck.codes import EQ


def system(*relations, lines):
    """Write relations as arrays, each as ({line: factor}, op, constant)."""
    terms = np.zeros((len(relations), lines), np.int32)
    for row, (factors, _, _) in zip(terms, relations, strict=True):
        for line, factor in factors.items():
            row[line] = factor
    ops = np.array([op for _, op, _ in relations], np.uint8)
    constants = np.array([constant for _, _, constant in relations], np.int64)
    return terms, ops, constants, np.full(len(relations), 100, np.int64)


def column(own):
    """One protocol: int32 (line, protocol)."""
    return np.array([own], np.int32).T.copy()


# x1+x2=x3, x2=x4, x5+x6+x7=x8, x3+x8=x9, x9-x10=x11; lines count from 0.
BALANCES = system(
    ({0: 1, 1: 1, 2: -1}, EQ, 0),
    ({1: 1, 3: -1}, EQ, 0),
    ({4: 1, 5: 1, 6: 1, 7: -1}, EQ, 0),
    ({2: 1, 7: 1, 8: -1}, EQ, 0),
    ({8: 1, 9: -1, 10: -1}, EQ, 0),
    lines=11,
)
GOOD = (1452, 116, 1568, 116, 323, 76, 12, 411, 1979, 1842, 137)
