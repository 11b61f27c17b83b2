"""Tables of invented protocols, as large as one likes, a few of them changed."""

from pathlib import Path

import numpy as np
import polars as pl

from ingest.errors import SettingError
from ingest.facts.elections import load_election
from ingest.facts.forms import load_form
from ingest.facts.places import find_fact
from ingest.sample.country import invent_country

FORM, ELECTION = "kz-2007-pec", "kz-2007-majilis"
TECS, RECS, COPIES = 205, 16, 3_000  # as Kazakhstan had; copies of a third of the stations
CHANGED, CHANGED_COPIES = 0.001, 0.05  # shares of protocols and copies, on one line


def invent_country_tables(folder: Path) -> tuple[Path, *tuple[str, ...]]:
    """Write a country's protocols, copies, sums and register as CSV.

    Returns
    -------
    The official protocols' file, and the options that name the others.
    """
    counts = _country()
    stations = np.arange(counts.shape[1])
    names = _names("s", stations, 5)
    tec = stations % TECS
    place = {"station": names, "tec": _names("t", tec, 3)}
    told = {
        "official": _table(place, _changed(counts, CHANGED)),
        "copies": _table(
            {"station": names[:COPIES], "source": _names("o", stations[:COPIES], 5)},
            _changed(counts[:, :COPIES], CHANGED_COPIES),
        ),
        "register": pl.DataFrame(place | {"rec": _names("r", tec % RECS, 2)}),
        "commissions": _sums(counts, tec),
    }
    for name, frame in told.items():
        frame.write_csv(folder / f"{name}.csv")
    more = [(f"--{name}", str(folder / f"{name}.csv")) for name in list(told)[1:]]
    return folder / "official.csv", *(part for pair in more for part in pair)


def invent_table(path: Path, stations: int, part: int = 0) -> None:
    """Write so many protocols that vary as stations do, as Parquet.

    Stations and commissions of another part have other names.
    """
    country, form = _country(), load_form(FORM)
    rng = np.random.default_rng([2007, part])
    counts = country[:, rng.integers(0, country.shape[1], stations)]
    lists = [at for at, line in enumerate(form.lines) if line.party]
    for one, other in zip(lists, [*lists[1:], lists[0]], strict=True):
        moved = rng.integers(0, np.minimum(counts[other], 40) + 1).astype(np.int32)
        counts[one] += moved
        counts[other] -= moved
    numbers = np.arange(stations)
    place = {
        "station": _names(f"s{part:02}-", numbers, 7),
        "tec": _names(f"t{part:02}-", numbers // 50, 5),
    }
    _table(place, _changed(counts, CHANGED)).write_parquet(path)


def _country() -> np.ndarray:
    """Invent the counts of a country's stations, both channels together."""
    election = load_election(find_fact("elections", ELECTION, SettingError))
    return invent_country(election, load_form(FORM)).counts.astype(np.int32)


def _changed(counts: np.ndarray, share: float) -> np.ndarray:
    """Add one to a line of some of the protocols."""
    rng, changed = np.random.default_rng(7), counts.copy()
    at = rng.choice(counts.shape[1], max(1, int(counts.shape[1] * share)), replace=False)
    changed[rng.integers(0, len(counts), len(at)), at] += 1
    return changed


def _names(letter: str, numbers: np.ndarray, width: int) -> pl.Series:
    return letter + pl.Series(numbers).cast(pl.String).str.zfill(width)


def _table(place: dict[str, pl.Series], counts: np.ndarray) -> pl.DataFrame:
    lines = dict(zip(load_form(FORM).names, counts, strict=True))
    channel = pl.Series(["summary"]).new_from_index(0, counts.shape[1])
    return pl.DataFrame({**place, "channel": channel, **lines})


def _sums(counts: np.ndarray, tec: np.ndarray) -> pl.DataFrame:
    """Add the stations up under their TECs, those under the RECs, and all."""
    under = np.zeros((len(counts), TECS), np.int64)
    np.add.at(under.T, tec, counts.T)
    above = np.zeros((len(counts), RECS), np.int64)
    rec = np.arange(TECS) % RECS
    np.add.at(above.T, rec, under.T)
    levels = [
        ("tec", _names("t", np.arange(TECS), 3), _names("r", rec, 2), under),
        ("rec", _names("r", np.arange(RECS), 2), pl.Series([""] * RECS), above),
        ("cec", pl.Series(["cec"]), pl.Series([""]), above.sum(axis=1, keepdims=True)),
    ]
    return pl.concat(
        _table({"commission": names, "parent": parents}, sums).with_columns(
            pl.lit(level).alias("level")
        )
        for level, names, parents, sums in levels
    )
