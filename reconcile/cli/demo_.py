"""tekseru demo: an invented election end to end, through the verbs a user would type."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.errors import SettingError
from reconcile.cli.options import Voice, voiced

if TYPE_CHECKING:
    from ingest.sample.invent import Settings

ELECTION = "kz-2007-standin"
SIZE, LEAST = 9727, 240  # stations: of the election of 2007; what planting needs
NIGHTS = 5


@click.command("demo")
@click.argument("folder", default="demo", metavar="[DIR]", type=click.Path(path_type=Path))
@click.option(
    "--stations",
    type=click.IntRange(LEAST, SIZE),
    default=SIZE,
    help="How many stations; 500 for a first look in seconds.",
)
@click.option(
    "--nights",
    type=click.IntRange(1, NIGHTS),
    default=2,
    help="How many looks at the website, the last of them on the last night.",
)
@click.option("--seed", default=2007, help="Another seed, another election.")
@voiced
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    stations: int,
    nights: int,
    seed: int,
    json: bool,
    quiet: bool,
) -> None:
    """Show the whole way on an invented election: website, fetch, check, findings.

    Everything is invented and stays on this machine. Exits 1, because discrepancies
    are planted and found.
    """
    from ingest.sample.invent import Settings
    from reconcile.cli import check_, import_, parse_, report_

    voice = Voice(json=json, quiet=quiet)
    step = partial(_step, ctx, voice)
    settings = Settings(stations, seed)
    voice.tell(["An INVENTED election, served on this machine only.", ""])
    _prepare(ctx, folder, voice)
    truth, published = _write_down(settings, folder)
    _fetch(ctx, voice, settings, folder, nights)
    copies = folder / "copies.csv"
    step(f"import copies {copies} {folder}", import_.copies, files=(copies, folder))
    step(f"parse {folder}", parse_.command, folder=folder)
    code = step(f"check {folder}", check_.command, folder=folder)
    step(f"report {folder}", report_.command, folder=folder)
    compared = _compare(folder, truth, published)
    report = compared["report"]
    voice.tell(_last_lines(compared, folder))
    voice.give({"folder": str(folder), **compared, "report": str(report)})
    sys.exit(code)


def _prepare(ctx: click.Context, folder: Path, voice: Voice) -> None:
    """Make the folder, or go on with a demo's folder that is there already."""
    from reconcile.cli.init_ import command as init
    from reconcile.keep.folder import ElectionFolder

    if not (folder / "election.toml").exists():
        ctx.invoke(init, folder=folder, election=ELECTION, quiet=True)
    elif ElectionFolder(folder).election.id != ELECTION:
        raise SettingError(
            f"{folder}: expected a folder of the demo, got another election; "
            "name another folder"
        )
    voice.tell([f"$ tekseru init {folder} --election {ELECTION}"])


def _write_down(settings: "Settings", folder: Path) -> tuple[dict[str, Any], Any]:
    """Write what observers hold, the register, and the truth to compare with."""
    from ingest.sample.tables import copies_csv, register_csv
    from ingest.sample.truth import describe, numbers
    from reconcile.keep.files import to_json, write_whole

    website = settings.website()
    known = folder / "truth.json"
    truth = describe(website) | {"seed": settings.seed}
    if known.exists() and known.read_bytes() != to_json(truth):
        raise SettingError(
            f"{folder}: holds an invented election of another size or seed; "
            "name another folder"
        )
    for name, data in (
        ("truth.json", to_json(truth)),
        ("copies.csv", copies_csv(website.posting)),
        ("register.csv", register_csv(website.posting)),
    ):
        write_whole(folder / name, data)
    return truth, numbers(website.posting)


def _fetch(
    ctx: click.Context, voice: Voice, settings: "Settings", folder: Path, nights: int
) -> None:
    """Fetch the stand-in on the first nights and on the last; go on where it stopped."""
    from ingest.fetch.runs import finished_runs
    from ingest.sample.posting import NIGHTS as TIMES
    from ingest.sample.server import Faults, serve
    from reconcile.cli import fetch_

    with serve(settings.website, Faults()) as (mirror, show):
        looks = [*range(1, nights), len(TIMES)]
        done = min(finished_runs(folder / "archive"), len(looks) - 1)
        for night in looks[done:]:
            show(night)
            voice.tell([f"  the website on {TIMES[night - 1]:%d %B %Y}"])
            _step(
                *(ctx, voice, f"fetch {folder}", fetch_.command),
                folder=folder,
                mirror=mirror,
            )


def _compare(folder: Path, truth: dict[str, Any], published: Any) -> dict[str, Any]:
    """Compare the findings and the numbers read with what was invented."""
    import polars as pl

    from reconcile.cli.truth import compare, compare_numbers
    from reconcile.keep.proof.roots import keep_root, tell_root

    report = max((folder / "reports").glob("[0-9]*"))
    read = pl.read_parquet(folder / "tables" / "official-kz-2007-pec.parquet")
    read_numbers = compare_numbers(published, read)
    compared = compare(truth, report)
    # The summary says more now than when its digest was kept.
    keep_root(folder, tell_root(folder / "archive"), report)
    return {"report": report, **compared, "numbers": read_numbers}


def _last_lines(compared: dict[str, Any], folder: Path) -> list[str]:
    """Tell what was found of what was planted, and where everything is."""
    from reconcile.cli.truth import lines

    return [
        *lines(compared),
        "",
        f"What was planted is in {folder / 'truth.json'}",
        f"The report is in {compared['report'] / 'index.html'}",
        "What a check asks: tekseru explain C201",
    ]


def _step(
    ctx: click.Context, voice: Voice, words: str, command: click.Command, **options: Any
) -> int:
    """Run one verb as a user would, with its own words shown; return its exit code."""
    voice.tell([f"$ tekseru {words}"])
    try:
        ctx.invoke(command, **options, quiet=voice.quiet or voice.json)
    except SystemExit as end:
        return int(end.code or 0)
    return 0
