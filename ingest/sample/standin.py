"""The invented election as a website: what is at which address on a night.

Regions link to commissions, those to their stations. Protocols are pages, PDFs or scans,
tables of commissions pages or spreadsheets; in Russian or Kazakh, in UTF-8,
windows-1251 or kz1048; which, is decided by the number of the station or commission.
Documents are made when they are asked for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from hashlib import sha256

from ingest.sample.documents import pages
from ingest.sample.documents.blank import Blank, fill_blank
from ingest.sample.documents.paper import write_pdf
from ingest.sample.documents.scan import write_scan
from ingest.sample.documents.spreadsheet import write_xlsx
from ingest.sample.documents.table import make_table
from ingest.sample.posting import NIGHTS, Posted, Posting, posting_time
from ingest.sample.sums import TEC_NIGHT, region_of

HTML, PDF = "text/html", "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENDINGS = {"paper": "", "electronic": "-electronic", "summary": "-summary"}


@dataclass(frozen=True, slots=True)
class Shares:
    """Of a hundred protocols of stations, how many are PDFs, and how many scans."""

    pdf: int = 10
    scan: int = 1

    def kind(self, name: str) -> str:
        """Tell how the protocols of a station are published; the rest are pages."""
        chance = int.from_bytes(sha256(name.encode()).digest()[:4], "big") % 100
        if chance < self.scan:
            return "scan"
        return "pdf" if chance < self.scan + self.pdf else "html"


@dataclass(frozen=True, slots=True)
class Document:
    """What is at an address: `tag` changes when it does, `body` makes its bytes."""

    content_type: str
    posted: datetime
    tag: str
    body: Callable[[], bytes]


class Website:
    """The addresses of the invented website, night by night."""

    def __init__(self, posting: Posting, shares: Shares) -> None:
        self.posting, self.shares = posting, shares
        self.form = posting.country.form

    def night(self, night: int) -> dict[str, Document]:
        """Return what is at each address on a night, counted from 1."""
        documents = dict(self._protocols(night))
        documents |= self._tables(night)
        documents |= self._ways(night, documents)
        return documents

    def paths(self, station: str) -> dict[str, str]:
        """Return the address of each channel's protocol of a station."""
        ending = "html" if self.shares.kind(station) == "html" else "pdf"
        return {
            channel: f"/pec/{station}{_ENDINGS[channel]}.{ending}"
            for channel, _ in self.posting.of_station(station)
        }

    @cached_property
    def stations(self) -> Mapping[str, Sequence[str]]:
        """The stations published under each territorial commission."""
        under: dict[str, list[str]] = {}
        for station, tec in self.posting.under.items():
            under.setdefault(tec, []).append(station)
        return dict(sorted(under.items()))

    def _protocols(self, night: int) -> Iterator[tuple[str, Document]]:
        """Yield the protocols of all levels that are there on a night."""
        posting = self.posting
        upper = [("cec", "/cec-protocol.html", posting.cec)]
        upper += [(n, f"/region/{n}-protocol.html", o) for n, o in posting.recs.items()]
        upper += [(n, f"/tec/{n}-protocol.html", o) for n, o in posting.tecs.items()]
        for at, (name, path, own) in enumerate(upper):
            level = {"/c": "cec", "/r": "rec", "/t": "tec"}[path[:2]]
            version = own.version(night)
            if version:
                yield path, self._page(level, name, "summary", own, version, at)
        for station in posting.under:
            for channel, path in self.paths(station).items():
                own = posting.protocols[station, channel]
                version = own.version(night)
                if version:
                    yield path, self._protocol(station, channel, own, version)
                if version and own.again:
                    twice = Posted(own.again, own.night)
                    writing = int(station)
                    page = self._page("pec", station, channel, twice, 1, writing)
                    yield f"/pec/{station}-again.html", page

    def _protocol(self, station: str, channel: str, own: Posted, version: int) -> Document:
        kind = self.shares.kind(station)
        if kind == "html":
            return self._page("pec", station, channel, own, version, int(station))
        language = pages.writing(int(station))[0]

        def body() -> bytes:
            blank = self._blank("pec", station, channel, own, version, language)
            pdf = write_pdf(blank)
            return write_scan(pdf) if kind == "scan" else pdf

        return Document(PDF, own.posted(version), f"{version}", body)

    def _page(
        self, level: str, name: str, channel: str, own: Posted, version: int, at: int
    ) -> Document:
        """Make a protocol as a page, in the writing of its number."""
        language, encoding = pages.writing(at)

        def body() -> bytes:
            blank = self._blank(level, name, channel, own, version, language)
            return pages.protocol_page(blank, name, encoding)

        return Document(HTML, own.posted(version), f"{version}", body)

    def _blank(
        self, level: str, name: str, channel: str, own: Posted, version: int, language: str
    ) -> Blank:
        return fill_blank(self.form, level, name, channel, own, version, language)

    def _tables(self, night: int) -> Iterator[tuple[str, Document]]:
        """Yield the commissions' tables: in turn a page and a spreadsheet."""
        if night < TEC_NIGHT:
            return
        for at, (tec, stations) in enumerate(self.stations.items()):
            yield self._table(at, tec, stations)

    def _table(self, at: int, tec: str, stations: Sequence[str]) -> tuple[str, Document]:
        language, encoding = pages.writing(at // 2)
        spreadsheet = at % 2 == 1

        def body() -> bytes:
            table = make_table(self.posting, tec, stations, language)
            return write_xlsx(table) if spreadsheet else pages.table_page(table, encoding)

        path = f"/tec/{tec}-table.{'xlsx' if spreadsheet else 'html'}"
        kind = XLSX if spreadsheet else HTML
        return path, Document(kind, posting_time(TEC_NIGHT), "1", body)

    def _ways(
        self, night: int, documents: Mapping[str, Document]
    ) -> Iterator[tuple[str, Document]]:
        """Yield the pages that link to what is there, and the rules for robots."""
        regions: dict[str, list[str]] = {}
        for tec in self.stations:
            regions.setdefault(region_of(self.posting, tec), []).append(tec)
        links = {"/index.html": [f"/region/{one}.html" for one in regions]}
        for region, tecs in regions.items():
            own = [f"/region/{region}-protocol.html"]
            links[f"/region/{region}.html"] = own + [f"/tec/{tec}.html" for tec in tecs]
        for tec, stations in self.stations.items():
            below = [f"/tec/{tec}-protocol.html", *_tables_of(tec)]
            for station in stations:
                below += [*self.paths(station).values(), f"/pec/{station}-again.html"]
            links[f"/tec/{tec}.html"] = below
        for path, below in links.items():
            there = [one for one in below if one in documents or one in links]
            page = pages.links_page(path, there)
            tag = sha256(page).hexdigest()[:16]
            yield path, Document(HTML, NIGHTS[night - 1], tag, partial(bytes, page))
        rules = b"User-agent: *\nDisallow: /private/\n"
        yield (
            "/robots.txt",
            Document("text/plain", posting_time(1), "1", partial(bytes, rules)),
        )


def _tables_of(tec: str) -> list[str]:
    return [f"/tec/{tec}-table.{ending}" for ending in ("html", "xlsx")]
