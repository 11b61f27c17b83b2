"""What a run of the checks reads, from the tables of an election folder."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from ingest.errors import SettingError
from ingest.parse.opened import read_file, shown
from ingest.protocol import Protocols
from ingest.read.register import Register, read_register
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.inputs import Inputs
from reconcile.keep.tables import (
    Tables,
    copy_protocols,
    load_tables,
    official_protocols,
    postings,
)


def read_folder(
    path: Path, *, register_is_enough: bool = False, all_copies: bool = False
) -> Inputs:
    """Read the tables of an election folder; raise SettingError if there are none.

    Before the night a register is all there is: enough to draw a sample from. With
    *all_copies* it is not asked which of them a person set aside.
    """
    folder = ElectionFolder(path)
    tables, register = load_tables(folder.tables), read_register_of(path)
    enough = register is not None and register_is_enough
    if not tables.documents and not folder.election.published and not enough:
        raise SettingError(
            f"{path}: expected tables, found none; run tekseru fetch and tekseru parse"
        )
    inputs = inputs_of(folder, tables, register)
    if all_copies:
        return inputs
    return replace(inputs, copies=_counting(folder, inputs.copies))


def inputs_of(folder: ElectionFolder, tables: Tables, register: Register | None) -> Inputs:
    """Put together what a run reads from a folder's tables, also from none."""
    forms = folder.forms()
    official = official_protocols(tables, forms["pec"])
    upper = {form.id: form for level, form in forms.items() if level != "pec"}
    commissions = [(form, official_protocols(tables, form)) for form in upper.values()]
    copies = copy_protocols(tables, forms["pec"])
    return Inputs(
        forms["pec"],
        _of_stations(official),
        copies,
        commissions,
        register,
        election=folder.election,
        postings=postings(tables),
        weights=_read_weights(folder.path),
    )


def next_report(path: Path) -> Path:
    """Return the folder of the next run's findings."""
    return ElectionFolder(path).next_report()


def _counting(folder: ElectionFolder, copies: Protocols) -> Protocols:
    """Leave out copies that a person set aside, where there are several of a protocol."""
    protocol = pl.struct("station", "channel")
    if not copies.rows.select(protocol.is_duplicated()).to_series().any():
        return copies  # without opening the database, which takes time
    from reconcile.keep.life.copies import counting

    return counting(folder, copies)


def _of_stations(protocols: Protocols) -> Protocols:
    """Keep stations' protocols: one form may serve several levels."""
    return replace(protocols, rows=protocols.rows.filter(pl.col("level") == "pec"))


def _read_weights(path: Path) -> dict[str, float] | None:
    """Read the weights of explanations, if the folder has its own."""
    if not (path / "weights.toml").is_file():
        return None
    from ingest.facts.weights import load_weights

    return load_weights(str(path / "weights.toml"))


def read_register_of(path: Path) -> Register | None:
    """Read register.csv, .xlsx or .parquet of a folder, if it has one."""
    for name in ("register.csv", "register.xlsx", "register.parquet"):
        if (path / name).is_file():
            return read_register(read_file(path / name), shown(path / name))
    return None
