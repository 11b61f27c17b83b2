"""A page's tables -> protocols, as the site's description lays them out.

Every cell of every table is used or listed as ignored with the reason. What fits
nothing quarantines the document: a layout that changed must be seen, not guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ingest.errors import QuarantineError
from ingest.facts.forms import Form
from ingest.facts.sites import Layout
from ingest.protocol import KEYS, ORIGIN, Unreadable
from ingest.read.pages.lines import read_lines
from ingest.read.pages.page import Account, PageReader, Row, named_by_address
from ingest.read.pages.rows import read_rows

SHOWN = 3  # names that a message tells; all of them are asked


@dataclass(frozen=True, slots=True)
class PageRows:
    """The protocols of one page, and what was said about reading them.

    `places` is the part of the address that each line has in all of them.
    """

    rows: Sequence[Row]
    places: Sequence[str]
    unreadable: Sequence[Unreadable]
    account: Account


def read_layout(page: PageReader) -> PageRows:
    """Read the protocols of a page.

    Raises
    ------
    QuarantineError
        If the page is not laid out as described, a name on it is not known, or a cell
        was left over.
    """
    read = read_rows if page.layout.orientation == "rows" else read_lines
    rows, places = read(page)
    if page.questions:
        asked = "; ".join(map(str, page.questions[:SHOWN]))
        raise QuarantineError(f"{asked}; names.toml of the folder asks what is meant")
    if page.account.left_over:
        raise QuarantineError(
            f"{page.account.left_over} cells were neither used nor ignored"
        )
    return PageRows(rows, places, page.unreadable, page.account)


def nothing_read(layout: Layout, form: Form, values: Mapping[str, str]) -> PageRows | None:
    """Return the protocol of a page that could not be read: all its lines missing.

    None where the address alone does not say which protocol it is.
    """
    keys = named_by_address(layout, values)
    if not keys:
        return None
    row = Row(keys, [None] * len(form.names), "")
    return PageRows([row], [""] * len(form.names), [], Account())


def to_frame(
    rows: Sequence[Row], documents: Sequence[str], lines: Sequence[str]
) -> pl.DataFrame:
    """Lay out protocols of many pages as one table.

    Parameters
    ----------
    rows
        The protocols, in order.
    documents
        The sha256 of the page that each is from.
    lines
        The names of the form's lines.
    """
    return pl.DataFrame(
        {
            **{
                one: [row.keys.get(one, "" if kind == pl.String else None) for row in rows]
                for one, kind in KEYS.items()
            },
            "version": [1] * len(rows),
            "document": documents,
            "place": [row.place for row in rows],
            "layout": [0] * len(rows),
            **{line: [row.counts[at] for row in rows] for at, line in enumerate(lines)},
        },
        schema={**KEYS, **ORIGIN, **dict.fromkeys(lines, pl.Int64)},
    )
