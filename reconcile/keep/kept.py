"""Results of a sample, kept beside the run that read the same documents.

`tekseru report` shows them with that run. A run that read other documents is left as it
is: what is told together must come from the same evidence.
"""

import json
from pathlib import Path
from typing import Any

from reconcile.keep.files import to_json, write_whole

KEPT = ("estimate", "audit")


def keep_result(
    folder: Path, name: str, value: dict[str, Any], documents: frozenset[str]
) -> bool:
    """Keep a result in the last run's folder; tell whether that run is of *documents*."""
    runs = [one for one in (folder / "reports").glob("[0-9]*") if one.name.isdigit()]
    last = max(runs, key=lambda one: int(one.name), default=None)
    if last is None or not (last / "summary.json").is_file():
        return False
    inputs = json.loads((last / "summary.json").read_bytes())["inputs"]
    if documents != {one["sha256"] for one in inputs}:
        return False
    write_whole(last / f"{name}.json", to_json(value))
    return True


def kept_results(run: Path) -> dict[str, Any]:
    """Return what was kept beside a run, by name."""
    files = {name: run / f"{name}.json" for name in KEPT}
    return {
        name: json.loads(one.read_bytes()) for name, one in files.items() if one.is_file()
    }
