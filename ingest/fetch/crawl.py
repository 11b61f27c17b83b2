"""Fetch what a site posts now: new, changed or absent; resumable at any moment.

A run asks every address of the site once. What it has done stands in the archive's
index, so a run that was killed goes on where it stopped and asks nothing again that it
has. The next run asks only for what changed since (If-None-Match, If-Modified-Since).
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from urllib3.response import HTTPResponse
from urllib3.util import Retry

from ingest.archive import Archive
from ingest.entries import Entry
from ingest.errors import FetchError
from ingest.facts.sites import Site
from ingest.fetch.http import Client, Gate, NoAnswer
from ingest.fetch.robots import Rules, read_rules
from ingest.fetch.site import Address, addresses, archived_links
from ingest.warc import Exchange

TRIES = 5
CUT_OFF_TRIES = 3  # of these, for an answer of which the end is missing
MOST_REDIRECTS = 5
LONGEST_WAIT_S = 300  # a server that wants a longer Retry-After is left for another run
_AGAIN = {429, 500, 502, 503, 504}
_REDIRECTS = {301, 302, 303, 307, 308}
_OK, _UNCHANGED, _GONE = 200, 304, (404, 410)


@dataclass
class Report:
    """What one run did, counted by address; `bytes` is bodies received."""

    run: int
    resumed: bool
    addresses: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    failures: list[str] = field(default_factory=list)


Progress = Callable[[Report], None]


def fetch_site(
    site: Site,
    archive: Archive,
    mirror: str = "",
    contact: str = "",
    progress: Progress = lambda _report: None,
) -> Report:
    """Fetch every address of a site, from a mirror if one is given.

    Raises
    ------
    FetchError
        If no address at all gave an answer.
    """
    archive.recover()
    runs = _Runs(archive.folder / "runs.jsonl")
    run, resumed = runs.begin()
    links_of = archived_links(archive)
    report = Report(run, resumed)
    crawl = _Crawl(site, archive, report, mirror, contact)
    kind = None
    for address in addresses(site, links_of):
        if address.page is not kind:  # the pages before may have brought new links
            kind = address.page
            report.addresses = sum(1 for _ in addresses(site, links_of))
        crawl.fetch(address)
        progress(report)
    if report.failures and report.outcomes["failed"] == report.addresses:
        raise FetchError(
            f"{mirror or site.base}: none of {report.addresses:,} addresses answered; "
            f"the first: {report.failures[0]}"
        )
    runs.end(run, report)
    return report


def finished_runs(archive: Path) -> int:
    """Return how many runs over a site were brought to their end."""
    return sum(
        1 for line in _Runs(archive / "runs.jsonl").lines() if line["event"] == "end"
    )


class _RefusedError(FetchError):
    """The website asks robots not to fetch an address."""


class _Crawl:
    """One run over one site."""

    def __init__(
        self, site: Site, archive: Archive, report: Report, mirror: str, contact: str
    ) -> None:
        self.archive, self.report = archive, report
        self.base = mirror or site.base
        self.hosts = {urlsplit(one).netloc for one in (site.base, self.base)}
        self.hosts |= set(site.hosts)
        self.gate = Gate(site.pace_s)
        self.client = Client(self.gate, site.max_bytes, site.timeout_s, contact)
        self.rules: dict[str, Rules] = {}
        earlier = [one for one in archive.entries if one.run < report.run]
        self.known = _latest_documents(earlier)
        self.done = {one.asked: one for one in archive.entries if one.run == report.run}

    def fetch(self, address: Address) -> None:
        """Fetch one address, unless this run has it, and count what came of it."""
        before = self.done.get(address.url)
        if before and not _is_open(before):
            return self.count(before)
        try:
            self.count(self.follow(address.url, urljoin(self.base, address.path)))
        except FetchError as fault:
            outcome = "refused" if isinstance(fault, _RefusedError) else "failed"
            self.report.outcomes[outcome] += 1
            self.report.failures.append(f"{address.url}: {fault}")
        return None

    def count(self, entry: Entry) -> None:
        known = self.known.get(entry.asked)
        if entry.status == _UNCHANGED:
            outcome = "unchanged"
        elif entry.status in _GONE:
            outcome = "absent"
        elif entry.truncated:
            outcome = "cut off"
        elif known is None:
            outcome = "new"
        else:
            outcome = "unchanged" if known.sha256 == entry.sha256 else "changed"
        self.report.outcomes[outcome] += 1
        self.report.bytes += entry.size

    def follow(self, asked: str, url: str) -> Entry:
        """Ask an address and what it redirects to, within the allowed hosts."""
        for _ in range(MOST_REDIRECTS + 1):
            self.require_allowed(url)
            entry = self.ask_until_answered(asked, url)
            if entry.status not in _REDIRECTS:
                return entry
            url = urljoin(url, entry.headers.get("location", ""))
        raise FetchError(f"more than {MOST_REDIRECTS} redirects, the last to {url}")

    def require_allowed(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.netloc not in self.hosts:
            raise FetchError(
                f"redirected to {url[:200]}, outside {', '.join(sorted(self.hosts))}"
            )
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self.rules:
            self.rules[origin] = self.ask_rules(origin)
        rules = self.rules[origin]
        if not rules.known:
            raise FetchError(f"{origin}/robots.txt could not be had; nothing may be asked")
        if not rules.allow(url):
            raise _RefusedError(f"{origin}/robots.txt does not allow it")

    def ask_rules(self, origin: str) -> Rules:
        try:
            entry = self.ask_until_answered(f"{origin}/robots.txt", f"{origin}/robots.txt")
        except FetchError:
            return read_rules(0, b"")
        if entry.status == _UNCHANGED:
            entry = self.archive.documents(entry.asked)[-1]
        rules = read_rules(entry.status, self.archive.read(entry))
        self.gate.pace_s = max(self.gate.pace_s, rules.delay_s)
        return rules

    def ask_until_answered(self, asked: str, url: str) -> Entry:
        """Ask one address, again after a while where that may help; keep every answer."""
        retry = Retry(
            total=TRIES,
            backoff_factor=0.5,
            backoff_jitter=0.5,
            status_forcelist=_AGAIN,
            retry_after_max=LONGEST_WAIT_S,
        )
        for tries_left in range(TRIES - 1, -1, -1):
            answer = self.client.ask(asked, url, self.conditions(asked, url))
            if isinstance(answer, NoAnswer):
                self.archive.add_failure(asked, url, answer.reason, self.report.run)
                if not (answer.again and tries_left):
                    raise FetchError(answer.reason)
                retry = retry.increment("GET", url, error=None, response=_bare(503, {}))
                retry.sleep()
                continue
            entry = self.archive.add_exchange(answer, self.report.run)
            if entry.truncated == "disconnect" and tries_left > TRIES - CUT_OFF_TRIES:
                retry = retry.increment("GET", url, response=_bare(503, {}))
                retry.sleep()
                continue
            if entry.status not in _AGAIN:
                return self.required(entry)
            if not tries_left or not _patient(answer):
                raise FetchError(f"answered {entry.status} {TRIES - tries_left} times")
            response = _bare(entry.status, dict(answer.response[1]))
            retry = retry.increment("GET", url, response=response)
            retry.sleep(response)
        raise FetchError("no answer")

    @staticmethod
    def required(entry: Entry) -> Entry:
        """Refuse an answer that is neither a document nor a plain absence."""
        fine = {_OK, _UNCHANGED, *_GONE} | _REDIRECTS
        if entry.status not in fine and not entry.asked.endswith("/robots.txt"):
            raise FetchError(f"answered {entry.status}")
        return entry

    def conditions(self, asked: str, url: str) -> dict[str, str]:
        """Ask only for what changed since the document we have."""
        known = self.known.get(asked)
        if known is None or known.url != url or known.truncated:
            return {}
        pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        return {
            header: known.headers[kept] for header, kept in pairs if kept in known.headers
        }


def _is_open(entry: Entry) -> bool:
    """Tell whether an answer of a run that was stopped leaves the question open."""
    final = (_OK, _UNCHANGED, *_GONE)
    return entry.status not in final or entry.truncated == "disconnect"


def _patient(answer: Exchange) -> bool:
    """Tell whether the wait that the server asks for is one we are ready to wait."""
    asked = dict(answer.response[1]).get("Retry-After", "")
    return not asked.isdigit() or int(asked) <= LONGEST_WAIT_S


def _bare(status: int, headers: dict[str, str]) -> HTTPResponse:
    return HTTPResponse(status=status, headers=headers, body=b"")


def _latest_documents(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Return the last document of each address, cut off only if there is no whole one."""
    latest: dict[str, Entry] = {}
    for one in entries:
        known = latest.get(one.asked)
        if one.kind != "response" or one.status != _OK:
            continue
        if not one.truncated or known is None or known.truncated:
            latest[one.asked] = one
    return latest


class _Runs:
    """Which runs there were, and whether the last one was finished."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self) -> tuple[int, bool]:
        """Return the number of the run to do, and whether it goes on with an old one."""
        last: dict[str, int | str] = {"run": 0, "event": "end"}
        for line in self.lines():
            last = line
        number = int(last["run"])
        if last["event"] == "begin":
            return number, True
        self._write({"run": number + 1, "event": "begin"})
        return number + 1, False

    def end(self, run: int, report: Report) -> None:
        """Note that a run is finished."""
        self._write({"run": run, "event": "end", **dict(report.outcomes)})

    def lines(self) -> Iterator[dict[str, int | str]]:
        """Yield what is known of the runs, in order."""
        if self.path.exists():
            for line in self.path.read_text(encoding="utf-8").splitlines():
                try:
                    yield json.loads(line)
                except ValueError:
                    continue  # a line that a kill cut off says nothing yet

    def _write(self, line: dict[str, int | str]) -> None:
        torn = self.path.exists() and not self.path.read_bytes().endswith(b"\n")
        with self.path.open("a", encoding="utf-8") as file:
            file.write(("\n" if torn else "") + json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())
