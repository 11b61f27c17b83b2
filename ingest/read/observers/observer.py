"""Observer copies, however they were written down -> protocols of a form.

Plain tables are read as `tables` says; exports of ODK Central and KoboToolbox are told
by their headings and need no column map. Copies are not compared here.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import polars as pl

from ingest.errors import TableError
from ingest.facts.columns import NO_MAP, ColumnMap
from ingest.facts.forms import Form
from ingest.parse.columns import Columns, read_columns, read_further
from ingest.parse.grid import WORKBOOKS
from ingest.protocol import Document, Protocols
from ingest.read.observers.handed import File
from ingest.read.observers.servers import Kind, kind_of, named_in, parent_of
from ingest.read.tables import read_protocols

if TYPE_CHECKING:
    from ingest.read.observers.repeats import Repeat

_LOOKED_AT = 1 << 16  # bytes; headings stand at the beginning


@dataclass(frozen=True, slots=True)
class Handed:
    """A table that was handed in, and the tables of its repeats."""

    table: File
    repeats: Sequence[File] = ()


def gather(tables: Sequence[File]) -> list[Handed]:
    """Put repeats, which Central gives as files of their own, to the table they are of.

    Raises
    ------
    TableError
        If the table that a repeat is of is not there.
    """
    repeats = [one for one in tables if _is_repeat(one)]
    mains = [one for one in tables if not _is_repeat(one)]
    of: dict[int, list[File]] = {}
    for repeat in repeats:
        of.setdefault(_main_of(repeat, mains), []).append(repeat)
    return [Handed(one, of.get(at, ())) for at, one in enumerate(mains)]


def _is_repeat(file: File) -> bool:
    start = file.data[:_LOOKED_AT].partition(b"\n")[0]
    if b"PARENT_KEY" not in start and b"__Submissions-id" not in start:
        return False
    return parent_of(read_columns(file.data, file.name).header) is not None


def _main_of(repeat: File, mains: Sequence[File]) -> int:
    """Find the table whose entries a repeat names; one without a row is of the first."""
    wanted = _named(repeat, parents=True)
    for at, main in enumerate(mains):
        if not wanted or wanted & _named(main, parents=False):
            return at
    raise TableError(
        f"{repeat.name}: expected the table of the entries that it repeats something of, "
        "found none; name both files, or the zip that both came in"
    )


def _named(file: File, *, parents: bool) -> set[str]:
    """Return what a repeat calls its entries, or entries themselves."""
    table = read_columns(file.data, file.name)
    if parents:
        return {*named_in(table, [str(parent_of(table.header))])}
    kind = kind_of(table.header)
    return {*named_in(table, kind.row)} if kind else set()


def read_copies(handed: Handed, form: Form, columns: ColumnMap = NO_MAP) -> Protocols:
    """Read observer copies; `photo` holds names of files until they are tied.

    Parameters
    ----------
    handed
        A plain table, or an export with its repeats.
    form
        The form of the copied protocols.
    columns
        The file's own headings; an export of our own entry form needs none.

    Raises
    ------
    TableError
        If the bytes are no table, or a needed column is not in it.
    """
    data, name = handed.table.data, handed.table.name
    table = read_columns(data, name, columns.records)
    document = Document(name, hashlib.sha256(data).hexdigest())
    kind = None if columns.records else kind_of(table.header)
    if kind is None:
        return read_protocols(table, document, form, "copies", columns)
    try:
        return _read_export(handed, table, kind, document, form, columns)
    except TableError as fault:
        raise TableError(f"{name}: {str(fault).removeprefix(f'{name}: ')}") from None


def _read_export(
    handed: Handed,
    table: Columns,
    kind: Kind,
    document: Document,
    form: Form,
    columns: ColumnMap,
) -> Protocols:
    """Read an export: repeats joined, rejected entries left out, headings understood."""
    # Importing this takes time that only exports should pay for.
    from ingest.read.observers.questions import spellings
    from ingest.read.observers.repeats import join_repeats
    from ingest.read.observers.submissions import as_handed_in, leave_out_rejected

    spelt = spellings(form)
    repeats = _repeats(handed, table)
    used = {one.name for one in repeats}
    table = replace(table, unused=[o for o in table.unused if o.split(": ")[0] not in used])
    joined = join_repeats(table, kind, repeats, spelt, columns.melt)
    kept, rejected = leave_out_rejected(joined.table, kind, document.name)
    extended, map_ = as_handed_in(kept, kind, spelt, columns, joined.headings)
    read = read_protocols(extended, document, form, "copies", map_)
    return replace(
        read,
        ignored=[*rejected, *joined.ignored, *read.ignored],
        headings=[*table.header, *(one for r in repeats for one in r.table.header)],
    )


def _repeats(handed: Handed, table: Columns) -> list["Repeat"]:
    """Return the repeats of an export: files beside it, or further sheets."""
    from ingest.read.observers.repeats import Repeat

    files = [
        Repeat(PurePath(one.name).name, read_columns(one.data, one.name))
        for one in handed.repeats
    ]
    data, name = handed.table.data, handed.table.name
    if not data.startswith(WORKBOOKS) or not table.unused:  # there is no further sheet
        return files
    sheets = [
        Repeat(f"sheet {title!r}", sheet)
        for title, sheet in read_further(data, name)
        if parent_of(sheet.header)
    ]
    return [*files, *sheets]


def apart(parts: Sequence[Protocols]) -> list[Protocols]:
    """Keep apart the copies of several files: they are several people's.

    A file whose rows name no source is a source by the file's name, and by its digest
    too where two have one name.
    """
    if len(parts) < 2:
        return list(parts)
    names = Counter(PurePath(part.documents[0].name).stem for part in parts)
    sources = []
    for part in parts:
        stem = PurePath(part.documents[0].name).stem
        again = f" {part.documents[0].sha256[:8]}" if names[stem] > 1 else ""
        sources.append(part if _says_whose(part) else _of(part, stem + again))
    return sources


def _says_whose(part: Protocols) -> bool:
    return bool((part.rows["source"] != "").any())


def _of(part: Protocols, source: str) -> Protocols:
    return replace(part, rows=part.rows.with_columns(pl.lit(source).alias("source")))
