"""How soon broken protocols and differing copies are read, and is it right?

`python -m tests.bench.localise [PROTOCOLS]` breaks 10,000 protocols of three real forms,
asks our kernel and HiGHS (scipy.optimize.milp) for the fewest lines whose change repairs
each, and compares. Then it explains and localises 9,727 differing protocols of an
invented election of Kazakhstan's size. Times are of the processor, not of the wall.
"""

import sys
import time
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parents[1] / "fastcheck"))

from weights import PRICES

from fastcheck.explain import Others, explain, explain_by_others, rank
from fastcheck.localise import MOST_CHANGED, localise
from ingest.errors import SettingError
from ingest.facts.elections import load_election
from ingest.facts.forms import load_form
from ingest.facts.places import find_fact
from ingest.sample.country import invent_country
from reconcile.bench.broken import FORMS, broken_protocols, relations_of
from reconcile.bench.solver import Model
from reconcile.checks.explanations import roles_of


def timed(work):
    """Return what some work gives, and the processor's seconds."""
    started = time.process_time()
    done = work()
    return done, time.process_time() - started


def against_solver(name, number):
    """Compare the fewest lines of broken protocols of one form; return both times."""
    relations, counts = broken_protocols(name, number, seed=2007)
    weights = np.ones(len(counts), np.int64)
    repairs, ours = timed(lambda: localise(counts, *relations, weights))
    model = Model(*relations)
    theirs_said, theirs = timed(lambda: [model.smallest_change(own) for own in counts.T])
    expected = np.array([one if one <= MOST_CHANGED else -1 for one in theirs_said])
    agree = int((repairs.weight == expected).sum())
    print(
        f"{name:24}{agree:>7,} of {number:,} agree, {int(repairs.proved.sum()):,} of "
        f"{len(repairs.proved):,} sets proved; {ours / number * 1e6:.0f} us and "
        f"{theirs / number * 1e3:.1f} ms a protocol, 1 : {theirs / ours:.0f}"
    )
    return agree == number


def whole_country():
    """Explain and localise every protocol of an invented election, each one changed."""
    form = load_form("kz-2007-pec")
    election = load_election(find_fact("elections", "kz-2007-majilis", SettingError))
    copies = np.ascontiguousarray(invent_country(election, form).counts.astype(np.int32))
    official, rng = copies.copy(), np.random.default_rng(7)
    for own in official.T:
        chosen = rng.choice(len(own), rng.integers(1, 4), replace=False)
        own[chosen] = np.maximum(0, own[chosen] + rng.integers(-60, 61, len(chosen)))
    relations, owner = relations_of("kz-2007-pec"), np.arange(official.shape[1])
    weights = np.ones(len(form.lines), np.int64)

    def both():
        ways = explain(copies, official, roles_of(form), PRICES)
        posted, written = Others(official, owner), Others(copies, owner)
        rank(explain_by_others(ways, copies, official, owner, PRICES, posted, written))
        return localise(official, *relations, weights)

    _, spent = timed(both)
    print(
        f"{official.shape[1]:,} differing protocols explained and localised: {spent:.2f} s"
    )


def main():
    """Print the comparison and the speeds; return 1 if an answer differs."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    shares = [number // len(FORMS)] * (len(FORMS) - 1)
    shares.append(number - sum(shares))
    good = [against_solver(*one) for one in zip(FORMS, shares, strict=True)]
    whole_country()
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
