"""A page of a row a station, a column a line."""

from collections.abc import Mapping

from ingest.errors import QuarantineError
from ingest.parse.grid import Grid
from ingest.read.match import spellings
from ingest.read.names import key
from ingest.read.page import PageReader, Row


def read_rows(page: PageReader) -> tuple[list[Row], list[str]]:
    """Read the protocols, and the part of the place that each line has in all of them."""
    own = page.own_headings()
    table = _find_table(page, own)
    page.ignore_tables_but(table)
    columns = _match_headings(page, table, own)
    places = [""] * len(page.form.names)
    for at, name in columns.items():
        if name in page.form.position:
            places[page.form.position[name]] = f"column {at + 1}"
    rows = [
        _read_row(page, table, at, columns)
        for at in range(1, len(table.rows))
        if not page.is_blank(table.rows[at])
    ]
    return rows, places


def _find_table(page: PageReader, own: list[str]) -> Grid:
    """Find the one table whose first row has every heading that templates name."""
    wanted = {key(one) for one in own}
    found = [
        table
        for table in page.tables
        if table.rows and wanted <= {key(cell) for cell in table.rows[0]}
    ]
    if len(found) != 1:
        headings = ", ".join(map(repr, own))
        raise QuarantineError(f"expected one table headed {headings}, found {len(found)}")
    return found[0]


def _match_headings(page: PageReader, table: Grid, own: list[str]) -> dict[int, str]:
    """Find what each column is: a line, a heading of ours, or ignored by the site."""
    ignored = {key(one): reason for one, reason in page.layout.ignore.items()}
    names = spellings(page.form) | {key(one): one for one in own}
    columns: dict[int, str] = {}
    for at, heading in enumerate(table.rows[0]):
        name = names.get(key(heading))
        if name and name in columns.values():
            raise QuarantineError(f"heading {heading[:80]!r} stands twice")
        if name:
            columns[at] = name
        elif key(heading) in ignored:
            page.account.ignored[ignored[key(heading)]] += 1
        else:
            raise QuarantineError(
                f"column {at + 1}: unknown heading {heading[:80]!r}; the site's "
                "description names neither a line nor a reason to ignore it"
            )
    absent = [line for line in page.form.names if line not in columns.values()]
    if absent:
        raise QuarantineError(f"expected a column for line {absent[0]!r}, found none")
    page.account.used += len(columns)
    return columns


def _read_row(page: PageReader, table: Grid, at: int, columns: Mapping[int, str]) -> Row:
    row, place = table.rows[at], f"{table.place}, {table.row_name(at)}"
    if len(row) != len(table.rows[0]):
        raise QuarantineError(
            f"{place}: expected {len(table.rows[0])} cells, got {len(row)}"
        )
    own: dict[str, str] = {}
    counts: list[int | None] = [None] * len(page.form.names)
    for column, name in columns.items():
        line = page.form.position.get(name)
        if line is None:
            own[name] = row[column].strip()
        else:
            counts[line] = page.read_cell(row[column], place, f"column {column + 1}")
    page.account.used += len(columns)
    for column, heading in enumerate(table.rows[0]):
        if column not in columns:
            page.account.ignored[_reason(page, heading)] += 1
    return Row(page.keys(own), counts, place)


def _reason(page: PageReader, heading: str) -> str:
    reasons = {key(one): reason for one, reason in page.layout.ignore.items()}
    return reasons[key(heading)]
