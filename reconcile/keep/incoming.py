"""Photographs that came while a run may be at work: kept at once, taken in with the next.

A run holds the folder for minutes, and nobody who hands in a photograph waits for it. The
bytes are whole in `incoming/` under their digest before anybody is thanked; the next
parse puts them into the archive, and the one after that, which finds them there, takes
them out of `incoming/`. A kill at any moment leaves them in one of the two.
"""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from reconcile.keep.folder import ElectionFolder
from reconcile.keep.handed_in import PHOTO

SUFFIXES = {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}  # by first bytes


def keep_incoming(folder: ElectionFolder, data: bytes) -> str:
    """Keep a photograph's bytes as they are; return their digest."""
    place = _place(folder)
    place.mkdir(exist_ok=True)
    digest = sha256(data).hexdigest()
    part = place / f".{digest}.{os.getpid()}.part"
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place / digest)
    finally:
        part.unlink(missing_ok=True)
    return digest


def read_incoming(folder: ElectionFolder, digest: str) -> bytes | None:
    """Return a photograph that came, unless it is in the archive alone by now."""
    try:
        return (_place(folder) / digest).read_bytes()
    except FileNotFoundError:
        return None


def take_in_incoming(folder: ElectionFolder) -> int:
    """Put what came into the archive; the caller holds the folder. Return how many."""
    waiting = list(_waiting(folder))
    if not waiting:
        return 0
    archive = folder.archive
    archive.recover()
    known = {one.sha256 for one in archive.entries if one.headers.get("role") == PHOTO}
    new = 0
    for path in waiting:
        if path.name in known:
            path.unlink()
            continue
        data = path.read_bytes()
        archive.add_resource(f"desk/{path.name}{suffix(data)}", data, {"role": PHOTO})
        new += 1
    return new


def suffix(data: bytes) -> str:
    """Return what the name of a photograph ends with; empty if it is none."""
    return next((name for start, name in SUFFIXES.items() if data.startswith(start)), "")


def _waiting(folder: ElectionFolder) -> Iterator[Path]:
    place = _place(folder)
    if place.is_dir():
        yield from sorted(one for one in place.iterdir() if not one.name.startswith("."))


def _place(folder: ElectionFolder) -> Path:
    return folder.path / "incoming"
