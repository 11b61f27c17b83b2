"""From the texts of a page without rules to tables: labels, and counts in columns.

A column is proved by counts of several lines that stand below each other, or beside
those of a column that is. A row is a line of a label with counts to its right, each in a
column of its own; rows that follow each other are a table, under the headings printed
right above them. What is laid out in any other way is left alone: a label over two
lines, words after a count.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from ingest.parse.pdf.cells import Box, Cell, Drawn, Run, Table, lines_of, run_of, text_of

_COUNT = re.compile(
    "[-–—]|[0-9]+(?:[.,][0-9]+)?[ \u00a0]?%?|[0-9]{1,3}(?:[ ,.\u00a0\u202f][0-9]{3})+"
)
_ENDS_IN_COUNT = re.compile(r"(?:^|\s)[-–—0-9.,%]+\s*$")
_NUMBER = re.compile(r"[0-9]{1,3}\.?")
# Shares of a line's height. Words of one text stand a quarter apart, columns at least
# a whole; headings over a table follow it, and each other, closer than a line left free.
_ONE_TEXT = 0.5
_NEXT_LINE = 4.0
PROOF = 2  # counts below each other make a column; one alone may stand there by chance


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of labels and of counts."""

    labels: Sequence[Run]
    counts: Sequence[Run]


def read_aligned(runs: Sequence[Run], drawn: Drawn) -> list[Table]:
    """Read the tables that texts of a page make without rules."""
    if sum(bool(_ENDS_IN_COUNT.search(one.text)) for one in runs) < PROOF:
        return []
    parts = (part for run in runs if not run.turn for part in _parts(run, drawn))
    lines = lines_of(parts)
    rows = [_row(line) for line in lines]
    proved = _columns([one for one in rows if one], PROOF)
    beside = [
        one for one in rows if one and any(_column_of(n, proved) >= 0 for n in one.counts)
    ]
    columns = _columns(beside, 1)
    rows = [one if one and _stands_in(one, columns) else None for one in rows]
    return [
        _table(lines[:start], [one for one in rows[start:end] if one], columns, drawn.page)
        for start, end in _blocks(rows)
    ]


def _parts(run: Run, drawn: Drawn) -> Iterator[Run]:
    """Take a run apart where a space is as wide as columns are apart."""
    if not _ENDS_IN_COUNT.search(run.text):
        yield run
        return
    letters = [one for one in drawn.letters(run) if not one.text.isspace()]
    start = 0
    for at, (one, other) in enumerate(pairwise(letters), 1):
        if other.left - one.right > _ONE_TEXT * run.height:
            yield run_of(letters[start:at], run)
            start = at
    yield run_of(letters[start:], run)


def _row(line: Sequence[Run]) -> _Row | None:
    """Return a line as labels and the counts to their right; None if it is not so."""
    texts = list(_texts(line))
    counts = list(takewhile(lambda one: _COUNT.fullmatch(one.text), reversed(texts)))
    labels = texts[: len(texts) - len(counts)]
    if not counts or not labels or all(_COUNT.fullmatch(one.text) for one in labels):
        return None
    return _Row(labels, counts[::-1])


def _texts(line: Sequence[Run]) -> Iterator[Run]:
    """Join runs that a space keeps apart, and no more."""
    text = line[0]
    for run in line[1:]:
        if run.left - text.right <= _ONE_TEXT * run.height:
            text = text._replace(
                text=f"{text.text} {run.text}",
                top=min(text.top, run.top),
                right=run.right,
                bottom=max(text.bottom, run.bottom),
            )
        else:
            yield text
            text = run
    yield text


def _columns(rows: Sequence[_Row], proof: int) -> list[tuple[float, float]]:
    """Return where columns of so many counts begin and end, from left to right."""
    counts = sorted((one for row in rows for one in row.counts), key=lambda one: one.left)
    groups: list[list[Run]] = []
    for count in counts:
        if groups and count.left < max(one.right for one in groups[-1]):
            groups[-1].append(count)
        else:
            groups.append([count])
    return [
        (group[0].left, max(one.right for one in group))
        for group in groups
        if len(group) >= proof
    ]


