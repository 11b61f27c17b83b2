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
from reconcile.table import frozen

if TYPE_CHECKING:  # its kernel is loaded only where a protocol breaks a relation
    from fastcheck.localise import Repairs

_SLIPS = {
    ONE_DIGIT: "one digit",
    DIGITS_EXCHANGED: "two digits exchanged",
    DIGIT_ADDED: "a digit more",
    DIGIT_LOST: "a digit less",
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
        none = "no change of a few lines repairs it"
        return (none if repairs.weight[protocol] < 0 else ""), ""
    price = sets.price[start:stop]
    share = np.exp2((price.min() - price) / BIT)
    share /= share.sum()
    number = int(repairs.found[protocol])
    among = f", one of {number}" if number > 1 else ""
    told = [
        f"{_tell(sets, start + at)} ({share[at]:.2f}{among})"
        for at in np.argsort(price, kind="stable")[:2].tolist()
        if share[at] >= LEAST_WEIGHT
    ]
    return told[0], told[1] if len(told) > 1 else ""


def _tell(sets: _Sets, at: int) -> str:
    places = range(int((sets.repairs.lines[at] >= 0).sum()))
    perhaps = "" if sets.repairs.proved[at] else "perhaps "
    return f"{perhaps}repaired by " + " and ".join(_line(sets, at, one) for one in places)


def _line(sets: _Sets, at: int, place: int) -> str:
    """Say what one line of a set would become: a number, or one within bounds."""
    name = sets.form.names[sets.repairs.lines[at, place]]
    low, high = int(sets.repairs.low[at, place]), int(sets.repairs.high[at, place])
    slip = _SLIPS.get(int(sets.kind[at, place]), "")
    if low == high:
        number, likely = f"{low}", f" ({slip})"
    else:
        most = f"{low} to {high}" if low else f"at most {high}"
        number = most if high >= 0 else f"at least {low}"
        likely = f" ({slip}: {sets.after[at, place]})"
    return f"{name} {number} for {sets.own[at, place]}" + (likely if slip else "")
