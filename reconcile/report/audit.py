"""An audit as a few lines for a person, and as JSON.

It certifies tabulation only, and only stations that were drawn at random: the words for
this stand here and nowhere else.
"""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from ingest.facts.elections import Seats
from reconcile.outcome.sample.assertions import Assertion
from reconcile.outcome.sample.audit import CONVENIENCE, RANDOM, Asked, Audit, Claim
from reconcile.outcome.sample.frame import BASES

_CLAIM = 42  # columns for a claim

AS_IF = (
    "Nobody drew these stations. The figures are what the risk would be if these had "
    "been drawn at random, each with a chance in proportion to the votes it could be wrong "
    "by; as they were not, they certify nothing."
)
READ_ONCE = (
    "The sample was drawn group by group (in strata) and has no common order: its risk is "
    "found once, when all its copies are in; one drawn station without a copy leaves the "
    "risk at 100 %. A sample drawn with --method pps may be looked at after every draw."
)
LEGEND = (
    "A claim is something that must be true for the announced outcome to be right. Votes "
    "away: how many votes would have to be another list's for it to be false. Risk: the "
    "chance, at most, of finding copies that fit it so well if it were false."
)
SAYS_NOT = (
    "What this certifies is tabulation: that the posted results, added up, say what the "
    "stations' copies say. Copies are not ballots: how ballots were cast and counted, no "
    "copy shows. A risk above the limit says that evidence is lacking, not that the "
    "outcome is wrong."
)


def audit_lines(
    audit: Audit, asked: Asked, rule: Seats | None, names: Sequence[str]
) -> Iterator[str]:
    """Tell the risk of each claim, and what it says and does not."""
    yield f"Stations   {audit.covered:,} of {audit.stations:,} have a whole posted protocol"
    if audit.covered < audit.stations:
        yield "           The others are not covered: of these nothing is said."
    yield (
        f"Draws      {audit.draws:,} of them; {audit.discrepant:,} stations with a copy "
        "that differs"
    )
    if audit.absent:
        yield f"           {audit.absent:,} without a copy: each counts as the worst"
    if audit.basis != RANDOM:
        yield from _paragraph(AS_IF if audit.basis == CONVENIENCE else READ_ONCE)
    yield ""
    needed = "draws needed" if audit.basis == CONVENIENCE else "more draws"
    yield f"{'claim':{_CLAIM}}{'votes away':>12}{'risk':>11}{needed:>14}"
    for claim in audit.claims:
        words = claim_words(claim.assertion, rule, names)
        first, *rest = wrap(words, _CLAIM - 2)
        risk, more = _risk(claim.risk), _more(claim, audit.basis)
        yield f"{first:{_CLAIM}}{claim.votes_away:>12,}{risk:>11}{more:>14}"
        yield from (f"  {one}" for one in rest)
    yield ""
    yield from _paragraph(LEGEND)
    yield from _paragraph(_verdict(audit, asked))
    if audit.basis != CONVENIENCE:
        yield from _paragraph(_rests_on(asked))
    yield from _paragraph(SAYS_NOT)


def claim_words(claim: Assertion, rule: Seats | None, names: Sequence[str]) -> str:
    """Say a claim in words."""
    listed = [names[at] for at in claim.lists]
    if claim.kind == "seats":
        return f"no seat moves from {listed[1]} to {listed[0]}"
    if claim.kind == "ahead":
        return f"{listed[0]} has more votes than {listed[1]}"
    percent, base = (rule.threshold_percent, rule.base) if rule else (0, "valid")
    at = "has at least" if claim.kind == "above" else "is below"
    return f"{listed[0]} {at} {percent} % of {BASES[base]}"


def _verdict(audit: Audit, asked: Asked) -> str:
    """Say what the risk means, and what it takes to reach the limit."""
    limit, more = f"{100 * asked.limit:g} %", audit.more
    said = (
        "f the announced outcome were not what the copies of all stations say, the chance "
        f"to find copies that fit it so well would be {_risk(audit.risk)} at most. "
    )
    if audit.basis == CONVENIENCE:
        needed = max((one.clean or 0) for one in audit.claims)
        return (
            f"If these had been drawn at random: i{said}They were not. A random sample "
            f"needs {needed:,} draws for {limit} if no copy differs."
        )
    if audit.risk <= asked.limit:
        return f"I{said}That is within the limit of {limit}."
    if more is None:
        return (
            f"I{said}Not even as many more draws as there are stations would reach {limit}."
        )
    return f"I{said}To reach {limit}, {more:,} more draws are needed if no copy differs."


def _rests_on(asked: Asked) -> str:
    """Say what must be so for the risk to be what it is."""
    ballots = {"issued": "it posted as issued", "registered": "it has voters on its list"}
    return (
        "This rests on two things: that stations were drawn by the published seed, and "
        f"that no station holds more ballots than {ballots[asked.bound]}."
    )


def audit_json(
    audit: Audit,
    asked: Asked,
    rule: Seats | None,
    names: Sequence[str],
    parties: Sequence[str],
) -> dict[str, Any]:
    """Return an audit as JSON values; lists of a claim by their keys, *parties*."""
    return {
        "basis": audit.basis,
        "test": asked.test,
        "limit": asked.limit,
        "bound": asked.bound,
        "threshold": None
        if rule is None
        else {"percent": rule.threshold_percent, "base": rule.base},
        "certifies": "tabulation" if audit.basis != CONVENIENCE else None,
        "risk": audit.risk,
        "more": audit.more,
        "draws": audit.draws,
        "absent": audit.absent,
        "discrepant": audit.discrepant,
        "covered": audit.covered,
        "stations": audit.stations,
        "seats": None
        if audit.seats is None
        else dict(zip(names, audit.seats, strict=True)),
        "claims": [
            {
                "claim": claim_words(one.assertion, rule, names),
                "kind": one.assertion.kind,
                "lists": [parties[at] for at in one.assertion.lists],
                "votes_away": one.votes_away,
                "dilution": one.dilution,
                "draws_from_start": one.clean,
                "risk": one.risk,
                "more": one.more,
                "path": [[draws, float(f"{risk:.6g}")] for draws, risk in one.path],
            }
            for one in audit.claims
        ],
    }


def _risk(risk: float) -> str:
    """Print a risk in per cent; a small one is rounded up, never to nothing."""
    return f"{max(100 * risk, 0.1):.1f} %"


def _more(claim: Claim, basis: str) -> str:
    more = claim.clean if basis == CONVENIENCE else claim.more
    return "too many" if more is None else f"{more:,}"


def _paragraph(text: str) -> list[str]:
    return wrap(text, 80, break_long_words=False)
