"""tekseru import: take in copies or protocols somebody has as a table."""

from hashlib import sha256
from pathlib import Path

import click

from reconcile.cli.options import EXISTING, Voice, voiced


@click.group("import")
def command() -> None:
    """Take in tables: their bytes into the archive, as they are."""


@command.command("copies")
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--columns", help="Names of the files' headings: a file or an id.")
@voiced
def copies(files: tuple[Path, ...], columns: str | None, json: bool, quiet: bool) -> None:
    """Take in observer copies: FILE... [DIR]."""
    _take_in("copies", files, columns, Voice(json=json, quiet=quiet))


@command.command("official")
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--columns", help="Names of the files' headings: a file or an id.")
@voiced
def official(files: tuple[Path, ...], columns: str | None, json: bool, quiet: bool) -> None:
    """Take in official protocols that somebody has as a table: FILE... [DIR]."""
    _take_in("official", files, columns, Voice(json=json, quiet=quiet))


def _take_in(role: str, files: tuple[Path, ...], columns: str | None, voice: Voice) -> None:
    """Read each table to see that it can be read, then keep its bytes."""
    from ingest.facts.columns import NO_MAP, find_columns, load_columns
    from ingest.read.tables import read_file, read_table
    from reconcile.keep.folder import ElectionFolder

    folder = Path()
    if files[-1].is_dir():
        *names, folder = files
        files = tuple(names)
    if not files:
        raise click.UsageError("expected at least one file before the folder")
    election = ElectionFolder(folder)
    form = election.forms()["pec"]
    chosen = load_columns(columns) if columns else NO_MAP
    headers = {"role": role}
    told, taken = [], []
    with election.locked():
        archive = election.archive
        archive.recover()
        if columns:
            data = find_columns(columns).read_bytes()
            headers["columns"] = sha256(data).hexdigest()
            archive.add_resource(columns, data, {"role": "columns"})
        known = {
            (one.sha256, one.headers.get("columns", ""), one.headers.get("role"))
            for one in archive.entries
        }
        for path in files:
            data = read_file(path)
            table = read_table(data, str(path), form, role, chosen)
            digest = sha256(data).hexdigest()
            again = (digest, headers.get("columns", ""), role) in known
            if not again:
                archive.add_resource(path.name, data, headers)
            voice.mention(str(one) for one in table.unreadable[:10])
            note = "is in the archive already" if again else f"sha256 {digest[:16]}..."
            told.append(f"{path}: {table.rows.height:,} rows, {note}")
            taken.append({"file": str(path), "sha256": digest, "rows": table.rows.height})
    voice.tell([*told, f"Next: tekseru parse {folder}"])
    voice.give({"role": role, "files": taken})
