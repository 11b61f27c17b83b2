"""tekseru estimate: each list's share from a random sample, with margins."""

from pathlib import Path

import click

from reconcile.cli.options import FOLDER, Voice, voiced


@click.command("estimate")
@FOLDER
@voiced
def command(folder: Path, json: bool, quiet: bool) -> None:
    """Estimate each list's share from the copies of the stations in sample.csv.

    Copies of stations that nobody drew give bounds, and no margin.
    """
    from reconcile.keep.pvt import read_pvt
    from reconcile.outcome.sample.announced import announced
    from reconcile.outcome.sample.pvt import count_parallel
    from reconcile.report.pvt import pvt_json, pvt_lines

    voice = Voice(json=json, quiet=quiet)
    read = read_pvt(folder)
    voice.mention(read.warnings)
    source, official = announced(read.frame, read.case)
    pvt = count_parallel(read.frame, read.sample, official)
    voice.tell(pvt_lines(pvt, read.sample, source, read.names))
    voice.give(pvt_json(pvt, read.sample, source, read.names))
