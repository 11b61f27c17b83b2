"""A page of a row a line (number, label, counts), a column a station.

Where the layout says so, each count has the same in words to its right: a statement of
its own.
"""

from collections.abc import Mapping, Sequence

from ingest.errors import QuarantineError
from ingest.parse.grid import Grid
from ingest.read.pages.page import PageReader, Row
from ingest.read.values.names import key

FIRST_COUNT = 2  # the column after number and label


def read_lines(page: PageReader) -> tuple[list[Row], list[str]]:
    """Read the protocols, and the part of the place that each line has in all of them."""
    table = _find_table(page)
    page.ignore_tables_but(table)
    found = _match_lines(page, table)
    width = _width(table, found)
    places = [table.row_name(found[line]) for line in page.form.names]
    if not page.layout.words:
        columns = range(FIRST_COUNT, width)
        return [_read_column(page, table, one, found, "") for one in columns], places
    if (width - FIRST_COUNT) % 2:
        raise QuarantineError(
            f"{table.place}: expected each count in digits and in words, "
            f"got {width} columns"
        )
    rows = [
        _read_column(page, table, column + at, found, statement)
        for column in range(FIRST_COUNT, width, 2)
        for at, statement in enumerate(("", "words"))
    ]
    return rows, places


def _width(table: Grid, found: Mapping[str, int]) -> int:
    """Return how many cells every line has."""
    widths = {len(table.rows[at]) for at in found.values()}
    if len(widths) != 1:
        raise QuarantineError(
            f"{table.place}: expected lines of one width, got {sorted(widths)} cells"
        )
    return widths.pop()


def _find_table(page: PageReader) -> Grid:
    """Find the one table that has the form's first line, by number and label."""
    first = page.form.lines[0]
    found = [
        table
        for table in page.tables
        if any(
            len(row) > FIRST_COUNT
            and row[0].strip() == first.number
            and page.labels.get(key(row[1])) == first.name
            for row in table.rows
        )
    ]
    if len(found) != 1:
        raise QuarantineError(
            f"expected one table with line {first.number} {first.label!r}, "
            f"found {len(found)}"
        )
    return found[0]


def _match_lines(page: PageReader, table: Grid) -> dict[str, int]:
    """Find the row of every line, by its number and its label both."""
    by_number = {line.number: line.name for line in page.form.lines}
    found: dict[str, int] = {}
    for at, row in enumerate(table.rows):
        if page.is_blank(row) or (not found and _is_heading(page, row)):
            continue
        place = f"{table.place}, {table.row_name(at)}"
        number, label = row[0].strip(), row[1] if len(row) > 1 else ""
        line = by_number.get(number, "")
        if not line or page.labels.get(key(label)) != line:
            if line and key(label) not in page.labels:
                page.ask_line(label)
            raise QuarantineError(
                f"{place}: expected a line of the form, got {number[:20]!r} {label[:80]!r}"
            )
        if line in found:
            raise QuarantineError(f"{place}: line {line!r} stands twice")
        found[line] = at
        page.account.used += len(row)
    absent = [line for line in page.form.names if line not in found]
    if absent:
        raise QuarantineError(f"{table.place}: no row for line {absent[0]!r}")
    return found


def _is_heading(page: PageReader, row: Sequence[str]) -> bool:
    """Tell whether a row above the first line names the columns, and note its cells."""
    if row[0].strip() == page.form.lines[0].number:
        return False
    page.account.ignored["heading"] += len(row)
    return True


def _read_column(
    page: PageReader, table: Grid, column: int, found: Mapping[str, int], statement: str
) -> Row:
    place = f"{table.place}, column {column + 1}"
    read = page.read_words if statement == "words" else page.read_cell
    counts = [
        read(
            table.rows[found[line]][column],
            place,
            table.row_name(found[line]),
        )
        for line in page.form.names
    ]
    own = {"statement": statement} if statement else {}
    return Row(page.keys({}) | own, counts, place)
