"""Progress of long work, with its rate and the time that remains."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reconcile.cli.options import Voice


@contextmanager
def progress(voice: Voice, verb: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar with rate and time left, where somebody is looking."""
    if voice.quiet or not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(verb, total=None, rate="")

        def advance(done: int, whole: int) -> None:
            speed = bar.tasks[0].speed or 0.0
            bar.update(task, completed=done, total=whole, rate=f"{speed:.1f}/s")

        yield advance
