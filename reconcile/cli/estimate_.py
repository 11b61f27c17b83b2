"""tekseru estimate: each list's share from a random sample, with margins."""

from pathlib import Path

import click

from reconcile.cli.options import FOLDER, Voice, charted, spoken, voiced


@click.command("estimate")
@FOLDER
@charted
@spoken
@voiced
def command(folder: Path, chart: Path | None, lang: str, json: bool, quiet: bool) -> None:
    """Estimate each list's share from the copies of the stations in sample.csv.

    Copies of stations that nobody drew give bounds, and no margin.
    """
    from reconcile.keep.kept import keep_result
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
    value = pvt_json(pvt, read.sample, source, read.names)
    keep_result(folder, "estimate", value, read.documents)
    if chart:
        from reconcile.report.charts.file import write_chart
        from reconcile.report.charts.interval import interval
        from reconcile.report.words import Words

        write_chart(chart, interval(value, read.lists, Words(lang)))
    voice.give(value)
