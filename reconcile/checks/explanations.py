"""In words: the likeliest ways from one statement of a protocol to another.

The ways and their prices are in fastcheck/explain.py. No sentence says which of the two
statements is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fastcheck.prices import (
    ALONE,
    COPY_READS_AS_ANOTHER,
    DIGIT_ADDED,
    DIGIT_LOST,
    DIGITS_EXCHANGED,
    INVALID_AND_VOTES,
    LINES_EXCHANGED,
    LINES_SHIFTED,
    ONE_DIGIT,
    READS_AS_ANOTHER,
    VOTES_MOVED,
    WITH_TURNOUT,
    make_prices,
)
from ingest.facts.forms import Form
from reconcile.checks.base import LEAST_WEIGHT
from reconcile.checks.relations import at as at_station
from reconcile.checks.relations import violated_by
from reconcile.phrases import Phrase, phrase
from reconcile.table import Case, Table, frozen

if TYPE_CHECKING:  # its kernel is loaded only where there is something to explain
    from fastcheck.explain import Ways

# Lines that grow with every ballot in the box, and those that shrink, by the first word
# of their name: issued_inside is a line of ballots issued.
_GROW = {"valid", "cast", "issued", "participated", "stationary", "mobile"}
_SHRINK = {"unused", "cancelled"}

_READS = {
    READS_AS_ANOTHER: "reads-protocol",
    COPY_READS_AS_ANOTHER: "reads-other",
}
_SAYS = {
    ONE_DIGIT: "way-one-digit",
    DIGITS_EXCHANGED: "way-exchanged",
    DIGIT_ADDED: "way-digit-more",
    DIGIT_LOST: "way-digit-less",
    ALONE: "way-alone",
    LINES_EXCHANGED: "way-lines-exchanged",
    LINES_SHIFTED: "way-lines-shifted",
    VOTES_MOVED: "way-moved",
    WITH_TURNOUT: "way-more",
    INVALID_AND_VOTES: "way-from-invalid",
}
_SAYS_FEWER = {WITH_TURNOUT: "way-fewer", INVALID_AND_VOTES: "way-to-invalid"}


_Breaks = dict[str, str]  # who breaks which relation, and whose statement keeps it


@dataclass(frozen=True, slots=True)
class Explanation:
    """The two likeliest ways, each with its weight; empty where there is none."""

    first: str = ""
    second: str = ""


def roles_of(form: Form) -> np.ndarray:
    """Tell what each line counts: uint8 (line,), as fastcheck.explain names it."""
    from fastcheck.explain import GROWS, INVALID, LIST, SHRINKS, STANDS

    def role(name: str, party: str) -> int:
        word = name.partition("_")[0]
        if party:
            return LIST
        if word == "invalid":
            return INVALID
        return GROWS if word in _GROW else SHRINKS if word in _SHRINK else STANDS

    return np.array([role(line.name, line.party) for line in form.lines], np.uint8)


def explain_pairs(
    case: Case, official: Table, copies: Table, pairs: np.ndarray, other: str
) -> list[Explanation]:
    """Explain pairs of statements that differ.

    Parameters
    ----------
    case
        All protocols, of which one may have been taken for another, and the weights.
    official, copies
        The tables of the two statements.
    pairs : int64 (2, pair)
        The positions of both.
    other
        What the second statement is: "copy", "earlier", "table", "words".
    """
    if not pairs.shape[1]:
        return []
    from fastcheck.explain import Others, explain, explain_by_others, rank

    form = official.form
    posted, written = case.official.agreed, case.copies.agreed
    if form.id != case.form.id:  # commissions above: each may be taken for another
        posted, written = official, official.take([])
    lists = sum(1 for line in form.lines if line.party)
    prices = make_prices(case.bits, len(form.lines), lists, len(posted))
    before = frozen(copies.counts[:, pairs[1]])
    after = frozen(official.counts[:, pairs[0]])
    owner, owners = _owners(official, pairs[0], posted, written)
    ways = explain_by_others(
        explain(before, after, roles_of(form), prices),
        before,
        after,
        owner,
        prices,
        Others(posted.counts, owners[: len(posted)]),
        Others(written.counts, owners[len(posted) :]),
    )
    order, weight = rank(ways)
    tell = _Teller(form, ways, [*_keys(posted), *_keys(written)], other)
    arithmetic = _arithmetic(official, copies, pairs, other)
    return [
        _explanation(tell, order[:, at], weight[:, at], at, said)
        for at, said in enumerate(arithmetic)
    ]


def _owners(
    official: Table, rows: np.ndarray, posted: Table, written: Table
) -> tuple[np.ndarray, np.ndarray]:
    """Give stations numbers: those of some rows; of all protocols posted, and written."""
    keys = [*_keys(posted), *_keys(written)]
    number = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    own = _keys(official)
    some = [number.get(own[row], -1) for row in rows.tolist()]
    return np.array(some, np.int64), np.array([number[key] for key in keys], np.int64)


def _keys(table: Table) -> list[tuple[str, str]]:
    return list(zip(table.column("station"), table.column("tec"), strict=True))


def _explanation(
    tell: "_Teller",
    order: np.ndarray,
    weight: np.ndarray,
    at: int,
    arithmetic: Sequence[_Breaks],
) -> Explanation:
    told = [
        phrase("way-weight", way=tell.way(int(way), at), weight=round(share, 2))
        for way, share in zip(order[:2].tolist(), weight[:2].tolist(), strict=True)
        if share >= LEAST_WEIGHT
    ]
    first = told[0]
    for breaks in arithmetic:
        first = phrase("way-breaks", way=first, **breaks)
    return Explanation(first, told[1] if len(told) > 1 else "")


class _Teller:
    """Tells a way in words; knows the lines' names and the stations'."""

    def __init__(
        self, form: Form, ways: "Ways", stations: Sequence[tuple[str, str]], other: str
    ) -> None:
        self.form, self.ways, self.stations, self.other = form, ways, stations, other

    def way(self, way: int, at: int) -> Phrase:
        """Say how one pair came about by a way."""
        first, second, votes, besides = self.ways.how[way, :, at].tolist()
        said = self._said(way, first, second, votes, besides)
        if way == ALONE or not besides:
            return said
        return phrase("way-besides", way=said, number=besides)

    def _said(self, way: int, first: int, second: int, votes: int, lines: int) -> Phrase:
        names = self.form.names
        if way in _READS:
            where, other = at_station(*self.stations[first]), phrase(f"said-{self.other}")
            return phrase(_READS[way], other=other, where=where)
        if way == ALONE and first < 0:
            return phrase("way-each-alone", lines=lines)
        party, to = self.form.lines[first].party, self.form.lines[second].party
        says = _SAYS | (_SAYS_FEWER if votes < 0 else {})
        return phrase(
            says[way],
            line=names[first],
            line_2=names[second],
            party=party,
            to=to,
            votes=abs(votes),
        )


def _arithmetic(
    official: Table, copies: Table, pairs: np.ndarray, other: str
) -> list[list[_Breaks]]:
    """Say of each pair which of the two breaks a control relation that the other keeps."""
    said = []
    published = violated_by(official, pairs[0])
    for mine, theirs in zip(published, violated_by(copies, pairs[1]), strict=True):
        copy, protocol = phrase(f"said-{other}"), phrase("said-protocol")
        parts = [
            {"who": who, "whose": whose, "relation": _first(broken)}
            for who, whose, broken in (
                (copy, protocol, [one for one in theirs if one not in mine]),
                (protocol, copy, [one for one in mine if one not in theirs]),
            )
            if broken
        ]
        said.append(parts)
    return said


def _first(texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    return phrase("relation-more", relation=texts[0], more=len(texts) - 1)
