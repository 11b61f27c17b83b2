"""The evidence of a finding as a zip, made by a process that can be stopped.

It reads hundreds of documents of strangers once more: one at a time, and no longer than
is bearable. What it makes is what `tekseru evidence` makes.
"""

import subprocess
import sys
from pathlib import Path
from threading import Lock

from ingest.errors import IngestError, SettingError
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.found import find_finding
from reconcile.report.evidence.bundle import write_evidence
from reconcile.report.evidence.make import make_evidence

MOST_S = 180  # a CEC's sums over all regions take half a minute
COPIES = "with-copies"
_ONE_AT_A_TIME = Lock()


class NoEvidenceError(SettingError):
    """It cannot be made of this finding."""


def write_zip(folder: Path, finding: str, out: Path, *, with_copies: bool) -> bool:
    """Write a finding's evidence to *out*; False, and nothing, while another is made.

    Raises
    ------
    NoEvidenceError
        It cannot be made.
    SettingError
        It takes too long.
    """
    if not _ONE_AT_A_TIME.acquire(blocking=False):
        return False
    try:
        _run([str(folder), finding, str(out), COPIES if with_copies else ""])
    finally:
        _ONE_AT_A_TIME.release()
    return True


def _run(arguments: list[str]) -> None:
    command = [sys.executable, "-P", "-m", __name__, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=MOST_S, check=False)  # noqa: S603 - this module
    except subprocess.TimeoutExpired:
        raise SettingError(f"evidence: not made within {MOST_S} seconds") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["stopped"]
        raise NoEvidenceError(f"evidence: {said[-1]}")


def main() -> int:
    """Make the evidence that the arguments name."""
    folder, finding, out, copies = sys.argv[1:]
    try:
        found = find_finding(finding, Path(folder))
        files = make_evidence(
            ElectionFolder(Path(folder)), found, with_copies=copies == COPIES
        )
        write_evidence(files, Path(out))
    except IngestError as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
