"""Which column of a handed-in table is which of ours?

Headings are matched exactly after normalisation: to our own column names, to the form's
lines by name, label or `aka`, or as a column map says.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from ingest.alike import change_each
from ingest.errors import TableError
from ingest.facts.columns import ColumnMap
from ingest.facts.forms import Form
from ingest.parse.columns import Columns
from ingest.read.values.names import NO_NAMES, Names, key, nearest

# What a role's table must have, what it may have, and what is taken where it does not.
NEEDED = {
    "official": ("station",),
    "copies": ("station",),
    "commissions": ("level", "commission"),
    "register": ("station",),
}
OPTIONAL = {
    "official": ("tec", "rec", "channel", "version", "source", "statement"),
    "copies": (
        *("tec", "rec", "channel", "version", "source"),
        *("entry", "entered", "photo"),
    ),
    "commissions": ("parent", "channel", "version", "source"),
    "register": (
        *("tec", "rec", "electronic", "registered"),
        *("name_ru", "name_kk", "name_en", "closed"),
    ),
}

# What may be the same in every row of a file; the rest must name a heading.
CONSTANT = ("level", "channel", "version", "source", "statement")
_FIELD = re.compile(r"\{([^{}:]+)(?::(0?[0-9]{1,2}))?\}")


@dataclass(frozen=True, slots=True)
class Matched:
    """Which column, template or constant gives each of our columns."""

    headings: Mapping[str, int]
    templates: Mapping[str, str]
    constants: Mapping[str, str]
    ignored: Sequence[str]


def match_columns(
    table: Columns,
    name: str,
    lines: Sequence[str],
    spellings: Mapping[str, str],
    role: str,
    columns: ColumnMap,
) -> Matched:
    """Find the column of every one of our names; raise TableError if one is ambiguous."""
    at = {heading: n for n, heading in reversed(list(enumerate(table.header)))}
    wanted = (*NEEDED[role], *OPTIONAL[role], *lines)
    headings, templates, constants = _mapped(at, name, wanted, columns)
    by_key = {key(target): target for target in wanted} | {
        spelling: line for spelling, line in spellings.items() if line in wanted
    }
    used = set(headings.values()) | _template_columns(templates, at)
    skipped = {key(one) for one in columns.skip}
    ignored = []
    for n, heading in enumerate(table.header):
        target = by_key.get(key(heading))
        free = target and target not in templates and target not in constants
        if n in used or key(heading) in skipped:
            continue
        if not target or not free or columns.targets.get(target) is not None:
            ignored.append(heading)
        elif target in headings:
            raise TableError(
                f"{name}: expected one column for {target!r}, found "
                f"{table.header[headings[target]]!r} and {heading!r}; "
                "name the right one with --columns, or skip the other"
            )
        else:
            headings[target] = n
    _refuse_needed(role, name, table.header, {*headings, *templates, *constants})
    return Matched(headings, templates, constants, ignored)


def _mapped(
    at: Mapping[str, int], name: str, wanted: Sequence[str], columns: ColumnMap
) -> tuple[dict[str, int], dict[str, str], dict[str, str]]:
    """Apply a column map: our name -> a heading, a template or a constant."""
    headings, templates, constants = {}, {}, {}
    for target, given in columns.targets.items():
        if target not in wanted:
            continue
        choices = given if isinstance(given, list) else [given]
        found = [one for one in choices if one in at]
        if found:
            headings[target] = at[str(found[0])]
        elif isinstance(given, str) and _FIELD.search(given):
            templates[target] = given
        elif target in CONSTANT and isinstance(given, str | int):
            constants[target] = str(given)
    for template in templates.values():
        for field, _ in _FIELD.findall(template):
            if field not in at:
                raise TableError(
                    f"{name}: expected a column {field!r} for {template!r}; "
                    f"{suggest(field, list(at))}"
                )
    return headings, templates, constants


def _template_columns(templates: Mapping[str, str], at: Mapping[str, int]) -> set[int]:
    return {at[field] for one in templates.values() for field, _ in _FIELD.findall(one)}


def spellings(form: Form, names: Names = NO_NAMES) -> dict[str, str]:
    """Return every known spelling of a line, by its normalised text.

    The form's own come first; then the names of the lists whose votes a line counts,
    and what a person said a spelling means.
    """
    found: dict[str, str] = {}
    for line in form.lines:
        for text in (line.en, line.ru, line.kk, *line.aka):
            if text:
                found.setdefault(key(text), line.name)
    by_party = {line.party: line.name for line in form.lines if line.party}
    for spelling, party in names.ids.get("list", {}).items():
        if party in by_party:
            found.setdefault(spelling, by_party[party])
    for spelling, name in names.ids.get("line", {}).items():
        if name in form.position:
            found.setdefault(spelling, name)
    return found


def _refuse_needed(role: str, name: str, header: Sequence[str], found: set[str]) -> None:
    faults = [
        f"{name}: expected a column {target!r}, found none; {suggest(target, header)}"
        for target in NEEDED[role]
        if target not in found
    ]
    if faults:
        raise TableError("\n".join(faults))


def suggest(wanted: str, header: Sequence[str]) -> str:
    """Name the headings nearest to one that is not there."""
    close = nearest(wanted, header)
    shown = close or list(header[:8])
    what = "the nearest" if close else "the file has"
    return f"{what}: {', '.join(repr(one[:60]) for one in shown) or 'no headings'}"


def text_column(table: Columns, matched: Matched, target: str) -> pl.Series:
    """Return one of our columns as text; empty where the table does not have it."""
    if target in matched.constants:
        return constant(matched.constants[target], len(table.numbers))
    if target in matched.templates:
        return _filled(table, matched.templates[target])
    if target in matched.headings:
        at = matched.headings[target]
        try:
            return _text(table.columns[at])
        except TableError as fault:
            raise TableError(f"column {table.header[at]!r}: {fault}") from None
    return constant("", len(table.numbers))


@lru_cache(maxsize=4)  # a table lacks several columns: they share one empty one
def constant(value: str, height: int) -> pl.Series:
    """Return a column that says the same in every row."""
    return pl.Series([value], dtype=pl.String).new_from_index(0, height)


def _text(series: pl.Series) -> pl.Series:
    """Return a column as text; whole floats, which pandas makes of ids, lose their '.0'."""
    if series.dtype.is_nested() or series.dtype in (pl.Binary, pl.Object, pl.Duration):
        raise TableError(f"expected text or numbers, got {series.dtype}")
    if series.dtype.is_float():
        whole = series.cast(pl.Int64, strict=False)
        if (whole.cast(pl.Float64) == series).all():
            series = whole
    return change_each(series, _plain)


def _plain(cells: pl.Series) -> pl.Series:
    text = cells if cells.dtype == pl.String else cells.cast(pl.String, strict=False)
    return (text.fill_null("") if text.null_count() else text).str.strip_chars()


def _filled(table: Columns, template: str) -> pl.Series:
    """Fill a template's fields from the columns it names."""
    parts: list[pl.Series | pl.Expr] = []
    at = 0
    for found in _FIELD.finditer(template):
        parts.append(pl.lit(template[at : found.start()]))
        heading, width = found.groups()
        column = _text(table.columns[list(table.header).index(heading)])
        if width:
            fill = "0" if width.startswith("0") else " "
            column = column.str.pad_start(int(width), fill)
        parts.append(column)
        at = found.end()
    parts.append(pl.lit(template[at:]))
    return pl.select(pl.concat_str(parts)).to_series()
