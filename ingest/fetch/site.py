"""Which addresses does a site's description name, and which do its pages link to?"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from urllib.parse import urljoin

from ingest.archive import Archive
from ingest.entries import Entry
from ingest.errors import QuarantineError, SettingError
from ingest.facts.sites import Page, Site
from ingest.parse.html import read_links


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a site: the kind of page there, and the values that name it.

    `url` is where the site itself has it, `path` what a mirror has under its own base.
    """

    url: str
    path: str
    page: Page
    values: Mapping[str, str]


def addresses(site: Site, links_of: Callable[[str], Sequence[str]]) -> Iterator[Address]:
    """Write out all addresses of a site, in the order of its description, each once.

    `links_of` gives the addresses that the documents of an address link to. It is asked
    only after every address of that kind was given, so that a caller can fetch them
    meanwhile.
    """
    found: dict[str, list[Address]] = {}
    seen = set[str]()
    for page in site.page:
        given = _linked(site, page, found, links_of) if page.links else _listed(site, page)
        for address in given:
            if address.url not in seen:
                seen.add(address.url)
                found.setdefault(page.id, []).append(address)
                yield address


def archived_links(archive: Archive) -> Callable[[str], Sequence[str]]:
    """Return what gives the links of an address: of all its documents in the archive.

    They are whole addresses. Links that a later document no longer has are kept: what
    they led to was published.
    """
    known: dict[tuple[str, str], list[str]] = {}

    def links_of(url: str) -> list[str]:
        links: dict[str, None] = {}
        for entry in archive.documents(url):
            key = (url, entry.sha256)
            if key not in known:
                known[key] = document_links(archive, entry)
            links |= dict.fromkeys(known[key])
        return list(links)

    return links_of


def document_links(archive: Archive, entry: Entry) -> list[str]:
    """Return the whole addresses that a document links to; none if it is no page."""
    try:
        links = read_links(archive.read(entry), entry.content_type)
    except QuarantineError:
        return []  # told when the document itself is read
    return [urljoin(entry.asked, link).partition("#")[0] for link in links]


def has_lost_links(site: Site, archive: Archive, address: Address) -> bool:
    """Tell whether a page that led to documents of the site leads to none any more."""
    patterns = [
        re.compile(one.links.pattern)
        for one in site.page
        if one.links and one.links.on == address.page.id
    ]
    documents = archive.documents(address.url) if patterns else []

    def leads(document: Entry) -> bool:
        paths = [link.removeprefix(site.base) for link in document_links(archive, document)]
        return any(one.fullmatch(path) for one in patterns for path in paths)

    return (
        len(documents) > 1
        and not leads(documents[-1])
        and any(leads(one) for one in documents[:-1])
    )


def _listed(site: Site, page: Page) -> Iterator[Address]:
    names = list(page.values)
    choices = [_choices(page.values[name], site.id) for name in names]
    for chosen in product(*choices):
        values = dict(zip(names, chosen, strict=True))
        try:
            path = page.address.format_map(values)
        except (KeyError, ValueError, IndexError) as fault:
            raise SettingError(
                f"site {site.id}, page {page.id}: expected every name in "
                f"{page.address!r} under values, got a fault: {fault}"
            ) from None
        yield Address(urljoin(site.base, path), path, page, values)


def _linked(
    site: Site,
    page: Page,
    found: Mapping[str, Sequence[Address]],
    links_of: Callable[[str], Sequence[str]],
) -> Iterator[Address]:
    if not page.links:
        return
    pattern = re.compile(page.links.pattern)
    for parent in found.get(page.links.on, ()):
        for url in links_of(parent.url):
            path = url.removeprefix(site.base)
            match = pattern.fullmatch(path) if path != url else None
            if match:
                yield Address(url, path, page, {**parent.values, **match.groupdict()})


def _choices(given: str | Sequence[str], site: str) -> Sequence[str]:
    if not isinstance(given, str):
        return given
    first, dots, last = given.partition("..")
    if not dots:
        return [given]
    if not (first.isdigit() and last.isdigit() and int(first) <= int(last) < 10**7):
        raise SettingError(f"site {site}: expected FIRST..LAST, got {given!r}")
    return [str(number) for number in range(int(first), int(last) + 1)]
