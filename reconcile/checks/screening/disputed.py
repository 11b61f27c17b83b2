"""Measures that are much asked for, each with a known failure: told, never judged.

C507  moments of the logarithmic rate (Klimek and others)
C508  second digits (Benford)
C509  votes above the share at usual turnout (Shpilkin)
C510  shares with more stations than chance makes likely (Rozenas)

They run only when they are asked for by name, and nothing is flagged by them.
"""

from collections.abc import Iterator

import numpy as np

from fastcheck.codes import LARGEST
from reconcile.checks.base import Check, Severity, named
from reconcile.checks.screening.counts import FEWEST_VOTERS, Place, Screened
from reconcile.checks.screening.measured import LIMIT, Measured

LOGIT_MOMENTS = Check(
    code="C507",
    name="logit-moments",
    severity=Severity.NOTE,
    asks="How skewed, and how peaked, is the leading list's logarithmic rate over "
    "stations?",
    source="No rule. Klimek, Yegorov, Hanel and Thurner, PNAS 109:16469 (2012); stations "
    "of 100 voters and more",
    says="{where}, {label}: over {asked} stations the logarithm of voters not for the list "
    "to voters for it has skewness {skewness} and kurtosis {kurtosis} (normal: 0 and 3); "
    "no value of these is known to be unusual",
    rule_out="Known failure: the model that these moments belong to is not identified. "
    "Another fit of the same model (Mebane and Kalinin, maximum likelihood) gives .040 "
    "for Russia 2007 where the authors give .636, and mobilisation looks the same. "
    "There is no limit from which the numbers would be unusual, so nothing is flagged.",
)

SECOND_DIGITS = Check(
    code="C508",
    name="second-digits",
    severity=Severity.NOTE,
    asks="How far are the second digits of the leading list's votes from Benford's law?",
    source="No rule. Benford's law for second digits, mean 4.18739; against its use for "
    "votes: Deckert, Myagkov and Ordeshook, Political Analysis 19 (2011), with Mebane's "
    "reply beside it",
    says="{where}, {label}: the second digits of {asked} counts have mean {mean} "
    "(Benford's law {benford}) and chi-square {chi_square} on 9 degrees of freedom; votes "
    "need not follow that law",
    rule_out="Known failure: it ranks a clean election worst. Canada 2011 has mean 3.9446 "
    "and chi-square 462; Russia 2021 has mean 4.193. Votes at stations of like size "
    "follow no such law. The number says nothing about an election; nothing is flagged.",
)

TURNOUT_EXCESS = Check(
    code="C509",
    name="turnout-excess",
    severity=Severity.NOTE,
    asks="How many more votes has the leading list than its share at usual turnout would "
    "give?",
    source="No rule. After Shpilkin: turnout in bins of 1 per cent, usual is the first "
    "peak of the other lists' ballots above half of the highest",
    says="{where}, {label}: {excess:+,d} beside what the list's share at stations of up "
    "to {peak} per cent turnout would give everywhere; from {least:+,d} to {most:+,d} with "
    "that limit moved by 5 per cent; geography alone makes such differences",
    rule_out="Known failure: it assumes equal preferences at all turnouts, and geography "
    "breaks it: villages come in greater numbers and vote otherwise than towns, so that "
    "it should be run inside region and town or village. All hangs on the peak: with the "
    "highest one it breaks for Russia 2020, 2021 and 2024. Nothing is flagged.",
)

SPIKES = Check(
    code="C510",
    name="share-spikes",
    severity=Severity.NOTE,
    asks="At how many shares of the leading list, counted in tenths of a per cent, do more "
    "stations stand than chance makes likely?",
    source="No rule. After Rozenas, Political Analysis 25 (2017), with the number of "
    "stations at each share expected exactly, each with its own share, instead of drawn; "
    "all shares of a place together (Holm)",
    says="{where}, {label}: {spikes} of 1,001 shares have more stations than chance makes "
    "likely, {excess} more in all, of {asked}; the farthest out is {percent} per cent, "
    "with {official} stations where chance makes about {expected}",
    rule_out="Known failure: the published measure takes the highest of its random "
    "samples as its limit, so that it falls with their number. Canada 2011, a clean "
    "election, gives 0.65 to 0.88 with 50 samples and 0.04 to 0.08 with 1,000: no "
    "two settings compare. Here no sample is drawn, so that the number is none of the "
    "published ones. Stations of a closed institution, or of a village where nearly all "
    "vote one way, stand together near 100 per cent. Nothing is flagged.",
)

CHECKS = (LOGIT_MOMENTS, SECOND_DIGITS, TURNOUT_EXCESS, SPIKES)

