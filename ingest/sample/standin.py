"""The invented country as a website: region -> commission -> station, in two languages.

Pages are in Russian or Kazakh and in UTF-8, windows-1251 or kz1048, by the station's
number; every page says that it is invented.
"""

from collections.abc import Iterator, Sequence
from html import escape

from ingest.facts.forms import Form
from ingest.sample.country import MISSING
from ingest.sample.plant import Posting, station_id, tec_id

NOTICE = {"ru": "ВЫДУМАННЫЕ ДАННЫЕ", "kk": "ОЙДАН ШЫҒАРЫЛҒАН ДЕРЕКТЕР"}
_WRITINGS = (("ru", "utf-8"), ("kk", "utf-8"), ("ru", "cp1251"), ("kk", "kz1048"))


def pages(posting: Posting) -> dict[str, bytes]:
    """Return the content of each address of the website."""
    country = posting.country
    tecs: dict[str, list[str]] = {}
    above: dict[str, str] = {}
    for at in range(len(country.tec)):
        tec = tec_id(int(country.tec[at]))
        above[tec] = country.regions[int(country.region[at])]
        tecs.setdefault(tec, []).append(station_id(at))
    site = {"/robots.txt": b"User-agent: *\nDisallow: /private/\n"}
    regions = [f"region/{one}.html" for one in country.regions]
    site["/index.html"] = _links("index", regions)
    site["/cec-protocol.html"] = _protocol(country.form, posting.cec, "cec", 0)
    for rec, counts in posting.recs.items():
        below = [f"/tec/{tec}.html" for tec in tecs if above[tec] == rec]
        own = f"/region/{rec}-protocol.html"
        site[f"/region/{rec}.html"] = _links(rec, [own, *below])
        site[own] = _protocol(country.form, counts, rec, 1)
    for at, (tec, counts) in enumerate(posting.tecs.items()):
        own = f"/tec/{tec}-protocol.html"
        site[own] = _protocol(country.form, counts, tec, at)
        stations = dict(_stations(posting, tecs[tec]))
        site[f"/tec/{tec}.html"] = _links(tec, [own, *stations])
        site |= stations
    return site


def _stations(posting: Posting, stations: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Return the pages of one commission's stations."""
    form = posting.country.form
    endings = {"paper": "", "electronic": "-electronic", "summary": "-summary"}
    for station in stations:
        if station in posting.absent:
            continue
        for channel, ending in endings.items():
            counts = posting.protocols.get((station, channel))
            if counts:
                page = _protocol(form, counts, station, int(station))
                yield f"/pec/{station}{ending}.html", page
        again = posting.again.get((station, "paper"))
        if again:
            yield (
                f"/pec/{station}-again.html",
                _protocol(form, again, station, int(station)),
            )


def _protocol(form: Form, counts: Sequence[int], name: str, writing: int) -> bytes:
    """Write a protocol as a page: a row a line, with its number and label."""
    language, encoding = _WRITINGS[writing % len(_WRITINGS)]
    rows = "".join(
        f"<tr><td>{line.number}<td>{escape(line.kk if language == 'kk' else line.ru)}"
        f"<td>{'' if count == MISSING else count}"
        for line, count in zip(form.lines, counts, strict=True)
    )
    return _page(name, f"<table>{rows}</table>", language, encoding)


def _links(name: str, addresses: Sequence[str]) -> bytes:
    body = "".join(f'<p><a href="{one}">{escape(one)}</a></p>\n' for one in addresses)
    return _page(name, body, "ru", "utf-8")


def _page(name: str, body: str, language: str, encoding: str) -> bytes:
    charset = {"cp1251": "windows-1251", "kz1048": "windows-1251"}.get(encoding, encoding)
    text = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="{charset}">'
        f"<title>{escape(name)}</title></head><body>"
        f"<p><b>{NOTICE[language]} / INVENTED DATA</b></p>"
        f"<h1>{escape(name)}</h1>\n{body}</body></html>\n"
    )
    return text.encode(encoding)


def copies_csv(posting: Posting) -> bytes:
    """Return the observers' copies as they would hand them in."""
    lines = ["station,channel,source," + ",".join(posting.country.form.names)]
    lines += [
        f"{station},{channel},observer-{at:04}," + ",".join(map(str, counts))
        for at, ((station, channel), counts) in enumerate(posting.copies.items(), 1)
    ]
    return ("\n".join(lines) + "\n").encode()


def register_csv(posting: Posting) -> bytes:
    """Return the register: every station and the commissions above it."""
    country = posting.country
    rows = [
        f"{station_id(at)},{tec_id(int(country.tec[at]))},"
        f"{country.regions[int(country.region[at])]},"
        f"{int(country.votes_electronically[at])},{int(country.closed[at])}"
        for at in range(len(country.tec))
    ]
    return ("\n".join(["station,tec,rec,electronic,closed", *rows]) + "\n").encode()
