"""A page's tables -> protocols, as the site's description lays them out.

Every cell of every table is used or listed as ignored with the reason. What fits
nothing quarantines the document: a layout that changed must be seen, not guessed.
"""

import polars as pl

from ingest.errors import QuarantineError
from ingest.protocol import KEYS, ORIGIN, Document, Protocols
from ingest.read.lines import read_lines
from ingest.read.page import PageReader
from ingest.read.rows import read_rows


def read_layout(page: PageReader, document: str) -> Protocols:
    """Read the protocols of a page of sha256 *document*.

    Raises
    ------
    QuarantineError
        If the page is not laid out as described, or a cell was left over.
    """
    read = read_rows if page.layout.orientation == "rows" else read_lines
    rows, places = read(page)
    if page.account.left_over:
        raise QuarantineError(
            f"{page.account.left_over} cells were neither used nor ignored"
        )
    lines = page.form.names
    frame = pl.DataFrame(
        {
            **{one: [row.keys.get(one, "") for row in rows] for one in KEYS},
            "version": [1] * len(rows),
            "document": [document] * len(rows),
            "place": [row.place for row in rows],
            "layout": [0] * len(rows),
            **{line: [row.counts[at] for row in rows] for at, line in enumerate(lines)},
        },
        schema={**KEYS, **ORIGIN, **dict.fromkeys(lines, pl.Int64)},
    )
    return Protocols(
        rows=frame,
        layouts=[places],
        documents=[Document(page.name, document, len(rows))],
        unreadable=page.unreadable,
    )
