"""A table somebody handed in -> protocols of one form.

Headings are matched exactly after normalisation: to our own column names, to the
form's lines by name, label or `aka`, or as a column map says. What does not match is
listed once as ignored. A cell that is no count leaves its line missing and is
reported; no row is ever dropped in silence.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from ingest.alike import change_each
from ingest.at_once import at_once
from ingest.errors import TableError
from ingest.facts.columns import NO_MAP, ColumnMap
from ingest.facts.forms import Form
from ingest.parse.columns import Columns
from ingest.parse.opened import Opened, open_table
from ingest.protocol import (
    Document,
    Ignored,
    Protocols,
    Unreadable,
    empty_rows,
)
from ingest.read.counts import read_counts
from ingest.read.match import (
    NEEDED,
    OPTIONAL,
    Matched,
    constant,
    match_columns,
    spellings,
    suggest,
    text_column,
)
from ingest.read.melt import melt
from ingest.read.odd import keep_usable, odd_rows, without_channel


def read_table(
    data: bytes,
    name: str,
    form: Form,
    role: str,
    columns: ColumnMap = NO_MAP,
    *,
    every_line: bool = False,
) -> Protocols:
    """Read one table of protocols.

    Parameters
    ----------
    data, name
        The file's bytes, and its name for messages.
    form
        The form whose lines are the table's columns.
    role
        "official", "copies" or "commissions".
    columns
        The file's own headings.
    every_line
        True to refuse a table that lacks a line of the form.

    Raises
    ------
    TableError
        If the bytes are no table, or a needed column is not in it.
    """
    opened = open_table(data, name, columns.records)
    return read_opened(opened, form, role, columns, every_line=every_line)


def read_opened(
    opened: Opened, form: Form, role: str, columns: ColumnMap, *, every_line: bool = False
) -> Protocols:
    """Read a table whose columns were read already, as `read_table` does."""
    document = Document(opened.name, opened.sha256)
    return read_protocols(
        opened.table, document, form, role, columns, every_line=every_line
    )


def read_protocols(
    table: Columns,
    document: Document,
    form: Form,
    role: str,
    columns: ColumnMap,
    *,
    every_line: bool = False,
) -> Protocols:
    """Read the protocols of a document's columns, as `read_table` does."""
    name, digest = document.name, document.sha256
    if columns.records and not table.numbers:
        return _nothing(document, form, table, columns)
    if columns.melt:
        table = melt(table, columns.melt, columns.skip, name)
    matched = match_columns(table, name, form.names, spellings(form), role, columns)
    absent = [line for line in form.names if line not in matched.headings]
    _refuse_absent(absent, table, name, form, columns, every_line)
    (lines, origin), keys = at_once(
        len(table.numbers),
        lambda: (_read_lines(table, name, form, matched), _origin(table, digest)),
        lambda: _read_keys(table, name, role, matched, _usual_channel(form, role)),
    )
    counts, unreadable, beside = lines
    rows = pl.DataFrame({**keys, **origin, **counts})
    rows, unusable = keep_usable(rows, name, role)
    rows, strange = without_channel(rows, form, name)
    return Protocols(
        rows=rows,
        layouts=_layouts(form, table, matched),
        documents=[replace(document, rows=rows.height)],
        unreadable=[*unreadable, *unusable, *strange, *odd_rows(table, name)],
        ignored=[*_ignored(table, name, matched, absent), *beside],
        headings=[*table.header],
    )


def _nothing(
    document: Document, form: Form, table: Columns, columns: ColumnMap
) -> Protocols:
    """Return what an export without a record gives: nothing, and that is no fault."""
    named = [one if isinstance(one, list) else [one] for one in columns.targets.values()]
    return Protocols(
        rows=empty_rows(form.names),
        layouts=[[""] * len(form.names)],
        documents=[document],
        ignored=[Ignored(document.name, one, "not read", 0) for one in table.unused],
        headings=[str(heading) for choices in named for heading in choices],
    )


def _refuse_absent(
    absent: Sequence[str],
    table: Columns,
    name: str,
    form: Form,
    columns: ColumnMap,
    every_line: bool,
) -> None:
    """Refuse a table without a line that it should have."""
    unexpected = [line for line in absent if line not in columns.absent]
    if len(absent) < len(form.names) and not (every_line and unexpected):
        return
    faults = []
    for line in unexpected:
        one = form.lines[form.position[line]]
        faults.append(
            f"{name}: expected a column for line [{one.number}] {line!r}, found none; "
            f"{suggest(line, table.header)}"
        )
    faults.append(
        f"{name}: name its headings in a --columns file, "
        'or list lines it does not have there: absent = ["..."]'
    )
    raise TableError("\n".join(faults))


