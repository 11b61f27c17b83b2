"""What is unusual in an election, where no rule says anything?

C501         a station apart from its neighbours             stations
C502 - C504  percentages, digits and neighbours              population
C505 - C506  machines beside paper                           machines
C507 - C510  measures with a known failure, on request       disputed

The arithmetic is in fastcheck under other names, one question a file: outliers,
integers, digits, runs, machines, disputed; flags and tails say what chance brings.
Nothing here is a discrepancy, and nothing here says that a number is wrong.
"""

import numpy as np

from reconcile.checks.base import Answer
from reconcile.checks.screening import disputed as on_request
from reconcile.checks.screening import machines, population, stations
from reconcile.checks.screening.counts import Place, Screened, screened
from reconcile.checks.screening.measured import Measured, answer_measured
from reconcile.phrases import phrase
from reconcile.table import Case

USUAL = (*population.CHECKS, *machines.CHECKS)
CHECKS = (*stations.CHECKS, *USUAL, *on_request.CHECKS)


def check_screening(case: Case, *, disputed: bool = False) -> list[Answer]:
    """Ask C501 to C506 of an election, and C507 to C510 if they are wanted."""
    what = screened(case)
    if what is None:
        nowhere = Place("", phrase("at-everywhere"), np.zeros(0, bool))
        asked = CHECKS if disputed else (*stations.CHECKS, *USUAL)
        return answer_measured(asked, [Measured(one, nowhere) for one in asked])
    answers = stations.check_stations(what) + answer_measured(USUAL, _usual(what, case))
    return answers + (_on_request(what) if disputed else [])


def _usual(what: Screened, case: Case) -> list[Measured]:
    protocols = case.official.agreed
    return [
        *population.measure_percentages(what),
        *population.measure_digits(what),
        *population.measure_neighbours(what),
        *machines.measure_channels(what, protocols),
        *machines.measure_carried(what, protocols),
    ]


def _on_request(what: Screened) -> list[Answer]:
    told = [
        *on_request.measure_moments(what),
        *on_request.measure_second_digits(what),
        *on_request.measure_excess(what),
        *on_request.measure_spikes(what),
    ]
    return answer_measured(on_request.CHECKS, told)
