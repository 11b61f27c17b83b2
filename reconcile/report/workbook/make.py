"""Writes the sheets of a run as XLSX, cell by cell: numbers as numbers, text as text.

Nothing in it is run: no formula, no link, no macro, and text that a spreadsheet would
take for a formula once somebody edits the cell stands behind a quote mark.
"""

import io
from datetime import UTC, datetime
from itertools import repeat
from typing import Any

import polars as pl
from xlsxwriter import Workbook

from reconcile.finding import SEVERITIES
from reconcile.report.neutral import neutral
from reconcile.report.run_folder import Run
from reconcile.report.words import Words
from reconcile.report.words.speaker import Speaker
from reconcile.report.workbook.sheets import Sheet, make_sheets

_MADE = datetime(2007, 8, 20, tzinfo=UTC)  # the same run gives the same bytes
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def make_workbook(run: Run, speaker: Speaker) -> bytes:
    """Write a run as a workbook in the speaker's language.

    Parameters
    ----------
    run
        What check wrote.
    speaker
        The language, and what lines, lists and regions are called in it.
    """
    buffer = io.BytesIO()
    book = Workbook(buffer, _OPTIONS)
    book.set_properties({"created": _MADE, "comments": speaker.words("workbook-made")})
    for sheet in make_sheets(run, speaker):
        _write_sheet(book, sheet, speaker.words)
    book.close()
    return buffer.getvalue()


def _write_sheet(book: Any, sheet: Sheet, words: Words) -> None:
    """Write a sheet: headings that stay in view, filters, and a column after the other."""
    page = book.add_worksheet(sheet.title)
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    page.freeze_panes(1, 0)
    frame = sheet.frame.with_columns(neutral(pl.col(pl.String)))
    if frame.width > 1:
        page.autofilter(0, 0, frame.height, frame.width - 1)
    for at, (name, width) in enumerate(zip(frame.columns, sheet.widths, strict=True)):
        page.set_column(at, at, width)
        page.write_string(0, at, name, heading)
        graded = name in sheet.graded
        _write_column(page, at, frame[name], _shown(book, words, graded=graded))


def _shown(book: Any, words: Words, *, graded: bool) -> Any:
    """Say how numbers are shown; grades as words, so that they sort by strength."""
    if not graded:
        return book.add_format({"num_format": "#,##0", "valign": "top"})
    must, should, note = (words(f"severity-{one}") for one in SEVERITIES)
    shown = f'[=1]"{must}";[=2]"{should}";"{note}"'
    return book.add_format({"num_format": shown, "valign": "top", "align": "left"})


def _write_column(page: Any, at: int, values: pl.Series, numbers: Any) -> None:
    """Write the cells that hold something; nothing is not zero."""
    is_text = values.dtype == pl.String
    write = page.write_string if is_text else page.write_number
    shown = repeat(None if is_text else numbers)
    for row, (value, how) in enumerate(zip(values.to_list(), shown, strict=False), 1):
        if value not in {None, ""}:
            write(row, at, value, how)
