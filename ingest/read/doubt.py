"""Which readings of one protocol should a person look at, because another would fit?

A protocol that does not add up may be written so; then that is a finding. But where a
picture can be read in another way that keeps the relation, it is likelier that it was
misread. (Whether the relations of protocols hold is asked in `fastcheck`; this file
decides only what is not taken.)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from ingest.facts.forms import Form
from ingest.facts.relations import EQ, GE, LE, Arithmetic

_STANDS: Mapping[str, Callable[[int], bool]] = {
    EQ: lambda total: total == 0,
    GE: lambda total: total >= 0,
    LE: lambda total: total <= 0,
}


def find_doubtful(
    form: Form,
    channel: str,
    counts: Sequence[int | None],
    others: Callable[[int], Iterable[int]],
) -> dict[int, str]:
    """Find counts of which another reading would keep a relation that this one breaks.

    Parameters
    ----------
    form, channel
        Which relations there are for the protocol.
    counts
        What was read, by line; None where nothing was.
    others
        Returns the other readings of a line; asked only where a relation is broken.

    Returns
    -------
    dict
        By line, what to tell a person.
    """
    doubtful: dict[int, str] = {}
    for relation in form.relations:
        asked = not relation.channels or channel in relation.channels
        if not asked or _holds(relation.arithmetic, counts) is not False:
            continue
        for line in relation.arithmetic.terms:
            for other in others(line):
                changed = [*counts[:line], other, *counts[line + 1 :]]
                if _holds(relation.arithmetic, changed):
                    doubtful[line] = f"{other} would keep {relation.id} {relation.text}"
    return doubtful


def _holds(relation: Arithmetic, counts: Sequence[int | None]) -> bool | None:
    """Tell whether a relation holds; None if a line of it is missing."""
    total = relation.constant
    for line, coefficient in relation.terms.items():
        count = counts[line]
        if count is None:
            return None
        total += coefficient * count
    if relation.modulus:
        return total % relation.modulus == 0
    return _STANDS[relation.op](total)
