"""One invented protocol of Kazakhstan's form that keeps every relation of it."""

import random

from ingest.facts.forms import Form

Counts = dict[str, int]


def invent_protocol(form: Form, chance: random.Random) -> Counts:
    """Invent one protocol that keeps every relation of the form."""
    registered = chance.randint(120, 2800)
    out, came = chance.randint(0, 9), chance.randint(0, 9)
    voters = registered - out + came
    issued = int(voters * chance.uniform(0.4, 0.9))
    outside = chance.randint(0, issued // 20)
    cast = issued - chance.randint(0, 2)
    invalid = chance.randint(0, cast // 30)
    counts = {
        "registered": registered,
        "certificates_issued": out,
        "certificates_voted": came,
        "voters": voters,
        "issued": issued,
        "issued_outside": outside,
        "received": registered,
        "unused": registered - issued,
        "replaced": 0,
        "mobile": outside,
        "stationary": cast - outside,
        "cast": cast,
        "invalid": invalid,
        "valid": cast - invalid,
    }
    return counts | _votes(form, cast - invalid, chance)


def _votes(form: Form, valid: int, chance: random.Random) -> Counts:
    """Share out votes unevenly, differently from station to station."""
    lists = [line.name for line in form.lines if line.group == "votes"]
    weights = [chance.gammavariate(0.8, 1.0) + 0.02 for _ in lists]
    shares = [int(valid * weight / sum(weights)) for weight in weights]
    shares[0] += valid - sum(shares)
    return dict(zip(lists, shares, strict=True))
