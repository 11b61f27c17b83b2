"""The stand-in website with a few things that happen on its second night."""

from dataclasses import replace
from functools import partial

from ingest.sample.country import MISSING
from ingest.sample.invent import Settings
from ingest.sample.posting import Posted
from ingest.sample.standin import Shares, Website

SETTINGS = Settings(240, shares=Shares(pdf=0, scan=0))
_OFF = 40  # ballots


class Altered(Website):
    """The website, but one page has other bytes each night, and says the same."""

    def night(self, night):
        documents = super().night(night)
        path = f"/pec/{quiet_stations(self)['rewritten']}.html"
        one = documents[path]
        visits = f"<!-- visits: {night} -->".encode()
        body = partial(_with, one.body, visits)
        documents[path] = replace(one, tag=f"{one.tag} {night}", body=body)
        return documents


def _with(body, more):
    return body() + more


def quiet_stations(website):
    """A station for each thing that happens, where nothing else was planted."""
    kinds = ("rewritten", "corrected", "changed", "blank", "withdrawn", "back")
    posting = website.posting
    planted = {one.place for one in posting.planted}
    quiet = (
        station
        for station in sorted(posting.under)
        if station not in planted
        and (station, "summary") not in posting.protocols
        and posting.protocols[station, "paper"].night == 1
    )
    return dict(zip(kinds, quiet, strict=False))


def make_altered():
    """Make the website: a protocol that does not add up, and what becomes of it."""
    whole = SETTINGS.website()
    posting, stations = whole.posting, quiet_stations(whole)
    valid = posting.line("valid")
    right = {kind: posting.protocols[one, "paper"].counts for kind, one in stations.items()}

    def with_valid(kind, number):
        counts = list(right[kind])
        counts[valid] = number
        return counts

    off = {kind: with_valid(kind, counts[valid] + _OFF) for kind, counts in right.items()}
    later = {
        "corrected": right["corrected"],
        "changed": with_valid("changed", right["changed"][valid] + 2 * _OFF),
        "blank": with_valid("blank", MISSING),
    }
    for kind, counts in later.items():
        posting.protocols[stations[kind], "paper"] = Posted(
            counts, earlier=off[kind], replaced=2
        )
    posting.protocols[stations["withdrawn"], "paper"] = Posted(off["withdrawn"], gone=2)
    return Altered(posting, SETTINGS.shares)
