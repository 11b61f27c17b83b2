"""In words: which lines would have to change for a protocol to keep its relations?

The search is in fastcheck/localise.py. A set of lines is told with the numbers that
would stand there, and the sets are ranked by how likely such slips are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fastcheck.prices import (
    BIT,
    DIGIT_ADDED,
    DIGIT_LOST,
    DIGITS_EXCHANGED,
    ONE_DIGIT,
    make_prices,
)
from ingest.facts.forms import Form
from reconcile.checks.base import LEAST_WEIGHT
from reconcile.phrases import Phrase, joined, phrase
from reconcile.table import frozen

if TYPE_CHECKING:  # its kernel is loaded only where a protocol breaks a relation
    from fastcheck.localise import Repairs

_SLIPS = {
    ONE_DIGIT: "slip-one-digit",
    DIGITS_EXCHANGED: "slip-exchanged",
    DIGIT_ADDED: "slip-digit-more",
    DIGIT_LOST: "slip-digit-less",
}


def tell_repairs(
    form: Form,
    relations: Sequence[np.ndarray],
    counts: np.ndarray,
    weights: Mapping[str, float],
) -> list[tuple[str, str]]:
    """Tell of each protocol the two likeliest smallest sets of lines that repair it.

    Nothing is told where the form is too long to search.

    Parameters
    ----------
    form
        The form of the protocols.
    relations
        Its relations that apply to them, as arrays.
    counts : int32 (line, protocol)
        Protocols that break a relation.
    weights
        How likely each slip is.
    """
    from fastcheck.localise import MOST_LINES, MOST_RELATIONS, localise

    if len(form.lines) > MOST_LINES or len(relations[0]) > MOST_RELATIONS:
        return [("", "")] * counts.shape[1]  # longer than the search can hold
    counts, (terms, ops, constants, moduli) = frozen(counts), relations
    every_line = np.ones(len(form.lines), np.int64)
    repairs = localise(counts, terms, ops, constants, moduli, every_line)
    sets = _price(form, counts, repairs, weights)
    return [_likeliest(sets, protocol) for protocol in range(counts.shape[1])]


@dataclass(frozen=True, slots=True)
class _Sets:
    """Sets of lines, and what each line of a set would likeliest become.

    `own`, `after` and `kind` are by set and place in it; `price` is by set.
    """

    form: Form
    repairs: "Repairs"
    own: np.ndarray
    after: np.ndarray
    kind: np.ndarray
    price: np.ndarray


def _price(
    form: Form, counts: np.ndarray, repairs: "Repairs", weights: Mapping[str, float]
) -> _Sets:
    from fastcheck.slips import nearest_edit

    lists = sum(1 for line in form.lines if line.party)
    prices = make_prices(weights, len(form.lines), lists, 1)
    protocol = np.repeat(np.arange(counts.shape[1]), np.diff(repairs.first))
    own = counts[repairs.lines, protocol[:, None]].astype(np.int64)
    there = repairs.lines >= 0
    after, kind, price = (np.zeros(own.shape, np.int64) for _ in range(3))
    after[there], kind[there], price[there] = nearest_edit(
        own[there], repairs.low[there], repairs.high[there], prices
    )
    price[there] += prices.changed
    return _Sets(form, repairs, own, after, kind, price.sum(axis=1))


def _likeliest(sets: _Sets, protocol: int) -> tuple[str, str]:
    repairs = sets.repairs
    start, stop = repairs.first[protocol : protocol + 2].tolist()
    if start == stop:
        none = repairs.weight[protocol] < 0
        return (phrase("repair-none") if none else ""), ""
    price = sets.price[start:stop]
    share = np.exp2((price.min() - price) / BIT)
    share /= share.sum()
    number = int(repairs.found[protocol])
    key = "repair-among" if number > 1 else "repair-weight"
    told = [
        phrase(
            key,
            repair=_tell(sets, start + at),
            weight=round(float(share[at]), 2),
            among=number,
        )
        for at in np.argsort(price, kind="stable")[:2].tolist()
        if share[at] >= LEAST_WEIGHT
    ]
    return told[0], told[1] if len(told) > 1 else ""


def _tell(sets: _Sets, at: int) -> Phrase:
    places = range(int((sets.repairs.lines[at] >= 0).sum()))
    changes = joined("repair-and", [_line(sets, at, one) for one in places])
    key = "repair-by" if sets.repairs.proved[at] else "repair-perhaps"
    return phrase(key, changes=changes)


def _line(sets: _Sets, at: int, place: int) -> Phrase:
    """Say what one line of a set would become: a number, or one within bounds."""
    name = sets.form.names[sets.repairs.lines[at, place]]
    low, high = int(sets.repairs.low[at, place]), int(sets.repairs.high[at, place])
    was, after = int(sets.own[at, place]), int(sets.after[at, place])
    kind = "exact" if low == high else _bounds(low, high)
    change = phrase(f"repair-{kind}", line=name, low=low, high=high, was=was)
    slip = int(sets.kind[at, place])
    if slip not in _SLIPS:
        return change
    key = "slip-exact" if low == high else "slip-likely"
    return phrase(key, change=change, slip=phrase(_SLIPS[slip]), after=after)


def _bounds(low: int, high: int) -> str:
    """Say which bounds there are; no upper one is written as -1."""
    if high < 0:
        return "least"
    return "range" if low else "most"
