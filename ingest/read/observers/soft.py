"""A control relation -> the condition under which an entry form shows a warning.

XPath as ODK and Kobo evaluate it. A warning shows when every line that it looks at was
filled in and the relation does not hold; an empty line is missing, not zero, so there
is nothing to say then. Nothing here stops an entry: a protocol may really not add up.
"""

from collections.abc import Iterable, Mapping

from ingest.facts.forms import Form, Relation
from ingest.facts.relations import Arithmetic
from ingest.read.observers.questions import CHANNEL


def warn_when(form: Form, relation: Relation, names: Mapping[str, str]) -> str:
    """Return the condition under which a relation of a form does not hold.

    Parameters
    ----------
    form, relation
        The form, and one of its relations.
    names
        The question of every line.
    """
    questions = [names[form.names[line]] for line in sorted(relation.arithmetic.terms)]
    parts = [_filled(one) for one in questions]
    if relation.channels != form.channels:
        parts.append(_any(f"${{{CHANNEL}}} = '{one}'" for one in relation.channels))
    ordered = {
        names[form.names[at]]: n for at, n in sorted(relation.arithmetic.terms.items())
    }
    return " and ".join([*parts, f"not({_holds(relation.arithmetic, ordered)})"])


def warn_negative(questions: Iterable[str]) -> str:
    """Return the condition under which an answer is below zero."""
    return " or ".join(f"${{{one}}} < 0" for one in questions)


def _any(conditions: Iterable[str]) -> str:
    return f"({' or '.join(conditions)})"


def _filled(question: str) -> str:
    return f"string-length(${{{question}}}) > 0"


def _holds(arithmetic: Arithmetic, terms: Mapping[str, int]) -> str:
    """Write a relation with what is added on either side, so that nothing is negative."""
    left = _sum({one: n for one, n in terms.items() if n > 0}, max(arithmetic.constant, 0))
    right = _sum(
        {one: -n for one, n in terms.items() if n < 0}, max(-arithmetic.constant, 0)
    )
    if arithmetic.modulus:
        return f"({left} - ({right})) mod {arithmetic.modulus} = 0"
    return f"{left} {arithmetic.op} {right}"


def _sum(terms: Mapping[str, int], constant: int) -> str:
    parts = [f"${{{one}}}" if n == 1 else f"{n} * ${{{one}}}" for one, n in terms.items()]
    if constant or not parts:
        parts.append(str(constant))
    return " + ".join(parts)
