"""An invented protocol as a PDF: one page with a ruled table, as an office prints it."""

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.sample.documents.blank import HEADS, Blank

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

# Points on a page of 595 by 842.
_TOP, _BOTTOM_OF_TITLE, _ROW, _LEADING = 800, 740, 25, 10
_EDGES = (40, 66, 310, 370, 555)  # of the table's columns, from the left
_SIZE, _PAD = 8.5, 4
_FONT = "PT Sans"


def write_pdf(blank: Blank) -> bytes:
    """Write a protocol as a PDF of one page; the same protocol gives the same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.setTitle(" ".join(blank.above))
    canvas.setFont(_font(), _SIZE)
    for at, line in enumerate(blank.above):
        canvas.drawString(_EDGES[0], _TOP - 16 * at, line)
    rows = [HEADS[blank.language], *blank.rows]
    for at, row in enumerate(rows):
        _draw_row(canvas, _BOTTOM_OF_TITLE - _ROW * at, row)
    end = _BOTTOM_OF_TITLE - _ROW * len(rows)
    for edge in _EDGES:
        canvas.line(edge, _BOTTOM_OF_TITLE, edge, end)
    canvas.line(_EDGES[0], end, _EDGES[-1], end)
    for at, line in enumerate(blank.below, 1):
        canvas.drawString(_EDGES[0], end - 16 * at, line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_row(canvas: "Canvas", top: int, row: tuple[str, str, str, str]) -> None:
    from reportlab.lib.utils import simpleSplit

    canvas.line(_EDGES[0], top, _EDGES[-1], top)
    for at, text in enumerate(row):
        width = _EDGES[at + 1] - _EDGES[at] - 2 * _PAD
        for line, part in enumerate(simpleSplit(text, _font(), _SIZE, width)):
            canvas.drawString(_EDGES[at] + _PAD, top - (line + 1) * _LEADING, part)


@cache
def _font() -> str:
    """Register a font that has the Kazakh letters, and return its name."""
    import fontpkg_pt_sans
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(fontpkg_pt_sans.__file__).parent / "files"
    registerFont(TTFont(_FONT, str(folder / "PT_Sans-Web-Regular.ttf")))
    return _FONT
