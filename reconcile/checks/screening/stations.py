"""Is a station's share as near to its neighbours' as theirs are to each other?

C501  one station against the others of its commission

Of thousands of stations some are far out by chance. The figures of this check say how
many: the same procedure is repeated on elections drawn from the fit itself.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from fastcheck.codes import LARGEST, MISSING
from reconcile.checks.base import Answer, Check, Severity, named
from reconcile.checks.relations import placed
from reconcile.checks.screening.counts import Screened
from reconcile.checks.screening.measured import in_words
from reconcile.finding import Finding

STATION_APART = Check(
    code="C501",
    name="station-apart",
    severity=Severity.NOTE,
    asks="Is a station's share of the leading list as near to the other stations of its "
    "TEC as these are to each other?",
    source="No rule. Mean and spread (beta-binomial, by moments) come from the other "
    "stations of the TEC; at most 5 per cent of the flags are false on average "
    "(Benjamini and Hochberg 1995) if the fit is right; and the same is counted on "
    "elections drawn from the fit, where nothing is unusual",
    says="{where}, {label}: {official} of {of} votes for all lists, {percent} per cent; "
    "the other stations of its TEC have {other} per cent together, and differ among "
    "themselves so that chance puts a station so far off {chance}; stations listed so: "
    "{flagged}, about {by_chance} of them by chance",
    rule_out="A village among towns, or a town among villages; a hospital, barracks or "
    "other closed station; a candidate's home; a TEC with few stations; shares "
    "that spread more to one side than the fit does. It says that a share is far from its "
    "neighbours' shares, not that a number is wrong, and it does not say of any one "
    "station in the list whether it is there by chance.",
)

CHECKS = (STATION_APART,)

FEWEST_VOTES = 50  # at a station, below which its share says little
SHARE = 0.05  # of false flags among all, at most on average
RUNS, FEWEST_RUNS = 100, 10  # elections drawn from the fit
MOST_DRAWN = 1_000_000_000  # votes in all runs together: about a second
SEED = 2007  # any number does; a fixed one gives the same figures again


def check_stations(what: Screened) -> list[Answer]:
    """Ask C501 of every station."""
    from fastcheck.flags import flag_bh
    from fastcheck.outliers import fit_others, tail_chance

    asked = (what.tec >= 0) & (what.votes != MISSING)
    asked &= (what.of >= FEWEST_VOTES) & (what.of <= LARGEST)
    rows = np.flatnonzero(asked)
    votes, of, tec = what.votes[rows], what.of[rows], what.tec[rows]
    fit = fit_others(votes, of, tec, len(what.tecs))
    chance = tail_chance(votes, of, fit)
    flagged = flag_bh(chance, SHARE)
    known = int(np.isfinite(fit.share).sum())
    figures = _figures(what, rows, chance, flagged)
    findings = _findings(what, rows[flagged], chance[flagged], fit.share[flagged], figures)
    return [
        Answer(
            check=STATION_APART,
            holds=known - int(flagged.sum()),
            violated=int(flagged.sum()),
            unknown=len(what.table) - known,
            findings=list(findings),
            parts=[figures] if known else [],
        )
    ]


def _figures(
    what: Screened, rows: np.ndarray, chance: np.ndarray, flagged: np.ndarray
) -> dict[str, Any]:
    """Count the flags of stricter procedures too, and those that chance brings."""
    from fastcheck.flags import calibrate, flag_by, flag_ebh, flag_under
    from fastcheck.outliers import fit_groups, flags_by_chance

    tec, of, number = what.tec[rows], what.of[rows], len(what.tecs)
    tecs, under = flag_under(chance, tec, number, SHARE)
    limit = float(chance[flagged].max(initial=-1.0))
    runs = max(FEWEST_RUNS, min(RUNS, MOST_DRAWN // max(int(of.sum()), 1)))
    fit = fit_groups(what.votes[rows], of, tec, number)
    drawn = flags_by_chance(of, tec, fit, SHARE, limit, runs, SEED)
    return {
        "flagged": int(flagged.sum()),
        "of_these_by_chance": round(float(drawn.beyond.mean()), 1),
        "flagged_where_nothing_is_unusual": round(float(drawn.flagged.mean()), 1),
        "elections_drawn": runs,
        "seed": SEED,
        "flagged_under_any_dependence": int(flag_by(chance, SHARE).sum()),
        "flagged_by_e_values": int(flag_ebh(calibrate(chance), SHARE).sum()),
        "tecs_flagged": int(tecs.sum()),
        "flagged_in_these_tecs": int(under.sum()),
    }


def _findings(
    what: Screened,
    rows: np.ndarray,
    chance: np.ndarray,
    share: np.ndarray,
    figures: dict[str, Any],
) -> Iterator[Finding]:
    """Tell each flagged station; no vote is affected by being unusual."""
    counted: Sequence[tuple[int, float, float]] = list(
        zip(rows.tolist(), chance.tolist(), share.tolist(), strict=True)
    )
    for row, once, other in counted:
        official, of = int(what.votes[row]), int(what.of[row])
        expected = round(of * other)
        document, place = what.table.address(what.leader, row)
        yield STATION_APART.finding(
            **placed(what.table, row),
            **named(what.line),
            official=official,
            expected=expected,
            difference=official - expected,
            of=of,
            percent=f"{100 * official / of:.1f}",
            other=f"{100 * other:.1f}",
            chance=in_words(once, "stations"),
            probability=once,
            flagged=figures["flagged"],
            by_chance=f"{figures['of_these_by_chance']:.0f}",
            document=document,
            place=place,
        )
