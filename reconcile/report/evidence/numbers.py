"""The numbers that a finding compares, each with its document and the place in it."""

from collections.abc import Iterator
from typing import Any

from fastcheck.codes import MISSING
from reconcile.checks.sums import Parts, protocols_below
from reconcile.keep.addresses import Addresses, Number, Row, numbers_of
from reconcile.keep.tables import Tables
from reconcile.report.evidence.derive import Derived
from reconcile.report.evidence.rests import SUMS

_SIDES = (
    ("official", "document", "place"),
    ("copy", "copy_document", "copy_place"),
)


def numbers_in(derived: Derived, finding: dict[str, Any]) -> list[dict[str, Any]]:
    """List the numbers at a finding's places, what else states them, and what is summed."""
    own = list(own_numbers(derived.tables, finding))
    known = {(one["document"], one["place"]) for one in own}
    others = [*stated_numbers(derived.tables, finding), *_below(derived, finding)]
    return [
        *own,
        *(one for one in others if (one["document"], one["place"]) not in known),
    ]


def own_numbers(tables: Tables, finding: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the numbers at the places that a finding names."""
    addresses = Addresses(tables, [finding[document] for _, document, _ in _SIDES])
    for side, document, place in _SIDES:
        for one in addresses.numbers(finding[document], finding[place]):
            if finding["line"] not in one.row or one.line == finding["line"]:
                yield _told(side, one)


def stated_numbers(tables: Tables, finding: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield all that is said of a finding's line at its station, by whomever."""
    if not finding["station"]:
        return
    for name, frame in sorted(tables.frames.items()):
        mine = frame.filter(frame["station"] == finding["station"])
        for row in mine.iter_rows(named=True):
            if row["level"] != "pec" or row["tec"] not in ("", finding["tec"]):
                continue
            for one in numbers_of(row, tables):
                if one.line == finding["line"] and one.value is not None:
                    yield _told("copy" if name == "copies" else "official", one)


def _below(derived: Derived, finding: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a sum is the sum of."""
    level = SUMS.get(finding["code"])
    if level is None or derived.finding is None:
        return
    below = protocols_below(derived.case, level)
    for at in rows_below(below, finding.get(level, "")):
        yield number_below(below, finding["line"], at)


def rows_below(below: Parts, commission: str) -> list[int]:
    """Return the positions of the protocols below a commission; the CEC has no id."""
    return [at for at, parent in enumerate(below.parents) if parent == commission]


def number_below(below: Parts, name: str, at: int) -> dict[str, Any]:
    """Tell what one of the protocols that are added up says of a line, and where."""
    table = below.table
    line = table.form.position[name]
    value = int(table.counts[line, at])
    row = table.rows.row(at, named=True)
    document, place = table.address(line, at)
    # What a station's own protocol lacks may stand in the table of its TEC.
    statement = table.read["statement"][int(table.stood[line, at])]
    return {
        "role": "below",
        **_whose(row | {"statement": statement}),
        "line": name,
        "value": None if value == MISSING else value,
        "document": document,
        "place": place,
    }


def _told(role: str, number: Number) -> dict[str, Any]:
    return {
        "role": role,
        **_whose(number.row),
        "line": number.line,
        "value": number.value,
        "document": number.document,
        "place": number.place,
    }


def _whose(row: Row) -> dict[str, Any]:
    names = ("level", "station", "channel", "version", "source", "statement")
    return {name: row[name] for name in names}
