"""What does a page of a PDF show: which texts and rules, where, and is it a scan?

PDFium answers in a millisecond. Nothing is executed, fetched or rendered: scripts,
actions, attachments and forms to fill in are not looked at. What table texts and rules
make is decided in `ruled` and `aligned`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_float, c_ushort
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError

from ingest.errors import QuarantineError
from ingest.parse.pdf.cells import Drawn, Rectangle, Run, Turn, raise_marks
from ingest.parse.pdf.shapes import Shapes, Upright, read_shapes

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
    """Look at page *number*, from 1; what is seen holds while it is open.

    Raises
    ------
    QuarantineError
        If it cannot be loaded, or more is on it than a page can hold.
    """
    # The library's bare functions: its objects for pages take a tenth of a millisecond.
    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        raise QuarantineError("expected a page, found none that can be loaded")
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        if not textpage:
            raise QuarantineError("expected a page, found none whose text can be read")
        yield _look(number, page, textpage)
    finally:
        pdfium.FPDFText_ClosePage(textpage)
        pdfium.FPDF_ClosePage(page)


def _look(number: int, page: Any, textpage: Any) -> Drawn:
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if not 0 < max(width, height) <= WIDEST:
        raise QuarantineError(
            f"expected a page up to {WIDEST:,.0f} points wide and high, "
            f"got {width:,.0f} by {height:,.0f}"
        )
    quarters = pdfium.FPDFPage_GetRotation(page)
    shown = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, shown)
    upright = _upright(shown, quarters)
    text = _read_text(textpage)
    letters = _Letters(textpage, text, upright, quarters)
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
        corner=_corner(page, shown, upright),
    )


def _upright(shown: Any, quarters: int) -> Upright:
    """Return what turns the format's rectangles into those a person sees.

    The format counts from the lower left corner, on a page that may have to be turned.
    """
    x, y, u, v = shown.left, shown.bottom, shown.right, shown.top
    return (
        lambda a, b, c, d: (a - x, v - d, c - x, v - b),
        lambda a, b, c, d: (b - y, a - x, d - y, c - x),
        lambda a, b, c, d: (u - c, b - y, u - a, d - y),
        lambda a, b, c, d: (v - d, u - c, v - b, u - a),
    )[quarters]


def _corner(page: Any, shown: Any, upright: Upright) -> tuple[float, float]:
    """Return where the upper left corner of the whole sheet lies."""
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPage_GetMediaBox(page, left, bottom, right, top):
        return upright(shown.left, shown.bottom, shown.right, shown.top)[:2]
    return upright(left.value, bottom.value, right.value, top.value)[:2]


def _read_text(textpage: Any) -> str:
    """Return the text of a page, a character for each that PDFium knows a place of."""
    count = pdfium.FPDFText_CountChars(textpage)
    if count > MOST_CHARACTERS:
        raise QuarantineError(
            f"expected up to {MOST_CHARACTERS:,} characters, got {count:,}"
        )
    # An array type of its own for every length, as usual, would take as long as the rest.
    buffer = bytearray(2 * count + 2)
    written = pdfium.FPDFText_GetText(textpage, 0, count, c_ushort.from_buffer(buffer))
    if written == count + 1:
        return buffer[: 2 * count].decode("utf-16-le", "surrogatepass")
    codes = [pdfium.FPDFText_GetUnicode(textpage, at) for at in range(count)]
    return "".join(chr(code) if code else _UNKNOWN for code in codes)


def _spans(text: str, textpage: Any) -> Iterator[tuple[int, int]]:
    """Yield where each run begins and ends in the text.

    A run ends where PDFium put a space of its own because there is a gap, at the end of
    a line, and where there are several spaces.
    """
    is_generated = pdfium.FPDFText_IsGenerated
    start = 0
    for space in _BETWEEN.finditer(text):
        at, end = space.span()
        if end - at != 1 or is_generated(textpage, at):
            if at > start:
                yield start, at
            start = end
    if start < len(text):
        yield start, len(text)


class _Letters:
    """The characters of a page, and where each of them and each run stands."""

    def __init__(self, textpage: Any, text: str, upright: Upright, quarters: int) -> None:
        self._textpage, self._text = textpage, text.replace(_HYPHEN, "-")
        self._upright, self._quarters = upright, quarters
        self._onwards = _TURNS[-quarters % 4]
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
            box = self._upright(left, bottom, first.right, top)
            return Run(text, start, *box, self._onwards)
        quarters = _direction(first.left - left, first.bottom - bottom)
        box = (
            min(left, first.left),
            min(bottom, first.bottom),
            max(right, first.right),
            max(top, first.top),
        )
        run = self._placed(text, start, box, quarters)
        size, last = top - bottom, first.top - first.bottom
        if quarters % 2:  # a text that runs up is as high as it is wide on the page
            size, last = right - left, first.right - first.left
        if _MIXED * size < last < size / _MIXED:
            return run
        return run._replace(text="".join(raise_marks(self.of_run(run))))

    def _placed(self, text: str, start: int, box: Rectangle, quarters: int) -> Run:
        turn = _TURNS[(quarters - self._quarters) % 4]
        return Run(text, start, *self._upright(*box), turn)

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


def _is_scan(shapes: Shapes, textpage: Any, area: float) -> bool:
    """Tell a picture of a page, also where invisible text lies over or under it."""
    if not pdfium.FPDFText_CountChars(textpage):
        return shapes.pictured > 0 or shapes.fills + shapes.curves >= _SCAN_DRAWINGS
    if shapes.pictured < _SCAN_SHARE * area:
        return False
    seen = sum(
        pdfium.FPDFTextObj_GetText(raw, textpage, None, 0) // 2 - 1
        for raw in shapes.over
        if pdfium.FPDFTextObj_GetTextRenderMode(raw) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    )
    return bool(seen <= _SCAN_CHARACTERS)
