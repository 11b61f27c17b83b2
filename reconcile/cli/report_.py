"""tekseru report: a run as a page that opens on a phone, a workbook, and results."""

from pathlib import Path

import click

from reconcile.cli.options import FOLDER, Voice, spoken, voiced

_NO_RESULTS = (
    "results-nist.json: not written; expected [seats] in election.toml, and tables of the "
    "documents that the run read: after a new parse, run tekseru check"
)


@click.command("report")
@FOLDER
@click.option("--run", "number", type=click.IntRange(1), help="Which run; the last one.")
@spoken
@voiced
def command(folder: Path, number: int | None, json: bool, quiet: bool, lang: str) -> None:
    """Write a run's findings as one page in three languages, beside its tables.

    The page opens from a mail: it needs no network and runs nothing. Beside it stand a
    workbook with filters, findings as CSV that Excel may open, and, of an election
    folder, the official protocols as NIST SP 1500-100 results.
    """
    from reconcile.keep.proof.roots import seal_again
    from reconcile.report.write import RESULTS, write_report

    voice = Voice(json=json, quiet=quiet)
    written = write_report(folder, number, lang)
    seal_again(folder, next(iter(written)).parent)
    voice.tell(f"{path}  {size:,} bytes" for path, size in written.items())
    made = any(path.name == RESULTS for path in written)
    if not made and (folder / "election.toml").is_file():
        voice.mention([_NO_RESULTS])
    voice.give({"files": {str(path): size for path, size in written.items()}})
