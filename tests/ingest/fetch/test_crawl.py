"""The crawler against a real server on loopback that misbehaves as told."""

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ingest.archive import Archive
from ingest.errors import FetchError
from ingest.facts.sites import Site
from ingest.fetch import crawl
from ingest.fetch.crawl import fetch_site
from ingest.fetch.runs import Runs
from ingest.fetch.site import addresses, archived_links

LAYOUT = {"form": "f", "orientation": "rows", "station": "{s}"}


class Web:
    """A server whose answers are listed by path; the last one is repeated."""

    def __init__(self):
        self.answers = {"/robots.txt": [(404, {}, b"")]}
        self.asked = Counter()
        self.headers = {}
        self.times = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                listed = web.answers.get(self.path, [(404, {}, b"")])
                status, headers, body = listed[min(web.asked[self.path], len(listed) - 1)]
                web.asked[self.path] += 1
                web.headers[self.path] = dict(self.headers)
                web.times.append(time.monotonic())
                if self.headers.get("If-None-Match") == headers.get("ETag", "-"):
                    status, body = 304, b""
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = "Content-Length" in headers

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def site(self, *pages, **changes):
        address = {
            "id": "p",
            "address": "{n}.html",
            "values": {"n": pages},
            "layout": LAYOUT,
        }
        settings = {"pace_s": 0.0, "timeout_s": 5, **changes}
        return Site(id="s", title="t", base=self.base, page=[address], **settings)


@pytest.fixture
def web():
    one = Web()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "archive")


def test_what_changed_is_told_apart_from_what_did_not(web, archive):
    """New, unchanged by the server's word, changed, absent."""
    web.answers["/1.html"] = [(200, {"ETag": '"1"'}, b"one")]
    web.answers["/2.html"] = [(200, {}, b"two"), (200, {}, b"two, corrected")]
    site = web.site("1", "2", "3")

    assert fetch_site(site, archive).outcomes == {"new": 2, "absent": 1}
    second = fetch_site(site, archive)
    assert second.outcomes == {"unchanged": 1, "changed": 1, "absent": 1}
    assert archive.read(archive.entries[1]) == b"one"


def test_a_second_fetch_transfers_no_page_body(web, archive):
    web.answers["/1.html"] = [(200, {"ETag": '"1"'}, b"one")]

    fetch_site(web.site("1"), archive)
    assert fetch_site(web.site("1"), archive).bytes == 0
    assert web.headers["/1.html"]["If-None-Match"] == '"1"'


def test_who_asks_and_whom_to_write_to(web, archive):
    fetch_site(web.site("1"), archive, contact="mailto:us@example.org")

    agent = web.headers["/1.html"]["User-Agent"]
    assert agent.startswith("tekseru/")
    assert "mailto:us@example.org" in agent


def test_an_error_is_kept_and_asked_again_when_the_server_says(web, archive):
    """Every answer is stored, the errors too; Retry-After is honoured."""
    web.answers["/1.html"] = [(503, {"Retry-After": "1"}, b"busy"), (200, {}, b"one")]
    started = time.monotonic()

    report = fetch_site(web.site("1"), archive)

    assert report.outcomes == {"new": 1}
    assert time.monotonic() - started >= 1
    kept = [
        (one.status, archive.read(one)) for one in archive.entries if "1.html" in one.asked
    ]
    assert kept == [(503, b"busy"), (200, b"one")]


def test_a_wait_longer_than_we_are_ready_for_is_a_failure_of_that_address(web, archive):
    web.answers["/1.html"] = [(429, {"Retry-After": "99999"}, b"")]
    web.answers["/2.html"] = [(200, {}, b"two")]

    report = fetch_site(web.site("1", "2"), archive)

    assert report.outcomes == {"failed": 1, "new": 1}
    assert "429" in report.failures[0]


@pytest.mark.parametrize("status", [403, 418])
def test_a_refusal_is_a_failure_and_is_kept(web, archive, status):
    web.answers["/1.html"] = [(status, {}, b"no")]
    web.answers["/2.html"] = [(200, {}, b"two")]

    report = fetch_site(web.site("1", "2"), archive)

    assert report.outcomes == {"failed": 1, "new": 1}
    assert status in {one.status for one in archive.entries}


def test_robots_are_honoured(web, archive):
    web.answers["/robots.txt"] = [(200, {}, b"User-agent: *\nDisallow: /2.html\n")]
    web.answers["/1.html"] = web.answers["/2.html"] = [(200, {}, b"x")]

    report = fetch_site(web.site("1", "2"), archive)

    assert report.outcomes == {"new": 1, "refused": 1}
    assert web.asked["/2.html"] == 0


