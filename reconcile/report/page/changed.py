"""What is different since the run before: what the page tells of changes.json."""

from pathlib import Path

import polars as pl

from reconcile.report.run_folder import Run, load_sentences

# What becomes of findings and of documents, in the order in which a reader wants it.
CHANGED = ("new", "changed", "reopened", "back", "corrected", "gone", "decided", "unseen")
DOCUMENTS = ("appeared", "changed", "vanished", "back", "unread", "failed")


def messages(run: Run) -> dict[str, str]:
    """Return what findings say, packed: this run's, and those that it does not have.

    These are said by the run that found them last; where its folder is gone or broken,
    their English alone is known.
    """
    said: dict[str, str] = {}
    for folder in (run.path, *_folders(run)):
        try:
            sentences = load_sentences(folder)
        except (OSError, pl.exceptions.PolarsError):
            continue
        own = sentences.filter(pl.col("column") == "message").select("finding", "said")
        said = dict(own.iter_rows()) | said
    return said


def _folders(run: Run) -> list[Path]:
    """List the folders of the runs that found last what this one does not have."""
    items = [one for kind in CHANGED for one in run.changes.get(kind, ())]
    names = {one.get("report", "") for one in items} - {run.path.name}
    # A run may have been written anywhere; only reports beside this one are read.
    numbers = sorted((one for one in names if one.isdigit()), reverse=True)
    return [run.path.parent / one for one in numbers]
