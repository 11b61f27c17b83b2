"""Which tables of the pages of a PDF are one that goes on over the page?

A table goes on if the next page begins with one whose columns stand as they stood, and
neither page says anything new in between: what stands there is said on both pages, or
only numbers the page. The headings that are printed again are no rows; rows keep the
number that they have on their own page.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.parse.grid import Grid, Merged
from ingest.parse.pdf.cells import Run, Table, lines_of

_SAME_EDGE = 2.0  # points; generators that lay out every page anew differ by less than one
MOST_HEADINGS = 4  # rows at the head of a table that may be printed again
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|стр(?:аница)?|бет)?\W*\d+(?:\W+(?:of|из|/))?\W*\d*\W*(?:бет)?\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """What was read of one page: its tables from top to bottom, and all its text."""

    page: int
    tables: Sequence[Table]
    runs: Sequence[Run] = ()

    def above(self) -> list[str]:
        """List the lines of text above the tables."""
        top = min(one.top for one in self.tables)
        return _texts(one for one in self.runs if one.middle < top)

    def below(self) -> list[str]:
        """List the lines of text below the tables."""
        bottom = max(one.bottom for one in self.tables)
        return _texts(one for one in self.runs if one.middle > bottom)


def _texts(runs: Iterable[Run]) -> list[str]:
    return [" ".join(one.text for one in line) for line in lines_of(runs)]


@dataclass(frozen=True, slots=True)
class _Part:
    """A table as far as it stands on one page, and its number there."""

    leaf: Leaf
    number: int

    @property
    def table(self) -> Table:
        return self.leaf.tables[self.number - 1]


def join_pages(leaves: Sequence[Leaf]) -> list[Grid]:
    """Return the tables of a document, those over several pages as one each."""
    chains: list[list[_Part]] = []
    for leaf in leaves:
        for number in range(1, len(leaf.tables) + 1):
            part = _Part(leaf, number)
            if chains and number == 1 and _goes_on(chains[-1], part):
                chains[-1].append(part)
            else:
                chains.append([part])
    return [_grid(chain) for chain in chains]


def _goes_on(chain: Sequence[_Part], part: _Part) -> bool:
    """Tell whether the first table of a page goes on with what stood before it."""
    first, last = chain[0], chain[-1]
    edges, more = last.table.edges, part.table.edges
    return (
        part.leaf.page == last.leaf.page + 1
        and last.number == len(last.leaf.tables)
        and len(edges) == len(more)
        and all(abs(a - b) <= _SAME_EDGE for a, b in zip(edges, more, strict=True))
        and _says_nothing_new(part.leaf.above(), first.leaf.above())
        and _says_nothing_new(last.leaf.below(), part.leaf.below())
    )


def _says_nothing_new(lines: Sequence[str], known: Sequence[str]) -> bool:
    return all(line in known or _PAGE_NUMBER.fullmatch(line) for line in lines)


def _grid(chain: Sequence[_Part]) -> Grid:
    first, last = chain[0], chain[-1]
    heads = _texts_of(first.table)
    if first is last:
        place = f"page {first.leaf.page}, table {first.number}"
        return Grid(place, heads, merged=first.table.merged)
    rows, names, merged = list[list[str]](), list[str](), list[Merged]()
    for part in chain:
        own, page = _texts_of(part.table), part.leaf.page
        skip = 0 if part is first else _headings_again(own, heads)
        down = len(rows) - skip
        merged += [
            replace(one, top=one.top + down, bottom=one.bottom + down)
            for one in part.table.merged
            if one.top >= skip
        ]
        rows += own[skip:]
        names += [f"row {at} of page {page}" for at in range(skip + 1, len(own) + 1)]
    place = f"pages {first.leaf.page} to {last.leaf.page}, table {first.number}"
    return Grid(place, rows, merged=merged, row_names=names)


def _texts_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def _headings_again(rows: Sequence[Sequence[str]], first: Sequence[Sequence[str]]) -> int:
    """Count the rows at the head of a page that stand at the head of the table too."""
    again = 0
    while again < min(len(rows), MOST_HEADINGS) and rows[again] in first[:MOST_HEADINGS]:
        again += 1
    return again
