"""Read a TOML file into a checked value, or list everything wrong with it."""

import os
import tomllib
from pathlib import Path
from typing import Any, TypeVar

# Looking for plugins reads the description of every installed package, at every start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import IngestError


class Strict(BaseModel):
    """A value read from a file: unknown keys are errors, and nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=Strict)


def read_toml(path: Path, model: type[Model], error: type[IngestError]) -> Model:
    """Read *path* as *model*; raise *error* with one line for each fault."""
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise error(f"{path}: no such file") from None
    except OSError as fault:
        raise error(f"{path}: cannot be read: {fault.strerror}") from None
    except UnicodeDecodeError as fault:
        raise error(
            f"{path}: expected a TOML file in UTF-8, got byte "
            f"0x{fault.object[fault.start]:02x} at {fault.start}"
        ) from None
    except (ValueError, RecursionError) as fault:  # a huge number is a ValueError
        raise error(f"{path}: expected a TOML file, got a fault: {fault}") from None
    return validate(raw, model, error, str(path))


def validate(
    raw: dict[str, Any], model: type[Model], error: type[IngestError], where: str
) -> Model:
    """Check *raw* against *model*; raise *error* with one line for each fault."""
    try:
        return model.model_validate(raw)
    except ValidationError as fault:
        lines = [f"{where}: {_explain(one)}" for one in fault.errors()]
        raise error("\n".join(lines)) from None


def _explain(fault: Any) -> str:
    """Tell where a fault stands, what was expected and what was found."""
    place = ".".join(_count_from_one(part) for part in fault["loc"]) or "the file"
    kind, message = fault["type"], fault["msg"]
    if kind == "missing":
        return f"{place}: expected a value, found none"
    if kind == "extra_forbidden":
        return f"{place}: not a known key"
    got = repr(fault["input"])
    got = got if len(got) <= 60 else got[:57] + "..."
    return f"{place}: {message.removeprefix('Value error, ')}, got {got}"


def _count_from_one(part: str | int) -> str:
    return str(part + 1) if isinstance(part, int) else part
