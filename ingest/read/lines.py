"""A page of a row a line (number, label, counts), a column a station."""

from collections.abc import Mapping

from ingest.errors import QuarantineError
from ingest.parse.grid import Grid
from ingest.read.match import spellings
from ingest.read.names import key
from ingest.read.page import PageReader, Row

FIRST_COUNT = 2  # the column after number and label


def read_lines(page: PageReader) -> tuple[list[Row], list[str]]:
    """Read the protocols, and the part of the place that each line has in all of them."""
    labels = spellings(page.form)
    table = _find_table(page, labels)
    page.ignore_tables_but(table)
    found = _match_lines(page, table, labels)
    widths = {len(table.rows[at]) for at in found.values()}
    if len(widths) != 1:
        raise QuarantineError(
            f"{table.place}: expected lines of one width, got {sorted(widths)} cells"
        )
    places = [table.row_name(found[line]) for line in page.form.names]
    rows = [
        _read_column(page, table, column, found)
        for column in range(FIRST_COUNT, widths.pop())
    ]
    return rows, places


def _find_table(page: PageReader, labels: Mapping[str, str]) -> Grid:
    """Find the one table that has the form's first line, by number and label."""
    first = page.form.lines[0]
    found = [
        table
        for table in page.tables
        if any(
            len(row) > FIRST_COUNT
            and row[0].strip() == first.number
            and labels.get(key(row[1])) == first.name
            for row in table.rows
        )
    ]
    if len(found) != 1:
        raise QuarantineError(
            f"expected one table with line {first.number} {first.label!r}, "
            f"found {len(found)}"
        )
    return found[0]


def _match_lines(
    page: PageReader, table: Grid, labels: Mapping[str, str]
) -> dict[str, int]:
    """Find the row of every line, by its number and its label both."""
    by_number = {line.number: line.name for line in page.form.lines}
    found: dict[str, int] = {}
    for at, row in enumerate(table.rows):
        if page.is_blank(row):
            continue
        place = f"{table.place}, {table.row_name(at)}"
        number, label = row[0].strip(), row[1] if len(row) > 1 else ""
        line = by_number.get(number, "")
        if not line or labels.get(key(label)) != line:
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


def _read_column(
    page: PageReader, table: Grid, column: int, found: Mapping[str, int]
) -> Row:
    place = f"{table.place}, column {column + 1}"
    counts = [
        page.read_cell(
            table.rows[found[line]][column],
            place,
            table.row_name(found[line]),
        )
        for line in page.form.names
    ]
    return Row(page.keys({}), counts, place)
