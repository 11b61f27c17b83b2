"""Which column of a table is which line, in a page of a row a station?

Headings may go over several rows and be merged: the heading of a column is the chain of
the cells above it. It names one line or one fact of the station, or a reason to ignore
the column; anything in it that is not known sets the document aside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.errors import QuarantineError
from ingest.parse.grid import Grid
from ingest.read.pages.page import PageReader
from ingest.read.values.names import key

LAST_HEADING = 50  # rows; headings begin in one of the first, after titles


@dataclass(frozen=True, slots=True)
class Headings:
    """What the columns of one table are, by their positions.

    `lines` holds the position of the form's line, `facts` the name of the fact, `ignored`
    the reason. `body` is the position of the first row below the headings.
    """

    body: int
    width: int
    lines: Mapping[int, int]
    facts: Mapping[int, str]
    ignored: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything that a heading's cell may say, by its normalised text."""

    lines: Mapping[str, str]
    facts: Mapping[str, str]
    reasons: Mapping[str, str]
    groups: frozenset[str]
    numbers: Mapping[str, str]

    def has(self, text: str) -> bool:
        """Tell whether a heading may say this, by its normalised text."""
        named = (self.lines, self.facts, self.reasons, self.groups)
        return any(text in one for one in named) or text.strip(" .") in self.numbers


def find_tables(page: PageReader) -> list[tuple[Grid, Headings]]:
    """Find the tables with every heading that templates name, and match their columns.

    Raises
    ------
    QuarantineError
        If there is not exactly one (or, where the layout says so, at least one), or a
        heading is not known.
    """
    known, wanted = _known(page), _wanted(page)
    found = [
        (table, first)
        for table in page.tables
        if (first := _first_row(table, page.layout.heading_rows, wanted, known)) is not None
    ]
    enough = bool(found) if page.layout.several else len(found) == 1
    if not enough:
        columns = page.layout.columns
        named = page.own_headings()
        headings = ", ".join(
            repr(columns[one].heading[0] if one in columns else one) for one in named
        )
        number = "tables" if page.layout.several else "one table"
        raise QuarantineError(f"expected {number} headed {headings}, found {len(found)}")
    return [(table, _match(page, table, first, known)) for table, first in found]


def _wanted(page: PageReader) -> list[set[str]]:
    """List the facts that templates need, each as the spellings of its heading."""
    columns = page.layout.columns
    return [
        {key(text) for text in (columns[one].heading if one in columns else (one,))}
        for one in page.own_headings()
    ]


def _known(page: PageReader) -> _Known:
    layout, columns = page.layout, page.layout.columns
    facts = {key(one): one for one in page.own_headings() if one not in columns}
    facts |= {key(text): name for name, one in columns.items() for text in one.heading}
    return _Known(
        page.labels,
        facts,
        {key(one): reason for one, reason in layout.ignore.items()},
        frozenset(key(one) for one in layout.groups),
        {line.number: line.name for line in page.form.lines},
    )


def _first_row(
    table: Grid, height: int, wanted: Sequence[set[str]], known: _Known
) -> int | None:
    """Find the row with which the headings begin, or None if the table has none.

    Several rows in a row may do, because a merged heading stands in all its rows: these
    are the headings with the fewest cells that are not known, the lowest if even.
    """
    last = min(LAST_HEADING, len(table.rows) - height + 1)
    seen: list[list[str]] = []
    strange: dict[int, int] = {}
    for first in range(last):
        seen += [
            [key(cell) for cell in row] for row in table.rows[len(seen) : first + height]
        ]
        here = seen[first : first + height]
        if all(any(one.intersection(row) for row in here) for one in wanted):
            cells = (cell for row in here for cell in row if cell)
            strange[first] = sum(not known.has(cell) for cell in cells)
        elif strange:
            break
    return min(strange, key=lambda first: (strange[first], -first), default=None)


def _match(page: PageReader, table: Grid, first: int, known: _Known) -> Headings:
    """Find what each column is."""
    heading_rows = table.rows[first : first + page.layout.heading_rows]
    width = max(map(len, heading_rows))
    body = first + page.layout.heading_rows + page.layout.under_headings
    lines, facts, ignored = dict[int, int](), dict[int, str](), dict[int, str]()
    for at in range(width):
        chain = [row[at] for row in heading_rows if at < len(row) and row[at].strip()]
        meaning = _meaning(chain, known) if chain else _of_no_heading(table, body, at)
        if not meaning:
            shown = " / ".join(chain)
            hint = page.ask_line(chain[-1]) if chain else ""
            raise QuarantineError(
                f"column {at + 1}: unknown heading {shown[:80]!r}; the site's description "
                f"names neither a line nor a reason to ignore it{hint}"
            )
        kind, name = meaning
        if kind == "line":
            _put(lines, at, page.form.position[name], name)
        elif kind == "fact":
            _put(facts, at, name, name)
        else:
            ignored[at] = name
    absent = [line for n, line in enumerate(page.form.names) if n not in lines.values()]
    if absent:
        raise QuarantineError(f"expected a column for line {absent[0]!r}, found none")
    found = Headings(body, width, lines, facts, ignored)
    _account(page, table, first, found)
    return found


def _put(columns: dict[int, Any], at: int, value: object, name: str) -> None:
    if value in columns.values():
        raise QuarantineError(f"column {at + 1}: heading of {name!r} stands twice")
    columns[at] = value


def _meaning(chain: Sequence[str], known: _Known) -> tuple[str, str] | None:
    """Tell what a chain of headings names; None if part of it is not known.

    A reason to ignore goes before a name ("ОСДП" over "%"); a number must be the line's.
    """
    reason, names, numbers = "", set[tuple[str, str]](), set[str]()
    for text in dict.fromkeys(chain):
        one = key(text)
        if one in known.reasons:
            reason = known.reasons[one]
        elif one in known.facts:
            names.add(("fact", known.facts[one]))
        elif one in known.lines:
            names.add(("line", known.lines[one]))
        elif text.strip(" .") in known.numbers:
            numbers.add(known.numbers[text.strip(" .")])
        elif one not in known.groups:
            return None
    if reason:
        return "ignored", reason
    if len(names) != 1 or any(("line", one) not in names for one in numbers):
        return None
    return names.pop()


def _of_no_heading(table: Grid, body: int, at: int) -> tuple[str, str] | None:
    """Let a column without a heading pass if it is empty down to the last row."""
    empty = not any(row[at].strip() for row in table.rows[body:] if at < len(row))
    return ("ignored", "empty column") if empty else None


def _account(page: PageReader, table: Grid, first: int, found: Headings) -> None:
    """Account for the cells of the headings, and of what stands above and under them."""
    account, rows = page.account, table.rows
    headings = rows[first : first + page.layout.heading_rows]
    for at in range(found.width):
        cells = sum(at < len(row) for row in headings)
        if at in found.ignored:
            account.ignored[found.ignored[at]] += cells
        else:
            account.used += cells
    above = sum(map(len, rows[:first])) - page.cells_of_fields(table)
    under = sum(map(len, rows[first + page.layout.heading_rows : found.body]))
    account.ignored.update({"title above the headings": above} if above else {})
    account.ignored.update({"number of a column": under} if under else {})
