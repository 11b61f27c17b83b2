"""What is posted and what is copied of every station that can be drawn?

The frame is the register where there is one, else all stations with a protocol. Each
station stands once; of a line that two statements contradict each other on, nothing is
known.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from ingest.errors import SettingError
from reconcile.table import Case, Table, frozen, station_key

_HIGHEST = np.iinfo(np.int64).max

# The bases a share can be of, and what they are in words.
BASES = {"valid": "the votes for lists", "took_part": "the ballots in the boxes"}


@dataclass(frozen=True)
class Frame:
    """Stations in the order of their names, and what two statements say of each.

    `stations` has the columns name, station, tec, rec, electronic, registered. `posted`
    and `copied` are int64 (list + 1, station): votes of each list, then invalid ballots.
    `voters`, on the voter list, and `issued` are posted, int64 (station,); `sizes` are
    the voters that draws go by, the register's where it lists them: they are known
    before the night and do not move with what is posted. MISSING where unknown.
    """

    stations: pl.DataFrame
    lists: tuple[str, ...]
    posted: np.ndarray
    copied: np.ndarray
    voters: np.ndarray
    issued: np.ndarray
    sizes: np.ndarray

    def __len__(self) -> int:
        """Return the number of stations."""
        return self.stations.height

    @cached_property
    def names(self) -> list[str]:
        """What names each station: its number, with its TEC where numbers repeat."""
        return self.stations["name"].to_list()

    def base(self, counts: np.ndarray, base: str) -> np.ndarray:
        """Return what shares are of, int64 (station,); MISSING where it is unknown."""
        parts = counts if base == "took_part" else counts[:-1]
        return np.where((parts == MISSING).any(axis=0), MISSING, parts.sum(axis=0))

    def known(self, counts: np.ndarray, base: str) -> np.ndarray:
        """Tell of each station whether all votes, and the base, are known."""
        return np.asarray(self.base(counts, base) != MISSING)

    def bases(self) -> list[str]:
        """Return the bases that the form has the lines for."""
        return ["valid", "took_part"] if (self.posted[-1] != MISSING).any() else ["valid"]


def make_frame(case: Case) -> Frame:
    """List the stations and lay what is said of them beside each other.

    Raises
    ------
    SettingError
        If no station is known, or the form has no list.
    """
    lists = tuple(line.party for line in case.form.lines if line.party)
    if not lists:
        raise SettingError(f"form {case.form.id}: expected lines with votes, found none")
    stations = _stations(case)
    if not stations.height:
        raise SettingError(
            "expected a register or protocols to know the stations from, found neither"
        )
    official, copies = case.official.agreed, case.copies.agreed
    by_party = {line.party: line.name for line in case.form.lines if line.party}
    counted = [*(by_party[one] for one in lists), "invalid"]
    posted = _place(official, [*counted, "registered", "issued"], stations)
    voters, listed = posted[-2], _listed(stations)
    return Frame(
        stations=stations,
        lists=lists,
        posted=frozen(posted[: len(counted)]),
        copied=frozen(_place(copies, counted, stations)),
        voters=frozen(voters),
        issued=frozen(posted[-1]),
        sizes=frozen(np.where(listed == MISSING, voters, listed)),
    )


def _stations(case: Case) -> pl.DataFrame:
    """Name the stations, each once, in the order of the names' bytes."""
    if case.register is not None:
        rows = case.register.select("station", "tec", "rec", "electronic", "registered")
    else:
        rows = case.official.agreed.rows.select("station", "tec", "rec")
        rows = rows.unique(["station", "tec"], maintain_order=True)
        rows = rows.with_columns(electronic=pl.lit(""), registered=pl.lit(None, pl.Int64))
    both = len(station_key(rows)) > 1
    name = pl.format("{}/{}", "tec", "station") if both else pl.col("station")
    return rows.select(name.alias("name"), pl.all()).sort("name")


def _listed(stations: pl.DataFrame) -> np.ndarray:
    """Return the voters that the register lists; MISSING where it lists none."""
    return stations["registered"].fill_null(MISSING).to_numpy()


def _place(table: Table, lines: list[str], stations: pl.DataFrame) -> np.ndarray:
    """Lay some lines of protocols onto the stations: int64 (line, station)."""
    whole = table.take(_whole(table.rows))
    key = station_key(stations)
    index = stations.select(*key).with_row_index("at")
    at = whole.rows.select(key).join(index, on=key, how="left", maintain_order="left")["at"]
    there = at.is_not_null().to_numpy()
    places = at.drop_nulls().cast(pl.Int64).to_numpy()
    low = np.full((len(lines), stations.height), _HIGHEST)
    high = np.full(low.shape, MISSING, np.int64)
    for row, line in enumerate(lines):
        if line in table.form.position:
            counts = whole.counts[table.form.position[line]][there].astype(np.int64)
            known = counts != MISSING
            np.minimum.at(low[row], places[known], counts[known])
            np.maximum.at(high[row], places[known], counts[known])
    return np.where(low == high, high, MISSING)


def _whole(rows: pl.DataFrame) -> np.ndarray:
    """Find the rows that are of a whole station: a summary, or paper where that is all."""
    paper = (pl.col("channel") == "paper").all().over("station", "tec")
    chosen = rows.select((pl.col("channel") == "summary") | paper).to_series()
    return chosen.arg_true().to_numpy()
