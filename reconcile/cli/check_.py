"""tekseru check: run every check, write findings."""

import gc
import sys
from pathlib import Path
from threading import Thread
from time import perf_counter

import click

from ingest.errors import SettingError
from reconcile.cli.options import EXISTING, FOLDER, Voice, voiced


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
) -> None:
    """Run every check on an election folder, or on plain tables.

    Tables are CSV, XLSX or Parquet. Exits 0 if nothing of severity must was found,
    1 if something was, 2 if the work could not be done.
    """
    started = perf_counter()
    # A run is short and keeps what it makes: looking for garbage only costs time.
    gc.disable()
    from fastcheck.load import load_kernels
    from reconcile.keep.inputs import Given, read_given
    from reconcile.outcome.result import work_out
    from reconcile.report.files import write_result
    from reconcile.report.summary import make_summary
    from reconcile.report.text import problem_lines, summary_lines
    from reconcile.run import make_case, run_checks

    # Loading compiled kernels is mostly waiting for the compiler's library; reading
    # tables meanwhile hides it.
    Thread(target=load_kernels, daemon=True).start()
    seconds = {"start": perf_counter() - started}
    tables = any((official, copies, commissions, register, columns, weights))
    if form_name or tables:
        if not form_name or not official or not out:
            raise SettingError(
                "check on tables: expected --form, --official and --out, got "
                + _given(form_name, official, out)
            )
        inputs = read_given(
            Given(form_name, official, copies, commissions, register, columns, weights)
        )
    else:
        from reconcile.keep.stored import next_report, read_folder

        inputs = read_folder(folder)
        out = out or next_report(folder)
    seconds["read"] = perf_counter() - started - sum(seconds.values())
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
    result = run_checks(case, "disputed" if screen_disputed else "usual" if screen else "")
    seconds["check"] = perf_counter() - started - sum(seconds.values())
    outcome = work_out(result, inputs.election)
    seconds["outcome"] = perf_counter() - started - sum(seconds.values())
    summary = make_summary(result, outcome, inputs.read, inputs.documents, seconds)
    write_result(out, result.findings, summary)
    voice = Voice(json=json, quiet=quiet)
    voice.mention(problem_lines(summary))
    voice.tell(summary_lines(summary, str(out)))
    voice.give(summary)
    sys.exit(1 if result.must else 0)


def _given(form_name: str | None, official: tuple[Path, ...], out: Path | None) -> str:
    named = {"--form": form_name, "--official": official, "--out": out}
    return ", ".join(one for one, value in named.items() if value) or "none of them"
