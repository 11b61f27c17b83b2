"""tekseru verify: does every stored byte still match its digest?"""

import os
from pathlib import Path

import click

from ingest.errors import ArchiveError
from reconcile.cli.options import FOLDER, Voice, voiced


@click.command("verify")
@FOLDER
@voiced
def command(folder: Path, json: bool, quiet: bool) -> None:
    """Re-read every stored byte against its digest, every number against its document.

    Exits 2 and names the record if anything is not as it was stored.
    """
    from reconcile.keep.evidence import verify_folder
    from reconcile.keep.folder import ElectionFolder

    voice = Voice(json=json, quiet=quiet)
    verified = verify_folder(ElectionFolder(folder), os.cpu_count() or 1)
    voice.give(
        {
            "records": verified.records,
            "documents": verified.documents,
            "numbers": verified.numbers,
            "problems": verified.problems,
        }
    )
    if verified.problems:
        if json:
            raise SystemExit(2)
        raise ArchiveError("\n".join(verified.problems))
    documents = f"{verified.numbers:,} numbers match their {verified.documents:,} documents"
    voice.tell([f"{verified.records:,} records match their digests; {documents}"])
