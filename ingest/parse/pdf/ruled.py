"""From the rules of a page to the cells between them, and the runs in each.

A table is a set of rules that touch. Every rule makes a column or a row of it; where a
stretch of a rule is not drawn, the cells on both sides are one, and what it says stands
in each column and row that it covers, as `html` does it. A frame around one cell or one
row is no table. Tables without rules are read by `aligned`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from ingest.errors import QuarantineError, UndecidedError
from ingest.parse.pdf.cells import (
    Box,
    Cell,
    Drawn,
    Rule,
    Run,
    Table,
    Turn,
    run_of,
    text_of,
)

# Points within which two rules are one, or touch; pdfplumber's tolerances, so that both
# readers see the same tables. No count fits into a cell this narrow.
TOUCH = 3.0
MOST_RULES = 1000  # of one direction on one page, pieces of one line joined
MOST_CELLS = 50_000  # of one table on one page; the densest print has some thousand
# How far text may reach beyond the rules of its cell: across its direction in shares of
# its height, for fonts keep room for accents and are set high or low; along it in
# points, for the last character keeps room too.
_BEYOND = 0.4
_BEYOND_END = 1.5
# Points between the characters on both sides of a rule. Cells keep more on both sides;
# less is one text that runs across the rule, and nobody can tell whose it is.
_APART = 1.0

_Rules = tuple[list[Rule], list[Rule]]


def read_ruled(drawn: Drawn) -> tuple[list[Table], list[Run]]:
    """Read the ruled tables of a page; return them and the runs outside them.

    Raises
    ------
    UndecidedError
        If a text crosses a rule, or a cell is no rectangle.
    """
    return fill_lattices(
        find_lattices(drawn.page, tuple(drawn.across), tuple(drawn.down)), drawn
    )


@lru_cache(maxsize=16)  # most documents of a commission are drawn alike
def find_lattices(
    page: int, across: tuple[Rule, ...], down: tuple[Rule, ...]
) -> list["Lattice"]:
    """Find the tables that rules make.

    Raises
    ------
    UndecidedError
        If a cell is no rectangle.
    QuarantineError
        If there are more rules or cells than a page can hold.
    """
    return [_lattice(page, *one) for one in _touching(_joined(across), _joined(down))]


def fill_lattices(
    lattices: Iterable["Lattice"], drawn: Drawn
) -> tuple[list[Table], list[Run]]:
    """Put what stands between rules into cells; return tables, and the runs outside them.

    Raises
    ------
    UndecidedError
        If a text crosses a rule.
    """
    runs = list(drawn.runs)
    tables = []
    found = [one for one in lattices if one.is_table]
    for lattice in sorted(found, key=lambda one: one.area):  # the inner one first
        inside, runs = _sort_runs(lattice, runs, drawn)
        tables.append(_fill(lattice, inside))
    return tables, runs


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Join the pieces of rules that lie on one line, or as good as."""
    joined = []
    for line in _near(sorted(rules)):
        at = sum(one.at for one in line) / len(line)
        line.sort(key=lambda one: one.start)
        _, start, end = line[0]
        for one in line:
            if one.start > end + TOUCH:
                joined.append(Rule(at, start, end))
                start = one.start
                end = one.end
            end = max(end, one.end)
        joined.append(Rule(at, start, end))
    if len(joined) > MOST_RULES:
        raise QuarantineError(
            f"a page with more than {MOST_RULES:,} rules in one direction"
        )
    return joined


