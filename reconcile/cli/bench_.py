"""tekseru bench: the figures of README's performance table, on this machine."""

import sys
from pathlib import Path

import click

from reconcile.cli.options import Voice, voiced


@click.command("bench")
@click.option("--compile", "only_compile", is_flag=True, help="Only compile the kernels.")
@click.option("--small", is_flag=True, help="A hundredth of the size: does it run?")
@click.option("--out", type=click.Path(path_type=Path), help="Where the JSON file goes.")
@click.option(
    "--table",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Print README's table from such a file, measuring nothing.",
)
@voiced
def command(
    only_compile: bool,
    small: bool,
    out: Path | None,
    table: Path | None,
    json: bool,
    quiet: bool,
) -> None:
    """Measure the core beside other tools, each with the same answer.

    Tools that are not installed are named as absent: pip install "tekseru[peers]".
    Exits 1 if a ratio passes its limit. --compile is for an installation that later runs
    read-only, or that should be quick the first time.
    """
    voice = Voice(json=json, quiet=quiet)
    if only_compile:
        from fastcheck.load import compile_all

        names = compile_all()
        voice.tell([f"{len(names)} modules of kernels are compiled"])
        voice.give({"compiled": names})
        return
    if table:
        from json import loads

        from reconcile.bench.table import markdown

        click.echo(markdown(loads(table.read_text(encoding="utf-8"))))
        return
    told = _measure(small)
    if out:
        from reconcile.keep.files import to_json, write_whole

        write_whole(out, to_json(told))
    from reconcile.bench.table import markdown

    voice.tell(markdown(told).split("\n")[1:-1])
    voice.give(told)
    sys.exit(1 if any(row["holds"] is False for row in told["rows"]) else 0)


def _measure(small: bool) -> dict:
    """Measure everything; with *small* a hundredth of it."""
    from dataclasses import replace

    from fastcheck.spans import processors
    from reconcile.bench.apart import STATIONS as APART
    from reconcile.bench.apart import apart_rows
    from reconcile.bench.chance import chance_rows
    from reconcile.bench.kernels import STATIONS, kernel_rows
    from reconcile.bench.protocols import protocol_rows
    from reconcile.bench.table import record
    from reconcile.bench.whole import SIZES, whole_rows

    less = 100 if small else 1
    rows = kernel_rows(STATIONS // less)
    rows += chance_rows()
    rows += protocol_rows()
    rows += whole_rows([size // less for size in SIZES])
    rows += apart_rows(APART // less)
    if small:  # limits are for the sizes that they were set for
        rows = [replace(row, limit=None) for row in rows]
    return record(rows, processors())
