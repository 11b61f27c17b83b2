"""What the readers of a PDF's page hand to each other: runs, rules, cells, tables.

Lengths are points from the upper left corner of the page as a person sees it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from ingest.errors import UndecidedError
from ingest.parse.grid import Merged

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom

# Named tuples, where the rest of the project has frozen dataclasses: a page has hundreds
# of each of these, and reading it takes two thousandths of a second.


class Box(NamedTuple):
    """A rectangle on a page; pages are numbered from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Turn(IntEnum):
    """Which way a text runs, in quarter turns against the clock."""

    RIGHT = 0
    UP = 1
    LEFT = 2
    DOWN = 3


class Run(NamedTuple):
    """Characters that stand one after another, as a generator set them.

    `start` is the number of its first character in the text of the page.
    """

    text: str
    start: int
    left: float
    top: float
    right: float
    bottom: float
    turn: Turn = Turn.RIGHT

    @property
    def middle(self) -> float:
        """How far down the page it stands."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """How far to the right it stands."""
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        """How high its characters are, with what a line leaves above and below them."""
        return self.bottom - self.top


class Rule(NamedTuple):
    """A straight line: where it lies across its direction, and from where to where."""

    at: float
    start: float
    end: float


class Cell(NamedTuple):
    """What a cell says and where it stands; a cell over several columns stands in each."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one page: where its columns begin and end, and its rows of cells."""

    edges: Sequence[float]
    rows: Sequence[Sequence[Cell]]

    @property
    def top(self) -> float:
        """Where its first row begins."""
        return min(cell.box.top for cell in self.rows[0])

    @property
    def bottom(self) -> float:
        """Where its last row ends."""
        return max(cell.box.bottom for cell in self.rows[-1])

    @property
    def merged(self) -> list[Merged]:
        """Which places in rows and columns are one cell."""
        numbers = [id(cell) for row in self.rows for cell in row]
        if len(set(numbers)) == len(numbers):
            return []
        places: dict[int, list[tuple[int, int]]] = {}
        for at, row in enumerate(self.rows):
            for column, cell in enumerate(row):
                places.setdefault(id(cell), []).append((at, column))
        return [Merged(*one[0], *one[-1]) for one in places.values() if len(one) > 1]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page shows, as far as it bears on its tables.

    `across` and `down` are its level and its upright rules, `fills` how many areas are
    coloured in. `letters` takes a run apart into its characters, as long as the page
    is open. `is_scan` tells a picture of a page, `is_retold` a page whose file has other
    words than it shows. `corner` is where the upper left corner
    of the whole sheet lies, of which the page may show a part.
    """

    page: int
    width: float
    height: float
    text: str
    runs: Sequence[Run]
    across: Sequence[Rule]
    down: Sequence[Rule]
    fills: int
    letters: Callable[[Run], list[Run]]
    is_scan: bool = False
    is_retold: bool = False
    corner: tuple[float, float] = (0.0, 0.0)


def run_of(letters: Sequence[Run], run: Run) -> Run:
    """Return the part of a run from the first to the last of some of its characters."""
    start = letters[0].start - run.start
    return Run(
        run.text[start : letters[-1].start - run.start + 1],
        letters[0].start,
        min(one.left for one in letters),
        min(one.top for one in letters),
        max(one.right for one in letters),
        max(one.bottom for one in letters),
        run.turn,
    )


# A run whose middle is no higher above the bottom of another than this share of their
# height stands below it. Runs of one line differ by a tenth (a larger font, a raised mark),
# lines set without any space between them by half.
_BELOW = 0.2


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Sort runs into lines from top to bottom, each from left to right."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda one: one.top + one.bottom):
        # A line goes on as long as runs stand beside its first one, not below it.
        first = lines[-1][0] if lines else None
        if first and run.middle < first.bottom - _BELOW * min(first.height, run.height):
            lines[-1].append(run)
        else:
            lines.append([run])
    for line in lines:
        line.sort(key=lambda one: one.left)
    return lines


def text_of(runs: Sequence[Run]) -> str:
    """Return what the runs of one cell say, line by line.

    Raises
    ------
    UndecidedError
        If they run in several directions, or upside down.
    """
    if len(runs) == 1 and runs[0].turn is Turn.RIGHT:
        return runs[0].text
    if not runs:
        return ""
    turns = {one.turn for one in runs if len(one.text) > 1} or {one.turn for one in runs}
    if len(turns) > 1 or Turn.LEFT in turns:
        raise UndecidedError(f"{runs[0].text[:40]!r} stands beside text that is turned")
    turn = turns.pop()
    upright = runs if turn is Turn.RIGHT else [_turn_back(one, turn) for one in runs]
    return "\n".join(_line_text(line) for line in lines_of(upright))


def _turn_back(run: Run, turn: Turn) -> Run:
    if turn is Turn.UP:
        return run._replace(
            left=-run.bottom, right=-run.top, top=run.left, bottom=run.right
        )
    return run._replace(left=run.top, right=run.bottom, top=-run.right, bottom=-run.left)


_SMALLER = 0.8  # of the height of the line's tallest; what is less and higher is raised
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _line_text(line: Sequence[Run]) -> str:
    return " ".join(raise_marks(line)) if len(line) > 1 else line[0].text


def raise_marks(line: Sequence[Run]) -> Iterator[str]:
    """Yield the texts of one line; small digits that stand higher are marks of notes.

    Read like others they would make 8121 of a count of 812 with note 1.
    """
    tall = max(line, key=lambda one: one.height)
    for run in line:
        small = run.height < _SMALLER * tall.height
        yield (
            run.text.translate(_RAISED) if small and run.bottom < tall.bottom else run.text
        )
