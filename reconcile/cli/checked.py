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
    from reconcile.report.words.speaker import Speaker
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
    from ingest.at_once import at_once
    from reconcile.outcome.figures import make_figures
    from reconcile.outcome.result import Outcome, work_out
    from reconcile.report.coverage import make_coverage
    from reconcile.report.summary import make_summary
    from reconcile.run import Result, run_checks

    started = perf_counter()
    case = inputs.case()

    def check() -> tuple[Result, Outcome]:
        result = run_checks(case, screen)
        seconds["check"] = perf_counter() - started
        return result, work_out(result, inputs.election)

    (result, outcome), (coverage, figures) = at_once(
        len(case.official.agreed),
        check,
        lambda: (make_coverage(case), make_figures(case, screen=bool(screen))),
    )
    seconds["outcome"] = perf_counter() - started - seconds["check"]
    archive = None if root is None else asdict(root)
    summary = make_summary(
        result, outcome, coverage, inputs.read, inputs.documents, seconds, archive
    )
    return Checked(result, summary, figures)


def speaker_of(checked: Checked, language: str) -> "Speaker | None":
    """Return who says a run in another language; None for English, which it is in.

    Findings and what is printed follow the language. The summary is for machines, and
    stays English: what reads it must not depend on who ran the check.
    """
    if language == "en":
        return None
    from reconcile.report.page.facts import names_in
    from reconcile.report.words.speaker import Speaker

    case = checked.result.case
    named: list[tuple[str, object]] = [(one.name, one) for one in case.form.lines]
    named += [(one.party, one) for one in (case.election.list if case.election else ())]
    return Speaker(language, names_in(language, named))


def write_checked(checked: Checked, out: Path, speaker: "Speaker | None") -> None:
    """Write what was found, its summary, and what its charts show."""
    from reconcile.report.files import write_result

    result, findings = checked.result, checked.result.findings
    if speaker:
        from reconcile.report.words.told import told_in

        findings = told_in(findings, result.sentences, speaker)
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