def test_robots_that_did_not_change_still_hold(web, archive):
    """A second fetch is told "not modified" about robots.txt too."""
    rules = b"User-agent: *\nDisallow: /2.html\n"
    web.answers["/robots.txt"] = [(200, {"ETag": '"r"'}, rules)]
    web.answers["/1.html"] = [(200, {}, b"x")]

    fetch_site(web.site("1", "2"), archive)
    report = fetch_site(web.site("1", "2"), archive)

    assert report.outcomes == {"unchanged": 1, "refused": 1}


def test_a_site_without_usable_robots_is_left_alone(web, archive):
    """RFC 9309: a server that fails on robots.txt allows nothing."""
    web.answers["/robots.txt"] = [(501, {}, b"")]
    web.answers["/1.html"] = [(200, {}, b"x")]

    with pytest.raises(FetchError, match=r"robots\.txt could not be had"):
        fetch_site(web.site("1"), archive)
    assert web.asked["/1.html"] == 0


def test_pace_and_crawl_delay(web, archive):
    """Questions to one host are evenly spaced, by the slower of site and robots."""
    web.answers["/robots.txt"] = [(200, {}, b"User-agent: *\nCrawl-delay: 0.3\n")]

    fetch_site(web.site("1", "2", "3", pace_s=0.1), archive)

    gaps = [b - a for a, b in zip(web.times[1:], web.times[2:], strict=False)]
    assert min(gaps) >= 0.28


def test_a_redirect_stays_within_the_allowed_hosts(web, archive):
    web.answers["/1.html"] = [(302, {"Location": "/moved.html"}, b"")]
    web.answers["/moved.html"] = [(200, {}, b"here")]
    web.answers["/2.html"] = [(302, {"Location": "http://other.invalid/"}, b"")]
    web.answers["/3.html"] = [(302, {"Location": "file:///etc/passwd"}, b"")]
    web.answers["/4.html"] = [(302, {"Location": "/4.html"}, b"")]

    report = fetch_site(web.site("1", "2", "3", "4"), archive)

    assert report.outcomes == {"new": 1, "failed": 3}
    assert "outside" in report.failures[0]
    assert "more than 5 redirects" in report.failures[2]
    (page,) = [one for one in archive.entries if one.status == 200]
    assert (page.asked, page.url) == (f"{web.base}1.html", f"{web.base}moved.html")


def test_a_document_that_is_too_large_is_cut_and_marked(web, archive):
    web.answers["/1.html"] = [(200, {}, b"x" * 10_000)]

    report = fetch_site(web.site("1", max_bytes=1000), archive)

    assert report.outcomes == {"cut off": 1}
    assert (archive.entries[-1].size, archive.entries[-1].truncated) == (1000, "length")


def test_an_answer_that_breaks_off_is_marked(web, archive):
    """The server promised more bytes than it sent."""
    web.answers["/1.html"] = [(200, {"Content-Length": "5000"}, b"only this")]

    report = fetch_site(web.site("1"), archive)

    assert report.outcomes == {"cut off": 1}
    assert archive.entries[-1].truncated == "disconnect"


def test_nobody_there_is_one_clear_error(archive):
    site = Web().site("1", timeout_s=1)
    dead = site.model_copy(update={"base": "http://127.0.0.1:9/"})

    with pytest.raises(FetchError, match="none of 1 addresses answered"):
        fetch_site(dead, archive)
    assert {one.kind for one in archive.entries} == {"failure"}


def test_a_server_that_answers_nobody_is_left_alone(web, archive, monkeypatch):
    """After some addresses in a row the rest is not asked; the same run asks it later."""
    monkeypatch.setattr(crawl, "TRIES", 1)
    pages = [str(n) for n in range(crawl.GIVE_UP_AFTER + 3)]
    web.answers["/0.html"] = [(200, {}, b"x")]
    web.answers |= {f"/{n}.html": [(500, {}, b""), (200, {}, b"x")] for n in pages[1:]}

    with pytest.raises(FetchError, match=r"10 addresses in a row gave none; 2 were not"):
        fetch_site(web.site(*pages), archive)
    again = fetch_site(web.site(*pages), archive)

    assert again.resumed
    assert again.outcomes == {"new": 11, "failed": 2}


def test_a_run_of_another_day_is_not_gone_on_with(web, archive):
    """Its answers are no look at what is there tonight."""
    archive.folder.mkdir()
    began = '{"run": 1, "event": "begin", "time": "2007-08-19T04:00:00+00:00"}\n'
    (archive.folder / "runs.jsonl").write_text(began)

    assert fetch_site(web.site("1"), archive).run == 2


def test_a_mirror_gives_the_same_documents(web, archive):
    """Documents keep the site's own address, whoever served them."""
    web.answers["/1.html"] = [(200, {"ETag": '"1"'}, b"one")]
    site = web.site("1").model_copy(update={"base": "http://site.invalid/"})

    fetch_site(site, archive, mirror=web.base)
    report = fetch_site(site, archive, mirror=web.base)

    assert report.outcomes == {"unchanged": 1}
    assert archive.entries[1].asked == "http://site.invalid/1.html"


