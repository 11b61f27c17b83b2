"""Where everything of one election lies, and who may write there.

kz-2007/
election.toml   what is known of the election, editable
names.toml      names that a run did not know, and what a person said they mean
archive/        every byte fetched or handed in, append-only
tables/         what was read from it; may be deleted and made again
reports/0001/   findings of each run
tekseru.db      what became of them, and what people decided; not to be made again
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from ingest.archive import Archive
from ingest.errors import SettingError
from ingest.facts.elections import Election, load_election
from ingest.facts.forms import Form, load_form
from ingest.facts.places import find_fact
from ingest.facts.sites import Site, load_site


class AtWorkError(SettingError):
    """Another run is at work in a folder."""


_LONGEST_HOLDER = 200  # bytes that say who holds the lock


class ElectionFolder:
    """The folder of one election."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path / "election.toml"
        if not self.file.is_file():
            raise SettingError(
                f"{path}: expected an election folder with election.toml, found none; "
                "make one with tekseru init DIR --election ID"
            )
        self.election: Election = load_election(self.file)

    @property
    def archive(self) -> Archive:
        """The archive, as its index says now."""
        return Archive(self.path / "archive")

    @property
    def names(self) -> Path:
        """The file of names that a run did not know, and of what they mean."""
        return self.path / "names.toml"

    @property
    def tables(self) -> Path:
        """The folder of derived tables."""
        return self.path / "tables"

    def site(self, pace_s: float | None = None) -> Site:
        """Return the website's description, with the pace the folder or caller wants."""
        chosen = self.election.site
        if chosen is None:
            raise SettingError(f'{self.file}: expected [site] id = "...", found none')
        site = load_site(chosen.id)
        paces = (pace_s, chosen.pace_s, site.pace_s)
        pace = next(one for one in paces if one is not None)
        timeout = site.timeout_s if chosen.timeout_s is None else chosen.timeout_s
        return site.model_copy(update={"pace_s": pace, "timeout_s": timeout})

    def forms(self) -> dict[str, Form]:
        """Return the form of each level."""
        if "pec" not in self.election.forms:
            raise SettingError(f"{self.file}: expected forms.pec, found none")
        return self._forms

    @cached_property
    def _forms(self) -> dict[str, Form]:
        return {level: load_form(name) for level, name in self.election.forms.items()}

    def next_report(self) -> Path:
        """Return the folder of the next run's findings."""
        numbers = [
            int(one.name)
            for one in (self.path / "reports").glob("[0-9]*")
            if one.name.isdigit()
        ]
        return self.path / "reports" / f"{max(numbers, default=0) + 1:04}"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out; raise AtWorkError if one is at work.

        Raises SettingError where nobody can write.
        """
        try:
            lock = (self.path / ".lock").open("a+b", buffering=0)
        except OSError as fault:
            raise SettingError(
                f"{self.path}: cannot be written: {fault.strerror}"
            ) from None
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                holder = lock.read(_LONGEST_HOLDER).decode("utf-8", "replace")
                raise AtWorkError(
                    f"{self.path}: another run is at work here{holder}"
                ) from None
            with suppress(OSError):  # a full disk: it is locked all the same
                lock.truncate(0)
                lock.write(f": process {os.getpid()}, since {_now()}".encode())
            yield


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def make_folder(path: Path, election: str) -> ElectionFolder:
    """Make an election folder from a shipped election's id or an election file."""
    source = find_fact("elections", election, SettingError)
    load_election(source)
    target = path / "election.toml"
    if target.exists():
        raise SettingError(f"{target}: is there already; choose another folder")
    try:
        path.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    except OSError as fault:
        raise SettingError(f"{path}: cannot be written: {fault.strerror}") from None
    return ElectionFolder(path)
