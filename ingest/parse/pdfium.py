"""What does a page of a PDF show: which texts and rules, where, and is it a scan?

PDFium answers in a millisecond. Nothing is executed, fetched or rendered: scripts,
actions, attachments and forms to fill in are not looked at. What they mean
for a table is decided in `ruled` and `aligned`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextPage

from ingest.errors import QuarantineError
from ingest.parse.cells import Drawn, Rectangle, Run, Turn, raise_marks
from ingest.parse.shapes import Shapes, Upright, read_shapes

MOST_PAGES = 2000  # a country's stations, 5 a page
MOST_CHARACTERS = 1_000_000  # of one page; print that a person can read has 20,000
WIDEST = 14_400.0  # points, 5 m: the format's own limit

# A scan shows pictures of at least this share of its page, and over them at most this
# many characters that can be seen: a scanner's stamp, a page number.
_SCAN_SHARE = 0.5
_SCAN_CHARACTERS = 100
# Without any character, this many curves and fills are text that was made a drawing.
_SCAN_DRAWINGS = 200

# PDFium writes U+FFFE for a hyphen at the end of a line, and joins the next line to it.
_HYPHEN = "\ufffe"
_BETWEEN = re.compile(f"\\s+|(?<={_HYPHEN})")
# Digits of which the file's font does not say that they are; PDFium guesses.
_UNKNOWN = "\ufffd"


@contextmanager
def open_pdf(data: bytes) -> Iterator[PdfDocument]:
    """Open a PDF.

    Raises
    ------
    QuarantineError
        If it does not open, needs a password or has too many pages.
    """
    try:
        with PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                raise QuarantineError(
                    f"expected a PDF of up to {MOST_PAGES:,} pages, got {len(document):,}"
                )
            yield document
    except PdfiumError as fault:
        raise QuarantineError(f"expected a PDF that can be read, got: {fault}") from None


@contextmanager
def open_page(document: PdfDocument, number: int) -> Iterator[Drawn]:
    """Look at page *number*, from 1; raise QuarantineError if it has no end."""
    page = document[number - 1]
    width, height = page.get_size()
    if not 0 < max(width, height) <= WIDEST:
        raise QuarantineError(
            f"expected a page up to {WIDEST:,.0f} points wide and high, "
            f"got {width:,.0f} by {height:,.0f}"
        )
    textpage = page.get_textpage()
    try:
        yield _look(number, page, textpage)
    finally:
        textpage.close()
        page.close()


def _look(number: int, page: PdfPage, textpage: PdfTextPage) -> Drawn:
    width, height = page.get_size()
    upright = _upright(page)
    text = _read_text(textpage)
    letters = _Letters(textpage, text, upright, page.get_rotation() // 90)
    runs = [letters.run(start, end) for start, end in _spans(text, textpage)]
    shapes = read_shapes(page, upright)
    return Drawn(
        page=number,
        width=width,
        height=height,
        text=text.replace("\r\n", "\n").replace(_HYPHEN, "-\n"),
        runs=[one for one in runs if one.right > 0 and one.left < width],
        across=shapes.across,
        down=shapes.down,
        fills=shapes.fills,
        letters=letters.of_run,
        is_scan=_is_scan(shapes, textpage, width * height),
        is_retold=shapes.is_retold,
        corner=upright(*(page.get_mediabox(fallback_ok=False) or page.get_bbox()))[:2],
    )


def _upright(page: PdfPage) -> Upright:
    """Return what turns the format's rectangles into those a person sees.

    The format counts from the lower left corner of a page that may have to be turned.
    """
    x, y, u, v = page.get_bbox()
    turns = {
        0: lambda a, b, c, d: (a - x, v - d, c - x, v - b),
        90: lambda a, b, c, d: (b - y, a - x, d - y, c - x),
        180: lambda a, b, c, d: (u - c, b - y, u - a, d - y),
        270: lambda a, b, c, d: (v - d, u - c, v - b, u - a),
    }
    return turns[page.get_rotation()]


def _read_text(textpage: PdfTextPage) -> str:
    """Return the text of a page, a character for each that PDFium knows a place of."""
    count = textpage.count_chars()
    if count > MOST_CHARACTERS:
        raise QuarantineError(
            f"expected up to {MOST_CHARACTERS:,} characters, got {count:,}"
        )
    text = textpage.get_text_range() if count else ""
    if len(text) == count:
        return text
    codes = [pdfium.FPDFText_GetUnicode(textpage.raw, at) for at in range(count)]
    return "".join(chr(code) if code else _UNKNOWN for code in codes)


def _spans(text: str, textpage: PdfTextPage) -> Iterator[tuple[int, int]]:
    """Yield where each run begins and ends in the text.

    A run ends where PDFium put a space of its own because there is a gap, at the end of
    a line, and where there are several spaces.
    """
    is_generated, raw = pdfium.FPDFText_IsGenerated, textpage.raw
    start = 0
    for space in _BETWEEN.finditer(text):
        at, end = space.span()
        if end - at != 1 or is_generated(raw, at):
            if at > start:
                yield start, at
            start = end
    if start < len(text):
        yield start, len(text)


class _Letters:
    """The characters of a page, and where each of them and each run stands."""

    def __init__(
        self, textpage: PdfTextPage, text: str, upright: Upright, quarters: int
    ) -> None:
        self._textpage, self._text = textpage.raw, text.replace(_HYPHEN, "-")
        self._upright, self._quarters = upright, quarters
        self._get_box, self._first = pdfium.FPDFText_GetLooseCharBox, pdfium.FS_RECTF()
        self._is_unmapped = pdfium.FPDFText_HasUnicodeMapError

    def run(self, start: int, end: int) -> Run:
        """Return the run of the characters from *start* up to *end*.

        Its box is that of its first and last character, room above and below included.
        """
        text, first = self._text[start:end], self._first
        if text[0].isdigit() and self._is_unmapped(self._textpage, start):
            text = _UNKNOWN * (end - start)
        self._get_box(self._textpage, start, first)
        left, bottom, right, top = first.left, first.bottom, first.right, first.top
        if end - start == 1:  # fonts are higher than wide
            quarters = 0 if top - bottom >= right - left else 1
            return self._placed(text, start, (left, bottom, right, top), quarters)
        self._get_box(self._textpage, end - 1, first)
        if first.bottom == bottom and first.top == top and first.left >= left:
            return self._placed(text, start, (left, bottom, first.right, top), 0)
        quarters = _direction(first.left - left, first.bottom - bottom)
        box = (
            min(left, first.left),
            min(bottom, first.bottom),
            max(right, first.right),
            max(top, first.top),
        )
        run = self._placed(text, start, box, quarters)
        if _MIXED * (top - bottom) < first.top - first.bottom < (top - bottom) / _MIXED:
            return run
        return run._replace(text="".join(raise_marks(self.of_run(run))))

    def _placed(self, text: str, start: int, box: Rectangle, quarters: int) -> Run:
        left, top, right, bottom = self._upright(*box)
        turn = _TURNS[(quarters - self._quarters) % 4]
        return Run(text, start, left, top, right, bottom, turn)

    def of_run(self, run: Run) -> list[Run]:
        """Take a run apart."""
        return [self.run(at, at + 1) for at in range(run.start, run.start + len(run.text))]


_TURNS = tuple(Turn)
_MIXED = 0.8  # of the height of a run's first character; outside, sizes are mixed


def _direction(across: float, up: float) -> int:
    """Tell in which direction a text runs, in quarter turns against the clock."""
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 2
    return 1 if up > 0 else 3


def _is_scan(shapes: Shapes, textpage: PdfTextPage, area: float) -> bool:
    """Tell a picture of a page, also where invisible text lies over or under it."""
    if not textpage.count_chars():
        return shapes.pictured > 0 or shapes.fills + shapes.curves >= _SCAN_DRAWINGS
    if shapes.pictured < _SCAN_SHARE * area:
        return False
    seen = sum(
        pdfium.FPDFTextObj_GetText(raw, textpage.raw, None, 0) // 2 - 1
        for raw in shapes.over
        if pdfium.FPDFTextObj_GetTextRenderMode(raw) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    )
    return bool(seen <= _SCAN_CHARACTERS)
