"""Do the published results of the whole election agree with themselves and each other?

C304  a percentage and the count it is of
C305  a total and what it was at an earlier stage
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from fastcheck.stages import bounds_of_whole, rounds_to
from reconcile.checks.base import Answer, Check, Severity
from reconcile.finding import Finding
from reconcile.phrases import Phrase, phrase
from reconcile.table import Case

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Published

PERCENT_DISAGREES = Check(
    code="C304",
    name="percentage-disagrees",
    severity=Severity.SHOULD,
    asks="Is every published percentage the share of its published count?",
    source="Arithmetic: a percentage printed with two decimals fixes the whole to within "
    "a few hundredths of a per cent of itself",
    says="{where}: {label} is {official} votes and {percent} per cent; {why}",
    rule_out="A percentage of another base (of those who took part, not of valid votes); "
    "a page that put figures of two stages side by side; a misprint.",
)

STAGE_JUMPS = Check(
    code="C305",
    name="total-falls-or-jumps",
    severity=Severity.SHOULD,
    asks="Do totals of the whole election only grow from stage to stage, and not by much?",
    source="Arithmetic: protocols are added to those already counted. A rise of more than "
    "five per cent after the turnout was announced is unusual, and no rule forbids it",
    says="{where}: {label} {what}",
    rule_out="Protocols corrected, repeated or annulled between the stages; an estimate "
    "announced on election night; figures that come from different sources.",
)

CHECKS = (PERCENT_DISAGREES, STAGE_JUMPS)

UNUSUAL_RISE_PERCENT = 5  # Kyrgyzstan 2021: +6.4 after closing; Kazakhstan 2007: +6.2


def check_published(case: Case) -> list[Answer]:
    """Ask C304 of every stage and C305 of each stage and the one before it."""
    return [_ask_percents(case.published), _ask_stages(case.published)]


def _ask_percents(stages: "Sequence[Published]") -> Answer:
    findings, holds, unknown = list[Finding](), 0, 0
    for stage in stages:
        both = [line for line in stage.percents if stage.counts.get(line, 0) > 0]
        unknown += len(stage.percents) - len(both)
        low, high = whole_of(stage)
        for line in both:
            count, percent = stage.counts[line], stage.percents[line]
            units, scale = _units(percent)
            if low == high:
                agrees = rounds_to(count, low, units, scale)
                why = phrase("percent-of", whole=low, percent=_percent(count, low))
            else:
                agrees = low <= high
                why = phrase("percent-none")
            holds += agrees
            if not agrees:
                findings.append(
                    PERCENT_DISAGREES.finding(
                        line=line,
                        official=count,
                        where=stage.stage,
                        label=line,
                        percent=percent,
                        why=why,
                        source=stage.stage,
                    )
                )
    return Answer(PERCENT_DISAGREES, holds, len(findings), unknown, findings)


def whole_of(stage: "Published") -> tuple[int, int]:
    """Return the count that a stage's percentages are of, or its bounds.

    The published count where there is one; else what all percentages allow, with the
    lower bound above the upper one where they allow nothing.
    """
    known = stage.counts.get(stage.percent_of)
    if known:
        return known, known
    low, high = 1, 2**63
    for line, percent in stage.percents.items():
        count = stage.counts.get(line, 0)
        units, scale = _units(percent)
        if count and units:
            least, most = bounds_of_whole(count, units, scale)
            low, high = max(low, least), min(high, most)
    return low, high


def _units(percent: str) -> tuple[int, int]:
    """Return a printed percentage in its last unit, and how many units are the whole."""
    whole, _, decimals = percent.partition(".")
    return int(whole + decimals), 100 * 10 ** len(decimals)


def _percent(part: int, whole: int) -> str:
    units = (part * 20_000 + whole) // (2 * whole)
    return f"{units // 100}.{units % 100:02}"


def _ask_stages(stages: "Sequence[Published]") -> Answer:
    findings, holds, unknown = list[Finding](), 0, 0
    for before, after in pairwise(stages):
        common = [line for line in after.counts if line in before.counts]
        unknown += len(after.counts) - len(common)
        told = [*_fallen(before, after, common), *_more_than_took_part(before, after)]
        findings += told
        holds += len(common) - sum(1 for one in told if one.line in common)
    findings += _risen(stages)
    return Answer(STAGE_JUMPS, max(holds, 0), len(findings), unknown, findings)


def _fallen(
    before: "Published", after: "Published", lines: Sequence[str]
) -> Iterator[Finding]:
    """Find totals that are smaller than they were."""
    for line in lines:
        was, now = before.counts[line], after.counts[line]
        if now < was:
            what = phrase(
                "stage-fell", was=was, stage=before.stage, now=now, change=was - now
            )
            yield _jump(after, line, was, now, what, Severity.SHOULD)


def _more_than_took_part(before: "Published", after: "Published") -> Iterator[Finding]:
    """Find votes that are more than the voters announced before them."""
    announced = before.counts.get("took_part")
    low, high = whole_of(after)
    if announced and after.percents and announced < low <= high:
        what = phrase("stage-more", low=low, announced=announced, stage=before.stage)
        yield _jump(after, after.percent_of, announced, low, what, Severity.SHOULD)


def _risen(stages: "Sequence[Published]") -> Iterator[Finding]:
    """Find a turnout that rose by more than is usual since it was first announced."""
    told = [(one, one.counts["took_part"]) for one in stages if "took_part" in one.counts]
    for (first, was), (last, now) in pairwise(told):
        if (now - was) * 100 > was * UNUSUAL_RISE_PERCENT:
            rise = (now - was) * 1000 // was
            what = phrase(
                "stage-rose",
                was=was,
                stage=first.stage,
                now=now,
                change=now - was,
                percent=f"{rise // 10}.{rise % 10}",
            )
            yield _jump(last, "took_part", was, now, what, Severity.NOTE)


def _jump(
    stage: "Published", line: str, was: int, now: int, what: Phrase, severity: Severity
) -> Finding:
    party = line.removeprefix("votes.") if line.startswith("votes.") else ""
    return STAGE_JUMPS.finding(
        severity=severity,
        line=line,
        official=now,
        expected=was,
        difference=now - was,
        votes_affected=abs(now - was) if party else 0,
        where=stage.stage,
        label=line,
        what=what,
        source=stage.stage,
    )
