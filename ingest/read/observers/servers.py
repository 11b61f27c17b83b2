"""Which server's export is a table, ODK Central's or KoboToolbox's, by its headings?

Headings as Central writes them (lib/data/briefcase.js of central-backend, and the OData
tables of its API) and as Kobo does (reporting/export.py of formpack).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ingest.parse.columns import Columns
from ingest.read.values.names import key

_ODATA = tuple(f"__system{mark}" for mark in "/.-")  # as tools flatten its records


@dataclass(frozen=True, slots=True)
class Kind:
    """The headings of one kind of export; of several, those that it has are used.

    `group` is what stands between a group and its question; `row` is what rows of a
    repeat name their entry by in `parent`.
    """

    group: re.Pattern[str]
    entry: tuple[str, ...]
    entered: tuple[str, ...]
    review: tuple[str, ...]
    rejected: frozenset[str]
    who: tuple[str, ...]
    row: tuple[str, ...]
    parent: tuple[str, ...]
    edits: tuple[str, ...] = ()
    status: tuple[str, ...] = ()

    @property
    def used(self) -> frozenset[str]:
        """The headings that are read here, and are no lines of a form."""
        entries = (self.entry, self.entered, self.who, self.row, self.edits)
        return frozenset().union(*entries, self.review, self.status)


def _odata(name: str) -> tuple[str, ...]:
    return tuple(f"{one}{name}" for one in _ODATA)


# The user's name and telephone, where the entry form asks for them.
_ASKED = ("deviceid", "username")

CENTRAL = Kind(
    group=re.compile(r"[/-](?=\w)"),
    entry=("KEY", "__id"),
    entered=("SubmissionDate", *_odata("submissionDate")),
    review=("ReviewState", *_odata("reviewState")),
    rejected=frozenset({"rejected"}),
    who=(
        *("SubmitterID", "SubmitterName", "DeviceID"),
        *(*_odata("submitterId"), *_odata("submitterName"), *_odata("deviceId")),
        *_ASKED,
    ),
    row=("KEY", "__id"),
    parent=("PARENT_KEY", "__Submissions-id"),
    edits=("Edits", *_odata("edits")),
    status=("Status", *_odata("status")),
)
KOBO = Kind(
    group=re.compile(r"/(?=[\w\[])"),
    entry=("_uuid", "_id"),
    entered=("_submission_time",),
    review=("_validation_status",),
    rejected=frozenset({"validation_status_not_approved", "not approved"}),
    who=("_submitted_by", *_ASKED),
    row=("_index",),
    parent=("_parent_index",),
)
KINDS = (CENTRAL, KOBO)


def kind_of(header: Sequence[str]) -> Kind | None:
    """Tell which export has such headings; None for any other table."""
    there = set(header)
    for kind in KINDS:
        if there & set(kind.entry) and there & set(kind.entered):
            return kind
    return None


def parent_of(header: Sequence[str]) -> str | None:
    """Return the heading by which rows of a repeat name their entry, if it is one."""
    return next((one for kind in KINDS for one in kind.parent if one in header), None)


def known_as(heading: str, kind: Kind, spellings: Mapping[str, str]) -> str | None:
    """Return what a heading means, with groups in front of it or without.

    No question is called by a number alone, though a list may be: "page-1" is not list 1.
    """
    parts = [heading[found.end() :] for found in kind.group.finditer(heading)]
    named = [heading, *(one for one in parts if not one.isdigit())]
    names = (spellings.get(key(one)) for one in named)
    return next(filter(None, names), None)


def named_in(table: Columns, headings: Sequence[str]) -> list[str]:
    """Return the first of some columns that a table has, as texts; else empty ones."""
    at = next((table.header.index(one) for one in headings if one in table.header), None)
    return [""] * len(table.numbers) if at is None else texts(table.columns[at])


def texts(column: pl.Series) -> list[str]:
    """Return a column as texts without spaces around them; empty where nothing stands."""
    return column.cast(pl.String).fill_null("").str.strip_chars().to_list()
