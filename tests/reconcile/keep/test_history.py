"""When documents were on the website, from what it answered at each look."""

import pytest

from ingest.archive import Archive
from ingest.warc import Exchange
from reconcile.keep.history import Posting, trace

PAGE, PROTOCOL = "http://a/index.html", "http://a/pec/1.html"


def hour(number):
    return f"Sun, 19 Aug 2007 {number:02}:00:00 GMT", f"2007-08-19T{number:02}:00:00Z"


@pytest.fixture
def archive(tmp_path):
    one = Archive(tmp_path / "archive")
    one.recover()
    return one


@pytest.fixture
def look(archive):
    """Keep what the website answers at an hour: a body, or a status without one."""

    def keep(asked, at, body=b"", status=200, posted=None):
        headers = [("Content-Type", "text/html")]
        headers += [("Date", hour(at)[0])] if at is not None else []
        headers += [("Last-Modified", hour(posted)[0])] if posted is not None else []
        answer = (f"{status} X", headers)
        request = ("GET / HTTP/1.1", [("Host", "a")])
        archive.add_exchange(Exchange(asked, asked, request, answer, status, body), run=1)

    return keep


def test_a_version_is_there_from_its_first_look_to_its_last(archive, look):
    look(PROTOCOL, 3, b"one", posted=2)
    look(PROTOCOL, 5, status=304)

    assert trace(archive, [])(PROTOCOL) == [
        Posting(hour(2)[1], hour(3)[1], "", hour(5)[1], "")
    ]


def test_a_new_version_was_not_there_at_the_last_look_at_the_old(archive, look):
    look(PROTOCOL, 3, b"one")
    look(PROTOCOL, 5, status=304)
    look(PROTOCOL, 7, b"two")

    first, second = trace(archive, [])(PROTOCOL)
    assert (first.last, second.before, second.seen) == (hour(5)[1], hour(5)[1], hour(7)[1])
    assert first.gone == ""


def test_what_is_gone_may_come_back(archive, look):
    look(PROTOCOL, 3, b"one")
    look(PROTOCOL, 5, status=404)
    assert trace(archive, [])(PROTOCOL)[0].gone == hour(5)[1]

    look(PROTOCOL, 7, b"one")
    assert trace(archive, [])(PROTOCOL)[0].gone == ""


def test_what_a_page_does_not_link_to_is_not_there(archive, look):
    """The last look at the page without the link is the last without the document."""
    look(PAGE, 2, b"<a href='pec/2.html'>2</a>")
    look(PAGE, 4, status=304)
    look(PAGE, 6, b"<a href='pec/1.html'>1</a>")
    look(PROTOCOL, 6, b"one", posted=1)

    assert trace(archive, [PAGE])(PROTOCOL)[0].before == hour(4)[1]
    assert trace(archive, [])(PROTOCOL)[0].before == ""


def test_a_failed_look_says_nothing(archive, look):
    """An answer of 500 is neither there nor gone."""
    look(PROTOCOL, 3, b"one")
    look(PROTOCOL, 5, b"oops", status=500)

    (posting,) = trace(archive, [])(PROTOCOL)
    assert (posting.last, posting.gone) == (hour(3)[1], "")


def test_a_website_without_a_clock_gives_no_times(archive, look):
    look(PROTOCOL, None, b"one")

    assert trace(archive, [])(PROTOCOL) == [Posting()]
