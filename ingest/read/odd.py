"""Which rows of a table are not as rows should be, and what is said of them?

Rows without a cell for each heading, of no station, of no channel that there is.
"""

from collections.abc import Sequence

import polars as pl

from ingest.alike import all_same
from ingest.facts.forms import Form
from ingest.parse.columns import Columns
from ingest.parse.delimited import Odd
from ingest.protocol import STATEMENTS, Unreadable

LEVELS = ("tec", "rec", "cec")


def odd_rows(table: Columns, name: str) -> list[Unreadable]:
    """Report the rows whose cells are not one for each heading."""
    return [
        Unreadable(name, f"{table.place}row {odd.row}", *_oddity(odd, len(table.header)))
        for odd in table.odd
    ]


def _oddity(odd: Odd, width: int) -> tuple[str, str]:
    """Say what was expected of a row, and what it is instead."""
    if odd.last_line:
        rows = f"a cell in quotes that goes on to line {odd.last_line}"
        return "one line", f"{rows}; no line is read, and rows may be hidden in it"
    if odd.expected:
        return odd.expected, f"{odd.cells}; what is not there is missing"
    if odd.cells < width:
        return f"{width} cells", f"{odd.cells}; what is not there is missing"
    return f"{width} cells", f"{odd.cells}; no line is read"


def keep_usable(
    rows: pl.DataFrame, name: str, role: str
) -> tuple[pl.DataFrame, list[Unreadable]]:
    """Set aside rows that do not say what they are of, and report them."""
    blank = rows["station"] == ""
    nameless = rows["place"].filter(blank).to_list() if blank.any() else []
    then = "nothing; the row is not used"
    faults = [Unreadable(name, place, "the id of a station", then) for place in nameless]
    if faults:  # a filter that keeps all would keep it twice
        rows = rows.filter(pl.col("station") != "")
    words = {"statement": STATEMENTS}
    if role == "commissions":
        words["level"] = LEVELS
    for column, known in words.items():
        strange = _unknown_words(rows, column, known, name, "the row is not used")
        if strange:
            faults += strange
            rows = rows.filter(pl.col(column).is_in(known))
    return rows, faults


def without_channel(
    rows: pl.DataFrame, form: Form, name: str
) -> tuple[pl.DataFrame, list[Unreadable]]:
    """Take no count from rows of a channel that the form does not have; report them."""
    faults = _unknown_words(rows, "channel", form.channels, name, "no line is read")
    if not faults:
        return rows, []
    known = pl.col("channel").is_in(form.channels)
    return rows.with_columns(pl.when(known).then(pl.col(form.names))), faults


def _unknown_words(
    rows: pl.DataFrame, column: str, known: Sequence[str], name: str, then: str
) -> list[Unreadable]:
    """Report rows whose channel or level is none that there is."""
    said = rows[column]
    if all_same(said) and said.first() in (*known, None):
        return []
    return [
        Unreadable(
            name,
            place,
            " or ".join(one or "nothing" for one in known),
            f"{column} {word!r}; {then}",
        )
        for place, word in rows.select("place", column)
        .filter(~pl.col(column).is_in(known))
        .iter_rows()
    ]
