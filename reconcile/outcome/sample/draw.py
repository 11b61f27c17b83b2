"""A sample: which stations were drawn, by which rule, and is it what its seed draws?

The rules stand in `sampling`. A sample is drawn once, before anything is known of the
stations; who may choose among several draws chooses the result.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from ingest.errors import SettingError
from reconcile.outcome.sample.estimate import Design, design_pps, design_strata
from reconcile.outcome.sample.frame import Frame
from reconcile.outcome.sample.sampling import (
    LEAST,
    allocate,
    digest,
    draw_pps,
    draw_srs,
    spreads,
    stations_needed,
)
from reconcile.table import station_key

SRS, PPS = "srs", "pps"
STRATA = ("rec", "tec", "electronic")  # what stations can be grouped by
LONGEST_SEED = 200  # characters; dice, a headline, a digest
Z95 = 1.959963984540054  # quantile of the normal distribution for 95 per cent

SCHEMA = {
    "seed": pl.String,
    "method": pl.String,
    "strata": pl.String,
    "frame": pl.String,
    "draw": pl.Int64,
    "station": pl.String,
    "tec": pl.String,
    "rec": pl.String,
    "stratum": pl.String,
    "stations": pl.Int64,
    "drawn": pl.Int64,
    "voters": pl.Int64,
    "of_voters": pl.Int64,
    "weight": pl.String,
    "digest": pl.String,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How to draw: `strata` joins columns by +, or is empty; `size` counts draws.

    `margin` (a share) asks for a size instead, for the largest list.
    """

    method: str = SRS
    strata: str = "rec"
    size: int = 300
    margin: float | None = None
    neyman: bool = False


@dataclass(frozen=True)
class Sample:
    """The stations drawn, one row a draw, in the columns of SCHEMA.

    `drawn` counts the draws of the row's stratum, `stations` its stations.
    """

    rows: pl.DataFrame

    @property
    def seed(self) -> str:
        """The published seed."""
        return str(self.rows["seed"][0])

    @property
    def method(self) -> str:
        """Either srs or pps."""
        return str(self.rows["method"][0])

    @property
    def strata(self) -> str:
        """What the stations were grouped by."""
        return str(self.rows["strata"][0])

    def ticket(self, draw: int) -> str:
        """Return what stands after the seed in the text whose digest decided a draw."""
        if self.method == PPS:
            return str(draw + 1)
        row = self.rows.row(draw, named=True)
        both = f"{row['tec']}/{row['station']}"
        return both if digest(self.seed, both) == row["digest"] else str(row["station"])

    @property
    def ordered(self) -> bool:
        """Tell whether the draws have an order: not where every stratum has its own."""
        return self.method == PPS or self.rows["stratum"].n_unique() == 1

    @property
    def weights(self) -> np.ndarray:
        """How many stations each draw stands for if all copies come in, float64."""
        rows = self.rows
        if self.method == PPS:
            return (rows["of_voters"] / (rows["voters"] * rows["drawn"])).to_numpy()
        return (rows["stations"] / rows["drawn"]).to_numpy()

    def places(self, frame: Frame) -> np.ndarray:
        """Return where each draw is in the frame, int64 (draw,); -1 if it is gone."""
        key = station_key(frame.stations)
        index = frame.stations.select(*key).with_row_index("at")
        at = self.rows.select(key).join(index, on=key, how="left", maintain_order="left")
        return at["at"].cast(pl.Int64).fill_null(-1).to_numpy()

    def design(self, came: np.ndarray) -> Design:
        """Describe the draws whose copies came in (bool (draw,)).

        What came in stands for its stratum: those that did not are taken to be like
        those that did.
        """
        rows = self.rows.filter(pl.Series(came))
        if self.method == PPS:
            return design_pps((rows["voters"] / rows["of_voters"]).to_numpy())
        labels, strata = np.unique(rows["stratum"].to_numpy(), return_inverse=True)
        sizes = dict(rows.select("stratum", "stations").iter_rows())
        stations = np.array([sizes[label] for label in labels], np.int64)
        return design_strata(strata.astype(np.int64), stations)


def make_seed() -> str:
    """Make a seed that nobody chose."""
    return secrets.token_hex(8)


def check_seed(seed: str) -> str:
    """Return a seed that can be printed and typed again; raise SettingError."""
    if not 0 < len(seed) <= LONGEST_SEED or not seed.isprintable() or seed != seed.strip():
        raise SettingError(
            f"seed: expected 1 to {LONGEST_SEED} printable characters, got {seed[:40]!r}"
        )
    return seed


def draw_sample(frame: Frame, plan: Plan, seed: str) -> Sample:
    """Draw a sample.

    Raises
    ------
    SettingError
        If what the plan needs is not known of the stations.
    """
    if plan.method == PPS:
        voters = _voters(frame)
        return _sample(frame, plan, seed, draw_pps(frame.names, voters, plan.size, seed))
    labels, strata = label_strata(frame, plan.strata)
    stations = np.bincount(strata, minlength=len(labels))
    weights = stations.astype(float)
    if plan.neyman or plan.margin:
        variances = _pilot(frame, strata, len(labels))
        weights = stations * np.sqrt(variances) if plan.neyman else weights
    size = plan.size
    if plan.margin:
        least = int(np.minimum(stations, LEAST).sum())
        size = max(_size(frame, stations, variances, plan.margin), least)
    size = min(max(size, LEAST), len(frame))
    try:
        sizes = allocate(weights.tolist(), stations.tolist(), size)
    except ValueError as fault:
        raise SettingError(f"{size} stations in {len(labels)} strata: {fault}") from None
    return _sample(frame, plan, seed, draw_srs(frame.names, strata, sizes, seed))


