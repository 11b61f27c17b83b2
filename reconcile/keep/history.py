"""When was each document posted, as far as looks at the website can tell?

Every time is the website's own: what it says of the document (Last-Modified) and its
clock at each answer (Date). Its clock and ours are never compared.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from itertools import pairwise
from urllib.parse import urljoin

from ingest.archive import Archive, Entry
from ingest.errors import QuarantineError
from ingest.parse.html import read_links

_OK, _UNCHANGED, _GONE = 200, 304, (404, 410)


@dataclass(slots=True)
class Posting:
    """One version of a document at one address; times are ISO 8601 in UTC, or empty.

    `posted` is what the website says of it; `seen` when it was first there, `last` when
    last; `before` the last look before the first, which found nothing or something
    else; `gone` the first look after the last that found nothing, empty while the
    version is there or another has taken its place.
    """

    posted: str = ""
    seen: str = ""
    before: str = ""
    last: str = ""
    gone: str = ""


def trace(archive: Archive, linking: Sequence[str]) -> Callable[[str], list[Posting]]:
    """Work out when the versions of each address were posted.

    Parameters
    ----------
    archive
        Everything that was asked and answered.
    linking
        Addresses of pages whose links lead to documents: while such a page did not
        link to a document, the document was not posted.
    """
    answers: dict[str, list[Entry]] = {}
    for entry in archive.entries:
        if entry.kind == "response":
            answers.setdefault(entry.asked, []).append(entry)
    unlinked: dict[str, str] = {}
    for page in linking:
        versions = list(_versions(answers.get(page, ()), ""))
        unlinked |= _not_yet_linked(archive, page, versions)
    return lambda asked: list(_versions(answers.get(asked, ()), unlinked.get(asked, "")))


def _versions(answers: Iterable[Entry], look: str) -> Iterator[Posting]:
    """Follow the answers of one address in order; yield each version when it ends."""
    current, digest = None, ""
    for entry in answers:
        now = _time(entry, "date")
        if entry.status == _OK and entry.sha256 != digest:
            if current:
                yield current
            current = Posting(_time(entry, "last-modified"), now, look, now)
            digest = entry.sha256
        elif current and entry.status in (_OK, _UNCHANGED):
            current.last, current.gone = now, ""
        elif current and entry.status in _GONE:
            current.gone = current.gone or now
        if entry.status in (_OK, _UNCHANGED, *_GONE):
            look = now or look
    if current:
        yield current


def _not_yet_linked(
    archive: Archive, page: str, versions: Sequence[Posting]
) -> dict[str, str]:
    """Find what a page did not link to at first, with the last such look."""
    links = [_links(archive, entry) for entry in archive.documents(page)]
    return {
        link: earlier.last
        for (before, after), earlier in zip(pairwise(links), versions, strict=False)
        for link in after - before
    }


def _links(archive: Archive, entry: Entry) -> set[str]:
    try:
        links = read_links(archive.read(entry), entry.content_type)
    except QuarantineError:
        return set()  # told when the document itself is read
    return {urljoin(entry.asked, link).partition("#")[0] for link in links}


def _time(entry: Entry, header: str) -> str:
    """Return a header's time, or nothing where it has none that can be read."""
    try:
        time = parsedate_to_datetime(entry.headers.get(header, ""))
        return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, TypeError, OverflowError):
        return ""
