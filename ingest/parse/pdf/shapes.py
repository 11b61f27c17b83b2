"""Which rules and pictures are drawn on a page of a PDF, and where?

Rules are what generators make of them: lines, thin rectangles, boxes drawn in one
stroke. Slanted lines and curves are counted and otherwise left out.
"""

from collections.abc import Callable, Iterator
from ctypes import c_float, c_int
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from ingest.errors import QuarantineError
from ingest.parse.pdf.cells import Rectangle, Rule

Upright = Callable[[float, float, float, float], Rectangle]
_Matrix = tuple[float, float, float, float, float, float]

MOST_OBJECTS = 200_000  # drawn on one page; a dense table of 100 rows has some thousand
MOST_SEGMENTS = 50_000  # of all paths of one page
DEEPEST = 8  # forms within forms; generators stop at two

_TEXT, _PATH = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH
_IMAGE, _FORM = pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM

_THIN = 3.0  # points; what is not wider is a rule, however it was drawn
_LEVEL = 1.0  # points that the ends of a level line may differ in height
_AS_IT_IS = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Shapes:
    """What is drawn on a page beside its words, while it is collected.

    `fills` counts areas coloured in, `curves` paths that are neither rule nor fill.
    `pictured` is the area of its pictures in square points, `over` the text objects
    drawn after the last of them. `is_retold` says that the file has other words for
    some text than those it shows, which are the ones that PDFium gives.
    """

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    fills: int = 0
    curves: int = 0
    pictured: float = 0.0
    over: list[Any] = field(default_factory=list)
    is_retold: bool = False
    objects: int = 0
    segments: int = 0


def read_shapes(page: Any, upright: Upright) -> Shapes:
    """Find the rules and the pictures of a page.

    Raises
    ------
    QuarantineError
        If more is drawn than a page can hold.
    """
    shapes = Shapes()
    get, kind_of = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType
    marks_of, over = pdfium.FPDFPageObj_CountMarks, shapes.over
    for at in range(_counted(shapes, pdfium.FPDFPage_CountObjects(page))):
        raw = get(page, at)
        kind = kind_of(raw)
        if kind == _TEXT and not marks_of(raw):  # most of them
            over.append(raw)
        elif kind == _FORM:
            _add_form(shapes, raw, _AS_IT_IS, upright, 1)
        else:
            _add(shapes, kind, raw, _AS_IT_IS, upright)
    return shapes


def _add_form(
    shapes: Shapes, form: Any, around: _Matrix, upright: Upright, depth: int
) -> None:
    """Add what is in a form, which is drawn as one and may hold others."""
    if depth > DEEPEST:
        raise QuarantineError(f"drawings within drawings, more than {DEEPEST} deep")
    matrix = _times(_matrix(form), around)
    for at in range(_counted(shapes, pdfium.FPDFFormObj_CountObjects(form))):
        raw = pdfium.FPDFFormObj_GetObject(form, at)
        kind = pdfium.FPDFPageObj_GetType(raw)
        if kind == _FORM:
            _add_form(shapes, raw, matrix, upright, depth + 1)
        else:
            _add(shapes, kind, raw, matrix, upright)


def _add(shapes: Shapes, kind: int, raw: Any, matrix: _Matrix, upright: Upright) -> None:
    """Add a thing that is drawn on top of those before it."""
    if kind == _TEXT:
        shapes.over.append(raw)
        shapes.is_retold |= _is_retold(raw)
    elif kind == _PATH:
        _add_path(shapes, raw, matrix, upright)
    elif kind == _IMAGE:
        left, top, right, bottom = _bounds(raw, matrix, upright)
        shapes.pictured += (right - left) * (bottom - top)
        shapes.over.clear()


def _is_retold(raw: Any) -> bool:
    """Tell whether a text is marked to be read out in other words."""
    return any(
        pdfium.FPDFPageObjMark_GetParamValueType(
            pdfium.FPDFPageObj_GetMark(raw, at), b"ActualText"
        )
        != pdfium.FPDF_OBJECT_UNKNOWN
        for at in range(pdfium.FPDFPageObj_CountMarks(raw))
    )


def _counted(shapes: Shapes, more: int) -> int:
    shapes.objects += more
    if shapes.objects > MOST_OBJECTS:
        raise QuarantineError(f"a page with more than {MOST_OBJECTS:,} things drawn on it")
    return more


def _add_path(shapes: Shapes, raw: Any, matrix: _Matrix, upright: Upright) -> None:
    """Add a path as the rule or the rules that it is, or count it."""
    left, top, right, bottom = _bounds(raw, matrix, upright)
    if not _add_rule(shapes, left, top, right, bottom):
        if _is_stroked(raw):
            _add_segments(shapes, raw, matrix, upright)
        else:
            shapes.fills += 1


def _add_rule(shapes: Shapes, left: float, top: float, right: float, bottom: float) -> bool:
    """Add what is thin as a rule; tell whether it was."""
    if bottom - top <= _THIN:
        if right - left > _THIN:
            shapes.across.append(Rule((top + bottom) / 2, left, right))
        return True
    if right - left <= _THIN:
        shapes.down.append(Rule((left + right) / 2, top, bottom))
        return True
    return False


def _is_stroked(raw: Any) -> bool:
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(raw, fill, stroke)
    return bool(stroke.value)


def _add_segments(shapes: Shapes, raw: Any, matrix: _Matrix, upright: Upright) -> None:
    """Add the level and upright lines of a path of several, such as a box."""
    points = _points(raw, matrix, shapes)
    found = [
        _add_rule(shapes, *upright(min(x, u), min(y, v), max(x, u), max(y, v)))
        for (x, y), (u, v) in points
        if min(abs(x - u), abs(y - v)) <= _LEVEL
    ]
    shapes.curves += not any(found)


def _points(
    raw: Any, matrix: _Matrix, shapes: Shapes
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield where each straight segment of a path begins and ends."""
    count = pdfium.FPDFPath_CountSegments(raw)
    shapes.segments += count
    if shapes.segments > MOST_SEGMENTS:
        raise QuarantineError(f"a page with more than {MOST_SEGMENTS:,} lines drawn on it")
    a, b, c, d, e, f = _times(_matrix(raw), matrix)
    x, y = c_float(), c_float()
    start = last = (0.0, 0.0)
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(raw, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield last, here
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield here, start
        last = here


def _bounds(raw: Any, matrix: _Matrix, upright: Upright) -> Rectangle:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(raw, left, bottom, right, top)
    if matrix is _AS_IT_IS:
        return upright(left.value, bottom.value, right.value, top.value)
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return upright(min(across), min(up), max(across), max(up))


def _matrix(raw: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(raw, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """Return the placing that places by *inner* first and by *outer* then."""
    if outer is _AS_IT_IS:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
