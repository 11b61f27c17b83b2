"""One run of the checks: what it found, what is written of it, and its record."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # imported when a run needs them
    from reconcile.keep.inputs import Inputs
    from reconcile.keep.life.changes import Changes
    from reconcile.keep.proof.roots import Root
    from reconcile.run import Result


@dataclass(frozen=True, slots=True)
class Checked:
    """What a run found, the content of summary.json, and that of figures.json."""

    result: "Result"
    summary: dict[str, Any]
    figures: dict[str, Any]


def check_inputs(
    inputs: "Inputs", screen: str, seconds: dict[str, float], root: "Root | None" = None
) -> Checked:
    """Ask every check, work out what it means, and sum it up; note the time of each.

    *root* is that of the archive before anything was read.
    """
    from reconcile.outcome.figures import make_figures
    from reconcile.outcome.result import work_out
    from reconcile.report.summary import make_summary
    from reconcile.run import run_checks

    started = perf_counter()
    case = inputs.case()
    result = run_checks(case, screen)
    seconds["check"] = perf_counter() - started
    outcome = work_out(result, inputs.election)
    figures = make_figures(case, screen=bool(screen))
    seconds["outcome"] = perf_counter() - started - seconds["check"]
    archive = None if root is None else asdict(root)
    summary = make_summary(result, outcome, inputs.read, inputs.documents, seconds, archive)
    return Checked(result, summary, figures)


def write_checked(checked: Checked, out: Path, language: str) -> None:
    """Write what was found, its summary, and what its charts show."""
    from reconcile.report.files import write_result

    result, findings = checked.result, checked.result.findings
    if language != "en":
        from reconcile.report.words.speaker import Speaker
        from reconcile.report.words.told import told_in

        names = {
            line.name: getattr(line, language) or line.label
            for line in result.case.form.lines
        }
        findings = told_in(findings, result.sentences, Speaker(language, names))
    write_result(out, findings, result.sentences, checked.summary, checked.figures)


def record(
    folder: Path,
    inputs: "Inputs",
    checked: Checked,
    out: Path,
    started: datetime,
    screen: str,
) -> "Changes":
    """Record a folder's run in its store, and write what changed beside the findings."""
    # Opening a database costs time that findings should not wait for.
    from reconcile.keep.files import to_json, write_whole
    from reconcile.keep.folder import ElectionFolder
    from reconcile.keep.life.record import Night, record_run
    from reconcile.keep.life.rules import rules
    from reconcile.keep.store.open import open_store
    from reconcile.keep.tables import load_tables

    election = ElectionFolder(folder)
    tables = load_tables(election.tables)
    night = Night(
        report=out.name if out.parent == folder / "reports" else str(out),
        started=started.isoformat(),
        ended=datetime.now(UTC).isoformat(),
        result=checked.result,
        tables=tables,
        coverage=checked.summary["stations"],
        rules=rules(election, inputs, tables, screen),
    )
    with open_store(election) as store:
        changes = record_run(election, store, night)
    write_whole(out / "changes.json", to_json(changes.to_json()))
    return changes
