"""tekseru import: take in copies or protocols somebody has as a table."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile.cli.options import EXISTING, Voice, voiced

if TYPE_CHECKING:
    from reconcile.keep.handed_in import Taken


@click.group("import")
def command() -> None:
    """Take in tables: their bytes into the archive, as they are."""


@command.command("copies")
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--columns", help="Names of the files' headings: a file or an id.")
@voiced
def copies(files: tuple[Path, ...], columns: str | None, json: bool, quiet: bool) -> None:
    """Take in observer copies: FILE... [DIR].

    Tables, exports of ODK Central and KoboToolbox (with their repeats), photographs, and
    zips of all these. Photographs that lie beside a table are taken in with it.
    """
    _take_in("copies", files, columns, Voice(json=json, quiet=quiet))


@command.command("official")
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--columns", help="Names of the files' headings: a file or an id.")
@voiced
def official(files: tuple[Path, ...], columns: str | None, json: bool, quiet: bool) -> None:
    """Take in official protocols that somebody has as a table: FILE... [DIR]."""
    _take_in("official", files, columns, Voice(json=json, quiet=quiet))


def _take_in(role: str, files: tuple[Path, ...], columns: str | None, voice: Voice) -> None:
    """Take in files, and tell what came of each."""
    from reconcile.keep.folder import ElectionFolder
    from reconcile.keep.handed_in import take_in

    folder = Path()
    if files[-1].is_dir():
        *names, folder = files
        files = tuple(names)
    if not files:
        raise click.UsageError("expected at least one file before the folder")
    election = ElectionFolder(folder)
    form = election.forms()["pec"]
    with election.locked():
        archive = election.archive
        archive.recover()
        taken = take_in(archive, form, role, files, columns)
    voice.mention(str(one) for one in (*taken.unreadable[:10], *taken.refused[:10]))
    voice.tell(
        [
            *(f"{one.name}: {one.rows:,} rows, {_note(one)}" for one in taken.tables),
            *([f"photographs: {taken.photos:,} new"] if taken.photos else []),
            f"Next: tekseru parse {folder}",
        ]
    )
    voice.give(
        {
            "role": role,
            "files": [
                {
                    "file": one.name,
                    "sha256": one.sha256,
                    "rows": one.rows,
                    "rejected": one.rejected,
                }
                for one in taken.tables
            ],
            "photos": taken.photos,
            "refused": [{"file": one.name, "reason": one.reason} for one in taken.refused],
        }
    )


def _note(table: "Taken") -> str:
    known = "is in the archive already" if table.again else f"sha256 {table.sha256[:16]}..."
    return (
        f"{known}; {table.rejected:,} more rejected in review" if table.rejected else known
    )
