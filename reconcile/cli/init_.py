"""tekseru init: make a new election folder."""

from pathlib import Path

import click

from reconcile.cli.options import Voice, voiced


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--election", required=True, help="Id of a shipped election, or a file.")
@voiced
def command(folder: Path, election: str, json: bool, quiet: bool) -> None:
    """Make a new election folder, with what is known of the election."""
    from reconcile.keep.folder import make_folder

    made = make_folder(folder, election)
    voice = Voice(json=json, quiet=quiet)
    title = made.election.title.get("en", made.election.id)
    voice.tell(
        [
            f"{made.file}: {title}, {made.election.day}",
            f"Next: tekseru fetch {folder}",
        ]
    )
    voice.give({"folder": str(folder), "election": made.election.id})
