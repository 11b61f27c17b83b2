"""tekseru demo: an invented election end to end, through the verbs a user would type."""

import json as json_module
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.errors import SettingError
from reconcile.cli.options import Voice, voiced

if TYPE_CHECKING:
    from ingest.sample.election import Invented

ELECTION = "sample-small"


@click.command("demo")
@click.argument("folder", default="demo", metavar="[DIR]", type=click.Path(path_type=Path))
@voiced
@click.pass_context
def command(ctx: click.Context, folder: Path, json: bool, quiet: bool) -> None:
    """Show the whole way on an invented election: website, fetch, check, findings.

    Everything is invented and stays on this machine. Exits 1, because discrepancies
    are planted and found.
    """
    from ingest.facts.forms import load_form
    from ingest.sample.election import invent
    from ingest.sample.pages import copies_csv, pages, register_csv
    from ingest.sample.server import serve
    from reconcile.cli import check_, fetch_, import_, parse_

    voice = Voice(json=json, quiet=quiet)
    step = partial(_step, ctx, voice)
    invented = invent(load_form("kz-2007-pec"))
    voice.tell(["An INVENTED election, served on this machine only.", ""])
    _prepare(ctx, folder, voice)
    (folder / "register.csv").write_bytes(register_csv(invented))
    copies = folder / "copies.csv"
    copies.write_bytes(copies_csv(invented))
    with serve(pages(invented)) as mirror:
        step(f"fetch {folder}", fetch_.command, folder=folder, mirror=mirror)
    step(f"import copies {copies} {folder}", import_.copies, files=(copies, folder))
    step(f"parse {folder}", parse_.command, folder=folder)
    code = step(f"check {folder}", check_.command, folder=folder)
    report = max((folder / "reports").glob("[0-9]*"))
    planted = _compare(invented, report)
    voice.tell(_told(planted, report))
    voice.give({"folder": str(folder), "report": str(report), "planted": planted})
    sys.exit(code)


def _prepare(ctx: click.Context, folder: Path, voice: Voice) -> None:
    """Make the folder, or go on with a demo's folder that is there already."""
    from reconcile.cli.init_ import command as init
    from reconcile.keep.folder import ElectionFolder

    if not (folder / "election.toml").exists():
        ctx.invoke(init, folder=folder, election=ELECTION, quiet=True)
    elif ElectionFolder(folder).election.id != ELECTION:
        raise SettingError(f"{folder}: expected a folder of the demo, got another election")
    voice.tell([f"$ tekseru init {folder} --election {ELECTION}"])


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


def _compare(invented: "Invented", report: Path) -> list[dict[str, Any]]:
    """Say of each planted discrepancy whether the findings have it."""
    findings = json_module.loads((report / "findings.json").read_bytes())
    seen = {(one["code"], one["station"] or f"TEC {one['tec']}") for one in findings}
    compared = []
    for one in invented.planted:
        tec = f"TEC {invented.stations.get(one.station, '')}"
        codes = [
            code
            for code in one.codes
            if (code, one.station) in seen or (code == "C301" and (code, tec) in seen)
        ]
        compared.append(
            {
                "station": one.station,
                "done": one.done,
                "found": codes,
                "by": list(one.codes),
            }
        )
    return compared


def _told(planted: list[dict[str, Any]], report: Path) -> list[str]:
    lines = ["", "Planted discrepancies, and the checks that found them:"]
    for one in planted:
        found = ", ".join(one["found"]) or "NOT FOUND"
        lines.append(f"  {one['station']:8} {one['done']:40} {found}")
    return [
        *lines,
        "",
        f"The findings are in {report / 'findings.csv'}",
        "What a check asks: tekseru explain C201",
    ]
