"""The outcome as summary.json writes it: plain values, lists and bases by their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reconcile.outcome.attainable import Rule
from reconcile.outcome.evidence import Gathered
from reconcile.outcome.levels import Level
from reconcile.outcome.materiality import Weighed, weigh_assertions, weigh_seats
from reconcile.outcome.measures import list_parties, names_of
from reconcile.outcome.ranges import extreme, share_range
from reconcile.outcome.seats import Allocation, allocate
from reconcile.outcome.totals import percent, shares_of
from reconcile.outcome.triage import Ranked, rank_findings, touching
from reconcile.run import Result
from reconcile.table import Table

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Election, Seats

MOST_RANKED = 1_000  # findings that are written into the summary; all are in findings.*


@dataclass(frozen=True)
class Told:
    """What was worked out, in the shape of the contract's keys."""

    result: Result
    whole: Table
    gathered: Gathered
    levels: Sequence[Level]
    election: "Election"
    rule: "Seats"

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The lists' keys, in the form's order."""
        return list_parties(self.result.case.form, self.election)

    @cached_property
    def rules(self) -> list[Rule]:
        """The seat rule on each base."""
        first, rule = len(self.lists), self.rule
        return [
            Rule(rule.number, rule.threshold_percent, first + at)
            for at in range(len(rule.bases))
        ]

    @cached_property
    def weighed(self) -> list[Weighed]:
        """Every assertion, weighed."""
        return weigh_assertions(self.gathered.evidence, self.rules)

    def shares(self) -> dict[str, dict[str, str]]:
        """Return the share of each list in each base, in percent to four places."""
        return self._shares(self.gathered.evidence.space.point.tolist())

    def _shares(self, result: Sequence[int]) -> dict[str, dict[str, str]]:
        votes = dict(zip(self.lists, result, strict=False))
        bases = zip(self.rule.bases, result[len(self.lists) :], strict=True)
        return {base: shares_of(votes, whole) for base, whole in bases if whole}

    def seats(self) -> dict[str, Any]:
        """Return the seats by the stations' protocols and by every other level."""
        own = Level(self.gathered.of, self.gathered.evidence.space.point)
        others = [one for one in self.levels if one.of != own.of]
        return {
            "number": self.rule.number,
            "threshold_percent": self.rule.threshold_percent,
            "base": self.rule.base,
            "source": self.rule.source,
            "names": dict(
                zip(self.lists, names_of(self.election, self.lists), strict=True)
            ),
            "by": [self._seats(one) for one in (own, *others)],
        }

    def _seats(self, level: Level) -> dict[str, Any]:
        result = level.result.tolist()
        votes, bases = result[: len(self.lists)], {}
        for name, rule in zip(self.rule.bases, self.rules, strict=True):
            found = allocate(votes, result[rule.base], rule.percent, rule.number)
            over = found.every[0].over if found.every else ()
            bases[name] = {
                "total": result[rule.base],
                "over": [self.lists[at] for at in over],
                "allocations": [self._allocation(one) for one in found.every],
                "tie": found.tie,
                "cut": found.cut,
            }
        return {
            "of": level.of,
            "votes": dict(zip(self.lists, votes, strict=True)),
            "shares": self._shares(result),
            "bases": bases,
        }

    def _allocation(self, one: Allocation) -> dict[str, int]:
        """Return the seats of the lists that get any."""
        return {
            party: count
            for party, count in zip(self.lists, one.seats, strict=True)
            if count
        }

    def materiality(self) -> dict[str, Any]:
        """Return how far the outcome could be otherwise."""
        gathered, evidence = self.gathered, self.gathered.evidence
        unseen = gathered.unseen
        return {
            "of": gathered.of,
            "stations": evidence.known.shape[1],
            "disputed": len(evidence.space.options),
            "options": gathered.options,
            "unseen": {
                "absent": unseen.absent,
                "partly": unseen.partly,
                "ballots": unseen.ballots,
                "blanks": unseen.blanks,
                "bound": unseen.bound,
            },
            "covers": "open findings and stations not seen"
            if evidence.bounded
            else "open findings only",
            "lists": {party: self._range(at) for at, party in enumerate(self.lists)},
            "assertions": [self._assertion(one) for one in self.weighed],
            "seats": {
                name: self._weighed_seats(rule)
                for name, rule in zip(self.rule.bases, self.rules, strict=True)
            },
        }

    def _range(self, at: int) -> dict[str, Any]:
        """Return the lowest and highest votes of a list, and its shares of each base."""
        space = self.gathered.evidence.space
        votes = [int(one == at) for one in range(len(space.point))]
        shares = {}
        for name, rule in zip(self.rule.bases, self.rules, strict=True):
            base = [int(one == rule.base) for one in range(len(space.point))]
            found = share_range(votes, base, space)
            shares[name] = found and {
                "lowest": _percent(found[0]),
                "highest": _percent(found[1]),
            }
        return {
            "votes": {
                "posted": int(space.point[at]),
                "lowest": extreme([-one for one in votes], space)[at],
                "highest": extreme(votes, space)[at],
            },
            "shares": shares,
        }

    def _assertion(self, one: Weighed) -> dict[str, Any]:
        said = one.assertion
        first = len(self.lists)
        return {
            "kind": said.kind,
            "base": self.rule.bases[said.base - first] if said.base >= 0 else None,
            "list": self.lists[said.list],
            "other": self.lists[said.other] if said.other >= 0 else None,
            "change": str(one.change),
            "moved": one.moved,
            "removed": one.removed,
            "findings": one.findings,
            "unseen": one.unseen,
            "fewest_disputed": one.fewest_disputed,
            "fewest_stations": one.fewest_stations,
        }

    def _weighed_seats(self, rule: Rule) -> dict[str, Any]:
        found = weigh_seats(self.weighed, self.gathered.evidence, rule)
        return {
            "change": str(found.change),
            "attainable": [self._allocation(one) for one in found.attainable.found],
            "undecided": [self._allocation(one) for one in found.attainable.undecided],
            "cut": found.attainable.cut,
            "fewest_disputed": found.fewest_disputed,
            "fewest_stations": found.fewest_stations,
        }

    def triage(self) -> dict[str, Any]:
        """Return the findings to look at first, and how many could touch an assertion."""
        options = self.gathered.evidence.space.options
        result = self.result
        ranked = rank_findings(
            result.findings, self.whole, options, self.weighed, result.chances
        )
        return {
            "findings": len(ranked),
            "touching": len(touching(ranked)),
            "first": [self._ranked(one) for one in ranked[:MOST_RANKED]],
        }

    def _ranked(self, one: Ranked) -> dict[str, Any]:
        touched = one.weighed and self._assertion(one.weighed)
        return {
            "finding": one.finding,
            "severity": one.severity,
            "votes_affected": one.votes_affected,
            "touches": touched
            and {
                name: touched[name] for name in ("kind", "base", "list", "other", "moved")
            },
            "moves": one.moves,
        }


def _percent(share: Fraction) -> str:
    return percent(share.numerator, share.denominator)
