"""tekseru nightly: what a machine does each night, unattended."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.errors import IngestError
from reconcile.cli.options import FOLDER, Voice, how, screened, spoken, voiced

if TYPE_CHECKING:
    from reconcile.cli.night import Asked
    from reconcile.keep.folder import ElectionFolder
    from reconcile.keep.night import Night


@click.command("nightly")
@FOLDER
@click.option("--mirror", default="", help="Another address that has the same pages.")
@click.option("--pace", type=float, help="Seconds between questions to one host.")
@screened
@click.option("--try-notify", is_flag=True, help="Only send each receiver a trial message.")
@spoken
@voiced
def command(
    folder: Path,
    mirror: str,
    pace: float | None,
    screen: bool,
    screen_disputed: bool,
    try_notify: bool,
    lang: str,
    json: bool,
    quiet: bool,
) -> None:
    """Fetch, parse, check, report what changed since the last run, and notify.

    The variable TEKSERU_NOTIFY names who is told: addresses as apprise has them, white
    space between. What happened stands in DIR/nightly.log. A step that fails is told,
    and the others' results stand. A run that was stopped goes on where it was.

    Exits 0 if nothing of severity must was found, 1 if something was, 2 if a step failed.
    """
    from reconcile.cli.night import Asked
    from reconcile.keep.folder import ElectionFolder

    voice = Voice(json=json, quiet=quiet)
    if try_notify:
        from reconcile.cli.tell import try_receivers

        sys.exit(0 if try_receivers(lang, voice) else 2)
    asked = Asked(mirror, pace, how(screen, screen_disputed), lang, voice)
    night = _run(ElectionFolder(folder), asked)
    code = _code(night)
    voice.tell(_lines(night))
    voice.give({"report": str(night.report), "steps": night.steps, "exit": code})
    sys.exit(code)


def _run(election: "ElectionFolder", asked: "Asked") -> "Night":
    """Run the night; where it breaks off, tell the receivers that it did."""
    from reconcile.cli.night import run_night
    from reconcile.keep.folder import AtWorkError

    try:
        with election.locked():
            return run_night(election, asked)
    except AtWorkError:
        raise
    except (IngestError, OSError) as fault:
        from reconcile.cli.tell import tell_failure

        tell_failure(election, str(fault), asked.language)
        raise


def _code(night: "Night") -> int:
    """Return the exit code of a night."""
    if any(one["state"] == "failed" for one in night.steps.values()):
        return 2
    return 1 if night.steps["check"]["facts"]["must"] else 0


def _lines(night: "Night") -> list[str]:
    """Tell what came of each step."""
    return [
        f"Run {night.number}, begun {night.started[:19]} UTC",
        *(f"{step:8}{_told(one)}" for step, one in night.steps.items()),
        f"The message of it is in {night.report / 'message.txt'}",
    ]


def _told(step: dict[str, Any]) -> str:
    failed = "FAILED: " if step["state"] == "failed" else ""
    return f"{failed}{step['said']}"
