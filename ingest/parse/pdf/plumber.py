"""What does pdfplumber make of a page? A second, slower reading of the whole of it.

It decides pages that `ruled` does not: it knows the sides of coloured cells as rules,
and finds cells by their corners. And it reads every page that is cross-checked.
"""

import io
import logging
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ingest.errors import QuarantineError, UndecidedError
from ingest.parse.pdf.aligned import read_aligned
from ingest.parse.pdf.cells import Box, Drawn, Run, Table, Turn, run_of, text_of
from ingest.parse.pdf.ruled import TOUCH, Lattice, fill_lattices, snapped

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table as Found

# "lines" takes drawn lines and the sides of boxes, coloured in or not. Its other
# strategies make rules of what texts have in common, and so cut labels into columns.
SETTINGS = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": TOUCH,
    "join_tolerance": TOUCH,
    "intersection_tolerance": TOUCH,
}
# A space is kept as a character, so that a run is what stands between wide gaps; points.
RUNS = {"keep_blank_chars": True, "x_tolerance": 1.5, "y_tolerance": 1.5}

# What broken files make pdfminer raise, besides errors of its own.
_BROKEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_OVERPRINT, _PRINTS = 1.0, 4  # points, and how often; PDFium leaves these out by itself
_middle = attrgetter("middle")


def read_plumbed(data: bytes, seen: Drawn) -> list[Table]:
    """Read the tables of a page that PDFium has seen, with pdfplumber.

    Raises
    ------
    UndecidedError
        If a text crosses a rule, or a table has holes.
    QuarantineError
        If pdfplumber cannot read the page.
    """
    with _opened(data, seen.page) as page:
        drawn = _drawn(page, seen)
        lattices = [
            _lattice(one, seen.page, seen.corner) for one in page.find_tables(SETTINGS)
        ]
    tables, outside = fill_lattices(lattices, drawn)
    return tables + read_aligned(outside, drawn)


def refuse_difference(data: bytes, seen: Drawn, tables: Sequence[Table]) -> None:
    """Refuse a page if pdfplumber reads any other character in any cell of its tables.

    Raises
    ------
    QuarantineError
        With both readings of the first cell that differs.
    """
    with _opened(data, seen.page) as page:
        letters = sorted(_bare_letters(page, seen.corner), key=_middle)
    for at, table in enumerate(tables, 1):
        for row, cells in enumerate(table.rows, 1):
            low = bisect_left(letters, min(one.box.top for one in cells), key=_middle)
            high = bisect_left(letters, max(one.box.bottom for one in cells), key=_middle)
            for column, cell in enumerate(cells, 1):
                inside = (one for one in letters[low:high] if _is_in(one, cell.box))
                again = text_of(_once(inside))
                if not _same(cell.text, again):
                    raise QuarantineError(
                        f"table {at}, row {row}, column {column}: PDFium "
                        f"reads {cell.text[:40]!r}, pdfplumber {again[:40]!r}"
                    )


def _bare_letters(page: "Page", corner: tuple[float, float]) -> Iterator[Run]:
    """Yield the characters of a page as pdfminer has them, in half pdfplumber's time."""
    (x, y), height = corner, page.height
    for char in _chars(page.layout):
        left, bottom, right, top = char.bbox
        box = (left + x, height - top + y, right + x, height - bottom + y)
        yield Run(char.get_text(), 0, *box, _turn(char.matrix))


def _chars(layout: Iterable[Any]) -> Iterator[Any]:
    """Yield the characters of a page and of the drawings that it puts in."""
    from pdfminer.layout import LTChar, LTContainer

    for one in layout:
        if isinstance(one, LTChar) and one.get_text().strip():
            yield one
        elif isinstance(one, LTContainer):
            yield from _chars(one)


def _once(letters: Iterable[Run]) -> list[Run]:
    """Leave out what is printed again in the same place, to make it bold."""
    kept: list[Run] = []
    for one in sorted(letters, key=attrgetter("left")):
        if not any(
            one.text == other.text
            and abs(one.left - other.left) < _OVERPRINT
            and abs(one.top - other.top) < _OVERPRINT
            for other in kept[-_PRINTS:]
        ):
            kept.append(one)
    return kept


def _is_in(letter: Run, box: Box) -> bool:
    return box.left <= letter.centre < box.right and box.top <= letter.middle < box.bottom


def _same(text: str, again: str) -> bool:
    """Tell whether two texts are the same; where a note's mark stands in it may differ."""
    one, other = _bare(text), _bare(again)
    marked = one != "".join(text.split())
    return one == other or (marked and sorted(one) == sorted(other))


def _bare(text: str) -> str:
    """Return a text without what the two readers may write in different ways."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@contextmanager
def _opened(data: bytes, number: int) -> Iterator["Page"]:
    # Importing takes half a second, which only pages that need it should pay for.
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    # What it has to say of a file in passing is no message of ours.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number]) as document:
            yield document.pages[0]
    except (PDFException, PdfminerException, MalformedPDFException, *_BROKEN) as fault:
        raise QuarantineError(f"pdfplumber: {type(fault).__name__}: {fault}") from None


def _drawn(page: "Page", seen: Drawn) -> Drawn:
    letters: list[Run] = []
    runs = []
    for word in page.extract_words(return_chars=True, **RUNS):
        own = list(_letters(word["chars"], len(letters), seen.corner))
        letters += own
        text = "".join(one.text for one in own)
        runs.append(run_of(own, own[0]._replace(text=text)))
    return replace(
        seen,
        runs=runs,
        letters=lambda run: letters[run.start : run.start + len(run.text)],
    )


def _letters(
    chars: Sequence[dict[str, Any]], start: int, corner: tuple[float, float]
) -> Iterator[Run]:
    """Yield the characters of a run in the order in which they are to be read."""
    turn = _turn(chars[0]["matrix"])
    x, y = corner
    # pdfplumber reads all turned text downwards.
    for char in reversed(chars) if turn is Turn.UP else chars:
        box = (char["x0"] + x, char["top"] + y, char["x1"] + x, char["bottom"] + y)
        for text in char["text"]:  # a ligature stands for several
            yield Run(text, start, *box, turn)
            start += 1


def _turn(matrix: Sequence[float]) -> Turn:
    """Tell which way a character is turned by what it does to a step to the right."""
    right, up = matrix[:2]
    if abs(right) >= abs(up):
        return Turn.RIGHT if right >= 0 else Turn.LEFT
    return Turn.UP if up > 0 else Turn.DOWN


def _lattice(found: "Found", page: int, corner: tuple[float, float]) -> Lattice:
    """Lay out the cells that pdfplumber found as columns and rows."""
    x, y = corner
    boxes = [Box(page, a + x, b + y, c + x, d + y) for a, b, c, d in found.cells]
    xs = snapped([place for box in boxes for place in (box.left, box.right)])
    ys = snapped([place for box in boxes for place in (box.top, box.bottom)])
    regions = [
        [
            _box_at((left + right) / 2, (top + bottom) / 2, boxes)
            for left, right in pairwise(xs)
        ]
        for top, bottom in pairwise(ys)
    ]
    return Lattice(xs, ys, regions, boxes)


def _box_at(x: float, y: float, boxes: Sequence[Box]) -> int:
    for at, (_, left, top, right, bottom) in enumerate(boxes):
        if left <= x <= right and top <= y <= bottom:
            return at
    raise UndecidedError("the rules of a table leave a hole in it")
