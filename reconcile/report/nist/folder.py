"""The results file of the documents that a run read, while the folder still holds them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ingest.errors import SettingError, TableError


def folder_results(folder: Path, summary: Mapping[str, Any], seen: str) -> bytes | None:
    """Write the official protocols of an election folder as a results file.

    Parameters
    ----------
    folder
        An election folder.
    summary
        What a run says of itself. What stands beside it must come of the same documents.
    seen
        When the last document was stored, to the minute; empty if none was.

    Returns
    -------
    bytes or None
        None where there is no folder, its tables are gone or of other documents than the
        run's, or its election file does not say that lists share seats.
    """
    if not seen or not (folder / "election.toml").is_file():
        return None
    from reconcile.keep.stored import read_folder
    from reconcile.report.nist.make import make_nist
    from reconcile.run import make_case, no_protocols

    try:
        inputs = read_folder(folder)
    except (SettingError, TableError):
        return None  # tables may be deleted at any time; a run is told without them
    election = inputs.election
    if election is None or election.seats is None:
        return None
    if {one.sha256 for one in inputs.documents} != _documents(summary):
        return None
    register = inputs.register.rows if inputs.register else None
    copies = no_protocols(inputs.form)
    case = make_case(
        inputs.form, inputs.official, copies, inputs.commissions, register, election
    )
    return make_nist(case, election, election.seats, f"{seen.removesuffix('Z')}:00Z")


def _documents(summary: Mapping[str, Any]) -> set[str]:
    return {one["sha256"] for one in summary["inputs"]}
