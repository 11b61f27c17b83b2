"""tekseru verify: is every stored byte and number still what it was?"""

import os
from pathlib import Path

import click

from ingest.errors import ArchiveError, SettingError
from reconcile.cli.options import FOLDER, Voice, voiced

_HEX = 64  # digits of a SHA-256


@click.command("verify")
@FOLDER
@click.option("--root", metavar="HEX", help="Is this published root one of this archive?")
@voiced
def command(folder: Path, root: str | None, json: bool, quiet: bool) -> None:
    """Re-read every stored byte against its digest, every number against its document.

    Also the roots of earlier runs, and the findings of the last. Exits 2 and names the
    record if anything is not as it was stored.
    """
    from reconcile.keep.folder import ElectionFolder
    from reconcile.keep.proof.verify import verify_folder

    voice = Voice(json=json, quiet=quiet)
    election = ElectionFolder(folder)
    if root:
        return _find(root, election.path, voice)
    verified = verify_folder(election, os.cpu_count() or 1)
    voice.give({name: getattr(verified, name) for name in verified.__slots__})
    voice.mention(
        f"reports/{one}: no root was kept of it, so its own bytes were compared with none"
        for one in verified.unkept
    )
    if verified.problems:
        if json:
            raise SystemExit(2)
        raise ArchiveError("\n".join(verified.problems))
    records = f"{verified.records:,} records match their digests"
    numbers = f"{verified.numbers:,} numbers match their {verified.documents:,} documents"
    voice.tell(
        [
            f"{records}, {verified.roots:,} roots of runs match the records",
            f"{numbers}, {verified.findings:,} findings match the numbers",
        ]
    )
    return None


def _find(root: str, folder: Path, voice: Voice) -> None:
    """Say which of the archive's records a published root is over."""
    from reconcile.keep.proof.roots import find_root, tell_root

    if len(root) != _HEX or not set(root.lower()) <= set("0123456789abcdef"):
        raise SettingError(f"--root: expected {_HEX} hexadecimal digits, got {root[:80]!r}")
    found, now = find_root(folder / "archive", root.lower()), tell_root(folder / "archive")
    count = now.records if now else 0
    if found is None:
        raise ArchiveError(
            f"{folder}: {root} is the root of none of the {count:,} beginnings of "
            "this archive: it is of another one, or records were changed since"
        )
    voice.give({"root": found.root, "records": found.records, "of": count})
    voice.tell([f"The root is over the first {found.records:,} of {count:,} records"])
