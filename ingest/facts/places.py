"""Where do the shipped facts lie, and what is a name given to a command?"""

from importlib.resources import files
from pathlib import Path

from ingest.errors import IngestError

LONGEST_NAME = 250  # characters; file systems take no longer one


def data_folder() -> Path:
    """Return the folder of shipped facts: inside the wheel, or of the checkout."""
    shipped = Path(str(files("ingest"))) / "data"
    return shipped if shipped.is_dir() else Path(__file__).parents[2] / "data"


def find_fact(kind: str, name: str, error: type[IngestError]) -> Path:
    """Find *name* as a path, or as the id of a shipped file of that *kind*."""
    if len(name) > LONGEST_NAME or "\0" in name:
        raise error(f"{name[:40]!r}...: expected the name of a file or an id")
    given = Path(name)
    if given.suffix or given.exists():
        return given
    shipped = data_folder() / kind / f"{name}.toml"
    if shipped.parent != data_folder() / kind or not shipped.is_file():
        known = ", ".join(shipped_ids(kind))
        raise error(f"{name}: no such file and no id in {kind}; known: {known}")
    return shipped


def shipped_ids(kind: str) -> list[str]:
    """List the ids of the shipped files of one *kind*, sorted."""
    return sorted(path.stem for path in (data_folder() / kind).glob("*.toml"))
