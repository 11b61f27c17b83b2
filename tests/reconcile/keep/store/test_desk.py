"""What the desk keeps, in SQLite and in PostgreSQL alike."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from secrets import token_hex

import pytest

from ingest.errors import SettingError
from reconcile.keep.store import people, queue, typed, work
from reconcile.keep.store.activity import note, read_activity
from reconcile.keep.store.decisions import decide, decisions
from reconcile.keep.store.open import open_store

PHOTO = "b" * 64


@pytest.fixture
def store(folder):
    with open_store(folder) as opened:
        yield opened


@pytest.fixture
def connection(store):
    with store.writing() as opened:
        yield opened


def entry(**other):
    sent = token_hex(16)
    known = {
        "sent": sent, "paper": sent, "entry": typed.FIRST, "source": "desk-1",
        "station": "00001", "tec": "", "channel": "paper",
        "counts": {"valid": 7, "invalid": None}, "photos": [PHOTO],
    }  # fmt: skip
    return typed.Entry(**known | other)


def test_a_later_row_of_a_person_is_what_they_may_now(connection):
    """And ends what they were signed in for; their source stays."""
    people.put_person(connection, "ada", "olga", "observer", "hash")
    token = people.sign_in(connection, "olga")
    first = people.who_has(connection, token)

    people.put_person(connection, "ada", "olga", "clerk")

    assert people.who_has(connection, token) is None
    now = people.find_person(connection, "olga")
    assert (now.role, now.password, now.source) == ("clerk", "hash", first.source)
    people.put_person(connection, "ada", "olga", "")
    assert people.find_person(connection, "olga") is None


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        ("", "clerk", "x"),
        ("a\nb", "clerk", "x"),
        (" a", "clerk", "x"),
        ("a" * 41, "clerk", "x"),
        ("a", "king", "x"),
        ("a", "clerk", ""),
        ("a", "", "x"),
    ],
)
def test_who_is_no_person_is_refused(connection, name, role, password):
    with pytest.raises(SettingError):
        people.put_person(connection, "ada", name, role, password)


def test_a_form_that_is_sent_at_once_many_times_is_kept_once(store):
    """Each of the senders gets the same entry."""
    one = entry()

    def send(_):
        with store.writing() as connection:
            return typed.keep_typed(connection, "olga", one)

    with ThreadPoolExecutor(6) as several:
        kept = list(several.map(send, range(6)))

    assert {one.number for one in kept} == {1}
    with store.reading() as connection:
        assert len(typed.all_typed(connection)) == 1
        assert len(read_activity(connection, None, 10)) == 1


def test_only_one_of_many_takes_a_piece_of_work(store):
    def take(name):
        with store.writing() as connection:
            return work.take(connection, name, "read x")

    with ThreadPoolExecutor(6) as several:
        took = list(several.map(take, "abcdef"))

    assert took.count(True) == 1


def test_copies_wait_for_a_second_person_and_differing_ones_for_a_third(connection):
    """A copy without a photograph, and one's own, wait for nobody."""
    first = typed.keep_typed(connection, "olga", entry())
    typed.keep_typed(connection, "olga", entry(photos=[]))
    assert [one.number for one in queue.to_type_again(connection, "cleo", 9)] == [
        first.number
    ]
    assert queue.count_to_type_again(connection, "olga") == 0

    second = entry(
        paper=first.paper, entry=typed.SECOND, counts={"valid": 8, "invalid": None}
    )
    typed.keep_typed(connection, "cleo", second)
    assert queue.to_type_again(connection, "carl", 9) == []
    assert [one.paper for one in queue.to_settle(connection, "sue", 9)] == [first.paper]
    assert queue.count_to_settle(connection, "cleo") == 0

    settled = replace(second, sent=token_hex(16), entry=typed.SETTLED)
    typed.keep_typed(connection, "sue", settled)
    assert queue.to_settle(connection, "ada", 9) == []
    every = typed.typed_of(connection, first.paper)
    assert [one.entry for one in typed.counting(every)] == [typed.SETTLED]


def test_entries_that_agree_wait_for_nobody(connection):
    first = typed.keep_typed(connection, "olga", entry())
    again = entry(paper=first.paper, entry=typed.SECOND)
    typed.keep_typed(connection, "cleo", again)

    assert queue.count_to_settle(connection, "sue") == 0


def test_an_entry_that_was_replaced_counts_no_more(connection):
    first = typed.keep_typed(connection, "olga", entry())
    more = typed.attach(first, "c" * 64, token_hex(16))
    last = typed.keep_typed(connection, "olga", more)

    assert typed.counting(typed.typed_of(connection, first.paper)) == [last]
    assert last.photos == [PHOTO, "c" * 64]
    assert typed.own_entries(connection, "olga", None, 9) == [last]
    assert typed.has_photo(connection, "c" * 64, "olga")
    assert not typed.has_photo(connection, "c" * 64, "omar")


def test_the_digest_of_an_entry_names_nobody_and_covers_the_rest(connection):
    kept = typed.keep_typed(connection, "olga", entry())

    assert typed.digest(kept, kept.at) == kept.sha256
    assert typed.digest(replace(kept, who="omar"), kept.at) == kept.sha256
    for other in (
        {"counts": {"valid": 8, "invalid": None}},
        {"station": "2"},
        {"note": "x"},
    ):
        assert typed.digest(replace(kept, **other), kept.at) != kept.sha256


def test_the_last_decision_of_a_thing_counts_and_others_stay(connection):
    """Also as of an earlier one."""
    for decision in ("7", "8"):
        decide(connection, "cleo", "cell x", decision, "seen")
    decide(connection, "cleo", "name y", "z", "known")

    assert [one.decision for one in decisions(connection, "cell")] == ["8"]
    assert [one.decision for one in decisions(connection, "cell", 1)] == ["7"]


def test_a_draft_is_the_last_one_and_goes_when_it_is_dropped(connection):
    for text in ("1", "2"):
        work.keep_draft(connection, "olga", "copy", {"valid": text})
    assert work.read_draft(connection, "olga", "copy") == {"valid": "2"}
    assert work.read_draft(connection, "omar", "copy") == {}

    work.drop_draft(connection, "olga", "copy")

    assert work.read_draft(connection, "olga", "copy") == {}


def test_a_deed_without_a_word_is_a_mistake_of_ours(connection):
    with pytest.raises(ValueError, match="expected one of"):
        note(connection, "olga", "danced")