def _read_lines(
    table: Columns, name: str, form: Form, matched: Matched
) -> tuple[dict[str, pl.Series], list[Unreadable], list[Ignored]]:
    """Read the counts of every line; a cell that is none is missing and reported."""
    used = [n for line, n in matched.headings.items() if line in form.position]
    series = [table.columns[n] for n in used]
    row_of = {number: row for row, number in enumerate(table.numbers)} if table.odd else {}
    long_rows = [
        row_of[odd.row]
        for odd in table.odd
        if odd.row in row_of and (odd.cells > len(table.header) or odd.last_line)
    ]
    counts, unreadable = {}, []
    read = read_counts(series, distrusted=long_rows)
    by_column = dict(zip(used, read.counts, strict=True))
    nothing = _no_numbers(len(table.numbers))
    for fault in read.faults:
        place = f"{table.row_place(fault.row)}, column {table.header[used[fault.column]]}"
        unreadable.append(Unreadable(name, place, fault.expected, fault.got))
    for line in form.names:
        at = matched.headings.get(line)
        counts[line] = nothing if at is None else by_column[at]
    beside = [
        Ignored(name, f"{cells:,} cells", kind, cells)
        for kind, cells in read.beside.items()
    ]
    return counts, unreadable, beside


def _read_keys(
    table: Columns, name: str, role: str, matched: Matched, usual_channel: str
) -> dict[str, pl.Series]:
    """Read what says which protocol a row is."""
    height = len(table.numbers)
    try:
        text = {
            target: text_column(table, matched, target)
            for target in (*NEEDED[role], *OPTIONAL[role])
        }
    except TableError as fault:
        raise TableError(f"{name}: {fault}") from None
    nothing = constant("", height)
    unsaid = _no_numbers(height)
    return {
        "station": text["commission" if role == "commissions" else "station"],
        "tec": text.get("tec", nothing),
        "rec": text.get("rec", nothing),
        "parent": text.get("parent", nothing),
        "level": _lower(text["level"])
        if role == "commissions"
        else constant("pec", height),
        "channel": change_each(
            _lower(text["channel"]), lambda said: said.replace("", usual_channel)
        ),
        "version": _versions(text["version"], name),
        "source": text["source"],
        "signed": nothing,
        "statement": _lower(text.get("statement", nothing)),
        "signatures": unsaid,
        "members": unsaid,
        "seal": nothing,
        "mark": nothing,
        **{one: text.get(one, nothing) for one in ("entry", "entered", "photo")},
    }


def _origin(table: Columns, digest: str) -> dict[str, pl.Series]:
    """Say where each row stands: the lines of a melted table in rows of their own."""
    height = len(table.numbers)
    if table.cell_rows:
        place, layout = constant("", height), pl.Series(np.arange(height))
    else:
        place, layout = table.row_places, pl.Series([0]).new_from_index(0, height)
    return {"document": constant(digest, height), "place": place, "layout": layout}


def _no_numbers(height: int) -> pl.Series:
    return pl.Series([None], dtype=pl.Int64).new_from_index(0, height)


def _lower(text: pl.Series) -> pl.Series:
    return change_each(text, lambda said: said.str.to_lowercase())


def _usual_channel(form: Form, role: str) -> str:
    """Return the channel of a row that does not say: a commission sums up all."""
    whole = role == "commissions" and "summary" in form.channels
    return "summary" if whole else "paper"


def _versions(text: pl.Series, name: str) -> pl.Series:
    """Read the version of each row; an empty cell is the first version."""
    numbers = change_each(
        text, lambda said: said.replace("", "1").cast(pl.Int64, strict=False)
    )
    if numbers.null_count():
        bad = text.filter(numbers.is_null())[0]
        raise TableError(f"{name}: expected versions 1, 2, ..., got {bad!r}")
    return numbers


def _layouts(form: Form, table: Columns, matched: Matched) -> list[list[str]]:
    """Return the part of the address that each line has: of all rows, or row by row."""
    if not table.cell_rows:
        return [_layout(form, table, matched)]
    parts = []
    for row in range(len(table.numbers)):
        places = [""] * len(form.names)
        for at, line in enumerate(form.names):
            column = matched.headings.get(line)
            cells = table.cell_rows[column] if column is not None else None
            number = cells[row] if cells is not None else None
            if number is not None:
                places[at] = f"{table.place}row {number}, column {table.votes}"
        parts.append(places)
    return parts


def _layout(form: Form, table: Columns, matched: Matched) -> list[str]:
    return [
        f"column {table.header[matched.headings[line]]}" if line in matched.headings else ""
        for line in form.names
    ]


def _ignored(
    table: Columns, name: str, matched: Matched, absent: Sequence[str]
) -> list[Ignored]:
    rows = len(table.numbers)
    unknown = [
        Ignored(name, f"column {heading}", "not a line of the form", rows)
        for heading in matched.ignored
    ]
    unused = [Ignored(name, one, "not read", 0) for one in table.unused]
    lines = [Ignored(name, f"line {one}", "not in this file", 0) for one in absent]
    return unknown + unused + lines