def _near(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Group sorted rules that lie within reach of the first of their group."""
    group: list[Rule] = []
    for one in rules:
        if group and one.at > group[0].at + TOUCH:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _touching(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[_Rules]:
    """Group rules that touch each other, directly or by way of others."""
    groups: list[tuple[set[int], list[Rule]]] = []
    for upright in down:
        levels = {at for at, level in enumerate(across) if _touch(level, upright)}
        uprights = [upright]
        for group in [one for one in groups if one[0] & levels]:
            groups.remove(group)
            levels |= group[0]
            uprights += group[1]
        groups.append((levels, uprights))
    for levels, uprights in groups:
        if len(levels) > 1 and len(uprights) > 1:
            yield [across[at] for at in sorted(levels)], sorted(uprights)


def _touch(level: Rule, upright: Rule) -> bool:
    return (
        level.start - TOUCH <= upright.at <= level.end + TOUCH
        and upright.start - TOUCH <= level.at <= upright.end + TOUCH
    )


@dataclass(frozen=True, slots=True)
class Lattice:
    """Where a table's columns and rows begin and end, and which of its cells are one.

    `regions` holds, row by row, the number of the region each cell belongs to; `boxes`
    where each region begins and ends.
    """

    xs: Sequence[float]
    ys: Sequence[float]
    regions: Sequence[Sequence[int]]
    boxes: Sequence[Box]

    @property
    def is_table(self) -> bool:
        """Tell a table from a frame around a text, a row or a column."""
        return len(self.xs) > 2 and len(self.ys) > 2 and len(self.boxes) > 2

    @property
    def area(self) -> float:
        """How much of the page it takes, in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def overlaps(self, run: Run) -> bool:
        """Tell whether any of a run is in the table."""
        return (
            run.right > self.xs[0]
            and run.left < self.xs[-1]
            and run.bottom > self.ys[0]
            and run.top < self.ys[-1]
        )

    def region_at(self, run: Run) -> int:
        """Return the region that the middle of a run is in, -1 for none."""
        _, _, left, top, right, bottom, _ = run
        column = bisect_right(self.xs, (left + right) / 2) - 1
        row = bisect_right(self.ys, (top + bottom) / 2) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.regions[row][column]
        return -1


def _lattice(page: int, across: Sequence[Rule], down: Sequence[Rule]) -> Lattice:
    xs, ys = _edges(down, across), _edges(across, down)
    if len(xs) * len(ys) > MOST_CELLS:
        raise QuarantineError(f"a table of more than {MOST_CELLS:,} cells on one page")
    over, beside = _drawn_along(ys, xs, across), _drawn_along(xs, ys, down)
    whole = all(map(all, over)) and all(map(all, beside))
    regions = [[-1] * (len(xs) - 1) for _ in ys[1:]]
    boxes: list[Box] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if regions[row][column] < 0:
                low, far = row + 1, column + 1
                if not whole:
                    low, far = _reach(row, column, over, beside)
                for at in range(row, low):
                    regions[at][column:far] = [len(boxes)] * (far - column)
                boxes.append(Box(page, xs[column], ys[row], xs[far], ys[low]))
    return Lattice(xs, ys, regions, boxes)


def _edges(along: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """Return where rules lie, and where the rules that cross them stop beyond.

    A table that is open at its sides reaches as far as two of its rules do.
    """
    start = sorted(one.start for one in crossing)[1]
    end = sorted(one.end for one in crossing)[-2]
    return snapped([*(one.at for one in along), start, end])


def snapped(places: Sequence[float]) -> list[float]:
    """Return places in order, one for those that are as good as one."""
    return [line[0].at for line in _near(sorted(Rule(at, at, at) for at in places))]


def _drawn_along(
    edges: Sequence[float], across: Sequence[float], rules: Sequence[Rule]
) -> list[list[bool]]:
    """Tell for each edge, and each stretch between those across, if a rule is there."""
    middles = [(one + other) / 2 for one, other in pairwise(across)]
    drawn = [[False] * len(middles) for _ in edges]
    for rule in rules:
        at = max(bisect_right(edges, rule.at + TOUCH) - 1, 0)
        for stretch, middle in enumerate(middles):
            if rule.start <= middle <= rule.end:
                drawn[at][stretch] = True
    return drawn


def _reach(
    row: int, column: int, over: Sequence[Sequence[bool]], beside: Sequence[Sequence[bool]]
) -> tuple[int, int]:
    """Return the row and the column after the last that a region reaches.

    Raises
    ------
    UndecidedError
        If the region is no rectangle.
    """
    low, far = row + 1, column + 1
    while low < len(over) - 1 and not over[low][column]:
        low += 1
    while far < len(beside) - 1 and not beside[far][row]:
        far += 1
    _refuse_odd(range(row, low), range(column, far), over, beside)
    return low, far


def _refuse_odd(
    rows: range,
    columns: range,
    over: Sequence[Sequence[bool]],
    beside: Sequence[Sequence[bool]],
) -> None:
    """Refuse a region with a rule inside it, or without one around it."""
    inner = any(over[row][column] for row in rows[1:] for column in columns) or any(
        beside[column][row] for column in columns[1:] for row in rows
    )
    ends = [at for at in (rows.start, rows.stop) if 0 < at < len(over) - 1]
    sides = [at for at in (columns.start, columns.stop) if 0 < at < len(beside) - 1]
    around = all(over[at][column] for at in ends for column in columns) and all(
        beside[at][row] for at in sides for row in rows
    )
    if inner or not around:
        raise UndecidedError("the rules of a table leave a cell that is no rectangle")


def _sort_runs(
    lattice: Lattice, runs: Sequence[Run], drawn: Drawn
) -> tuple[list[list[Run]], list[Run]]:
    """Put each run into its region; return the regions' runs, and those outside."""
    inside: list[list[Run]] = [[] for _ in lattice.boxes]
    outside, region_at = [], lattice.region_at
    for run in runs:
        at = region_at(run)
        if at >= 0 and _fits(run, lattice.boxes[at]):
            inside[at].append(run)
        elif at < 0 and not lattice.overlaps(run):
            outside.append(run)
        else:
            for part, region in _parts(run, lattice, drawn):
                (inside[region] if region >= 0 else outside).append(part)
    return inside, outside


def _fits(run: Run, box: Box) -> bool:
    """Tell whether a run lies between the rules of a region."""
    _, left, top, right, bottom = box
    _, _, start, high, end, low, turn = run
    if turn is Turn.RIGHT:
        aside, above = _BEYOND_END, _BEYOND * (low - high)
    else:
        aside, above = _BEYOND * (end - start), _BEYOND_END
    return (
        start >= left - aside
        and end <= right + aside
        and high >= top - above
        and low <= bottom + above
    )


def _parts(run: Run, lattice: Lattice, drawn: Drawn) -> Iterator[tuple[Run, int]]:
    """Take apart what was set so closely that it looks like one run."""
    letters = [one for one in drawn.letters(run) if not one.text.isspace()]
    groups = [
        (region, list(group)) for region, group in groupby(letters, lattice.region_at)
    ]
    for (_, before), (_, after) in pairwise(groups):
        if _gap(before[-1], after[0]) < _APART:
            raise UndecidedError(f"{run.text[:40]!r} crosses a rule")
    for region, group in groups:
        part = run_of(group, run)
        if region >= 0 and not _fits(part, lattice.boxes[region]):
            raise UndecidedError(f"{part.text[:40]!r} crosses a rule")
        yield part, region


def _gap(one: Run, other: Run) -> float:
    """Return how far apart two characters stand, whichever way the text runs."""
    return max(
        other.left - one.right,
        one.left - other.right,
        other.top - one.bottom,
        one.top - other.bottom,
    )


def _fill(lattice: Lattice, inside: Sequence[Sequence[Run]]) -> Table:
    cells = [
        Cell(text_of(runs), box) for runs, box in zip(inside, lattice.boxes, strict=True)
    ]
    return Table(lattice.xs, [[cells[at] for at in row] for row in lattice.regions])
