"""sample.csv of an election folder: the stations that were drawn, to be published."""

from pathlib import Path

import polars as pl

from ingest.errors import SettingError
from reconcile.keep.files import write_whole
from reconcile.outcome.sample.draw import PPS, SCHEMA, SRS, Sample

NAME = "sample.csv"


def write_sample(sample: Sample, folder: Path) -> Path:
    """Write a sample; raise SettingError if one was drawn here already."""
    path = folder / NAME
    if path.exists():
        raise SettingError(
            f"{path}: is there already; a sample is drawn once. To draw another one, "
            "rename this one and say so wherever the new one is used"
        )
    write_whole(path, sample.rows.write_csv().encode())
    return path


def read_sample(folder: Path) -> Sample | None:
    """Read the sample of a folder; None where there is none.

    Raises
    ------
    SettingError
        If the file is not one that `write_sample` wrote, or a line of it was changed so
        that its counts do not fit together.
    """
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        rows = pl.read_csv(path, schema_overrides=SCHEMA)
        rows = rows.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as fault:
        reason = str(fault).splitlines()[0]
        raise SettingError(f"{path}: expected a sample, got a fault: {reason}") from None
    rows = rows.with_columns(pl.col(pl.String).fill_null(""))
    _refuse_misfits(rows, path)
    return Sample(rows)


def _refuse_misfits(rows: pl.DataFrame, path: Path) -> None:
    """Refuse rows that are not of one draw, or whose counts cannot be."""
    if not rows.height:
        raise SettingError(f"{path}: expected at least one draw, got none")
    for name in ("seed", "method", "strata", "frame"):
        if rows[name].n_unique() != 1:
            raise SettingError(f"{path}: expected one {name}, got several")
    method = rows["method"][0]
    if method not in (SRS, PPS):
        raise SettingError(f"{path}: expected method {SRS} or {PPS}, got {method!r}")
    counts = ["stations", "drawn", *(["voters", "of_voters"] if method == PPS else [])]
    if rows.select(pl.any_horizontal(pl.col(counts).fill_null(0) < 1).any()).item():
        raise SettingError(f"{path}: expected positive {', '.join(counts)} in every row")
    for stratum in rows.partition_by("stratum"):
        said = stratum.select("stations", "drawn").unique().rows()
        stations, drawn = said[0]
        too_many = method == SRS and drawn > stations
        if len(said) > 1 or drawn != stratum.height or too_many:
            raise SettingError(
                f"{path}: stratum {stratum['stratum'][0]}: expected {drawn:,} draws of "
                f"{stations:,} stations, as its first row says, got {stratum.height:,}"
            )
