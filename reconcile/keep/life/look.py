"""How did the website answer when it was last looked at before a run of the checks?"""

from dataclasses import replace

from ingest.archive import Archive
from ingest.fetch.runs import Fetched, Runs
from reconcile.keep.life.unread import newly_unread
from reconcile.keep.tables import Tables


def last_look(archive: Archive, tables: Tables) -> Fetched | None:
    """Tell how the last fetch went, and which of its documents could not be read.

    Returns None where nothing was ever fetched.
    """
    run = max((one.run for one in archive.entries), default=0)
    if not run:
        return None
    look = Runs(archive.folder).read(run)
    unread = newly_unread(archive.entries, tables.documents, look.faults)
    read = {word: [one.asked for one in all_] for word, all_ in unread.items()}
    return replace(look, faults={**look.faults, **read})
