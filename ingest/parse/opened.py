"""A file that somebody handed in -> its columns, and what they were read from.

Nothing else is imported for it, so that a check can read its table while the rest of the
program is still being imported.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import TableError
from ingest.parse.columns import Columns, read_columns

if TYPE_CHECKING:  # its models take time to build
    from ingest.facts.columns import Records

LARGEST_FILE = 4 << 30


@dataclass(frozen=True, slots=True)
class Opened:
    """A table, its file's name for messages, and the digest of its bytes."""

    name: str
    sha256: str
    table: Columns


def open_file(path: Path, how: "Records | None" = None) -> Opened:
    """Read a file; raise TableError if it cannot be read, or is no table."""
    return open_table(read_file(path), shown(path), how)


def open_table(data: bytes, name: str, how: "Records | None" = None) -> Opened:
    """Read the bytes of a table; raise TableError if they are none."""
    return Opened(name, hashlib.sha256(data).hexdigest(), read_columns(data, name, how))


def read_file(path: Path) -> bytes:
    """Read a handed-in file; raise TableError if it cannot be."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TableError(f"{path}: expected a file up to {LARGEST_FILE:,} bytes")
        return path.read_bytes()
    except FileNotFoundError:
        raise TableError(f"{path}: no such file") from None
    except OSError as fault:
        raise TableError(f"{path}: cannot be read: {fault.strerror}") from None


def shown(path: Path) -> str:
    """Return a path as text; a name that is no valid text is shown with its bytes."""
    return str(path).encode("utf-8", "backslashreplace").decode()
