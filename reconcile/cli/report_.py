"""tekseru report: a run as a page that opens on a phone."""

from pathlib import Path

import click

from reconcile.cli.options import FOLDER, Voice, spoken, voiced


@click.command("report")
@FOLDER
@click.option("--run", "number", type=click.IntRange(1), help="Which run; the last one.")
@spoken
@voiced
def command(folder: Path, number: int | None, json: bool, quiet: bool, lang: str) -> None:
    """Write a run's findings as one page in three languages, beside its tables.

    The page opens from a mail: it needs no network and runs nothing.
    """
    from reconcile.report.write import write_report

    voice = Voice(json=json, quiet=quiet)
    written = write_report(folder, number, lang)
    voice.tell(f"{path}  {size:,} bytes" for path, size in written.items())
    voice.give({"files": {str(path): size for path, size in written.items()}})
