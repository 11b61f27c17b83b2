from scans import COUNTS, FORM

from ingest.facts.forms import load_form
from ingest.read.doubt import find_doubtful

FORM = load_form(FORM)
CAST = FORM.position["cast"]


def doubtful(counts, others, channel="paper"):
    return find_doubtful(FORM, channel, counts, lambda line: others.get(line, ()))


def misread(count):
    return [*COUNTS[:CAST], count, *COUNTS[CAST + 1 :]]


def test_a_reading_is_doubtful_where_another_would_keep_a_relation():
    found = doubtful(misread(613), {CAST: [613, 618]})

    assert list(found) == [CAST]
    assert found[CAST].startswith("618 would keep K5")


def test_what_adds_up_is_not_asked_again():
    def never(_line):
        raise AssertionError("asked")

    assert find_doubtful(FORM, "paper", COUNTS, never) == {}


def test_a_protocol_that_does_not_add_up_in_any_reading_is_taken_as_it_is():
    """It is likely written so, and then it is a finding."""
    assert doubtful(misread(613), {CAST: [613, 619], 0: [812]}) == {}


def test_a_missing_line_makes_no_doubt():
    assert doubtful(misread(None), {CAST: [618]}) == {}


def test_a_relation_of_another_channel_makes_no_doubt():
    """K3 is a relation of paper protocols only."""
    received = FORM.position["received"]
    counts = [*COUNTS[:received], 800, *COUNTS[received + 1 :]]

    assert doubtful(counts, {received: [815]}) != {}
    assert doubtful(counts, {received: [815]}, "summary") == {}
