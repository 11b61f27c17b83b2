import random

import numpy as np
import polars as pl
import pytest

from conftest import ROOT
from fastcheck.duplicates import find_alike
from ingest.facts.elections import load_election
from ingest.facts.forms import load_form
from ingest.sample.country import invent_country

HEAD = "station,tec,registered,issued,invalid,votes.a,votes.b\n"
LARGE = "2900,2400,311,1350,739"


def row(station, counts=LARGE):
    return f"{station},t1,{counts}\n"


@pytest.fixture
def many(little):
    """Write a few hundred stations that differ, and some rows more."""
    chance = random.Random(2007)

    def write(*more):
        rows = []
        for number in range(300):
            a, b, invalid = (chance.randint(200, 900) for _ in range(3))
            rows.append(row(f"n{number}", f"2990,{a + b + invalid},{invalid},{a},{b}"))
        (little / "many.csv").write_text(HEAD + "".join([*rows, *more]))

    return write


def test_c405_holds(check, many):
    many()

    ran, findings = check("--json", official="many.csv")
    assert [one for one in findings if one["code"] == "C405"] == []
    assert ran.json["checks"]["C405"]["holds"] == 300


def test_c405_flags(check, many):
    """A note for two stations with the same numbers, told once, with both places."""
    many(row("s1"), row("s2"))

    ran, findings = check("--json", official="many.csv")
    (one,) = [one for one in findings if one["code"] == "C405"]
    assert (one["severity"], one["station"], ran.code) == ("note", "s1", 0)
    assert one["message"].endswith("are those of station s2 (TEC t1)")
    assert (one["place"], one["copy_place"]) == ("row 302", "row 303")
    assert ran.json["checks"]["C405"]["violated"] == 2


def test_c405_unknown(check, many):
    """A protocol of which nothing could be read is like no other."""
    many(row("s1", ",,,,"), row("s2", ",,,,"))

    ran, _ = check("--json", official="many.csv")
    assert ran.json["checks"]["C405"]["unknown"] == 2


def test_small_stations_alike_are_no_finding(check, many):
    """Two small stations agree by chance."""
    many(*[row(f"s{n}", "40,38,0,38,0") for n in range(9)])

    _, findings = check(official="many.csv")
    assert [one for one in findings if one["code"] == "C405"] == []


def alike(counts):
    owner = np.arange(counts.shape[1], dtype=np.int64)
    twin = find_alike(np.ascontiguousarray(counts.astype(np.int32)), owner).twin
    return [(one, int(twin[one])) for one in np.flatnonzero(twin >= 0).tolist()]


def test_no_stations_of_a_whole_invented_election_are_alike():
    """9,727 stations, 47 million pairs, none flagged: the limit is not one of chance."""
    form = load_form("kz-2007-pec")
    election = load_election(ROOT / "data/elections/kz-2007-majilis.toml")
    own = [
        at
        for at, line in enumerate(form.lines)
        if line.party or line.name in ("registered", "invalid")
    ]
    counts = invent_country(election, form).counts[own]

    assert alike(counts) == []
    counts[:, 17] = counts[:, 4711] = counts[:, np.argmax(counts.min(axis=0))]
    assert {17, 4711} <= {one for one, _ in alike(counts)}


def test_real_stations_with_the_same_protocol(shared):
    """Russia 2007: among 9,726 stations two pairs abroad share every number."""
    table = pl.read_csv(shared / "russia-2007-standin" / "ru2007_16regions_9727.csv")
    lists = [name for name in table.columns if name.startswith("p")]
    found = alike(table.select("voters", *lists).to_numpy().T)

    numbers = table["uik"].to_list()
    pairs = sorted({tuple(sorted((numbers[a], numbers[b]))) for a, b in found})
    assert pairs == [(5317, 5318), (5415, 5434)]
