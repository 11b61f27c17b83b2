"""Writes the files of a report beside the run that they tell of."""

from pathlib import Path

from ingest.errors import SettingError
from reconcile.keep.files import write_whole
from reconcile.report.beside import process_beside
from reconcile.report.charts.run import draw_charts
from reconcile.report.neutral import neutral_csv
from reconcile.report.nist.folder import folder_results
from reconcile.report.page.facts import read_facts
from reconcile.report.page.make import make_page
from reconcile.report.run_folder import find_run, load_run
from reconcile.report.words.speaker import Speaker
from reconcile.report.workbook.make import make_workbook

RESULTS = "results-nist.json"


def write_report(folder: Path, number: int | None, language: str) -> dict[Path, int]:
    """Write the report of a run; return the size of each file, in bytes.

    Parameters
    ----------
    folder
        An election folder, or a folder that check wrote to.
    number
        The run; the last one if None.
    language
        The language in which the page opens, and that of the workbook.
    """
    run = load_run(find_run(folder, number))
    root = run.summary.get("archive")
    facts = read_facts(folder, root["records"] if root else 0)
    # Charts and results take as long as the rest: they are made beside it.
    with process_beside() as beside:
        drawn = beside.submit(draw_charts, run.summary, run.figures)
        results = beside.submit(folder_results, folder, run.summary, facts.seen)
        book = make_workbook(run, Speaker(language, facts.names.get(language)))
        made = {
            "index.html": make_page(run, facts, language, drawn.result),
            "findings.xlsx": book,
            "findings-excel.csv": neutral_csv(run.findings),
        }
        official = results.result()
    if official is not None:
        made[RESULTS] = official
    try:
        for name, data in made.items():
            write_whole(run.path / name, data)
    except OSError as fault:
        raise SettingError(f"{run.path}: cannot be written: {fault.strerror}") from None
    return {run.path / name: len(data) for name, data in made.items()}