FEWEST_STATIONS = 100  # fewer give no distribution to describe
_SHPILKIN_LARGEST = 10_000  # voters; he leaves out larger stations


def measure_moments(what: Screened) -> Iterator[Measured]:
    """Tell C507 of every place."""
    from fastcheck.disputed import logit_moments

    voters = what.roles.get("voters", np.zeros_like(what.votes))
    asked = (voters >= FEWEST_VOTERS) & (voters <= LARGEST)
    asked &= (what.votes >= 1) & (what.votes < voters)
    for place in what.places:
        here = asked & place.here
        if here.sum() < FEWEST_STATIONS:
            yield Measured(LOGIT_MOMENTS, place)
            continue
        skewness, kurtosis = logit_moments(what.votes[here], voters[here])
        figures = {"skewness": round(skewness, 4), "kurtosis": round(kurtosis, 4)}
        said = {"asked": int(here.sum()), **figures}
        yield Measured(LOGIT_MOMENTS, place, None, said, {**named(what.line), **said})


def measure_second_digits(what: Screened) -> Iterator[Measured]:
    """Tell C508 of every place."""
    from fastcheck.digits import benford_second, chi_square, second_digits

    benford = benford_second()
    digits = np.arange(len(benford))
    for place in what.places:
        observed = second_digits(what.votes[place.here])
        number = int(observed.sum())
        if number < FEWEST_STATIONS:
            yield Measured(SECOND_DIGITS, place)
            continue
        said = {
            "asked": number,
            "mean": round(float((observed * digits).sum()) / number, 4),
            "benford": round(float((benford * digits).sum()), 4),
            "chi_square": round(chi_square(observed, benford * number), 1),
        }
        yield Measured(SECOND_DIGITS, place, None, said, {**named(what.line), **said})


def measure_excess(what: Screened) -> Iterator[Measured]:
    """Tell C509 of every place."""
    for place in what.places:
        yield _excess(what, place)


def _excess(what: Screened, place: Place) -> Measured:
    from fastcheck.disputed import turnout_excess

    if not what.roles:
        return Measured(TURNOUT_EXCESS, place)
    voters, turnout, cast = (what.roles[one] for one in ("voters", "turnout", "cast"))
    asked = place.here & (voters >= 1) & (voters < _SHPILKIN_LARGEST)
    asked &= (turnout >= 0) & (turnout <= voters) & (cast >= 1)
    asked &= (what.votes >= 0) & (what.votes <= cast) & (cast <= LARGEST)
    votes, ballots = what.votes[asked], cast[asked]
    if len(votes) < FEWEST_STATIONS or (votes == ballots).all():
        return Measured(TURNOUT_EXCESS, place)
    found = turnout_excess(votes, ballots, turnout[asked] / voters[asked])
    figures = {
        "peak": found.peak,
        "excess": round(found.excess),
        "least": round(found.least),
        "most": round(found.most),
    }
    return Measured(TURNOUT_EXCESS, place, None, figures, {**named(what.line), **figures})


def measure_spikes(what: Screened) -> Iterator[Measured]:
    """Tell C510 of every place."""
    cast = what.roles.get("cast", np.zeros_like(what.votes))
    asked = (cast >= FEWEST_VOTERS) & (cast <= LARGEST)
    asked &= (what.votes >= 0) & (what.votes <= cast)
    for place in what.places:
        here = asked & place.here
        yield _spikes(what, place, what.votes[here], cast[here])


def _spikes(what: Screened, place: Place, votes: np.ndarray, cast: np.ndarray) -> Measured:
    from fastcheck.flags import holm
    from fastcheck.integers import count_spikes
    from fastcheck.tails import binomial_tail

    stations = len(votes)
    if stations < FEWEST_STATIONS:
        return Measured(SPIKES, place)
    observed, expected = count_spikes(votes, cast)
    # Stations have unequal chances to stand at a share; equal ones of the same sum have
    # the heavier tail beyond the mean (Hoeffding, 1956), so that none is told too soon.
    chances = np.ones(len(observed))
    for at in np.flatnonzero((observed > expected + 1) & (expected < stations)):
        likely = float(expected[at]) / stations
        chances[at] = binomial_tail(int(observed[at]), stations, likely)
    out = holm(chances) <= LIMIT
    farthest = int(chances.argmin())
    figures = {
        "asked": stations,
        "spikes": int(out.sum()),
        "excess": round(float((observed - expected)[out].sum())),
        "percent": f"{farthest / 10:.1f}",
        "official": int(observed[farthest]),
        "expected": round(float(expected[farthest]), 1),
    }
    said = {**named(what.line), **figures, "expected": round(float(expected[farthest]))}
    return Measured(SPIKES, place, None, figures, said)
