"""What happened in each night's run: nightly.log, a line an event, oldest first.

A line is time, report, step, event and text, parted by single spaces, so that `grep`
finds a night, a step or a word. Nothing is ever taken out of it; when it has grown long
it is put aside once, under another name.
"""

import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

LARGEST = 4 << 20  # bytes after which a night begins a new file; some years of nights
MOST_ALIKE = 50  # lines of one step and event in a night; the rest is counted
LONGEST = 500  # letters of a line: addresses and reasons come from strangers


class Log:
    """The log of one night.

    Parameters
    ----------
    folder
        The election folder.
    report
        The night's report, which stands on every line.
    fallback
        What is told a line that could not be written: the disk may be full.
    """

    def __init__(self, folder: Path, report: str, fallback: Callable[[str], None]) -> None:
        self.path = folder / "nightly.log"
        self.report, self.fallback = report, fallback
        self._alike = Counter[tuple[str, str]]()
        if self.path.exists() and self.path.stat().st_size > LARGEST:
            self.path.replace(folder / "nightly.log.1")

    def __call__(self, step: str, event: str, text: str = "") -> None:
        """Add a line."""
        self._alike[step, event] += 1
        if self._alike[step, event] <= MOST_ALIKE:
            self._write(step, event, text)

    def close_step(self, step: str) -> None:
        """Say how many lines of a step were left out."""
        for (own, event), count in self._alike.items():
            if own == step and count > MOST_ALIKE:
                self._write(step, event, f"and {count - MOST_ALIKE:,} more")

    def _write(self, step: str, event: str, text: str) -> None:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        told = "".join(one if one.isprintable() else "?" for one in text)[:LONGEST]
        line = f"{now} {self.report} {step} {event} {told}".rstrip()
        try:
            # One write at the end of the file: a kill leaves at most this line torn.
            with self.path.open("ab", buffering=0) as file:
                torn = file.tell() and not self._ends_in_newline()
                file.write(("\n" * bool(torn) + line + "\n").encode())
        except OSError as fault:
            self.fallback(f"{self.path}: {fault.strerror}: {line}")

    def _ends_in_newline(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"
