"""tekseru check: run every check, write findings."""

import gc
import sys
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from ingest.errors import SettingError
from reconcile.cli.options import EXISTING, FOLDER, Voice, spoken, voiced

if TYPE_CHECKING:  # imported when a run needs them
    from reconcile.keep.inputs import Given, Inputs
    from reconcile.run import Result


@click.command("check")
@FOLDER
@click.option("--form", "form_name", help="Form file, or the id of a shipped form.")
@click.option("--official", multiple=True, type=EXISTING, help="Official protocols.")
@click.option("--copies", multiple=True, type=EXISTING, help="Observer copies.")
@click.option("--commissions", type=EXISTING, help="Protocols of TECs, RECs, the CEC.")
@click.option("--register", type=EXISTING, help="Stations, and who is above them.")
@click.option("--columns", multiple=True, help="Names of headings: a file or an id.")
@click.option("--weights", help="Weights of explanations: a file or an id.")
@click.option("--out", type=EXISTING, help="Where findings go; reports/ in a folder.")
@click.option("--screen", is_flag=True, help="Also ask what is unusual without a rule.")
@click.option(
    "--screen-disputed", is_flag=True, help="With the measures that have a known failure."
)
@spoken
@voiced
def command(
    folder: Path,
    form_name: str | None,
    official: tuple[Path, ...],
    copies: tuple[Path, ...],
    commissions: Path | None,
    register: Path | None,
    columns: tuple[str, ...],
    weights: str | None,
    out: Path | None,
    screen: bool,
    screen_disputed: bool,
    json: bool,
    quiet: bool,
    lang: str,
) -> None:
    """Run every check on an election folder, or on plain tables.

    Tables are CSV, XLSX or Parquet. Exits 0 if nothing of severity must was found,
    1 if something was, 2 if the work could not be done.
    """
    started = perf_counter()
    # A run is short and keeps what it makes: looking for garbage only costs time.
    gc.disable()
    from fastcheck.load import load_kernels
    from reconcile.keep.inputs import Given

    # Loading compiled kernels is mostly waiting for the compiler's library; reading
    # tables meanwhile hides it.
    Thread(target=load_kernels, daemon=True).start()
    given = None
    if form_name or any((official, copies, commissions, register, columns, weights)):
        _refuse_incomplete(form_name, official, out)
        given = Given(
            form_name or "", official, copies, commissions, register, columns, weights
        )
    seconds = {"start": perf_counter() - started}
    inputs, out = _read(given, folder, out)
    seconds["read"] = perf_counter() - started - sum(seconds.values())
    how = "disputed" if screen_disputed else "usual" if screen else ""
    result, summary, figures = _check(inputs, how, seconds)
    _write(result, summary, figures, out, lang)
    _tell(Voice(json=json, quiet=quiet), summary, out)
    sys.exit(1 if result.must else 0)


def _refuse_incomplete(
    form_name: str | None, official: tuple[Path, ...], out: Path | None
) -> None:
    if not form_name or not official or not out:
        raise SettingError(
            "check on tables: expected --form, --official and --out, got "
            + _given(form_name, official, out)
        )


def _read(given: "Given | None", folder: Path, out: Path | None) -> "tuple[Inputs, Path]":
    """Read plain tables or a folder's; return them, and where findings go."""
    if given and out:
        from reconcile.keep.inputs import read_given

        return read_given(given), out
    from reconcile.keep.stored import next_report, read_folder

    return read_folder(folder), out or next_report(folder)


def _check(
    inputs: "Inputs", screen: str, seconds: dict[str, float]
) -> "tuple[Result, dict[str, Any], dict[str, Any]]":
    """Ask every check, work out what it means, and sum it up; note the time of each."""
    from reconcile.outcome.figures import make_figures
    from reconcile.outcome.result import work_out
    from reconcile.report.summary import make_summary
    from reconcile.run import make_case, run_checks

    started = perf_counter()
    case = make_case(
        inputs.form,
        inputs.official,
        inputs.copies,
        inputs.commissions,
        inputs.register.rows if inputs.register else None,
        inputs.election,
        inputs.postings,
        inputs.weights,
    )
    result = run_checks(case, screen)
    seconds["check"] = perf_counter() - started
    outcome = work_out(result, inputs.election)
    figures = make_figures(case, screen=bool(screen))
    seconds["outcome"] = perf_counter() - started - seconds["check"]
    summary = make_summary(result, outcome, inputs.read, inputs.documents, seconds)
    return result, summary, figures


def _write(
    result: "Result",
    summary: dict[str, Any],
    figures: dict[str, Any],
    out: Path,
    language: str,
) -> None:
    """Write what was found, its summary, and what its charts show."""
    from reconcile.report.files import write_result

    findings = result.findings
    if language != "en":
        from reconcile.report.words.speaker import Speaker
        from reconcile.report.words.told import told_in

        names = {
            line.name: getattr(line, language) or line.label
            for line in result.case.form.lines
        }
        findings = told_in(findings, result.sentences, Speaker(language, names))
    write_result(out, findings, result.sentences, summary, figures)


def _tell(voice: Voice, summary: dict[str, Any], out: Path) -> None:
    """Say what came out."""
    from reconcile.report.text import problem_lines, summary_lines

    voice.mention(problem_lines(summary))
    voice.tell(summary_lines(summary, str(out)))
    voice.give(summary)


def _given(form_name: str | None, official: tuple[Path, ...], out: Path | None) -> str:
    named = {"--form": form_name, "--official": official, "--out": out}
    return ", ".join(one for one, value in named.items() if value) or "none of them"
