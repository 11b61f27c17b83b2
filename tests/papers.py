"""Small invented PDFs: drawn by reportlab as offices do it, or written byte by byte."""

import io
import zlib
from functools import cache
from pathlib import Path

import fontpkg_pt_sans
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SIZE, PAD, LEADING = 9, 3, 11
EDGES = (40, 70, 300, 360, 555)  # of a protocol's columns, in points from the left
HEAD = ("№", "Наименование строки", "Цифрами", "Прописью")


@cache
def font():
    """PT Sans, which has the Kazakh letters."""
    folder = Path(fontpkg_pt_sans.__file__).parent / "files"
    registerFont(TTFont("PT Sans", str(folder / "PT_Sans-Web-Regular.ttf")))
    return "PT Sans"


class Paper:
    """A PDF while it is drawn; places count from the upper left corner."""

    def __init__(self, size=A4, **settings):
        self.buffer, self.height = io.BytesIO(), size[1]
        self.canvas = Canvas(self.buffer, pagesize=size, invariant=1, **settings)
        self.turn_page(first=True)

    def turn_page(self, *, first=False):
        if not first:
            self.canvas.showPage()
        self.canvas.setFont(font(), SIZE)

    def text(self, x, y, text, size=SIZE):
        """Write a line whose foot is at y."""
        self.canvas.setFont(font(), size)
        self.canvas.drawString(x, self.height - y, text)

    def upwards(self, x, y, text):
        """Write a line that is read from below."""
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(90)
        self.canvas.setFont(font(), SIZE)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def rule(self, x, y, u, v):
        self.canvas.line(x, self.height - y, u, self.height - v)

    def table(self, rows, edges, top, *, rules=True):
        """Draw a table with wrapped cells; return where it ends."""
        start = top
        for row in rows:
            cells = [
                simpleSplit(text, font(), SIZE, right - left - 2 * PAD)
                for text, left, right in zip(row, edges, edges[1:], strict=False)
            ]
            for lines, left in zip(cells, edges, strict=False):
                for at, line in enumerate(lines, 1):
                    self.text(left + PAD, top + at * LEADING, line)
            if rules:
                self.rule(edges[0], top, edges[-1], top)
            top += LEADING * max(1, *map(len, cells)) + PAD
        if rules:
            self.rule(edges[0], top, edges[-1], top)
            for edge in edges:
                self.rule(edge, start, edge, top)
        return top

    def bytes(self):
        self.canvas.save()
        return self.buffer.getvalue()


def protocol(rows, **settings):
    """A protocol of one page: titles, a ruled table, what stands below it."""
    paper = Paper(**settings)
    for at, line in enumerate(("ВЫДУМАННЫЕ ДАННЫЕ", "Протокол комиссии", "Участок № 12")):
        paper.text(40, 50 + 16 * at, line)
    end = paper.table([HEAD, *rows], EDGES, 100)
    for at, line in enumerate(("Протокол подписан 19.08.2007 в 01:30", "М.П."), 1):
        paper.text(40, end + 16 * at, line)
    return paper.bytes()


def pdf_of(objects):
    """Write a PDF of these objects, the first of which is its root."""
    parts, places = [b"%PDF-1.4\n"], []
    for number, one in enumerate(objects, 1):
        places.append(sum(map(len, parts[-2:])) + (places[-1] if places else 0))
        parts += [b"%d 0 obj\n" % number, one + b"\nendobj\n"]
    start = sum(map(len, parts))
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"".join(parts) + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF"
    ) % (len(objects) + 1, table, len(objects) + 1, start)


def page_of(content, *, box=b"0 0 595 842", resources=b"", more=()):
    """Write a PDF of one page that draws *content*; font F is Helvetica."""
    packed = zlib.compress(content)
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>%s>>>>" % (box, resources),
            b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream"
            % (len(packed), packed),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *more,
        ]
    )


# Two rows and two columns, with 1 and 812 in the lower row.
LITTLE_TABLE = (
    b"0 0 m 99 0 l S 0 20 m 99 20 l S 0 40 m 99 40 l S 0 0 m 0 40 l S 50 0 m 50 40 l S "
    b"99 0 m 99 40 l S BT /F 9 Tf 5 5 Td (1) Tj 50 0 Td (812) Tj ET "
)
