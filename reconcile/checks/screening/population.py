"""Are the counts of a whole election, or of a region, what chance makes of them?

C502  percentages near whole ones
C503  last digits
C504  neighbouring stations with equal shares
"""

from collections.abc import Iterator
from math import sqrt

import numpy as np

from fastcheck.codes import LARGEST, MISSING
from reconcile.checks.base import Check, Severity, named
from reconcile.checks.screening.counts import (
    FEWEST_VOTERS,
    NEARLY_ALL,
    Place,
    Screened,
)
from reconcile.checks.screening.measured import Measured

WHOLE_PERCENTAGES = Check(
    code="C502",
    name="whole-percentages",
    severity=Severity.NOTE,
    asks="Do more stations than by chance have a turnout, or a share of the leading "
    "list, within 0.05 of a whole per cent?",
    source="No rule. Kobak, Shpilkin and Pshenichnikov, Annals of Applied Statistics 10 "
    "(2016), with their chance summed exactly instead of drawn; stations of 100 voters "
    "and more, turnout and share up to 99 per cent; all places and measures of this "
    "family together (Holm)",
    says="{where}, turnout or share of {label}: within 0.05 of a whole per cent at "
    "{official} of {asked} stations; chance makes that about {expected}, and so many "
    "{chance}",
    rule_out="Small stations have coarse fractions by arithmetic, and a half is a whole "
    "per cent: the exact chance allows for it, but takes turnout and share as independent "
    "of each other. Weak "
    "below about 1,000 stations. It says that whole percentages are too frequent in the "
    "place taken together. It does not say at which stations, why, or how many votes "
    "are concerned.",
)

LAST_DIGITS = Check(
    code="C503",
    name="last-digits",
    severity=Severity.NOTE,
    asks="Are the last digits of turnout, and of the votes of the leading list, as "
    "frequent as the counts around them say?",
    source="No rule. Beber and Scacco, Political Analysis 20 (2012), but with digits "
    "expected from the counts smoothed over ten: the plain test fails on a clean "
    "election (Canada 2011: chi-square 72.24, and 4.35 with this correction); all "
    "places and measures of this family together (Holm)",
    says="{where}, {label}: of {asked} counts of 100 and more {official} end in {digit}, "
    "where the counts around them say about {expected}; chance makes last digits so "
    "uneven {chance}",
    rule_out="Counts rounded by whoever reports them; ballots handed out in packets. "
    "The chance is approximate, since the same counts are smoothed. It says that some "
    "last digits are too frequent in the place taken together, not that any count is "
    "wrong.",
)

EQUAL_NEIGHBOURS = Check(
    code="C504",
    name="equal-neighbours",
    severity=Severity.NOTE,
    asks="Do stations that follow each other in a TEC have the same share of the leading "
    "list more often than a share a few tenths of a per cent apart?",
    source="No rule. Chance moves a share by more than a per cent, so that equal shares "
    "are as frequent as each of those up to half a per cent apart; the chance is "
    "binomial. Counted beside, exactly: what all orders of a TEC's stations have; all "
    "places and measures of this family together (Holm)",
    says="{where}, share of {label}: equal to a tenth of a per cent at {official} pairs of "
    "neighbouring stations, where those up to half a per cent apart make about {expected} "
    "likely, and so many {chance}; the longest run is {length} stations at {percent} per "
    "cent, TEC {run_tec}",
    rule_out="Shares at small stations are coarse, and halves and thirds frequent; a TEC "
    "where nearly all vote one way. Neighbours vote alike, so that equal shares stand "
    "together in any election; this is why near ones are the measure, and a run of "
    "equal shares is told but not judged. It does not say that any share is wrong.",
)

CHECKS = (WHOLE_PERCENTAGES, LAST_DIGITS, EQUAL_NEIGHBOURS)

FEWEST_EXPECTED = 5.0  # below it a frequency is too small for the tails used here


def measure_percentages(what: Screened) -> Iterator[Measured]:
    """Ask C502 of every place."""
    from fastcheck.integers import either_chance, integer_chance

    asked = what.comparable
    hits, chance = np.zeros(len(asked), bool), np.zeros(len(asked), np.float64)
    if asked.any():
        turnout, voters, cast = (
            what.roles[one][asked] for one in ("turnout", "voters", "cast")
        )
        came, came_chance = integer_chance(turnout, voters)
        led, led_chance = integer_chance(what.votes[asked], cast)
        hits[asked] = (came | led).astype(bool)
        chance[asked] = either_chance(came_chance, led_chance)
    for place in what.places:
        here = place.here & asked
        yield _percentages(what, place, int(hits[here].sum()), chance[here])


