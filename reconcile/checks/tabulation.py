"""Does the upper protocol equal the sum of the lower ones, line by line?

C301  a territorial commission's
C302  a regional commission's
C303  the central commission's
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from fastcheck.codes import MISSING
from reconcile.checks.base import Answer, Check, Severity, named, weight
from reconcile.checks.relations import placed
from reconcile.checks.sums import Below, Sums, add_below, by_level
from reconcile.finding import Finding
from reconcile.phrases import phrase
from reconcile.table import Case, Table

_SOURCE = (
    "Kazakhstan, Constitutional Law on Elections, art. 44 and 94: an upper commission's "
    "result is the sum of the protocols sent to it"
)
_SAYS = (
    "{where}, line {number} ({label}): protocol {official}, sum of {below} {expected}, "
    "off by {difference:+d}"
)
_RULE_OUT = (
    "Lower protocols that are not in the table or that it has in another version; "
    "stations counted apart (abroad, annulled); a correction protocol."
)


def _declare(code: str, level: str, words: str) -> Check:
    return Check(
        code=code,
        name=f"{level}-not-the-sum",
        severity=Severity.MUST,
        asks=f"Does {words} protocol equal the sum of the protocols below it?",
        source=_SOURCE,
        says=_SAYS,
        rule_out=_RULE_OUT,
    )


TEC_NOT_THE_SUM = _declare("C301", "tec", "a territorial commission's")
REC_NOT_THE_SUM = _declare("C302", "rec", "a regional commission's")
CEC_NOT_THE_SUM = _declare("C303", "cec", "the central commission's")

CHECKS = (TEC_NOT_THE_SUM, REC_NOT_THE_SUM, CEC_NOT_THE_SUM)

_LEVELS = {"tec": TEC_NOT_THE_SUM, "rec": REC_NOT_THE_SUM, "cec": CEC_NOT_THE_SUM}


def check_tabulation(
    case: Case, stations: Mapping[str, Sums] | None = None
) -> list[Answer]:
    """Ask C301 to C303 of every upper protocol.

    *stations* are the sums of stations by level, where they were not added up here.
    """
    tables = by_level(case)
    return [
        _ask(check, tables[level], level, add_below(case, tables, level, stations))
        if level in tables
        else Answer(check)
        for level, check in _LEVELS.items()
    ]


def _ask(check: Check, upper: Table, level: str, below: Below) -> Answer:
    # A commission may state its sums several times (stages); each is compared.
    stated = [""] * len(upper) if level == "cec" else upper.column("station")
    sums = below.sums.of(stated)
    absent = np.array([below.absent.get(name, 0) for name in stated], np.int64)
    lines = [
        (at, sums.form.position[name])
        for at, name in enumerate(upper.form.names)
        if name in sums.form.position
    ]
    posted = upper.counts[[at for at, _ in lines]]
    below_lines = [at for _, at in lines]
    totals, gaps = sums.totals[below_lines], sums.missing[below_lines]
    known = (posted != MISSING) & (gaps == 0) & (absent == 0) & (sums.children > 0)
    equal = posted == totals
    if not below.listed:
        known &= _complete(known & (posted > 0), equal)
    return Answer(
        check=check,
        holds=int((known & equal).sum()),
        violated=int((known & ~equal).sum()),
        unknown=int((~known).sum()),
        findings=list(
            _findings(check, upper, lines, known & ~equal, totals, sums.children, below)
        ),
    )


def _complete(asked: np.ndarray, equal: np.ndarray) -> np.ndarray:
    """Tell from the sums themselves where all lower protocols seem to be there.

    A protocol that is not there takes something from most lines; a slip in a sum
    changes one or two. At least half of the lines that are not zero must agree.
    """
    agree = (asked & equal).sum(axis=0)
    return (agree > 0) & (2 * agree >= asked.sum(axis=0))  # type: ignore[no-any-return] # numpy: of Any


def _findings(
    check: Check,
    upper: Table,
    lines: Sequence[tuple[int, int]],
    violated: np.ndarray,
    sums: np.ndarray,
    children: np.ndarray,
    below: Below,
) -> Iterator[Finding]:
    for row, at in np.argwhere(violated.T).tolist():
        line = upper.form.lines[lines[at][0]]
        official = int(upper.counts[lines[at][0], row])
        expected = int(sums[at, row])
        document, place = upper.address(lines[at][0], row)
        yield check.finding(
            **placed(upper, row),
            **weight(line, official - expected),
            **named(line),
            official=official,
            expected=expected,
            difference=official - expected,
            below=phrase(f"below-{below.level}", number=int(children[row])),
            document=document,
            place=place,
        )
