"""Which photograph is a copy's?

Exports and tables name the files of photographs; the files come beside them, in a folder
or a zip, and are kept in the archive. A copy is tied to its photographs by name.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from ingest.protocol import Ignored, Protocols, Unreadable

_PHOTO = re.compile(r"[^/\\\n]{1,200}\.(?:jpe?g|png|hei[cf]|webp|pdf)", re.IGNORECASE)
_BESIDE = ("", "media")  # folders that photographs lie in: the table's own, and Central's


def are_photos(cells: Sequence[str]) -> bool:
    """Tell whether all cells that are not empty are names of photographs."""
    return any(cells) and all(_PHOTO.fullmatch(one) for one in cells if one)


def join_names(columns: Sequence[Sequence[str]], height: int) -> list[str]:
    """Put the names of each row's photographs together, one a line."""
    return ["\n".join(filter(None, (one[at] for one in columns))) for at in range(height)]


def _split(cell: str) -> list[str]:
    return [name for name in cell.split("\n") if name]


def lying_beside(copies: Protocols, table: Path) -> list[Path]:
    """Find the photographs that rows name and that lie beside their table.

    A name is compared with those of plain files in two folders; what leads elsewhere,
    as a path or as a link, is not followed.
    """
    wanted = set(photo_names(copies))
    if not wanted:
        return []
    return [
        one
        for folder in _BESIDE
        if (table.parent / folder).is_dir()
        for one in sorted((table.parent / folder).iterdir())
        if one.name in wanted and one.is_file() and not one.is_symlink()
    ]


def photo_names(copies: Protocols) -> list[str]:
    """List the names of photographs that rows have, each once."""
    return sorted({name for cell in copies.rows["photo"] for name in _split(cell)})


def tie_photos(copies: Protocols, photos: Iterable[tuple[str, str]]) -> Protocols:
    """Put the digest of a photograph in the place of its name, where it was handed in.

    Parameters
    ----------
    copies
        Copies whose `photo` holds names.
    photos
        Name in the archive and sha256 of each photograph. Where several have the name,
        the one is meant that lies in a folder called like the entry, as Kobo's do.
    """
    known: dict[str, set[tuple[str, str]]] = {}
    for asked, digest in photos:
        known.setdefault(asked.rpartition("/")[2], set()).add((asked, digest))
    tied, untied = [], []
    for named, entry, document, place in copies.rows.select(
        "photo", "entry", "document", "place"
    ).iter_rows():
        digests: list[str] = []
        for name in _split(named):
            found = _meant(known.get(name, set()), entry.removeprefix("uuid:"))
            if len(found) == 1:
                digests += found
                continue
            got = f"{len(found)} by that name" if found else "none"
            expected = f"the photograph {name[:80]!r}, handed in as well"
            untied.append(Unreadable(_name(copies, document), place, expected, got))
        tied.append(" ".join(digests))
    rows = copies.rows.with_columns(pl.Series("photo", tied, dtype=pl.String))
    return replace(copies, rows=rows, unreadable=[*copies.unreadable, *untied])


def _meant(found: set[tuple[str, str]], entry: str) -> set[str]:
    own = {digest for asked, digest in found if entry and entry in asked.split("/")}
    return own or {digest for _, digest in found}


def _name(copies: Protocols, digest: str) -> str:
    return next(one.name for one in copies.documents if one.sha256 == digest)


def without_photos(copies: Protocols) -> Protocols:
    """Leave out the names of photographs, where there is no archive that has them."""
    named = int((copies.rows["photo"] != "").sum())
    if not named:
        return copies
    reason = "photographs are kept and tied to copies by tekseru import"
    told = Ignored(copies.documents[0].name, "photographs", reason, named)
    rows = copies.rows.with_columns(pl.lit("").alias("photo"))
    return replace(copies, rows=rows, ignored=[*copies.ignored, told])
