"""Files that are complete or as they were before, and JSON as we write it."""

import os
from pathlib import Path
from typing import Any


def to_json(value: Any) -> bytes:
    """Write a value as JSON that a person can read."""
    from pydantic_core import to_json as written  # six times as fast; forms load it anyway

    return written(value, indent=1) + b"\n"


def write_whole(path: Path, data: bytes) -> None:
    """Write under a temporary name and rename, so that a kill leaves no half file."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
