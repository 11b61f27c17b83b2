"""Which findings are meant, in which order, and how many does each further filter leave?

Pure functions over a run's findings: `prepare` once a run and decision, then `select` and
`choices` for each question. Pages and the API ask the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import polars as pl

from reconcile.finding import SCHEMA
from reconcile.keep.life import events
from reconcile.keep.life.told import State
from reconcile.keep.store.records import SETTLED

# All that came with the last run; a word among those of `state`.
TONIGHT = "tonight"
ARRIVED = (events.NEW, events.CHANGED, events.REOPENED, events.BACK)
# Of findings that the last run did not find any more; shown only where they are asked for.
ENDED = (events.CORRECTED, events.GONE)
MATTERS, VOTES = "matters", "votes"  # the orders
LEAST_VOTES = (1, 10, 100, 1000)  # thresholds that are offered
_FAMILY = 2  # letters of a code that say which family of checks it is of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; an empty part lets everything through.

    `family` is the first two letters of codes ("C2"), `party` a list that gains by a
    finding or whose line it is about, `votes` the least that may be affected, `state` a
    word of `told.State` or TONIGHT, `order` one of MATTERS (also if empty) and VOTES.
    """

    family: str = ""
    code: str = ""
    severity: str = ""
    rec: str = ""
    tec: str = ""
    station: str = ""
    party: str = ""
    votes: int = 0
    state: str = ""
    order: str = ""

    def asked(self) -> dict[str, str | int]:
        """Return what is not left open, as an address has it."""
        named = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in named.items() if value}


def prepare(
    findings: pl.DataFrame,
    first: Sequence[str],
    parties: Mapping[str, str],
    states: Mapping[str, State],
    ended: Iterable[Mapping[str, Any]] = (),
) -> pl.DataFrame:
    """Put findings in the order in which they matter, and beside each how it stands.

    Parameters
    ----------
    findings
        Those of a run, as in findings.parquet.
    first
        The ids that triage names, which come first, in its order; the others follow in
        the order of the run, settled ones after all.
    parties
        Whose votes a line counts, by its name.
    states
        How each finding stands; one that was not recorded has an empty state.
    ended
        Rows of findings that the run did not find any more.

    Returns
    -------
    DataFrame
        The columns of findings, and `family`, `about` (the party of its line), `state`,
        `since` (the run that first found it; null if unknown), `settled` and `ended`.
    """
    gone = pl.DataFrame(list(ended), schema=SCHEMA).with_columns(ended=True)
    every = pl.concat([findings.select(*SCHEMA).with_columns(ended=False), gone])
    ids = every["finding"].to_list()
    known = [states.get(one) for one in ids]
    ranks = {one: rank for rank, one in enumerate(first)}
    return (
        every.with_columns(
            pl.col("code").str.head(_FAMILY).alias("family"),
            pl.col("line").replace_strict(parties, default="").alias("about"),
            pl.Series("state", [one.state if one else "" for one in known], pl.String),
            pl.Series("since", [one.since if one else None for one in known], pl.Int64),
            pl.Series("_rank", [ranks.get(one, len(ranks)) for one in ids], pl.Int64),
        )
        .with_columns((pl.col("state") == SETTLED).alias("settled"))
        .sort("ended", "settled", "_rank", maintain_order=True)
        .drop("_rank")
    )


def select(prepared: pl.DataFrame, wanted: Wanted) -> pl.DataFrame:
    """Return the findings that are meant, in the order that is asked for."""
    chosen = prepared.filter(*_conditions(wanted).values())
    if wanted.order == VOTES:
        return chosen.sort("votes_affected", descending=True, maintain_order=True)
    return chosen


def choices(prepared: pl.DataFrame, wanted: Wanted) -> dict[str, dict[Any, int]]:
    """Count, for each filter, the findings at each of its values.

    All other filters hold, this one is open: so many are left if one goes there instead.
    Values without a finding are not named, and TECs only under a region.
    """
    conditions = _conditions(wanted)
    counted: dict[str, dict[Any, int]] = {}
    for name in ("family", "code", "severity", "rec", "tec", "party", "votes", "state"):
        # A check is chosen within its family, a TEC within its region.
        held = [one for key, one in conditions.items() if key not in _WIDENED[name]]
        if name == "state":
            held = [one for key, one in conditions.items() if key not in ("state", "ended")]
        counted[name] = _count(prepared.filter(*held), name)
    if not wanted.rec and not wanted.tec:
        counted["tec"] = {}
    return counted


# What is let go when a filter is counted: a wider one takes its narrower one along.
_WIDENED = {
    **{one: (one,) for one in ("code", "severity", "tec", "party", "votes", "state")},
    "family": ("family", "code"),
    "rec": ("rec", "tec"),
}


def count_by(prepared: pl.DataFrame, name: str) -> dict[Any, int]:
    """Count the findings of the last run by a filter's values."""
    return _count(prepared.filter(~pl.col("ended")), name)


def _conditions(wanted: Wanted) -> dict[str, pl.Expr]:
    """Return what each filter asks; `ended` keeps out what is not found any more."""
    asked = {
        name: pl.col(name) == getattr(wanted, name)
        for name in ("family", "code", "severity", "rec", "tec", "station")
        if getattr(wanted, name)
    }
    if wanted.party:
        asked["party"] = _concerns(wanted.party)
    if wanted.votes:
        asked["votes"] = pl.col("votes_affected") >= wanted.votes
    if wanted.state == TONIGHT:
        asked["state"] = pl.col("state").is_in(ARRIVED)
    elif wanted.state:
        asked["state"] = pl.col("state") == wanted.state
    if wanted.state not in ENDED:
        asked["ended"] = ~pl.col("ended")
    return asked


def _concerns(party: str) -> pl.Expr:
    return (pl.col("beneficiary") == party) | (pl.col("about") == party)


def _count(left: pl.DataFrame, name: str) -> dict[Any, int]:
    """Count findings by a filter's values, in the order of these."""
    if name == "votes":
        votes = left["votes_affected"]
        counts = {least: int((votes >= least).sum()) for least in LEAST_VOTES}
        return {least: count for least, count in counts.items() if count}
    if name == "party":
        parties = sorted({*left["beneficiary"].unique(), *left["about"].unique()} - {""})
        return {one: left.filter(_concerns(one)).height for one in parties}
    counted = dict(left.group_by(name).len().filter(pl.col(name) != "").sort(name).rows())
    tonight = sum(counted.get(one, 0) for one in ARRIVED) if name == "state" else 0
    return {TONIGHT: tonight, **counted} if tonight else counted


def without(wanted: Wanted, name: str) -> Wanted:
    """Open a filter again, and with it what is narrower."""
    narrower = {"family": {"code": ""}, "rec": {"tec": ""}}.get(name, {})
    return replace(wanted, **{name: 0 if name == "votes" else ""}, **narrower)  # type: ignore[arg-type] # names of Wanted's own fields


def with_choice(wanted: Wanted, name: str, value: str | int) -> Wanted:
    """Choose a value of a filter, in place of another one."""
    return replace(without(wanted, name), **{name: value})  # type: ignore[arg-type] # as above
