"""Which addresses does a site's description name?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from urllib.parse import urljoin

from ingest.errors import SettingError
from ingest.facts.sites import Page, Site


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a site: the kind of page there, and the values that name it.

    `url` is where the site itself has it, `path` what a mirror has under its own base.
    """

    url: str
    path: str
    page: Page
    values: Mapping[str, str]


def addresses(site: Site) -> Iterator[Address]:
    """Write out all addresses of a site, in the order of its description."""
    for page in site.page:
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


def _choices(given: str | Sequence[str], site: str) -> Sequence[str]:
    if not isinstance(given, str):
        return given
    first, dots, last = given.partition("..")
    if not dots:
        return [given]
    if not (first.isdigit() and last.isdigit() and int(first) <= int(last) < 10**7):
        raise SettingError(f"site {site}: expected FIRST..LAST, got {given!r}")
    return [str(number) for number in range(int(first), int(last) + 1)]
