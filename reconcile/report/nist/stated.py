"""What commissions state: counts of each unit, of all channels together or of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from ingest.facts.forms import Form
from reconcile.outcome.totals import stated_once
from reconcile.report.nist.units import Units
from reconcile.table import Case, Table, station_key
from reconcile.whole import whole_commissions, whole_stations


@dataclass(frozen=True, slots=True)
class Stated:
    """Counts that protocols state: int32 (line, unit), and the ids of their units.

    `channel` is empty where they are of all channels together.
    """

    form: Form
    units: Sequence[str]
    counts: np.ndarray
    channel: str = ""

    def known(self, lines: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Return the sum of some lines at each unit that states all of them.

        Nothing where the form does not have them.
        """
        if not lines or any(line not in self.form.position for line in lines):
            return
        counts = self.counts[[self.form.position[line] for line in lines]]
        there = (counts != MISSING).all(axis=0)
        sums = counts.sum(axis=0, dtype=np.int64)
        for unit, count, is_there in zip(
            self.units, sums.tolist(), there.tolist(), strict=True
        ):
            if is_there:
                yield unit, count


def find_stated(case: Case, units: Units) -> Iterator[Stated]:
    """Find what protocols state: of stations, of their channels, of commissions above.

    A station whose channels have no common protocol yet states no total.
    """
    official = case.official.agreed
    yield _of_stations(whole_stations(official), units)
    for channel in ("paper", "electronic"):
        part = official.take(_beside_others(official, channel))
        if len(part):
            yield _of_stations(part, units, channel)
    for one in case.commissions:
        table = whole_commissions(one.agreed)
        if len(table):
            names, counts = stated_once(table)
            level = str(table.rows["level"][0])
            own = [units.above[level, "" if level == "cec" else name] for name in names]
            yield Stated(table.form, own, counts)


def _of_stations(table: Table, units: Units, channel: str = "") -> Stated:
    keys = zip(table.column("station"), table.column("tec"), strict=True)
    return Stated(table.form, [units.stations[key] for key in keys], table.counts, channel)


def _beside_others(table: Table, channel: str) -> np.ndarray:
    """Return the rows of a channel, at stations where it is not the only one."""
    several = (pl.col("channel") != "paper").any().over("station", "tec")
    wanted = table.rows.select(several & (pl.col("channel") == channel))
    return wanted.to_series().arg_true().to_numpy()


def all_seen(case: Case) -> bool:
    """Tell whether every station of a register has a protocol, with every line."""
    if case.register is None:
        return False
    whole = whole_stations(case.official.agreed)
    key = station_key(case.register)
    absent = case.register.join(whole.rows, on=key, how="anti").height
    return absent == 0 and not (whole.counts == MISSING).any()
