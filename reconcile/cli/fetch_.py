"""tekseru fetch: pull what the commission's website posts now."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile.cli.options import FOLDER, Voice, voiced

if TYPE_CHECKING:
    from ingest.fetch.crawl import Report
    from reconcile.keep.folder import ElectionFolder


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
    from reconcile.cli.progress import progress
    from reconcile.keep.folder import ElectionFolder

    voice = Voice(json=json, quiet=quiet)
    election = ElectionFolder(folder)
    with election.locked(), progress(voice, "fetching") as advance:
        report = fetch_folder(election, mirror, pace, advance)
    counts = dict(sorted(report.outcomes.items()))
    voice.mention(report.failures[:10])
    voice.mention(f"{len(urls):,} {word}" for word, urls in report.faults.items())
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
            "faults": {word: len(urls) for word, urls in report.faults.items()},
        }
    )


def fetch_folder(
    election: "ElectionFolder",
    mirror: str,
    pace: float | None,
    advance: Callable[[int, int], None],
) -> "Report":
    """Fetch what an election's website posts now; call it under the folder's lock."""
    from ingest.fetch.crawl import fetch_site

    site = election.site(pace)
    chosen = election.election.site
    mirror = mirror or (chosen.mirror if chosen else "")
    if mirror and not mirror.endswith("/"):
        mirror += "/"
    return fetch_site(
        site,
        election.archive,
        mirror,
        chosen.contact if chosen else "",
        lambda now: advance(now.outcomes.total(), now.addresses),
    )
