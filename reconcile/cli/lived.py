"""What became of a finding over a folder's runs, as `explain` tells it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from reconcile.phrases import Phrase, phrase, recognised

if TYPE_CHECKING:  # loaded when something is said
    from reconcile.report.words.speaker import Speaker

_MINUTE = len("2007-08-18T20:00")  # letters of a moment that people read


class Told(Protocol):
    """Lays out a label and a text, and a text under it, in a language."""

    speaker: "Speaker"

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
    lines += [told.under(told.speaker.say(_told(one, what))) for one in lived]
    return lines


def _told(one: dict[str, Any], what: str) -> Phrase:
    """Tell one thing that happened, with who did it and why where that is known."""
    kind = phrase(f"lived-{one['what']}")
    said = phrase("lived", run=one["run"], started=one["started"][:_MINUTE], what=kind)
    if one["who"]:
        said = phrase("lived-who", lived=said, who=one["who"])
    if one["finding"] != what:
        said = phrase("lived-as", lived=said, finding=one["finding"])
    if one["why"]:
        said = phrase("lived-why", lived=said, why=recognised(one["why"]))
    return said
