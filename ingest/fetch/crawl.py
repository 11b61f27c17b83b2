"""Fetch what a site posts now: new, changed or absent; resumable at any moment.

A run asks every address of the site once. What it has done stands in the archive's
index, so a run that was killed goes on where it stopped and asks nothing again that it
has. The next run asks only for what changed since (If-None-Match, If-Modified-Since).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from urllib3.response import HTTPResponse
from urllib3.util import Retry

from ingest.archive import Archive
from ingest.entries import Entry
from ingest.facts.sites import Site
from ingest.fetch import faults
from ingest.fetch.faults import NotHadError, StoppedError, fault_of
from ingest.fetch.http import Client, Gate, NoAnswer
from ingest.fetch.robots import Rules, read_rules
from ingest.fetch.runs import Fetched, Runs
from ingest.fetch.site import Address, addresses, archived_links, has_lost_links
from ingest.warc import Exchange

TRIES = 5
CUT_OFF_TRIES = 3  # of these, for an answer of which the end is missing
MOST_REDIRECTS = 5
LONGEST_WAIT_S = 300  # a server that wants a longer Retry-After is left for another run
# Addresses that in a row get no answer, each tried TRIES times: the server is not well,
# and asking it for thousands more would neither help it nor end tonight.
GIVE_UP_AFTER = 10
_AGAIN = {429, 500, 502, 503, 504}
_REDIRECTS = {301, 302, 303, 307, 308}
_OK, _UNCHANGED, _GONE = 200, 304, (404, 410)


@dataclass
class Report:
    """What one run did, counted by address; `bytes` is bodies received.

    `faults` are the words of `ingest.fetch.faults` with the addresses they are true of.
    """

    run: int
    resumed: bool
    addresses: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    failures: list[str] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """How many addresses were not asked."""
        return self.addresses - self.outcomes.total()

    def fetched(self) -> Fetched:
        """Return what is kept of it beside the archive."""
        return Fetched(self.run, left=self.left, outcomes=self.outcomes, faults=self.faults)


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
    StoppedError
        If no address at all gave an answer, or many in a row gave none.
    """
    archive.recover()
    runs = Runs(archive.folder)
    report = Report(*runs.begin())
    crawl = _Crawl(site, archive, report, mirror, contact)
    try:
        _ask_all(crawl, progress)
    except StoppedError:
        runs.stop(report.fetched())
        raise
    runs.end(report.fetched())
    return report


def _ask_all(crawl: "_Crawl", progress: Progress) -> None:
    """Ask every address of a site; raise StoppedError where that leads nowhere."""
    site, report, kind = crawl.site, crawl.report, None
    links_of = archived_links(crawl.archive)
    for address in addresses(site, links_of):
        if address.page is not kind:  # the pages before may have brought new links
            kind = address.page
            report.addresses = sum(1 for _ in addresses(site, links_of))
        crawl.fetch(address)
        progress(report)
        if crawl.in_a_row >= GIVE_UP_AFTER:
            raise StoppedError(
                f"{crawl.base}: {GIVE_UP_AFTER} addresses in a row gave none; "
                f"{report.left:,} were not asked; the last: {report.failures[-1]}",
                report.faults,
            )
    if report.failures and report.outcomes["failed"] == report.addresses:
        raise StoppedError(
            f"{crawl.base}: none of {report.addresses:,} addresses answered; "
            f"the first: {report.failures[0]}",
            report.faults,
        )


class _Crawl:
    """One run over one site."""

    def __init__(
        self, site: Site, archive: Archive, report: Report, mirror: str, contact: str
    ) -> None:
        self.site, self.archive, self.report = site, archive, report
        self.base = mirror or site.base
        self.hosts = {urlsplit(one).netloc for one in (site.base, self.base)}
        self.hosts |= set(site.hosts)
        self.gate = Gate(site.pace_s)
        self.client = Client(self.gate, site.max_bytes, site.timeout_s, contact)
        self.rules: dict[str, Rules] = {}
        self.in_a_row = 0
        earlier = [one for one in archive.entries if one.run < report.run]
        self.known = _latest_documents(earlier)
        self.done = {one.asked: one for one in archive.entries if one.run == report.run}

    def fetch(self, address: Address) -> None:
        """Fetch one address, unless this run has it, and count what came of it."""
        before = self.done.get(address.url)
        try:
            if before and not _is_open(before):
                self.count(before)
            else:
                self.count(self.follow(address.url, urljoin(self.base, address.path)))
                self.in_a_row = 0
            if has_lost_links(self.site, self.archive, address):
                self.note(faults.LINKS_LOST, address.url)
        except NotHadError as not_had:
            refused = not_had.fault == faults.NOT_ALLOWED
            self.report.outcomes["refused" if refused else "failed"] += 1
            self.report.failures.append(f"{address.url}: {not_had}")
            self.note(not_had.fault, address.url)
            self.in_a_row = self.in_a_row + 1 if not_had.fault in faults.UNWELL else 0

    def note(self, fault: str, url: str) -> None:
        self.report.faults.setdefault(fault, []).append(url)

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
        earlier = {one.sha256 for one in self.archive.documents(entry.asked)[:-1]}
        if fault := fault_of(entry, known, earlier):
            self.note(fault, entry.asked)

    def follow(self, asked: str, url: str) -> Entry:
        """Ask an address and what it redirects to, within the allowed hosts."""
        for _ in range(MOST_REDIRECTS + 1):
            self.require_allowed(url)
            entry = self.ask_until_answered(asked, url)
            if entry.status not in _REDIRECTS:
                return entry
            url = urljoin(url, entry.headers.get("location", ""))
        raise NotHadError(
            faults.CIRCLES, f"more than {MOST_REDIRECTS} redirects, the last to {url}"
        )

    def require_allowed(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.netloc not in self.hosts:
            raise NotHadError(
                faults.AWAY,
                f"redirected to {url[:200]}, outside {', '.join(sorted(self.hosts))}",
            )
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self.rules:
            self.rules[origin] = self.ask_rules(origin)
        rules = self.rules[origin]
        if not rules.known:
            raise NotHadError(
                faults.NO_RULES,
                f"{origin}/robots.txt could not be had; nothing may be asked",
            )
        if not rules.allow(url):
            raise NotHadError(faults.NOT_ALLOWED, f"{origin}/robots.txt does not allow it")

    def ask_rules(self, origin: str) -> Rules:
        try:
            entry = self.ask_until_answered(f"{origin}/robots.txt", f"{origin}/robots.txt")
        except NotHadError as not_had:
            self.note(not_had.fault, f"{origin}/robots.txt")
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
                    raise NotHadError(answer.fault, answer.reason)
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
                raise NotHadError(
                    faults.SERVER_ERROR,
                    f"answered {entry.status} {TRIES - tries_left} times",
                )
            response = _bare(entry.status, dict(answer.response[1]))
            retry = retry.increment("GET", url, response=response)
            retry.sleep(response)
        raise NotHadError(faults.NO_CONNECTION, "no answer")

    @staticmethod
    def required(entry: Entry) -> Entry:
        """Refuse an answer that is neither a document nor a plain absence."""
        fine = {_OK, _UNCHANGED, *_GONE} | _REDIRECTS
        if entry.status not in fine and not entry.asked.endswith("/robots.txt"):
            raise NotHadError(faults.TURNED_AWAY, f"answered {entry.status}")
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
