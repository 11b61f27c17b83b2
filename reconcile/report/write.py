"""Writes the files of a report beside the run that they tell of."""

from pathlib import Path

from ingest.errors import SettingError
from reconcile.keep.files import write_whole
from reconcile.report.charts.chart import Chart
from reconcile.report.charts.run import run_charts
from reconcile.report.page.facts import read_facts
from reconcile.report.page.make import make_page
from reconcile.report.run_folder import Run, find_run, load_run
from reconcile.report.words import LANGUAGES, Words


def write_report(folder: Path, number: int | None, language: str) -> dict[Path, int]:
    """Write the report of a run; return the size of each file, in bytes.

    Parameters
    ----------
    folder
        An election folder, or a folder that check wrote to.
    number
        The run; the last one if None.
    language
        The language in which the page opens.
    """
    run = load_run(find_run(folder, number))
    made = {"index.html": make_page(run, read_facts(folder), language, _charts(run))}
    try:
        for name, data in made.items():
            write_whole(run.path / name, data)
    except OSError as fault:
        raise SettingError(f"{run.path}: cannot be written: {fault.strerror}") from None
    return {run.path / name: len(data) for name, data in made.items()}


def _charts(run: Run) -> dict[str, list[Chart]]:
    """Draw the charts in each language."""
    return {
        language: run_charts(run.summary, run.figures, Words(language))
        for language in LANGUAGES
    }
