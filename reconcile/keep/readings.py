"""What people read in cells of scans that waited for them, put into the tables.

Only a cell that waited is filled in, and only at its own place: the address of the number
stays that of the cell. A decision that is taken back leaves the cell waiting again.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from ingest.facts.forms import Form
from ingest.protocol import WAITS
from reconcile.keep.recorded import Readings
from reconcile.keep.tables import DECIDED, Read, Tables, table_name

# Which line of which row of a table a cell is: name of the table, row, line.
_Changes = dict[str, list[tuple[int, str, int | None]]]


def with_readings(tables: Tables, forms: Mapping[str, Form], readings: Readings) -> Tables:
    """Return tables with what people read; others as they are."""
    told = [_decided(one, readings) for one in tables.documents]
    if told == list(tables.documents) and not readings:
        return tables
    frames = dict(tables.frames)
    for name, changes in _changes(tables, told, forms, readings).items():
        frames[name] = _changed(frames[name], changes)
    return replace(tables, documents=told, frames=frames)


def _decided(read: Read, readings: Readings) -> Read:
    """Say of each cell that waited whether a person has read it by now."""
    if not any(one["state"] in (WAITS, DECIDED) for one in read.unreadable):
        return read
    return replace(
        read, unreadable=[_state(read, one, readings) for one in read.unreadable]
    )


def _state(read: Read, cell: dict[str, Any], readings: Readings) -> dict[str, Any]:
    if cell["state"] not in (WAITS, DECIDED):
        return cell
    count = readings.get((read.sha256, cell["place"]))
    return cell | {"state": WAITS if count is None else DECIDED}


def _changes(
    tables: Tables, told: list[Read], forms: Mapping[str, Form], readings: Readings
) -> _Changes:
    """Find the cells that were read now, and those whose reading was taken back."""
    changes: _Changes = {}
    start: dict[str, int] = {}
    for before, now in zip(tables.documents, told, strict=True):
        name = table_name(now)
        first = start.get(name, 0)
        start[name] = first + now.rows
        cells = {
            one["place"]: readings.get((now.sha256, one["place"]))
            for one in now.unreadable
            if one["state"] == DECIDED or one not in before.unreadable
        }
        if not cells:
            continue
        rows = tables.frames[name][first : first + now.rows]
        for at, (place, layout) in enumerate(rows.select("place", "layout").iter_rows()):
            for line, part in zip(
                forms[now.form].names, tables.layouts[layout], strict=True
            ):
                address = f"{place}, {part}"
                if address in cells:
                    change = (first + at, line, cells[address])
                    changes.setdefault(name, []).append(change)
    return changes


def _changed(
    frame: pl.DataFrame, changes: list[tuple[int, str, int | None]]
) -> pl.DataFrame:
    columns: dict[str, list[tuple[int, int | None]]] = {}
    for row, line, count in changes:
        columns.setdefault(line, []).append((row, count))
    return frame.with_columns(
        frame[line].clone().scatter([row for row, _ in cells], [one for _, one in cells])
        for line, cells in columns.items()
    )
