"""tekseru demo: an invented election end to end, through the verbs a user would type."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.errors import SettingError
from reconcile.cli.options import Voice, voiced

if TYPE_CHECKING:
    from ingest.sample.election import Planted

COPIED = 3  # of so many stations one has an observer's copy


@dataclass(frozen=True, slots=True)
class Show:
    """An invented election, ready to be published, and what was planted in it."""

    election: str
    pages: Mapping[str, bytes]
    copies: bytes
    register: bytes
    planted: "Sequence[Planted]"


@click.command("demo")
@click.argument("folder", default="demo", metavar="[DIR]", type=click.Path(path_type=Path))
@click.option(
    "--stations",
    type=click.IntRange(300, 9727),
    help="An election of Kazakhstan's shape with so many stations; 9727 is its size.",
)
@voiced
@click.pass_context
def command(
    ctx: click.Context, folder: Path, stations: int | None, json: bool, quiet: bool
) -> None:
    """Show the whole way on an invented election: website, fetch, check, findings.

    Everything is invented and stays on this machine. Exits 1, because discrepancies
    are planted and found.
    """
    from ingest.sample.server import serve
    from reconcile.cli import check_, fetch_, import_, parse_
    from reconcile.cli.planted import compare, lines, table_lines

    voice = Voice(json=json, quiet=quiet)
    step = partial(_step, ctx, voice)
    voice.tell(["An INVENTED election, served on this machine only.", ""])
    show = _country(stations) if stations else _small()
    _prepare(ctx, folder, show.election, voice)
    (folder / "register.csv").write_bytes(show.register)
    copies = folder / "copies.csv"
    copies.write_bytes(show.copies)
    with serve(show.pages) as mirror:
        step(f"fetch {folder}", fetch_.command, folder=folder, mirror=mirror)
    step(f"import copies {copies} {folder}", import_.copies, files=(copies, folder))
    step(f"parse {folder}", parse_.command, folder=folder)
    code = step(f"check {folder}", check_.command, folder=folder)
    report = max((folder / "reports").glob("[0-9]*"))
    compared = compare(show.planted, report)
    voice.tell(table_lines(compared) if stations else lines(compared))
    voice.tell(
        [
            "",
            f"The findings are in {report / 'findings.csv'}",
            "What a check asks: tekseru explain C201",
        ]
    )
    voice.give({"folder": str(folder), "report": str(report), **compared})
    sys.exit(code)


def _small() -> Show:
    """Invent four commissions and sixty stations."""
    from ingest.facts.forms import load_form
    from ingest.sample.election import invent
    from ingest.sample.pages import copies_csv, pages, register_csv

    invented = invent(load_form("kz-2007-pec"))
    return Show(
        "sample-small",
        pages(invented),
        copies_csv(invented),
        register_csv(invented),
        invented.planted,
    )


def _country(stations: int) -> Show:
    """Invent an election of Kazakhstan's shape."""
    from ingest.facts.elections import load_election
    from ingest.facts.forms import load_form
    from ingest.facts.places import find_fact
    from ingest.sample.country import invent_country
    from ingest.sample.plant import plant
    from ingest.sample.standin import copies_csv, pages, register_csv

    election = load_election(find_fact("elections", "kz-2007-majilis", SettingError))
    country = invent_country(election, load_form("kz-2007-pec"), stations=stations)
    posting = plant(country, stations // COPIED)
    return Show(
        "kz-2007-standin",
        pages(posting),
        copies_csv(posting),
        register_csv(posting),
        posting.planted,
    )


def _prepare(ctx: click.Context, folder: Path, election: str, voice: Voice) -> None:
    """Make the folder, or go on with a demo's folder that is there already."""
    from reconcile.cli.init_ import command as init
    from reconcile.keep.folder import ElectionFolder

    if not (folder / "election.toml").exists():
        ctx.invoke(init, folder=folder, election=election, quiet=True)
    elif ElectionFolder(folder).election.id != election:
        raise SettingError(
            f"{folder}: expected a folder of this demo, got another election; "
            "name another folder"
        )
    voice.tell([f"$ tekseru init {folder} --election {election}"])


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
