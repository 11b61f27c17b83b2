"""Finding a station: by number, region, commission or address, in any language."""

import time

import polars as pl
import pytest

from ingest.facts.elections import Region
from reconcile.desk.search import list_stations

REGIONS = [
    Region(
        id="kyzylorda", en="Kyzylorda", ru="Кызылординская область", kk="Қызылорда облысы"
    ),
    Region(id="almaty-city", en="Almaty city", ru="город Алматы", kk="Алматы қаласы"),
]
NAMES = {
    "name_en": "",
    "name_ru": "школа № 12, ул. Абая, 5",
    "name_kk": "№ 12 мектеп, Абай көшесі, 5",
}
POSTED = ("station", "tec", "rec", "statement")
NOBODY = pl.DataFrame(schema=dict.fromkeys(POSTED, pl.String))


def register(*rows):
    return pl.DataFrame(
        [{"station": s, "tec": t, "rec": r, **NAMES} for s, t, r in rows], orient="row"
    )


@pytest.fixture(scope="module")
def stations():
    rows = [("00012", "T001", "kyzylorda"), ("00120", "T002", "almaty-city")]
    return list_stations(NOBODY, register(*rows), REGIONS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("12", ["00012", "00120"]),
        ("00120", ["00120"]),
        ("кызылорда", ["00012"]),
        ("Қызылорда", ["00012"]),
        ("kyzylorda", ["00012"]),
        ("алматы каласы", ["00120"]),
        ("T002", ["00120"]),
        ("2 almaty", ["00120"]),
        ("Абай кошеси", ["00012", "00120"]),
        ("абая 5", ["00012", "00120"]),
        ("nowhere", []),
        ("  ", []),
        ("%", []),
    ],
)
def test_every_word_that_is_typed_stands_in_what_is_known(stations, typed, found):
    """Letters that a keyboard lacks stand for their neighbours."""
    assert [one.station for one in stations.search(typed)] == found


def test_the_station_of_that_number_comes_first():
    """12 is also in the address of every other."""
    rows = [("00120", "T1", "kyzylorda"), ("00012", "T1", "kyzylorda")]

    assert list_stations(NOBODY, register(*rows), []).search("12")[0].station == "00012"


def test_numbers_that_begin_anew_under_each_commission_are_told_apart():
    same = list_stations(NOBODY, register(("1", "T1", "r"), ("1", "T2", "r")), [])
    apart = list_stations(NOBODY, register(("1", "T1", "r"), ("2", "T2", "r")), [])

    assert same.find("1", "T2").tec == "T2"
    assert same.find("1", "") is None
    assert apart.find("1", "").tec == "T1"


def test_a_search_among_all_stations_takes_milliseconds():
    """9,727 of them, as somebody types."""
    every = list_stations(
        NOBODY,
        register(*((f"{n:05}", f"T{n // 48:03}", "kyzylorda") for n in range(9727))),
        REGIONS,
    )
    began = time.perf_counter()
    for _ in range(10):
        found = every.search("абая кызылорда 97")

    assert len(found) == 38 + 48  # stations of that number, and of commission 97
    assert (time.perf_counter() - began) / 10 < 0.1
