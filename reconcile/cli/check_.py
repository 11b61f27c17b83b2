"""tekseru check: run every check, write findings."""

import gc
import os
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from ingest.errors import SettingError
from reconcile.cli.options import (
    EXISTING,
    FOLDER,
    Voice,
    how,
    screened,
    spoken,
    voiced,
)

if TYPE_CHECKING:  # imported when a run needs them
    from ingest.parse.opened import Opened
    from reconcile.cli.checked import Checked
    from reconcile.keep.inputs import Given, Inputs
    from reconcile.keep.life.changes import Changes
    from reconcile.keep.proof.roots import Root
    from reconcile.report.words.speaker import Speaker

# What polars' allocator is told before it is loaded: give memory back 50 ms after it was
# last used, not 10 s. A fifth less at a million stations; at 10,000 no time is lost.
_ALLOCATOR = "dirty_decay_ms:50,muzzy_decay_ms:0"


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
@screened
@spoken
@click.option("--workers", type=int, help="Check the tables apart, so many at once.")
@click.option("--scheduler", default="", help="Check them apart there: a dask scheduler.")
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
    workers: int | None,
    scheduler: str,
    json: bool,
    quiet: bool,
    lang: str,
) -> None:
    """Run every check on an election folder, or on plain tables.

    Tables are CSV, XLSX or Parquet. Exits 0 if nothing of severity must was found,
    1 if something was, 2 if the work could not be done.
    """
    started, now = perf_counter(), datetime.now(UTC)
    # A run is short and keeps what it makes: looking for garbage only costs time.
    gc.disable()
    os.environ.setdefault("_RJEM_MALLOC_CONF", _ALLOCATOR)
    Thread(target=_import_meanwhile, daemon=True).start()
    given = None
    if form_name or any((official, copies, commissions, register, columns, weights)):
        _refuse_incomplete(form_name, official, out)
        apart = len(official) > 1 or columns or workers is not None or scheduler
        opened = None if apart else _open(official[0])
        from reconcile.keep.inputs import Given

        tables = (official, copies, commissions, register)
        given = Given(form_name or "", *tables, columns, weights, opened)
    from reconcile.cli.checked import check_inputs, record

    seconds = {"start": perf_counter() - started}
    voice, measures = Voice(json=json, quiet=quiet), how(screen, screen_disputed)
    if workers is not None or scheduler:
        checked = _check_apart(given, measures, workers or 1, scheduler, seconds)
        speaker = _write(voice, checked, out or folder, lang)
        _give(voice, checked.summary, None, speaker)
        sys.exit(1 if checked.result.must else 0)
    own = out is None
    root = None if given else _root(folder)
    inputs, out = _read(given, folder, out)
    seconds["read"] = perf_counter() - started - sum(seconds.values())
    checked = check_inputs(inputs, measures, seconds, root)
    speaker = _write(voice, checked, out, lang)
    changes = None if given else record(folder, inputs, checked, out, now, measures)
    _give(voice, checked.summary, changes, speaker)
    if own and root:
        _keep_root(folder, root, out)
    sys.exit(1 if checked.result.must else 0)


def _import_meanwhile() -> None:
    """Import what a check needs, while its table is being read."""
    for name in ("reconcile.keep.inputs", "reconcile.cli.checked", "fastcheck.load"):
        module = import_module(name)
    module.load_kernels()


def _open(path: Path) -> "Opened":
    """Read a table before what understands it is there."""
    from ingest.parse.opened import open_file

    return open_file(path)


def _root(folder: Path) -> "Root | None":
    """Work out the root of a folder's archive: what is read later may be newer."""
    from reconcile.keep.proof.roots import tell_root

    return tell_root(folder / "archive")


def _keep_root(folder: Path, root: "Root", report: Path) -> None:
    from reconcile.keep.proof.roots import keep_root

    keep_root(folder, root, report)


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
    from reconcile.keep.store.records import StoreError
    from reconcile.keep.stored import next_report, read_folder

    try:
        inputs = read_folder(folder)
    except StoreError:  # told once the findings are written, by recording them
        inputs = read_folder(folder, all_copies=True)
    return inputs, out or next_report(folder)


def _check_apart(
    given: "Given | None",
    screen: str,
    workers: int,
    scheduler: str,
    seconds: dict[str, float],
) -> "Checked":
    """Check tables one by one: here, or in several processes or on several machines."""
    if not given:
        raise SettingError("--workers: expected --form and --official, got a folder")
    if screen:
        raise SettingError("--workers: screening asks all stations at once; check whole")
    gc.enable()  # part after part would pile up
    from reconcile.cli.checked import Checked
    from reconcile.outcome.figures import make_figures
    from reconcile.parts.spread import here, over
    from reconcile.parts.spread import workers as started
    from reconcile.parts.whole import check_parts

    if workers == 1 and not scheduler:
        result, summary = check_parts(given, here, seconds)
    else:
        with started(workers, scheduler) as client:
            result, summary = check_parts(given, over(client), seconds)
    return Checked(result, summary, make_figures(result.case))


def _write(voice: Voice, checked: "Checked", out: Path, lang: str) -> "Speaker | None":
    """Write what was found and say what came out; return who says it in the language."""
    from reconcile.cli.checked import speaker_of, write_checked
    from reconcile.report.text import problem_lines, summary_lines

    speaker, summary = speaker_of(checked, lang), checked.summary
    write_checked(checked, out, speaker)
    voice.mention(problem_lines(summary))
    voice.tell(summary_lines(summary, str(out), speaker))
    return speaker


def _give(
    voice: Voice,
    summary: dict[str, Any],
    changes: "Changes | None",
    speaker: "Speaker | None",
) -> None:
    """Say what changed since the last run, and give everything."""
    if changes is None:
        voice.give(summary)
        return
    from reconcile.report.changed import change_line, count_changes

    line = change_line(changes)
    voice.tell([speaker.say(line) if speaker else line])
    voice.give({**summary, "changes": count_changes(changes)})


def _given(form_name: str | None, official: tuple[Path, ...], out: Path | None) -> str:
    named = {"--form": form_name, "--official": official, "--out": out}
    return ", ".join(one for one, value in named.items() if value) or "none of them"
