"""An export of ODK Central or KoboToolbox -> a table such as a person hands in.

What a person would write into a column map is worked out from the headings: groups in
front of questions are taken off, and who, when and which entry become columns of ours.
Entries that a reviewer rejected are left out and told.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl

from ingest.errors import TableError
from ingest.facts.columns import ColumnMap, Target
from ingest.parse.columns import Columns
from ingest.parse.delimited import Odd
from ingest.protocol import Ignored
from ingest.read.observers.photos import are_photos, join_names
from ingest.read.observers.questions import CHANNEL, PHOTO, Spellings
from ingest.read.observers.servers import Kind, known_as, named_in, texts
from ingest.read.values.names import key

REJECTED = "rejected in review"
LONGEST_MOMENT = 40  # characters; what servers write has up to 29
_OWN = "\x00"  # before the names of columns of ours, which no heading has


def leave_out_rejected(
    table: Columns, kind: Kind, name: str
) -> tuple[Columns, list[Ignored]]:
    """Leave out entries that a reviewer rejected or that could not be decrypted."""
    reviews, statuses = named_in(table, kind.review), named_in(table, kind.status)
    kept, ignored = [], []
    for at, (review, status) in enumerate(zip(reviews, statuses, strict=True)):
        reason = f"{REJECTED} ({review})" if review.lower() in kind.rejected else status
        if reason:
            cells = sum(bool(column[at]) for column in table.columns)
            ignored.append(Ignored(name, table.row_place(at), reason[:80], cells))
        else:
            kept.append(at)
    return _rows(table, kept), ignored


def _rows(table: Columns, kept: list[int]) -> Columns:
    """Keep the rows at some positions."""
    if len(kept) == len(table.numbers):
        return table
    return replace(
        table,
        columns=[column.gather(kept) for column in table.columns],
        numbers=[table.numbers[at] for at in kept],
        places=[table.places[at] for at in kept] if table.places else (),
    )


def as_handed_in(
    table: Columns,
    kind: Kind,
    spelt: Spellings,
    columns: ColumnMap,
    repeated: Mapping[str, str],
) -> tuple[Columns, ColumnMap]:
    """Give an export the columns of a table of copies, and the map that names them.

    Parameters
    ----------
    table, kind
        The rows of an export, and which it is.
    spelt
        What headings and answers mean.
    columns
        A person's own map, which goes before anything worked out here.
    repeated
        The headings of lines whose counts come from repeats.

    Raises
    ------
    TableError
        If two headings mean the same.
    """
    targets = _targets(table.header, kind, spelt, columns, repeated)
    photos = _photo_headings(
        table, {one for target, one in targets.items() if target != PHOTO}
    )
    own = {
        "source": _observers(table, kind),
        "entry": named_in(table, kind.entry),
        "entered": [_moment(one) for one in named_in(table, kind.entered)],
        "version": [_version(one) for one in named_in(table, kind.edits)],
        CHANNEL: _channels(table, targets, spelt),
        PHOTO: join_names([named_in(table, [one]) for one in photos], len(table.numbers)),
    }
    given = columns.targets
    own = {one: cells for one, cells in own.items() if any(cells) and one not in given}
    extended = replace(
        table,
        header=[*table.header, *(_OWN + one for one in own)],
        columns=[
            *table.columns,
            *(pl.Series(cells, dtype=pl.String) for cells in own.values()),
        ],
        odd=_hiding_rows(table),
    )
    used = [one for one in table.header if one in kind.used]
    map_ = columns.model_copy(
        update={
            "targets": targets | {one: _OWN + one for one in own} | given,
            "skip": (*columns.skip, *used, *photos),
            "melt": None,
        }
    )
    return extended, map_


def _targets(
    header: Sequence[str],
    kind: Kind,
    spelt: Spellings,
    columns: ColumnMap,
    repeated: Mapping[str, str],
) -> dict[str, Target]:
    """Find the heading of every column of ours that a file has."""
    skipped = {key(one) for one in columns.skip}
    targets: dict[str, Target] = dict(repeated)
    for heading in header:
        if heading in repeated.values():
            continue
        target = known_as(heading, kind, spelt.targets)
        if target is None or target in columns.targets or key(heading) in skipped:
            continue
        if target in targets:
            raise TableError(
                f"expected one column for {target!r}, found {targets[target]!r} "
                f"and {heading!r}; name the right one with --columns, or skip the other"
            )
        targets[target] = heading
    return targets


def _observers(table: Columns, kind: Kind) -> list[str]:
    """Return the id of each entry's observer."""
    there = [one for one in kind.who if one in table.header]
    who = [named_in(table, [one]) for one in there]
    entries = named_in(table, kind.entry)
    return [
        observer_id(*(told if any(told) else (entry,)))
        for entry, told in zip(
            entries, zip(*who, strict=True) if who else entries, strict=True
        )
    ]


def observer_id(*who: str) -> str:
    """Return an id that is always the same for one observer, and does not name anybody.

    It is the beginning of the sha256 of the submitter's number, name and device as the
    export has them: names stay in the file that was handed in. Who holds a list of these
    can work the ids out, so the id hides a name from readers, not from the organisation.
    An entry that says nothing of its submitter stands for an observer of its own.
    """
    digest = hashlib.sha256("\n".join(who).encode()).hexdigest()
    return f"observer-{digest[:12]}"


def _moment(text: str) -> str:
    """Return when an entry was handed in, in UTC; Kobo leaves out that it is.

    A server that writes it in words, as old ones do, is quoted.
    """
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return text[:LONGEST_MOMENT]
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _version(edits: str) -> str:
    """Count an entry's versions from 1: an edit in Central makes the next one."""
    return str(int(edits) + 1) if edits.isascii() and edits.isdigit() else ""


def _channels(
    table: Columns, targets: Mapping[str, Target], spelt: Spellings
) -> Sequence[str]:
    """Return the answers to which protocol it is, by their own names."""
    answers = named_in(table, [str(targets[CHANNEL])] if CHANNEL in targets else [])
    return [spelt.channels.get(key(one), one) for one in answers]


def _photo_headings(table: Columns, used: Collection[Target]) -> list[str]:
    """List the headings under which nothing but names of photographs stands."""
    return [
        heading
        for heading, column in zip(table.header, table.columns, strict=True)
        if heading not in used and are_photos(texts(column))
    ]


def _hiding_rows(table: Columns) -> list[Odd]:
    """Keep what is odd in rows, less the line breaks of cells that can hide no row.

    Notes have line breaks in them, and a server closes every quote it opens; a cell over
    several lines with the separators of a whole row is told all the same.
    """
    at = {number: row for row, number in enumerate(table.numbers)}
    return [
        one
        for one in table.odd
        if not one.last_line or one.row not in at or _may_hide_rows(table, at[one.row])
    ]


def _may_hide_rows(table: Columns, row: int) -> bool:
    cells = [str(column[row] or "") for column in table.columns]
    broken = [one for one in cells if "\n" in one or "\r" in one]
    most = max(sum(one.count(mark) for one in broken) for mark in ",;\t")
    return most >= len(table.header) - 1
