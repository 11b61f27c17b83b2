"""The command line: `tekseru VERB`, one module a verb.

Only click is imported here. A verb's module is imported when it is called, so that
`tekseru --help` costs nothing but click.
"""

import os
import signal
import sys
import traceback
from contextlib import suppress
from importlib import import_module

import click

from ingest.errors import IngestError

# verb -> what --help says of it; the module is reconcile.cli.VERB
VERBS = {
    "audit": "how sure may we be of the outcome: the risk of each claim",
    "bench": "how long things take here, beside other tools",
    "check": "run every check, write findings",
    "demo": "an invented election, end to end",
    "estimate": "each list's share from a random sample, with margins",
    "evidence": "what one finding rests on as one file, and confirming such a file",
    "explain": "what a check asks, or one finding with its numbers and documents",
    "fetch": "pull what the commission's website posts now",
    "form": "is a form definition usable? and its data entry for observers",
    "import": "take in copies or protocols somebody has as a table",
    "init": "make a new election folder",
    "nightly": "fetch, parse, check, report, what changed, notify",
    "parse": "read archived documents into tables",
    "report": "a run's findings as a page that opens on a phone, in three languages",
    "sample": "draw stations at random, for a parallel count",
    "serve": "the web desk, where observers and a team work",
    "settle": "what a person decided of a finding, with who and why",
    "verify": "is every stored byte and number still what it was?",
}


class _Verbs(click.Group):
    """A group that imports a verb's module when the verb is called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        module = import_module(f"reconcile.cli.{name}_")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, VERBS[name]) for name in self.list_commands(ctx)])


@click.command(cls=_Verbs)
@click.version_option(package_name="tekseru")
def tekseru() -> None:
    """Tell whether posted election results are what the stations wrote down."""


def main() -> None:
    """Run the command line; one line for each fault, exit 2.

    A traceback is a bug; it must not exit 1, which says that something was found.
    """
    try:
        code = run()
    except BaseException:  # noqa: BLE001 - shown whole, and then the process ends
        traceback.print_exc()
        code = 2
    _leave(code)


def run() -> int:
    """Run the command line and return its exit code."""
    try:
        code = tekseru(prog_name="tekseru", standalone_mode=False)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except IngestError as fault:
        return _refuse(str(fault).split("\n"))
    except click.ClickException as fault:
        return _refuse([fault.format_message()])
    except (click.Abort, KeyboardInterrupt):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # impatience must not cut this short
        return _refuse(["interrupted; the same command again goes on where it stopped"])
    except OSError as fault:
        return _refuse([f"{fault.filename or 'output'}: {fault.strerror}"])
    return code if isinstance(code, int) else 0


def _refuse(lines: list[str]) -> int:
    """Say why the work could not be done, one line for each fault."""
    from reconcile.cli.options import printable

    with suppress(OSError):
        if "--json" in sys.argv:
            import json

            click.echo(json.dumps({"error": lines}, ensure_ascii=False))
        for line in lines:
            click.echo(f"tekseru: {printable(line)}", err=True)
    return 2


def _leave(code: int) -> None:
    """Exit at once: taking the compiler's library apart first costs 0.2 s for nothing."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except OSError:
            code = 2  # what should have been printed was not
    os._exit(code)
