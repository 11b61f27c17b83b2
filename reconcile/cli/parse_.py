"""tekseru parse: read archived documents into tables."""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile.cli.options import FOLDER, Voice, voiced

if TYPE_CHECKING:
    from reconcile.keep.folder import ElectionFolder
    from reconcile.keep.tables import Tables


@click.command("parse")
@FOLDER
@click.option("--all", "again", is_flag=True, help="Read documents again that were read.")
@voiced
def command(folder: Path, again: bool, json: bool, quiet: bool) -> None:
    """Read archived documents into tables; only new ones, unless --all."""
    from reconcile.cli.progress import progress
    from reconcile.keep.folder import ElectionFolder

    voice = Voice(json=json, quiet=quiet)
    election = ElectionFolder(folder)
    with election.locked(), progress(voice, "reading") as advance:
        tables, waiting = read_folder(election, advance, again=again)
    states = Counter(one.state for one in tables.documents)
    set_aside = [one for one in tables.documents if one.state == "quarantined"]
    voice.mention(f"{one.asked}: set aside: {one.reason}" for one in set_aside[:10])
    told = ", ".join(f"{count:,} {state}" for state, count in sorted(states.items()))
    protocols = sum(one.rows for one in tables.documents)
    voice.tell(
        [
            f"{len(tables.documents):,} documents: {told}; {protocols:,} protocols",
            *_waiting(election, waiting),
            f"Next: tekseru check {folder}",
        ]
    )
    voice.give(
        {
            "documents": len(tables.documents),
            "states": dict(sorted(states.items())),
            "protocols": protocols,
            "names_waiting": waiting,
            "quarantined": [
                {"document": one.asked, "sha256": one.sha256, "reason": one.reason}
                for one in set_aside
            ],
        }
    )


def read_folder(
    election: "ElectionFolder", advance: Callable[[int, int], None], *, again: bool = False
) -> "tuple[Tables, int]":
    """Read archived documents into tables; call it under the folder's lock.

    Returns the tables, and how many names wait for a person.
    """
    from reconcile.keep.incoming import take_in_incoming
    from reconcile.keep.names import ask_names
    from reconcile.keep.parse import parse_folder
    from reconcile.keep.tables import write_tables

    take_in_incoming(election)
    workers = os.cpu_count() or 1
    tables = parse_folder(election, again=again, workers=workers, progress=advance)
    write_tables(tables, election.tables)
    return tables, ask_names(election, tables.documents)


def _waiting(election: "ElectionFolder", names: int) -> list[str]:
    """Tell how many names wait for a person to say what they mean."""
    if not names:
        return []
    return [f"{names:,} unknown names: say what they mean in {election.names}, parse again"]
