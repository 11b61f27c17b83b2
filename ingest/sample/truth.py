"""What was invented, as data to compare with: what was planted, every night, every number.

The comparison itself is made by whoever read the website.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from ingest.sample.country import MISSING
from ingest.sample.posting import NIGHTS, Posted, Posting
from ingest.sample.standin import Document, Website


def describe(website: Website) -> dict[str, Any]:
    """Return what was planted, and what appears, changes or vanishes on each night."""
    posting = website.posting
    return {
        "invented": True,
        "stations": len(posting.under),
        "planted": [
            asdict(one) | {"documents": list(documents_of(website, one.place))}
            for one in posting.planted
        ],
        "nights": list(_nights(website)),
        "scans": [one for one in posting.under if website.shares.kind(one) == "scan"],
    }


def documents_of(website: Website, place: str) -> Sequence[str]:
    """Return the addresses of the protocols at a place."""
    if place in website.posting.under:
        return list(website.paths(place).values())
    level, _, name = place.partition(" ")
    paths = {"TEC": f"/tec/{name}-protocol.html", "REC": f"/region/{name}-protocol.html"}
    return [paths.get(level, "/cec-protocol.html")] if level in (*paths, "CEC") else []


def _nights(website: Website) -> Iterator[dict[str, Any]]:
    before: dict[str, Document] = {}
    for number, time in enumerate(NIGHTS, 1):
        now = {
            path: one
            for path, one in website.night(number).items()
            if "-table" in path or "/pec/" in path or "-protocol" in path
        }
        both = now.keys() & before.keys()
        yield {
            "night": number,
            "time": time.isoformat(),
            "appeared": sorted(now.keys() - before.keys()),
            "changed": sorted(path for path in both if now[path].tag != before[path].tag),
            "vanished": sorted(before.keys() - now.keys()),
        }
        before = now


def numbers(posting: Posting) -> pl.DataFrame:
    """Return every number that stations' protocols and tables ever say last.

    A row a protocol and statement (see STATEMENTS in ingest.protocol); null where there is
    no such line.
    Protocols posted twice are left out: two numbers stand there.
    """
    lines = posting.country.form.names
    rows = [
        (station, channel, statement, *(None if n == MISSING else n for n in counts))
        for station, channel, statement, counts in _said(posting)
    ]
    schema = {"station": pl.String, "channel": pl.String, "statement": pl.String}
    return pl.DataFrame(rows, schema | dict.fromkeys(lines, pl.Int64), orient="row")


def _said(posting: Posting) -> Iterator[tuple[str, str, str, Sequence[int]]]:
    for station in posting.under:
        for channel, own in posting.of_station(station):
            if own.night and not own.again:
                yield station, channel, "", own.counts
                yield station, channel, "words", _words(own)
        yield station, "paper", "table", posting.tables[station]


def _words(own: Posted) -> Sequence[int]:
    return own.counts if own.words is None else own.words
