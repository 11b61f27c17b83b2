"""Runs recorded one after another, in SQLite and in PostgreSQL."""

import json
from dataclasses import replace
from time import perf_counter

import pytest

from ingest.errors import SettingError
from reconcile.finding import Finding, to_frame
from reconcile.keep.life import record as recording
from reconcile.keep.life.changes import Changes
from reconcile.keep.life.look import last_look
from reconcile.keep.life.record import record_run
from reconcile.keep.life.settle import settle
from reconcile.keep.life.told import changes, life, state
from reconcile.keep.store.open import open_store
from reconcile.run import Result

RIGHT = "s1,t1,100,60,2,40,18"
WRONG = (RIGHT, "s1,t1,100,60,2,40,28")  # off by -10
WORSE = (RIGHT, "s1,t1,100,60,2,40,38")  # off by -20


@pytest.fixture
def store(folder):
    with open_store(folder) as opened:
        yield opened


@pytest.fixture
def record(folder, store, night):
    """Record runs given by what is other in their protocols."""
    return lambda number, *replaced: record_run(folder, store, night(number, *replaced))


def only(items):
    (one,) = items
    return one


def test_a_finding_is_new_once_and_persists(record, store):
    first, second = record(1, WRONG), record(2, WRONG)
    finding = only(first.new).finding

    assert (second.new, second.persists) == ([], [finding])
    assert state(store)[finding].state == "persists"
    assert [one.what for one in life(store, finding)] == ["new"]


def test_other_numbers_at_the_same_place_are_told_beside_those_before(record):
    record(1, WRONG)
    item = only(record(2, WORSE).changed)

    assert item.before["difference"] == -10
    assert item.numbers["difference"] == -20
    assert item.report == "0002"


def test_a_finding_without_anything_posted_was_not_corrected(record):
    """It is not found any more, and why is not the commission's doing."""
    record(1, WRONG)
    second = record(2)

    assert second.corrected == []
    assert only(second.gone).why == "nothing was posted there since"


def test_other_rules_of_ours_correct_nothing(record, folder, store, night):
    record(1, WRONG)
    second = night(2)
    told = record_run(
        folder, store, replace(second, rules={**second.rules, "tekseru": "2"})
    )

    assert only(told.gone).why == "checked otherwise than before: tekseru"


def test_a_finding_comes_back(record, store):
    finding = only(record(1, WRONG).new).finding
    record(2)

    assert only(record(3, WRONG).back).finding == finding
    assert [one.what for one in life(store, finding)] == ["new", "gone", "back"]


def test_a_run_recorded_twice_is_once(record, store):
    """A night that was stopped after it was recorded is asked for again."""
    first = record(1, WRONG)

    assert record(1, WRONG) == first
    assert changes(store).run == 1


def test_what_is_settled_while_a_run_is_put_together_counts(record, store, monkeypatch):
    """Nobody who writes waits for that, and the run is told of it."""
    finding = only(record(1, WRONG).new).finding
    deeds = [lambda: settle(store, finding, "A", "a slip")]

    def look_slowly(*given):
        while deeds:
            deeds.pop()()
        return last_look(*given)

    monkeypatch.setattr(recording, "last_look", look_slowly)

    assert only(record(2, WORSE).reopened).numbers["difference"] == -20


def test_order_is_that_of_recording_whatever_the_clock_says(record):
    """A clock that jumps back moves no run before another."""
    record(9, WRONG)
    earlier = record(2, WORSE)

    assert (earlier.run, earlier.before) == (2, 1)
    assert len(earlier.changed) == 1


def test_what_changed_can_be_told_later_and_read_again_from_json(record, store):
    """Once more from the store, and from the file that is written beside findings."""
    record(1, WRONG)
    second = record(2, WORSE)
    record(3, WRONG)

    assert changes(store, 2) == second
    assert Changes.from_json(json.loads(json.dumps(second.to_json()))) == second
    assert changes(store, 9) is None


