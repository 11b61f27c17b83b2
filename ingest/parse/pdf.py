"""From the bytes of a born-digital PDF to its ruled tables.

The place of a table names its page. Scans and tables without rules are not read here:
a PDF without a ruled table is set aside.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.errors import QuarantineError
from ingest.parse.grid import Grid

if TYPE_CHECKING:
    from pdfplumber.page import Page

MOST_PAGES = 2000


@dataclass(frozen=True, slots=True)
class Paper:
    """The tables and the text of a PDF."""

    tables: Sequence[Grid]
    text: str


def read_pdf(data: bytes) -> Paper:
    """Read the ruled tables of a PDF; raise QuarantineError if it has none."""
    # Importing takes half a second that only PDFs should pay for.
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as paper:
            if len(paper.pages) > MOST_PAGES:
                raise QuarantineError(
                    f"expected a PDF of up to {MOST_PAGES:,} pages, "
                    f"got {len(paper.pages):,}"
                )
            return _read_pages(paper.pages)
    except (PDFException, PdfminerException, ValueError, KeyError, TypeError) as fault:
        raise QuarantineError(
            f"expected a PDF, got a fault: {type(fault).__name__}: {fault}"
        ) from None


def _read_pages(pages: Sequence["Page"]) -> Paper:
    tables, texts = [], []
    for number, page in enumerate(pages, 1):
        for at, rows in enumerate(page.extract_tables(), 1):
            cells = [[cell or "" for cell in row] for row in rows]
            tables.append(Grid(f"page {number}, table {at}", cells))
        texts.append(page.extract_text() or "")
        page.close()
    if not tables:
        raise QuarantineError("a PDF without a ruled table; perhaps a scan")
    return Paper(tables, "\n".join(texts))