def is_the_draw(sample: Sample, frame: Frame) -> bool | None:
    """Tell whether the sample is what its seed draws; None if the stations have changed."""
    plan = Plan(sample.method, sample.strata, sample.rows.height)
    if frame_digest(frame, plan) != sample.rows["frame"][0]:
        return None
    if sample.method == PPS:
        again = draw_pps(frame.names, _voters(frame), plan.size, sample.seed)
    else:
        labels, strata = label_strata(frame, sample.strata)
        sizes = dict(sample.rows.group_by("stratum").len().iter_rows())
        each = [sizes.get(label, 0) for label in labels]
        again = draw_srs(frame.names, strata, each, sample.seed)
    return _sample(frame, plan, sample.seed, again).rows.equals(sample.rows)


def label_strata(frame: Frame, columns: str) -> tuple[list[str], np.ndarray]:
    """Return the strata's labels, and the stratum of each station (int64)."""
    parts = [one for one in columns.split("+") if one]
    unknown = [one for one in parts if one not in STRATA]
    if unknown:
        raise SettingError(
            f"strata: expected {', '.join(STRATA)} joined by +, got {unknown[0]!r}"
        )
    column = pl.repeat("all", len(frame), eager=True)
    if parts:
        column = frame.stations.select(pl.concat_str(parts, separator="/")).to_series()
    labels, strata = np.unique(column.to_numpy().astype(str), return_inverse=True)
    return labels.tolist(), strata.astype(np.int64)


def frame_digest(frame: Frame, plan: Plan) -> str:
    """Return the sha256 of the list that was drawn from: names, strata, voters."""
    voters = frame.sizes.tolist() if plan.method == PPS else [""] * len(frame)
    strata = [""] * len(frame)
    if plan.method == SRS:
        labels, at = label_strata(frame, plan.strata)
        strata = [labels[one] for one in at.tolist()]
    lines = zip(frame.names, strata, voters, strict=True)
    text = "".join("\t".join(map(str, line)) + "\n" for line in lines)
    return hashlib.sha256(text.encode()).hexdigest()


def _voters(frame: Frame) -> np.ndarray:
    unknown = int((frame.sizes == MISSING).sum())
    if unknown or not frame.sizes.sum():
        raise SettingError(
            f"drawing by voters: expected the voters of every station, {unknown:,} of "
            f"{len(frame):,} are unknown; add a column registered to register.csv, or "
            "draw with --method srs"
        )
    return frame.sizes


def _pilot(frame: Frame, strata: np.ndarray, count: int) -> np.ndarray:
    """Return how the largest list's votes spread in each stratum, as posted."""
    known = frame.known(frame.posted, "valid")
    if known.sum() < LEAST:
        raise SettingError(
            "a margin or a Neyman allocation: expected posted results to learn the spread "
            "from, found none; give --size"
        )
    votes = frame.posted[:-1, known]
    largest = votes[int(votes.sum(axis=1).argmax())]
    return spreads(largest, votes.sum(axis=0), strata[known], count)


def _size(frame: Frame, stations: np.ndarray, variances: np.ndarray, margin: float) -> int:
    """Return how many stations give the margin, allocated in proportion."""
    base = frame.base(frame.posted, "valid")
    mean = float(base[base != MISSING].mean())
    inside = float(stations @ variances / stations.sum())
    return int(np.ceil(stations_needed(inside, mean, len(frame), margin, Z95)))


def _sample(frame: Frame, plan: Plan, seed: str, drawn: np.ndarray) -> Sample:
    """Write down a draw with everything that its weights and its check need."""
    count = len(drawn)
    columns = (
        _by_voters(frame, drawn) if plan.method == PPS else _by_stratum(frame, plan, drawn)
    )
    tickets = (
        [str(k) for k in range(1, count + 1)]
        if plan.method == PPS
        else [frame.names[at] for at in drawn.tolist()]
    )
    rows = frame.stations[drawn].select("station", "tec", "rec")
    rows = rows.with_columns(
        pl.lit(seed).alias("seed"),
        pl.lit(plan.method).alias("method"),
        pl.lit(plan.strata if plan.method == SRS else "").alias("strata"),
        pl.lit(frame_digest(frame, plan)).alias("frame"),
        pl.Series("draw", range(1, count + 1)),
        *(pl.Series(name, values, SCHEMA[name]) for name, values in columns.items()),
        pl.Series("digest", [digest(seed, one) for one in tickets]),
    )
    weight = pl.col("stations") / pl.col("drawn")
    if plan.method == PPS:
        weight = pl.col("of_voters") / (pl.col("voters") * pl.col("drawn"))
    rows = rows.with_columns(weight.round(6).cast(pl.String).alias("weight"))
    return Sample(rows.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()))


def _by_voters(frame: Frame, drawn: np.ndarray) -> dict[str, list[Any]]:
    count = len(drawn)
    return {
        "stratum": ["all"] * count,
        "stations": [len(frame)] * count,
        "drawn": [count] * count,
        "voters": frame.sizes[drawn].tolist(),
        "of_voters": [int(frame.sizes.sum())] * count,
    }


def _by_stratum(frame: Frame, plan: Plan, drawn: np.ndarray) -> dict[str, list[Any]]:
    labels, strata = label_strata(frame, plan.strata)
    mine = strata[drawn]
    return {
        "stratum": [labels[one] for one in mine.tolist()],
        "stations": np.bincount(strata, minlength=len(labels))[mine].tolist(),
        "drawn": np.bincount(mine, minlength=len(labels))[mine].tolist(),
        "voters": [None] * len(drawn),
        "of_voters": [None] * len(drawn),
    }