def test_a_settled_finding_says_who_and_why(record, store):
    finding = only(record(1, WRONG).new).finding
    settle(store, finding, "A. Member", "a slip, seen on the photograph")

    assert state(store)[finding].state == "settled"
    assert life(store, finding)[-1].who == "A. Member"
    assert only(record(2, WRONG).decided).kind == "settled"
    assert state(store)[finding].state == "settled"


def test_a_settled_finding_opens_when_its_numbers_change(record, store):
    settle(store, only(record(1, WRONG).new).finding, "A. Member", "a slip")
    item = only(record(2, WORSE).reopened)

    assert item.numbers["difference"] == -20
    assert state(store)[item.finding].state == "reopened"
    # The old numbers again are no longer what the person had seen last.
    assert only(record(3, WRONG).changed).decision is None


def test_a_person_opens_a_finding_again(record, store):
    finding = only(record(1, WRONG).new).finding
    settle(store, finding, "A. Member", "a slip")
    settle(store, finding, "B. Member", "no slip", opens=True)

    assert state(store)[finding].state == "new"
    with pytest.raises(SettingError, match="it is not settled"):
        settle(store, finding, "B. Member", "again", opens=True)


@pytest.mark.parametrize(
    ("finding", "who", "why", "told"),
    [
        ("", "", "a slip", "--who: expected"),
        ("", "A", " ", "--why: expected"),
        ("", "A\x1b[2J", "a slip", "plain text"),
        ("", "A" * 201, "a slip", "at most"),
        ("C101-0", "A", "a slip", "no such finding"),
    ],
)
def test_nobody_settles_without_a_name_and_a_reason(record, store, finding, who, why, told):
    found = only(record(1, WRONG).new).finding
    with pytest.raises(SettingError, match=told):
        settle(store, finding or found, who, why)


def test_a_finding_that_is_gone_cannot_be_settled(record, store):
    finding = only(record(1, WRONG).new).finding
    record(2)
    with pytest.raises(SettingError, match="it is gone"):
        settle(store, finding, "A", "a slip")


def test_five_thousand_findings_are_recorded_in_well_under_a_second(folder, store, night):
    """Only what changed is stored: a second night of the same takes no rows."""
    base = night(1)
    answer = base.result.answers[0]
    findings = [
        Finding("C101", "x", "must", "m", station=f"{n}", difference=n) for n in range(5000)
    ]
    answers = [replace(answer, findings=findings)]
    result = Result(base.result.case, answers, to_frame(findings), base.result.sentences)
    seconds = []
    for number in (1, 2):
        started = perf_counter()
        told = record_run(folder, store, replace(base, report=f"{number}", result=result))
        seconds.append(perf_counter() - started)
    assert len(told.persists) == 5000
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM events").scalar() == 5000
    print(seconds)
    assert max(seconds) < 3  # shared, slow machines; about 0.4 s on two cores


def test_two_findings_alike_are_two(folder, store, night):
    """The second of the same numbers at the same place has an id of its own."""
    base = night(1)
    alike = [Finding("C402", "x", "must", message) for message in ("one", "two")]
    answers = [replace(base.result.answers[0], findings=alike)]
    frame = to_frame(alike)
    told = record_run(
        folder,
        store,
        replace(
            base, result=Result(base.result.case, answers, frame, base.result.sentences)
        ),
    )

    assert sorted(one.finding for one in told.new) == frame["finding"].sort().to_list()


def test_what_a_document_says_is_kept_whatever_it_is(folder, store, night):
    """A character that PostgreSQL takes in no text is kept all the same."""
    base = night(1)
    odd = [Finding("C403", "x", "must", "station \0 \u202e '; DROP", station="\0")]
    answers = [replace(base.result.answers[0], findings=odd)]
    result = Result(base.result.case, answers, to_frame(odd), base.result.sentences)
    told = record_run(folder, store, replace(base, result=result))

    assert only(told.new).message == odd[0].message
    assert changes(store) == told
