"""tekseru settle: what a person decided of a finding, with who and why."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile.cli.options import FOLDER, Voice, voiced

if TYPE_CHECKING:
    from reconcile.keep.folder import ElectionFolder
    from reconcile.keep.store.open import Store


@click.command("settle")
@click.argument("finding")
@FOLDER
@click.option("--who", default="", help="Who decides; needed.")
@click.option("--why", default="", help="For what reason; needed.")
@click.option("--open", "opens", is_flag=True, help="Open a settled finding again.")
@click.option("--holds", default="", help="Which of several copies holds: its source.")
@voiced
def command(
    finding: str,
    folder: Path,
    who: str,
    why: str,
    opens: bool,
    holds: str,
    json: bool,
    quiet: bool,
) -> None:
    """Settle a finding, or open it again; it stays in the record, with who and why.

    A settled finding whose numbers change opens by itself. Of copies that contradict
    each other (C205, C402) --holds says which one counts from the next check on.
    """
    from dataclasses import asdict

    from reconcile.keep.folder import ElectionFolder
    from reconcile.keep.life.settle import settle
    from reconcile.keep.store.open import open_store

    voice = Voice(json=json, quiet=quiet)
    election = ElectionFolder(folder)
    with election.locked(), open_store(election) as store:
        aside = _aside(election, store, finding, holds) if holds else ()
        decision = settle(store, finding, who, why, opens=opens, aside=aside)
    voice.tell([f"{finding} {decision.decision} by {decision.who}: {decision.why}"])
    voice.give(asdict(decision))


def _aside(
    folder: "ElectionFolder", store: "Store", finding: str, holds: str
) -> list[tuple[str, str]]:
    """Find the copies that do not count, if the named one holds."""
    from ingest.errors import SettingError
    from reconcile.keep.life.copies import others
    from reconcile.keep.life.told import first_row
    from reconcile.keep.tables import copy_protocols, load_tables

    row = first_row(store, finding)
    if row is None:
        raise SettingError(f"{finding}: no such finding is recorded")
    copies = copy_protocols(load_tables(folder.tables), folder.forms()["pec"])
    return others(copies, row, holds)
