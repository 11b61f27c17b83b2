"""tekseru fetch: pull what the commission's website posts now."""

from pathlib import Path

import click

from reconcile.cli.options import FOLDER, Voice, voiced


@click.command("fetch")
@FOLDER
@click.option("--mirror", default="", help="Another address that has the same pages.")
@click.option("--pace", type=float, help="Seconds between questions to one host.")
@voiced
def command(folder: Path, mirror: str, pace: float | None, json: bool, quiet: bool) -> None:
    """Pull what the website posts now, and keep every byte.

    A fetch that was stopped goes on where it was. A second one asks only for what
    changed.
    """
    from ingest.fetch.crawl import fetch_site
    from reconcile.cli.progress import progress
    from reconcile.keep.folder import ElectionFolder

    voice = Voice(json=json, quiet=quiet)
    election = ElectionFolder(folder)
    site = election.site(pace)
    chosen = election.election.site
    contact = chosen.contact if chosen else ""
    mirror = mirror or (chosen.mirror if chosen else "")
    if mirror and not mirror.endswith("/"):
        mirror += "/"
    with election.locked(), progress(voice, "fetching") as advance:
        report = fetch_site(
            site,
            election.archive,
            mirror,
            contact,
            lambda now: advance(now.outcomes.total(), now.addresses),
        )
    counts = dict(sorted(report.outcomes.items()))
    voice.mention(report.failures[:10])
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items())
    voice.tell(
        [
            f"{report.addresses:,} addresses: {told}; {report.bytes:,} bytes of pages",
            f"Next: tekseru parse {folder}",
        ]
    )
    voice.give(
        {
            "run": report.run,
            "resumed": report.resumed,
            "addresses": report.addresses,
            "outcomes": counts,
            "bytes": report.bytes,
            "failures": report.failures,
        }
    )
