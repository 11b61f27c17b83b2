"""tekseru audit: how sure may we be of the outcome?"""

from pathlib import Path

import click

from reconcile.cli.options import FOLDER, Voice, charted, spoken, voiced


@click.command("audit")
@FOLDER
@click.option(
    "--risk",
    "limit",
    type=click.FloatRange(0.01, 99.99),
    default=5,
    help="The risk that is wanted, in per cent.",
)
@click.option(
    "--test",
    type=click.Choice(["kaplan", "alpha"]),
    default="kaplan",
    help="Chosen before copies are seen; alpha forgives draws without a copy.",
)
@click.option(
    "--bound",
    type=click.Choice(["issued", "registered"]),
    default="issued",
    help="What bounds a station's ballots; registered if ballots issued are disputed.",
)
@charted
@spoken
@voiced
def command(
    folder: Path,
    limit: float,
    test: str,
    bound: str,
    chart: Path | None,
    lang: str,
    json: bool,
    quiet: bool,
) -> None:
    """Tell for each claim behind the outcome how large the risk is that it is wrong.

    It certifies tabulation, and only from stations drawn at random.
    """
    from reconcile.keep.kept import keep_result
    from reconcile.keep.pvt import read_pvt
    from reconcile.outcome.sample.audit import Asked, audit
    from reconcile.report.audit import audit_json, audit_lines

    voice = Voice(json=json, quiet=quiet)
    read = read_pvt(folder)
    voice.mention(read.warnings)
    asked, rule = Asked(limit / 100, test, bound), read.election.seats
    found = audit(read.frame, read.sample, rule, asked)
    voice.tell(audit_lines(found, asked, rule, read.names))
    value = audit_json(found, asked, rule, read.names, read.frame.lists)
    keep_result(folder, "audit", value, read.documents)
    if chart:
        from reconcile.report.charts.evidence import evidence
        from reconcile.report.charts.file import write_chart
        from reconcile.report.words import Words

        write_chart(chart, evidence(value, read.lists, Words(lang)))
    voice.give(value)