def _stands_in(row: _Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Tell whether each count of a row stands in a column of its own, right of labels."""
    places = [_column_of(one, columns) for one in row.counts]
    return (
        -1 not in places
        and len(set(places)) == len(places)
        and row.labels[-1].right < columns[0][0]
    )


def _column_of(run: Run, columns: Sequence[tuple[float, float]]) -> int:
    for at, (left, right) in enumerate(columns):
        if run.left < right and run.right > left:
            return at
    return -1


def _blocks(rows: Sequence[_Row | None]) -> Iterator[tuple[int, int]]:
    """Yield where lines that are rows begin and end."""
    start = 0
    for at in range(len(rows) + 1):
        if at == len(rows) or rows[at] is None:
            if at > start:
                yield start, at
            start = at + 1


def _table(
    above: Sequence[Sequence[Run]],
    rows: Sequence[_Row],
    columns: Sequence[tuple[float, float]],
    page: int,
) -> Table:
    """Lay out rows, and the headings over them, as cells."""
    edges = _edges(rows, columns)
    lines = [[*row.labels, *row.counts] for row in rows]
    heading = _heading(above, lines[0], edges, len(columns))
    if heading:
        lines.insert(0, heading)
    return Table(edges, [_cells(line, edges, page) for line in lines])


def _edges(rows: Sequence[_Row], columns: Sequence[tuple[float, float]]) -> list[float]:
    """Return where the columns begin and end: halfway between what stands in them."""
    labels = _extents([row.labels for row in rows])
    numbered = all(_NUMBER.fullmatch(row.labels[0].text) and row.labels[1:] for row in rows)
    if numbered:
        numbers = _extents([row.labels[:1] for row in rows])
        names = _extents([row.labels[1:] for row in rows])
        stands = [numbers, names] if numbers[1] < names[0] else [labels]
    else:
        stands = [labels]
    stands += columns
    halfway = [(one[1] + other[0]) / 2 for one, other in pairwise(stands)]
    return [stands[0][0], *halfway, 2 * stands[-1][1] - halfway[-1]]


def _extents(texts: Sequence[Sequence[Run]]) -> tuple[float, float]:
    """Return from where to where texts of several lines reach."""
    runs = [one for line in texts for one in line]
    return min(one.left for one in runs), max(one.right for one in runs)


def _heading(
    above: Sequence[Sequence[Run]],
    first: Sequence[Run],
    edges: Sequence[float],
    counts: int,
) -> list[Run]:
    """Return the texts of the lines right above a table that stand over its columns."""
    heading: list[Run] = []
    below = first
    for line in reversed(above):
        near = below[-1].middle - line[-1].middle <= _NEXT_LINE * below[-1].height
        over = any(one.centre > edges[-1 - counts] for one in line)
        other = any(one.centre > edges[-1] or _COUNT.fullmatch(one.text) for one in line)
        if other or not (near and over):
            break
        heading += line
        below = line
    return heading


def _cells(texts: Sequence[Run], edges: Sequence[float], page: int) -> list[Cell]:
    """Put the texts of one row into its columns; an empty cell is as high as the row."""
    top, bottom = min(one.top for one in texts), max(one.bottom for one in texts)
    cells = []
    for left, right in pairwise(edges):
        inside = [one for one in texts if left <= one.centre < right]
        if inside:
            cells.append(Cell(text_of(inside), _around(inside, page)))
        else:
            cells.append(Cell("", Box(page, left, top, right, bottom)))
    return cells


def _around(runs: Sequence[Run], page: int) -> Box:
    return Box(
        page,
        min(one.left for one in runs),
        min(one.top for one in runs),
        max(one.right for one in runs),
        max(one.bottom for one in runs),
    )
