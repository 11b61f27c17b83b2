"""What is different since the run before: what the page tells of changes.json."""

import polars as pl

from reconcile.report.run_folder import Run

# What becomes of findings and of documents, in the order in which a reader wants it.
CHANGED = ("new", "changed", "reopened", "back", "corrected", "gone", "decided", "unseen")
DOCUMENTS = ("appeared", "changed", "vanished", "back", "unread", "failed")


def messages(run: Run) -> dict[str, str]:
    """Return what this run's findings say, packed; those of earlier runs are English."""
    own = run.sentences.filter(pl.col("column") == "message")
    return dict(own.select("finding", "said").iter_rows())