FETCH = """
import sys
from pathlib import Path
from ingest.archive import Archive
from ingest.facts.sites import Site
from ingest.fetch.crawl import fetch_site
from ingest.fetch.runs import Runs
from ingest.fetch.site import addresses, archived_links
site = Site.model_validate_json(sys.argv[1])
fetch_site(site, Archive(Path(sys.argv[2])), progress=lambda r: print("done", flush=True))
"""


def test_a_killed_fetch_goes_on_where_it_stopped(web, archive):
    """Kill -9 in the middle: nothing it has is asked for again, nothing is lost."""
    pages = [str(n) for n in range(30)]
    for page in pages:
        web.answers[f"/{page}.html"] = [(200, {}, page.encode() * 50)]
    site = web.site(*pages, pace_s=0.02)
    command = [sys.executable, "-c", FETCH, site.model_dump_json(), str(archive.folder)]

    for stop in (3, 9):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as fetch:
            for _ in range(stop):
                fetch.stdout.readline()
            fetch.send_signal(signal.SIGKILL)
    last = fetch_site(site, Archive(archive.folder))

    assert last.resumed
    assert last.run == 1
    again = Archive(archive.folder)
    bodies = {one.asked: again.read(one) for one in again.entries if one.status == 200}
    assert len(bodies) == 30
    asked_twice = [path for path, times in web.asked.items() if times > 1]
    assert len(set(asked_twice) - {"/robots.txt"}) <= 2  # the one in flight at each kill
    assert list(again.verify()) == []


def linked(web):
    """A site whose station pages are found on its index."""
    index = {"id": "index", "address": "index.html"}
    station = {
        "id": "station",
        "links": {"on": "index", "pattern": r"(?P<tec>\d+)/(?P<station>\d+)\.html"},
        "layout": LAYOUT,
    }
    return Site(id="s", title="t", base=web.base, pace_s=0.0, page=[index, station])


def test_pages_are_found_by_links(web, archive):
    """Links that lead elsewhere, or nowhere on the site, are not asked for."""
    links = [
        "7/12.html",
        "/7/13.html#top",
        "http://other.invalid/7/14.html",
        "about.html",
        "",
    ]
    body = "".join(f'<a href="{link}">x</a>' for link in links).encode()
    web.answers["/index.html"] = [(200, {"ETag": '"i"'}, body)]
    web.answers["/7/12.html"] = web.answers["/7/13.html"] = [(200, {}, b"x")]

    assert fetch_site(linked(web), archive).outcomes == {"new": 3}
    found = list(addresses(linked(web), archived_links(archive)))
    assert [one.path for one in found] == ["index.html", "7/12.html", "7/13.html"]
    assert dict(found[1].values) == {"tec": "7", "station": "12"}


def test_a_link_that_vanished_is_still_asked_for(web, archive):
    """What was published once may be withdrawn, and that is news."""
    web.answers["/index.html"] = [
        (200, {}, b'<a href="7/12.html">x</a>'),
        (200, {}, b"<p>nothing</p>"),
    ]
    web.answers["/7/12.html"] = [(200, {}, b"x"), (404, {}, b"")]

    fetch_site(linked(web), archive)
    report = fetch_site(linked(web), archive)

    assert report.outcomes == {"changed": 1, "absent": 1}
    assert report.faults == {"links-lost": [f"{web.base}index.html"]}


def test_a_page_that_lost_some_of_its_links_is_none_that_lost_them(web, archive):
    """Nor is one that never had any, or that still leads elsewhere on the site."""
    two = b'<a href="7/12.html">x</a><a href="7/13.html">x</a>'
    web.answers["/index.html"] = [(200, {}, two), (200, {}, two[:25])]

    fetch_site(linked(web), archive)
    assert fetch_site(linked(web), archive).faults == {}


def test_how_a_fetch_went_stands_beside_the_archive(web, archive, monkeypatch):
    """Of one that gave up too; when it was gone on with, what was said last holds."""
    monkeypatch.setattr(crawl, "TRIES", 1)
    pages = [str(n) for n in range(crawl.GIVE_UP_AFTER + 2)]
    web.answers |= {f"/{n}.html": [(500, {}, b""), (200, {}, b"x")] for n in pages}
    with pytest.raises(FetchError):
        fetch_site(web.site(*pages), archive)
    stopped = Runs(archive.folder).read(1)
    fetch_site(web.site(*pages), archive)
    ended = Runs(archive.folder).read(1)

    assert (stopped.ended, stopped.left) == ("", 2)
    assert len(stopped.faults["server-error"]) == crawl.GIVE_UP_AFTER
    assert stopped.began == ended.began < ended.ended
    assert ended.outcomes == {"new": 10, "failed": 2}
