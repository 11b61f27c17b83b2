"""What becomes of a finding from one run to the next, by its subject and its numbers."""

import pytest

from reconcile.keep.life.events import Known, follow
from reconcile.keep.store.records import Event

SUBJECTS = {"a1": "a", "a2": "a", "b1": "b"}


def told(last, tonight, unseen=(), settled=()):
    """What became of each finding, where the last events were these."""
    known = Known(
        {one: Event(one, kind, seen, run=at) for at, (one, kind, seen) in enumerate(last)},
        {one: SUBJECTS[one] for one, _, _ in last},
        frozenset(settled),
    )
    subjects = {one: SUBJECTS[one] for one in tonight}
    events = follow(
        known, subjects, dict.fromkeys(unseen, "no answer"), lambda _: ("gone", "?")
    )
    return {one.finding: (one.kind, one.seen, one.other) for one in events}


@pytest.mark.parametrize(
    ("last", "tonight", "expected"),
    [
        ([], ["a1"], {"a1": ("new", True, None)}),
        ([("a1", "new", True)], ["a1"], {}),
        ([("a1", "new", True)], [], {"a1": ("gone", True, None)}),
        (
            [("a1", "new", True)],
            ["a2"],
            {"a2": ("changed", True, "a1"), "a1": ("replaced", True, "a2")},
        ),
        ([("a1", "corrected", True)], ["a1"], {"a1": ("back", True, None)}),
        ([("a1", "corrected", True)], ["a2"], {"a2": ("back", True, "a1")}),
        ([("a1", "corrected", True)], [], {}),
        ([("a1", "new", True)], ["a1", "a2"], {"a2": ("new", True, None)}),
        ([("a1", "new", True)], ["a1", "b1"], {"b1": ("new", True, None)}),
    ],
)
def test_a_finding_follows_those_of_its_place(last, tonight, expected):
    """The same numbers are the same finding; others in its place are its next state."""
    assert told(last, tonight) == expected


def test_what_was_not_answered_is_not_seen_and_persists():
    """It is told once, and again when it is seen again."""
    seen, unseen = [("a1", "new", True)], [("a1", "unseen", False)]

    assert told(seen, ["a1"], unseen=["a1"]) == {"a1": ("unseen", False, None)}
    assert told(unseen, ["a1"], unseen=["a1"]) == {}
    assert told(unseen, ["a1"]) == {"a1": ("seen", True, None)}


def test_a_finding_can_be_new_and_not_seen():
    assert told([], ["a1"], unseen=["a1"]) == {"a1": ("new", False, None)}


@pytest.mark.parametrize("kind", ["new", "gone"])
def test_a_settled_finding_whose_numbers_change_opens_again(kind):
    """Also where it was not found for a while."""
    assert told([("a1", kind, True)], ["a2"], settled=["a1"])["a2"][0] == "reopened"


def test_a_settled_finding_that_comes_back_as_it_was_stays_settled():
    assert told([("a1", "gone", True)], ["a1"], settled=["a1"])["a1"][0] == "back"
