"""An export at a website's address (JSON, CSV, a plain table) -> its protocols.

It is read as a table that somebody hands in, by the column map that the site's
description names; only how it is accounted for is a page's.
"""

from collections.abc import Mapping

from ingest.errors import QuarantineError, TableError
from ingest.facts.columns import ColumnMap
from ingest.facts.forms import Form
from ingest.facts.sites import Layout
from ingest.protocol import KEYS, Protocols
from ingest.read.pages.layout import PageRows
from ingest.read.pages.page import Account, Row
from ingest.read.tables import read_table


def read_export(
    data: bytes,
    name: str,
    layout: Layout,
    form: Form,
    columns: ColumnMap,
    values: Mapping[str, str],
) -> PageRows:
    """Read the protocols of an export.

    Parameters
    ----------
    data, name
        The document's bytes, and its address.
    layout, form, columns
        How it is laid out, whose lines it has, and what its headings mean.
    values
        What the address says: fills the layout's `tec`, `rec` and `parent`.

    Raises
    ------
    QuarantineError
        If the bytes are not what the description says.
    """
    role = "official" if layout.level == "pec" else "commissions"
    try:
        table = read_table(data, name, form, role, columns)
    except TableError as fault:
        raise QuarantineError(str(fault).replace(f"{name}: ", "")) from None
    above = {one: getattr(layout, one) for one in ("tec", "rec", "parent")}
    given = {one: text.format_map(values) for one, text in above.items() if text}
    # A long table has an address for each number; a page has one for each line.
    alone = len(table.layouts) == 1
    places = table.layouts[0] if alone else [""] * len(form.names)
    return PageRows(
        [_row(row, form, given) for row in table.rows.iter_rows(named=True)],
        places,
        table.unreadable,
        _account(table, form),
    )


def _row(row: Mapping[str, object], form: Form, given: dict[str, str]) -> Row:
    keys = {one: row[one] for one in KEYS} | given
    counts = [row[line] for line in form.names]
    return Row(
        keys, [one if isinstance(one, int) else None for one in counts], str(row["place"])
    )


def _account(table: Protocols, form: Form) -> Account:
    """Account for the cells that gave numbers, and for what was seen and not used."""
    used = int(table.rows.select(form.names).count().sum_horizontal().item())
    account = Account(used=used + len(table.unreadable))
    for one in table.ignored:
        account.ignored[f"{one.what}: {one.reason}"] += one.cells
    account.cells = account.used + account.ignored.total()
    return account
