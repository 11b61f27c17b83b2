"""What the website did with its documents between two moments of the archive."""

import polars as pl
import pytest

from ingest.archive import Archive
from ingest.protocol import KEYS, ORIGIN
from ingest.warc import Exchange
from reconcile.keep.life.documents import Documents, compare, look_back
from reconcile.keep.life.grounds import Grounds
from reconcile.keep.tables import Read, Tables

ONE, INDEX = "http://a/pec/1.html", "http://a/index.html"


class Site:
    """An archive that is asked for what happened since the last time."""

    def __init__(self, folder):
        self.archive, self.seen, self.said = Archive(folder), 0, {}
        self.archive.recover()

    def answer(self, run, body=b"", status=200, asked=ONE, truncated=""):
        answer = (f"{status} X", [("Content-Type", "text/html")])
        exchange = Exchange(
            asked, asked, ("GET / HTTP/1.1", []), answer, status, body, truncated
        )
        return self.archive.add_exchange(exchange, run).sha256

    def says(self, body, run, votes):
        """Answer with a page that was read: `votes` at one station, None if it was not."""
        self.said[self.answer(run, body)] = votes

    def happened(self):
        """Tell what happened since the last call, as the addresses of each kind."""
        documents = compare(
            self.archive, look_back(self.archive, self.seen), self.seen, self.tables
        )
        self.seen = len(self.archive.entries)
        return {
            kind: [(one.address, one.why) for one in getattr(documents, kind)]
            for kind in Documents.__slots__
            if getattr(documents, kind)
        }

    @property
    def tables(self):
        keys = {name: "" if kind == pl.String else None for name, kind in KEYS.items()}
        rows = [
            {**keys, "station": "1", "level": "pec", "document": sha, "place": "row 1",
             "layout": 0, "votes": votes}
            for sha, votes in self.said.items() if votes is not None
        ]  # fmt: skip
        schema = {**KEYS, **ORIGIN, "votes": pl.Int64}
        read = [
            Read(
                ONE,
                sha,
                1,
                "then",
                "official",
                "f",
                "read" if n is not None else "quarantined",
            )
            for sha, n in self.said.items()
        ]
        read.append(Read(INDEX, "0", 1, "then", "official", "", "links"))
        return Tables(read, {"official-f": pl.DataFrame(rows, schema)})


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "archive")


def test_a_document_appears_changes_and_vanishes(site):
    site.says(b"one", 1, 40)
    assert site.happened() == {"appeared": [(ONE, "")]}
    site.says(b"two", 2, 41)
    assert site.happened() == {"changed": [(ONE, "")]}
    site.answer(3, status=404)
    assert site.happened() == {"vanished": [(ONE, "")]}
    site.answer(4, status=404)
    assert site.happened() == {}


def test_the_same_numbers_in_other_bytes_are_no_change(site):
    site.says(b"one", 1, 40)
    site.happened()
    site.says(b"one, and visits: 2", 2, 40)
    assert site.happened() == {"rewritten": [(ONE, "")]}


def test_of_bytes_that_were_not_read_it_is_not_known(site):
    """Set aside, or not read yet: neither a change nor none."""
    site.says(b"one", 1, 40)
    site.happened()
    site.says(b"what is this", 2, None)
    assert site.happened() == {"unread": [(ONE, "")]}
    site.answer(3, b"never parsed")
    assert site.happened() == {"unread": [(ONE, "")]}


def test_what_rests_on_a_page_that_cannot_be_read_now_was_not_seen(site):
    """The page that is there now is known, but nobody knows what it says."""
    site.says(b"one", 1, 40)
    site.says(b"what is this", 2, None)
    grounds = Grounds(
        case=None,
        tables=site.tables,
        looks=look_back(site.archive, len(site.archive.entries)),
        documents=Documents(),
        rules={},
        rules_before={},
    )
    row = {"code": "C101", "document": next(iter(site.said)), "copy_document": ""}

    assert grounds.unseen(row) == "what is there now was not read"


def test_unchanged_answers_are_nothing(site):
    site.says(b"one", 1, 40)
    site.happened()
    site.answer(2, status=304)
    assert site.happened() == {}


def test_a_document_comes_back(site):
    site.says(b"one", 1, 40)
    site.answer(2, status=404)
    assert site.happened() == {"appeared": [(ONE, "")], "vanished": [(ONE, "")]}
    site.says(b"one", 3, 40)
    assert site.happened() == {"back": [(ONE, "")]}


def test_a_change_that_was_taken_back_is_told_twice(site):
    """Nothing that was seen is forgotten, though the end is as the beginning."""
    site.says(b"one", 1, 40)
    site.happened()
    site.says(b"two", 2, 41)
    site.says(b"one", 3, 40)
    assert site.happened() == {"changed": [(ONE, ""), (ONE, "")]}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"status": 503}, "answered 503"),
        ({"body": b"on", "truncated": "disconnect"}, "cut off (disconnect)"),
    ],
)
def test_an_address_that_gave_no_answer_is_named(site, answer, why):
    """What was there before is neither gone nor changed."""
    site.says(b"one", 1, 40)
    site.happened()
    site.answer(2, **answer)
    assert site.happened() == {"failed": [(ONE, why)]}


def test_an_address_without_any_answer_is_named(site):
    site.says(b"one", 1, 40)
    site.happened()
    site.archive.add_failure(ONE, ONE, "refused", 2)
    assert site.happened() == {"failed": [(ONE, "no answer")]}
    site.answer(3, asked="http://a/pec/2.html", status=404)
    assert site.happened() == {"failed": [(ONE, "not asked")]}


def test_a_failure_that_was_made_good_is_none(site):
    site.says(b"one", 1, 40)
    site.happened()
    site.answer(2, status=503)
    site.answer(2, status=304)
    assert site.happened() == {}


def test_pages_that_only_link_are_no_documents_of_results(site):
    site.answer(1, b"links", asked=INDEX)
    site.answer(1, b"rules", asked="http://a/robots.txt")
    assert site.happened() == {}


def test_what_happened_is_the_same_read_again_from_json(site):
    site.says(b"one", 1, 40)
    told = compare(site.archive, look_back(site.archive, 0), 0, site.tables)

    assert told.appeared[0].station == "1"
    assert Documents.from_json(told.to_json()) == told
