"""What a run of the checks reads, from tables named one by one.

The same from an election folder stands in `stored`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from ingest.errors import SettingError, TableError
from ingest.facts.columns import ColumnMap, load_columns, merge_columns
from ingest.facts.forms import Form, load_form
from ingest.parse.opened import Opened, open_file, read_file, shown
from ingest.protocol import Document, Protocols, join_protocols
from ingest.read.match import CONSTANT, NEEDED, OPTIONAL
from ingest.read.observers.handed import handed_tables
from ingest.read.observers.observer import apart, gather, read_copies
from ingest.read.observers.photos import without_photos
from ingest.read.register import Register, read_register
from ingest.read.tables import read_opened
from ingest.read.values.names import nearest
from reconcile.run import make_case, no_protocols
from reconcile.table import Case

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Election


@dataclass(frozen=True, slots=True)
class Given:
    """Tables named on the command line.

    `opened` is the one official table, where it was read already.
    """

    form: str
    official: Sequence[Path]
    copies: Sequence[Path] = ()
    commissions: Path | None = None
    register: Path | None = None
    columns: Sequence[str] = ()
    weights: str | None = None
    opened: Opened | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a run reads, in the shape the checks take."""

    form: Form
    official: Protocols
    copies: Protocols
    commissions: Sequence[tuple[Form, Protocols]]
    register: Register | None
    election: "Election | None" = None
    postings: pl.DataFrame | None = None
    weights: Mapping[str, float] | None = None

    @property
    def read(self) -> list[Protocols | Register]:
        """Everything that was read, with what was said about reading it."""
        register = [self.register] if self.register else []
        return [
            self.official,
            self.copies,
            *(one for _, one in self.commissions),
            *register,
        ]

    @property
    def documents(self) -> list[Document]:
        """Every document that was read."""
        register = [self.register.document] if self.register else []
        kinds = [self.official, self.copies, *(one for _, one in self.commissions)]
        return [*(one for kind in kinds for one in kind.documents), *register]

    def case(self) -> Case:
        """Put together what the checks look at."""
        return make_case(
            self.form,
            self.official,
            self.copies,
            self.commissions,
            self.register.rows if self.register else None,
            self.election,
            self.postings,
            self.weights,
        )


def read_given(given: Given) -> Inputs:
    """Read plain tables; raise TableError, FormError or SettingError."""
    form, maps = load_form(given.form), [load_columns(path) for path in given.columns]
    official = _read_role(given.official, form, "official", maps, given.opened)
    return _read_others(given, form, maps, official)


def read_upper(given: Given, read: Sequence[Protocols]) -> Inputs:
    """Read what is given beside official tables that were read elsewhere, part by part."""
    form, maps = load_form(given.form), [load_columns(path) for path in given.columns]
    return _read_others(given, form, maps, join_protocols(read, form.names))


def _read_others(
    given: Given, form: Form, maps: list[ColumnMap], official: Protocols
) -> Inputs:
    copies = _read_copies(given.copies, form, maps)
    commissions = []
    if given.commissions:
        upper = _read_role([given.commissions], form, "commissions", maps)
        commissions.append((form, upper))
    register = None
    if given.register:
        data = read_file(given.register)
        columns = merge_columns(maps, given.register, "register")
        register = read_register(data, shown(given.register), columns)
    _refuse_unused(
        maps, given.columns, [official, copies, *(one for _, one in commissions)]
    )
    weights = None
    if given.weights is not None:
        from ingest.facts.weights import load_weights

        weights = load_weights(given.weights)
    return Inputs(form, official, copies, commissions, register, weights=weights)


def _read_role(
    paths: Sequence[Path],
    form: Form,
    role: str,
    maps: list[ColumnMap],
    opened: Opened | None = None,
) -> Protocols:
    """Read the tables of one role; the official ones must have every line among them."""
    if not paths:
        return no_protocols(form)
    alone = role == "official" and len(paths) == 1
    parts = []
    for path in paths:
        columns = merge_columns(maps, path, role)
        table = opened or open_file(path, columns.records)
        parts.append(read_opened(table, form, role, columns, every_line=alone))
    if role == "official":
        _refuse_nothing(parts)
        if not alone:
            _refuse_absent(parts, form, maps)
    return join_protocols(parts, form.names)


def _read_copies(paths: Sequence[Path], form: Form, maps: list[ColumnMap]) -> Protocols:
    """Read observer copies; there is no archive here that could keep photographs."""
    files = [one for path in paths for one in handed_tables(path, shown(path))]
    parts = [
        without_photos(
            read_copies(one, form, merge_columns(maps, Path(one.table.asked), "copies"))
        )
        for one in gather(files)
    ]
    return join_protocols(apart(parts), form.names) if parts else no_protocols(form)


def _refuse_nothing(parts: Sequence[Protocols]) -> None:
    """Refuse official tables without a single row: nothing was checked, nothing holds."""
    if not any(part.rows.height for part in parts):
        names = ", ".join(one.name for part in parts for one in part.documents)
        raise TableError(f"{names}: expected at least one protocol, got none")


def _refuse_unused(
    maps: list[ColumnMap], names: Sequence[str], read: Sequence[Protocols]
) -> None:
    """Refuse a column map that names a heading no file has, or a column nobody knows."""
    headings = {heading for one in read for heading in one.headings}
    known = {one for role in NEEDED for one in (*NEEDED[role], *OPTIONAL[role])}
    known |= {line for one in read for line in one.rows.columns}
    for one, name in zip(maps, names, strict=True):
        for target, given in one.targets.items():
            if target not in known:
                close = ", ".join(map(repr, nearest(target, known)))
                raise SettingError(f"{name}: {target!r} is no column; the nearest: {close}")
            choices = given if isinstance(given, list) else [given]
            constant = target in CONSTANT or (isinstance(given, str) and "{" in given)
            if not constant and "register" not in one.roles and not headings & set(choices):
                close = ", ".join(map(repr, nearest(str(choices[0]), headings)))
                raise SettingError(
                    f"{name}: {target} = {given!r}: no file has that heading; "
                    f"the nearest: {close}"
                )


def _refuse_absent(parts: Sequence[Protocols], form: Form, maps: list[ColumnMap]) -> None:
    """Refuse official tables that lack a line of the form among all of them."""
    there = {
        line
        for part in parts
        for places in part.layouts
        for line, place in zip(form.names, places, strict=True)
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
