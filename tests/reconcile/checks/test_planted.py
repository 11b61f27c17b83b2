"""Is what was planted at a station with a copy explained as what was done?"""

from collections import defaultdict

import numpy as np
import pytest

from conftest import ROOT
from fastcheck.explain import Others, explain, explain_by_others, rank
from fastcheck.prices import (
    ALONE,
    DIGIT_ADDED,
    DIGITS_EXCHANGED,
    INVALID_AND_VOTES,
    LINES_SHIFTED,
    ONE_DIGIT,
    VOTES_MOVED,
    WITH_TURNOUT,
    make_prices,
)
from ingest.facts.elections import load_election
from ingest.facts.forms import load_form
from ingest.facts.weights import load_weights
from ingest.sample.country import invent_country
from ingest.sample.plant import plant
from reconcile.checks.explanations import roles_of

SEEDS = range(6)  # of elections of 1,500 stations: some 48 cases of each mechanism

# What was done, and the ways that tell it. Two equal digits cannot be seen to be swapped,
# and are planted as one digit; nine more are one digit, two exchanged, or any number.
WAYS = {
    "one digit": {ONE_DIGIT},
    "two digits swapped": {DIGITS_EXCHANGED, ONE_DIGIT},
    "a digit added": {DIGIT_ADDED},
    "a bundle that keeps every relation": {WITH_TURNOUT},
    "votes moved between lists": {VOTES_MOVED},
    "invalid ballots into votes": {INVALID_AND_VOTES},
    "lists shifted by a row": {LINES_SHIFTED},
    "impossible certificates": {ALONE, DIGIT_ADDED},
    "an observer's slip": {ALONE, ONE_DIGIT, DIGITS_EXCHANGED},
}


def first_ways(seed):
    """Yield what was planted at each station with a copy, and its likeliest way."""
    form = load_form("kz-2007-pec")
    election = load_election(ROOT / "data/elections/kz-2007-majilis.toml")
    country = invent_country(election, form, seed, stations=1500)
    posting = plant(country, copies=300, seed=seed)
    done = {one.place: one.done for one in posting.planted if one.done in WAYS}
    copies = {
        (one.station, one.channel): one.counts
        for one in posting.copies
        if min(one.counts) >= 0 and (one.station, one.channel) in posting.protocols
    }
    posted_counts = {key: own.counts for key, own in posting.protocols.items()}
    keys = sorted((one, "paper") for one in done if (one, "paper") in copies)
    stations = {station: at for at, (station, _) in enumerate(posting.protocols)}

    def table(rows, at):
        counts = np.array([rows[key] for key in at], np.int32).T.copy()
        return counts, np.array([stations[key[0]] for key in at], np.int64)

    before, owner = table(copies, keys)
    after, _ = table(posted_counts, keys)
    papers = [key for key in posting.protocols if key[1] == "paper"]
    posted = Others(*table(posted_counts, papers))
    written = Others(*table(copies, sorted(copies)))
    prices = make_prices(load_weights(), len(form.lines), 7, len(papers))
    ways = explain(before, after, roles_of(form), prices)
    ways = explain_by_others(ways, before, after, owner, prices, posted, written)
    for (station, _), way in zip(keys, rank(ways)[0][0].tolist(), strict=True):
        yield done[station], way


@pytest.fixture(scope="module")
def explained():
    found = defaultdict(list)
    for seed in SEEDS:
        for done, way in first_ways(seed):
            found[done].append(way)
    return found


@pytest.mark.parametrize("done", WAYS)
def test_what_was_planted_is_the_first_explanation(explained, done):
    """In at least 95 of 100 cases of each mechanism."""
    ways = explained[done]

    assert len(ways) >= 40
    assert sum(way in WAYS[done] for way in ways) >= 0.95 * len(ways)
