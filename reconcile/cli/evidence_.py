"""tekseru evidence: what one finding rests on as one file, and confirming such a file."""

from pathlib import Path

import click

from ingest.errors import ArchiveError, SettingError
from reconcile.cli.options import EXISTING, FOLDER, Voice, voiced


@click.command("evidence")
@click.argument("finding", required=False, default="")
@FOLDER
@click.option("--out", type=EXISTING, help="A .zip or a folder; FINDING.zip if not given.")
@click.option("--confirm", "given", type=EXISTING, help="Confirm a zip or folder alone.")
@click.option("--root", metavar="HEX", default="", help="With --confirm: a published root.")
@click.option("--no-copies", is_flag=True, help="Leave out what observers handed in.")
@voiced
def command(
    finding: str,
    folder: Path,
    out: Path | None,
    given: Path | None,
    root: str,
    no_copies: bool,
    json: bool,
    quiet: bool,
) -> None:
    """Write the evidence of a finding, or confirm evidence that somebody else wrote.

    It holds the documents, the numbers with their places marked, the rule, the times,
    and the proofs; --confirm needs nothing else, and exits 2 if anything was changed.
    """
    voice = Voice(json=json, quiet=quiet)
    if bool(given) == bool(finding):
        raise SettingError("expected either a finding, or --confirm and a zip")
    if given:
        _confirm(given, root.lower(), voice)
    else:
        out = out or Path(f"{finding}.zip")
        _write(finding, folder, out, voice, with_copies=not no_copies)


def _write(
    finding: str, folder: Path, out: Path, voice: Voice, *, with_copies: bool
) -> None:
    import json

    from reconcile.keep.folder import ElectionFolder
    from reconcile.keep.found import find_finding
    from reconcile.report.evidence.assemble import MAIN
    from reconcile.report.evidence.bundle import write_evidence
    from reconcile.report.evidence.make import make_evidence
    from reconcile.report.evidence.readme import COMMAND

    election = ElectionFolder(folder)
    found = find_finding(finding, folder)
    files = make_evidence(election, found, with_copies=with_copies)
    size = write_evidence(files, out)
    told = json.loads(files[MAIN])
    handed = [one["name"] for one in told["documents"] if one["kind"] == "resource"]
    voice.mention(f"{one}: handed in, and in it whole; look before passing it on"
                  for one in handed)  # fmt: skip
    again = told["why_not"] or "from it alone the finding was derived again"
    voice.tell(
        [
            told["finding"]["message"],
            f"{out}: {len(told['documents']):,} documents, {size:,} bytes; {again}",
            f"To confirm it anywhere: {COMMAND} {out}",
        ]
    )
    voice.give(
        {
            "out": str(out),
            "bytes": size,
            "files": sorted(files),
            "handed_in": handed,
            "why_not": told["why_not"],
        }
    )


def _confirm(given: Path, root: str, voice: Voice) -> None:
    from reconcile.report.evidence.confirm import confirm

    told = confirm(given, root)
    voice.give({name: getattr(told, name) for name in told.__slots__})
    voice.mention(told.notes)
    if told.problems:
        if voice.json:
            raise SystemExit(2)
        raise ArchiveError("\n".join(told.problems))
    published = "the published one, or leads to it" if root else "compare it with one"
    voice.tell(
        [
            told.message,
            f"{told.records:,} records match their digests, and lead to the root",
            f"  {told.root}",
            f"  of an archive of {told.of:,} records: "
            + (published if root else f"{published} that was published (--root)"),
            f"{told.numbers:,} numbers were read again from {told.documents:,} documents",
            f"The finding is not confirmed by it: {told.why_not}"
            if told.why_not
            else "The check was asked again, and finds the same",
        ]
    )
