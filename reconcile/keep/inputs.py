"""What a run of the checks reads, from tables named one by one.

The same from an election folder stands in `stored`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import polars as pl

from ingest.errors import TableError
from ingest.facts.columns import ColumnMap, load_columns, merge_columns
from ingest.facts.elections import Published
from ingest.facts.forms import Form, load_form
from ingest.protocol import Document, Protocols, join_protocols
from ingest.read.register import read_register
from ingest.read.tables import read_file, read_table
from reconcile.run import no_protocols


@dataclass(frozen=True, slots=True)
class Given:
    """Tables named on the command line."""

    form: str
    official: Sequence[Path]
    copies: Sequence[Path] = ()
    commissions: Path | None = None
    register: Path | None = None
    columns: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a run reads, in the shape the checks take."""

    form: Form
    official: Protocols
    copies: Protocols
    commissions: Sequence[tuple[Form, Protocols]]
    register: pl.DataFrame | None
    documents: Sequence[Document]
    election: str = ""
    stages: Sequence[Published] = ()

    @property
    def read(self) -> list[Protocols]:
        """Every kind of protocol that was read, with what was said about reading it."""
        return [self.official, self.copies, *(one for _, one in self.commissions)]


def read_given(given: Given) -> Inputs:
    """Read plain tables; raise TableError, FormError or SettingError."""
    form = load_form(given.form)
    maps = [load_columns(path) for path in given.columns]
    official = _read_role(given.official, form, "official", maps)
    copies = _read_role(given.copies, form, "copies", maps)
    commissions = []
    if given.commissions:
        upper = _read_role([given.commissions], form, "commissions", maps)
        commissions.append((form, upper))
    register, documents = None, []
    if given.register:
        data = read_file(given.register)
        columns = merge_columns(maps, given.register, "register")
        register = read_register(data, str(given.register), columns)
        documents.append(document(given.register, data, register.height))
    kinds = [official, copies, *(one for _, one in commissions)]
    return Inputs(
        form,
        official,
        copies,
        commissions,
        register,
        [*(one for kind in kinds for one in kind.documents), *documents],
    )


def document(path: Path, data: bytes, rows: int) -> Document:
    """Name a file and its digest, for the list of what a run has read."""
    return Document(str(path), sha256(data).hexdigest(), rows)


def _read_role(
    paths: Sequence[Path], form: Form, role: str, maps: list[ColumnMap]
) -> Protocols:
    """Read the tables of one role; the official ones must have every line among them."""
    if not paths:
        return no_protocols(form)
    alone = role == "official" and len(paths) == 1
    parts = [
        read_table(
            read_file(path),
            str(path),
            form,
            role,
            merge_columns(maps, path, role),
            every_line=alone,
        )
        for path in paths
    ]
    if role == "official" and not alone:
        _refuse_absent(parts, form, maps)
    return join_protocols(parts, form.names)


def _refuse_absent(parts: Sequence[Protocols], form: Form, maps: list[ColumnMap]) -> None:
    """Refuse official tables that lack a line of the form among all of them."""
    there = {
        line
        for part in parts
        for line, place in zip(form.names, part.layouts[0], strict=True)
        if place
    }
    there |= {line for one in maps for line in one.absent}
    gone = [line for line in form.names if line not in there]
    if gone:
        names = ", ".join(one.name for part in parts for one in part.documents)
        raise TableError(
            f"{names}: expected a column for every line of the form, "
            f"found none for {', '.join(map(repr, gone))}"
        )
