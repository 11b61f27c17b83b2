"""Options that several verbs share, and how they talk."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Voice:
    """Where a verb's words go: results to standard output, the rest to standard error."""

    def __init__(self, *, json: bool, quiet: bool) -> None:
        self.json, self.quiet = json, quiet

    def tell(self, lines: Iterable[str]) -> None:
        """Print a result for a person, unless the result is JSON."""
        if not self.json and not self.quiet:
            for line in lines:
                click.echo(printable(line))

    def mention(self, lines: Iterable[str]) -> None:
        """Print what is no result: what was ignored, what could not be read."""
        if not self.quiet:
            for line in lines:
                click.echo(printable(line), err=True)

    def give(self, value: dict[str, Any]) -> None:
        """Print the result as one JSON object, if that was asked for."""
        if self.json:
            from reconcile.keep.files import to_json

            click.echo(to_json(value).decode(), nl=False)


def printable(line: str) -> str:
    """Show what would steer a terminal, which strangers' files may hold, as its code."""
    if line.isprintable():
        return line
    return "".join(
        one if one.isprintable() or one in _SPACES else repr(one)[1:-1] for one in line
    )


# What parts thousands, and a year from its unit, in Russian and Kazakh.
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


def voiced(command: Command) -> Command:
    """Give a verb the options --json and --quiet."""
    command = click.option("--json", is_flag=True, help="Print one JSON object.")(command)
    return click.option("--quiet", is_flag=True, help="Say nothing but errors.")(command)


def charted(command: Command) -> Command:
    """Give a verb the option --chart."""
    kind = click.Path(path_type=Path, dir_okay=False)
    return click.option("--chart", type=kind, help="Draw the result as SVG.")(command)


_LANGUAGES = ("en", "ru", "kk")  # as reconcile.report.words has them, without loading it


def spoken(command: Command) -> Command:
    """Give a verb the option --lang."""
    chosen = click.Choice(_LANGUAGES)
    help_ = "Language of what people read."
    return click.option("--lang", type=chosen, default="en", help=help_)(command)


def screened(command: Command) -> Command:
    """Give a verb the options --screen and --screen-disputed."""
    help_ = "With the measures that have a known failure."
    command = click.option("--screen-disputed", is_flag=True, help=help_)(command)
    help_ = "Also ask what is unusual without a rule."
    return click.option("--screen", is_flag=True, help=help_)(command)


def how(screen: bool, disputed: bool) -> str:
    """Return which measures are asked: "" is none."""
    return "disputed" if disputed else "usual" if screen else ""


FOLDER = click.argument(
    "folder",
    default=".",
    metavar="[DIR]",
    type=click.Path(path_type=Path, file_okay=False),
)
EXISTING = click.Path(path_type=Path)
