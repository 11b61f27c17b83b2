"""What was measured at a place, and whether it is beyond what chance brings.

Every measure of every place asks chance once more, so their probabilities are adjusted
together (Holm): the chance of any false flag among all of them stays below LIMIT.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from reconcile.checks.base import Answer, Check
from reconcile.checks.screening.counts import Place
from reconcile.finding import Finding
from reconcile.phrases import Phrase, phrase

LIMIT = 0.05  # the largest accepted chance of a false flag among all places and measures

_RAREST = 1e-6  # chances below it are not told more exactly: no null is that exact


@dataclass(frozen=True, slots=True)
class Measured:
    """What one check measured at one place.

    `chance` is how likely chance alone is to bring a figure so far out; None where the
    figure is told as it is and nothing is claimed. Without `figures` the check could not
    be asked. `said` holds the columns of a finding, and what its sentence names.
    """

    check: Check
    place: Place
    chance: float | None = None
    figures: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)


Judged = tuple[Measured, float | None]  # with its chance adjusted for all the others


def answer_measured(checks: Sequence[Check], measured: Sequence[Measured]) -> list[Answer]:
    """Adjust the chances of all measures together, and answer their checks."""
    from fastcheck.flags import holm

    claimed = [one.chance for one in measured if one.chance is not None]
    chances = iter(holm(np.array(claimed, np.float64)).tolist())
    judged = [(one, None if one.chance is None else next(chances)) for one in measured]
    return [_answer(one, [two for two in judged if two[0].check is one]) for one in checks]


def _answer(check: Check, judged: Sequence[Judged]) -> Answer:
    asked = [(one, chance) for one, chance in judged if one.figures]
    flagged = [chance for _, chance in asked if chance is not None and chance <= LIMIT]
    return Answer(
        check=check,
        holds=len(asked) - len(flagged),
        violated=len(flagged),
        unknown=len(judged) - len(asked),
        findings=[_finding(one, chance) for one, chance in asked if _told(one, chance)],
        parts=[_figures(one, chance) for one, chance in asked],
    )


def _told(one: Measured, adjusted: float | None) -> bool:
    """Tell what is beyond chance; of figures without a chance, the whole election's."""
    return not one.place.rec if adjusted is None else adjusted <= LIMIT


def _finding(one: Measured, adjusted: float | None) -> Finding:
    chance = "" if adjusted is None else in_words(adjusted, "elections")
    return one.check.finding(
        rec=one.place.rec,
        where=one.place.where,
        chance=chance,
        probability=adjusted,
        **one.said,
    )


def _figures(one: Measured, adjusted: float | None) -> dict[str, Any]:
    chances = {"chance": one.chance, "chance_adjusted": adjusted}
    rounded = {
        name: float(f"{two:.6g}") for name, two in chances.items() if two is not None
    }
    return {"rec": one.place.rec, **one.figures, **rounded}


def in_words(chance: float, things: str) -> Phrase:
    """Say a small probability as once in so many things."""
    if chance < _RAREST:
        return phrase(f"rarer-{things}")
    return phrase(f"once-{things}", times=float(f"{1 / chance:.2g}"))