def _percentages(
    what: Screened, place: Place, official: int, chance: np.ndarray
) -> Measured:
    from fastcheck.tails import skewed_tail

    expected, variance = float(chance.sum()), float((chance * (1 - chance)).sum())
    if expected < FEWEST_EXPECTED or variance < 1:
        return Measured(WHOLE_PERCENTAGES, place)
    deviation = sqrt(variance)
    third = float((chance * (1 - chance) * (1 - 2 * chance)).sum())
    away = (official - 0.5 - expected) / deviation
    figures = {
        "stations": len(chance),
        "whole": official,
        "expected": round(expected, 2),
        "deviation": round(deviation, 2),
    }
    said = {
        **named(what.line),
        "official": official,
        "expected": round(expected),
        "difference": official - round(expected),
        "asked": len(chance),
    }
    once = skewed_tail(away, third / deviation**3)
    return Measured(WHOLE_PERCENTAGES, place, once, figures, said)


def measure_digits(what: Screened) -> Iterator[Measured]:
    """Ask C503 of turnout and of the leading list's votes, of every place."""
    counted = {what.line.name: (what.line.label, what.votes)}
    if what.roles:
        lines = [what.table.form.lines[at] for at in what.table.form.roles["turnout"]]
        name = " + ".join(line.name for line in lines)
        counted[name] = (" + ".join(one.label for one in lines), what.roles["turnout"])
    for place in what.places:
        for line, (label, counts) in counted.items():
            here = np.ascontiguousarray(counts[place.here & (counts != MISSING)])
            yield _digits(place, line, label, here)


def _digits(place: Place, line: str, label: str, counts: np.ndarray) -> Measured:
    from fastcheck.digits import chi_square, last_digits
    from fastcheck.tails import chi_square_tail

    observed, expected = last_digits(counts)
    if expected.min() < FEWEST_EXPECTED:
        return Measured(LAST_DIGITS, place)
    distance = chi_square(observed, expected)
    digit = int(((observed - expected) / np.sqrt(expected)).argmax())
    official, usual = int(observed[digit]), round(float(expected[digit]))
    return Measured(
        LAST_DIGITS,
        place,
        chi_square_tail(distance, len(observed) - 1),
        {
            "line": line,
            "counts": int(observed.sum()),
            "chi_square": round(distance, 2),
            "observed": observed.tolist(),
            "expected": [round(one, 1) for one in expected.tolist()],
        },
        {
            "line": line,
            "label": label,
            "asked": int(observed.sum()),
            "digit": digit,
            "official": official,
            "expected": usual,
            "difference": official - usual,
        },
    )


def measure_neighbours(what: Screened) -> Iterator[Measured]:
    """Ask C504 of every place."""
    cast = what.roles.get("cast", np.full(len(what.votes), MISSING))
    known = (what.tec >= 0) & (what.votes != MISSING)
    known &= (cast >= FEWEST_VOTERS) & (cast <= LARGEST)
    known &= 100 * what.votes <= NEARLY_ALL * cast
    for place in what.places:
        yield _neighbours(what, place, np.flatnonzero(known & place.here))


def _neighbours(what: Screened, place: Place, rows: np.ndarray) -> Measured:
    from fastcheck.runs import NEAR, count_runs, expected_runs
    from fastcheck.tails import binomial_tail

    if not len(rows):
        return Measured(EQUAL_NEIGHBOURS, place)
    tec, cast = what.tec[rows], what.roles["cast"][rows]
    starts = np.flatnonzero(np.diff(tec, prepend=-1, append=-1)).astype(np.int64)
    shares = (2000 * what.votes[rows] + cast) // (2 * cast)
    runs = count_runs(shares, starts)
    official, near = int(runs.equal.sum()), int(runs.near.sum())
    expected = near / (2 * NEAR)  # so many differences, to both sides, are near ones
    if expected < FEWEST_EXPECTED:
        return Measured(EQUAL_NEIGHBOURS, place)
    longest = int(runs.longest.argmax())
    length, at = int(runs.longest[longest]), int(runs.at[longest])
    orders = {
        "equal": runs.expected,
        "deviation": np.sqrt(runs.variance.sum()),
        "runs_so_long": expected_runs(shares, starts, length),
    }
    figures = {
        "stations": len(rows),
        "equal": official,
        "expected": round(expected, 1),
        "longest_run": length,
        "other_orders": {name: round(float(one.sum()), 4) for name, one in orders.items()},
    }
    said = {
        **named(what.line),
        "official": official,
        "expected": round(expected),
        "difference": official - round(expected),
        "length": length,
        "percent": f"{shares[at] / 10:.1f}",
        "run_tec": what.tecs[tec[at]][1],
    }
    once = binomial_tail(official, official + near, 1 / (2 * NEAR + 1))
    return Measured(EQUAL_NEIGHBOURS, place, once, figures, said)
