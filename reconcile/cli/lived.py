"""What became of a finding over a folder's runs, as `explain` tells it."""

from pathlib import Path
from typing import Any, Protocol


class Told(Protocol):
    """Lays out a label and a text, and a text under it."""

    def line(self, label: str, text: str) -> str:
        """Put a label before a text."""
        ...

    def under(self, text: str) -> str:
        """Put a text under that of the line before."""
        ...


def read_life(what: str, place: Path) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """Tell what became of a finding in a folder's runs, and its row when first found."""
    if not (place / "election.toml").is_file():
        return [], None
    from dataclasses import asdict

    from reconcile.keep.folder import ElectionFolder
    from reconcile.keep.life.told import first_row, life
    from reconcile.keep.store.open import is_there, open_store

    folder = ElectionFolder(place)
    if not is_there(folder):
        return [], None
    with open_store(folder) as store:
        return [asdict(one) for one in life(store, what)], first_row(store, what)


def life_lines(what: str, lived: list[dict[str, Any]], told: Told) -> list[str]:
    """Tell each thing that happened to a finding on a line."""
    if not lived:
        return []
    lines = ["", told.line("life", "")]
    for one in lived:
        said = [f"run {one['run']}, {one['started'][:16]}: {one['what']}"]
        said += [f"by {one['who']}"] if one["who"] else []
        said += [f"as {one['finding']}"] if one["finding"] != what else []
        said += [f"({one['why']})"] if one["why"] else []
        lines.append(told.under(" ".join(said)))
    return lines
