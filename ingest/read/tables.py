"""A table somebody handed in -> protocols of one form.

Headings are matched exactly after normalisation: to our own column names, to the
form's lines by name, label or `aka`, or as a column map says. What does not match is
listed once as ignored. A cell that is no count leaves its line missing and is
reported; no row is ever dropped in silence.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ingest.errors import TableError
from ingest.facts.columns import NO_MAP, ColumnMap
from ingest.facts.forms import Form
from ingest.parse.columns import Columns, read_columns
from ingest.protocol import Document, Ignored, Protocols, Unreadable
from ingest.read.counts import read_counts
from ingest.read.melt import melt
from ingest.read.names import key, nearest

# What a role's table must have, what it may have, and what is taken where it does not.
NEEDED = {
    "official": ("station",),
    "copies": ("station",),
    "commissions": ("level", "commission"),
    "register": ("station",),
}
OPTIONAL = {
    "official": ("tec", "rec", "channel", "version", "source", "level"),
    "copies": ("tec", "rec", "channel", "version", "source"),
    "commissions": ("parent", "channel", "version", "source"),
    "register": (
        *("tec", "rec", "electronic"),
        *("name_ru", "name_kk", "name_en", "closed"),
    ),
}
LARGEST_FILE = 4 << 30
_FIELD = re.compile(r"\{([^{}:]+)(?::(0?[0-9]{1,2}))?\}")


@dataclass(frozen=True, slots=True)
class Matched:
    """Which column, template or constant gives each of our columns."""

    headings: Mapping[str, int]
    templates: Mapping[str, str]
    constants: Mapping[str, str]
    ignored: Sequence[str]


def read_file(path: Path) -> bytes:
    """Read a handed-in file; raise TableError if it cannot be."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TableError(f"{path}: expected a file up to {LARGEST_FILE:,} bytes")
        return path.read_bytes()
    except FileNotFoundError:
        raise TableError(f"{path}: no such file") from None
    except OSError as fault:
        raise TableError(f"{path}: cannot be read: {fault.strerror}") from None


def read_table(
    data: bytes,
    name: str,
    form: Form,
    role: str,
    columns: ColumnMap = NO_MAP,
    *,
    every_line: bool = False,
) -> Protocols:
    """Read one table of protocols.

    Parameters
    ----------
    data, name
        The file's bytes, and its name for messages.
    form
        The form whose lines are the table's columns.
    role
        "official", "copies" or "commissions".
    columns
        The file's own headings.
    every_line
        True to refuse a table that lacks a line of the form.

    Raises
    ------
    TableError
        If the bytes are no table, or a needed column is not in it.
    """
    table = read_columns(data, name)
    if columns.melt:
        table = melt(table, columns, name)
    matched = match_columns(table, name, form.names, _spellings(form), role, columns)
    absent = [line for line in form.names if line not in matched.headings]
    _refuse_absent(absent, table, name, form, columns, every_line)
    digest = hashlib.sha256(data).hexdigest()
    counts, unreadable = _read_lines(table, name, form, matched)
    keys = _read_keys(table, name, role, matched, digest, _usual_channel(form, role))
    rows = pl.DataFrame({**keys, **counts})
    rows, nameless = _keep_named(rows, name)
    return Protocols(
        rows=rows,
        layouts=[_layout(form, table, matched)],
        documents=[Document(name, digest, rows.height)],
        unreadable=[*unreadable, *nameless, *_odd_rows(table, name)],
        ignored=_ignored(table, name, matched, absent),
    )


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
        elif target in NEEDED["official"] or "." in target or _is_line(target):
            continue
        elif isinstance(given, str | int):
            constants[target] = str(given)
    for template in templates.values():
        for field, _ in _FIELD.findall(template):
            if field not in at:
                raise TableError(
                    f"{name}: expected a column {field!r} for {template!r}; "
                    f"{_suggest(field, list(at))}"
                )
    return headings, templates, constants


def _is_line(target: str) -> bool:
    return not any(target in (*NEEDED[role], *OPTIONAL[role]) for role in NEEDED)


def _template_columns(templates: Mapping[str, str], at: Mapping[str, int]) -> set[int]:
    return {at[field] for one in templates.values() for field, _ in _FIELD.findall(one)}


def _spellings(form: Form) -> dict[str, str]:
    """Every spelling of a line that the form knows, normalised, by the line's name."""
    spellings: dict[str, str] = {}
    for line in form.lines:
        for text in (line.en, line.ru, line.kk, *line.aka):
            if text:
                spellings.setdefault(key(text), line.name)
    return spellings


def _refuse_needed(
    role: str, name: str, header: Sequence[str], found: set[str]
) -> None:
    faults = [
        f"{name}: expected a column {target!r}, found none; {_suggest(target, header)}"
        for target in NEEDED[role]
        if target not in found
    ]
    if faults:
        raise TableError("\n".join(faults))


def _refuse_absent(
    absent: Sequence[str],
    table: Columns,
    name: str,
    form: Form,
    columns: ColumnMap,
    every_line: bool,
) -> None:
    """Refuse a table without a line that it should have."""
    unexpected = [line for line in absent if line not in columns.absent]
    if len(absent) < len(form.names) and not (every_line and unexpected):
        return
    faults = []
    for line in unexpected:
        one = form.lines[form.position[line]]
        faults.append(
            f"{name}: expected a column for line [{one.number}] {line!r}, found none; "
            f"{_suggest(line, table.header)}"
        )
    faults.append(
        f"{name}: name its headings in a --columns file, "
        'or list lines it does not have there: absent = ["..."]'
    )
    raise TableError("\n".join(faults))


def _suggest(wanted: str, header: Sequence[str]) -> str:
    close = nearest(wanted, header)
    shown = close or list(header[:8])
    what = "the nearest" if close else "the file has"
    return f"{what}: {', '.join(repr(one[:60]) for one in shown) or 'no headings'}"


def _read_lines(
    table: Columns, name: str, form: Form, matched: Matched
) -> tuple[dict[str, pl.Series], list[Unreadable]]:
    """Read the counts of every line; a cell that is none is missing and reported."""
    used = [n for line, n in matched.headings.items() if line in form.position]
    series = [table.columns[n] for n in used]
    long_rows = [
        table.numbers.index(odd.row)
        for odd in table.odd
        if odd.cells > len(table.header)
    ]
    counts, unreadable = {}, []
    values, faults = read_counts(series, distrusted=long_rows)
    by_column = dict(zip(used, values, strict=True))
    for fault in faults:
        place = f"{table.place}row {table.numbers[fault.row]}"
        heading = table.header[used[fault.column]]
        unreadable.append(
            Unreadable(name, f"{place}, column {heading}", fault.expected, fault.got)
        )
    for line in form.names:
        at = matched.headings.get(line)
        missing = pl.Series([None] * len(table.numbers), dtype=pl.Int64)
        counts[line] = by_column[at] if at is not None else missing
    return counts, unreadable


def _read_keys(
    table: Columns,
    name: str,
    role: str,
    matched: Matched,
    digest: str,
    usual_channel: str,
) -> dict[str, pl.Series]:
    """Read what says which protocol a row is, and where it stands."""
    height = len(table.numbers)
    text = {
        target: text_column(table, matched, target)
        for target in (*NEEDED[role], *OPTIONAL[role])
    }
    nothing = _constant("", height)
    return {
        "station": text["commission" if role == "commissions" else "station"],
        "tec": text.get("tec", nothing),
        "rec": text.get("rec", nothing),
        "parent": text.get("parent", nothing),
        "level": text.get("level", nothing).str.to_lowercase().replace("", "pec"),
        "channel": text["channel"].str.to_lowercase().replace("", usual_channel),
        "version": _versions(text["version"], name),
        "source": text["source"],
        "signed": nothing,
        "document": _constant(digest, height),
        "place": pl.Series([f"{table.place}row {n}" for n in table.numbers]).cast(
            pl.String
        ),
        "layout": pl.Series([0] * height, dtype=pl.Int64),
    }


def _usual_channel(form: Form, role: str) -> str:
    """Return the channel of a row that does not say: a commission sums up all."""
    whole = role == "commissions" and "summary" in form.channels
    return "summary" if whole else "paper"


def text_column(table: Columns, matched: Matched, target: str) -> pl.Series:
    """Return one of our columns as text; empty where the table does not have it."""
    if target in matched.constants:
        return _constant(matched.constants[target], len(table.numbers))
    if target in matched.templates:
        return _filled(table, matched.templates[target])
    if target in matched.headings:
        return _text(table.columns[matched.headings[target]])
    return _constant("", len(table.numbers))


def _constant(value: str, height: int) -> pl.Series:
    return pl.Series([value] * height, dtype=pl.String)


def _text(series: pl.Series) -> pl.Series:
    """A column as text; whole floats, which pandas makes of ids, lose their '.0'."""
    if series.dtype.is_float():
        whole = series.cast(pl.Int64, strict=False)
        if (whole.cast(pl.Float64) == series).all():
            series = whole
    return series.cast(pl.String, strict=False).fill_null("").str.strip_chars()


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


def _versions(text: pl.Series, name: str) -> pl.Series:
    """Read the version of each row; an empty cell is the first version."""
    numbers = text.replace("", "1").cast(pl.Int64, strict=False)
    bad = text.filter(numbers.is_null())
    if len(bad):
        raise TableError(f"{name}: expected versions 1, 2, ..., got {bad[0]!r}")
    return numbers


def _keep_named(rows: pl.DataFrame, name: str) -> tuple[pl.DataFrame, list[Unreadable]]:
    """Set aside rows that do not say which station they are of, and report them."""
    nameless = rows.filter(pl.col("station") == "")["place"].to_list()
    return rows.filter(pl.col("station") != ""), [
        Unreadable(name, place, "the id of a station", "nothing; the row is not used")
        for place in nameless
    ]


def _layout(form: Form, table: Columns, matched: Matched) -> list[str]:
    return [
        f"column {table.header[matched.headings[line]]}"
        if line in matched.headings
        else ""
        for line in form.names
    ]


def _odd_rows(table: Columns, name: str) -> list[Unreadable]:
    width = len(table.header)
    return [
        Unreadable(
            name,
            f"{table.place}row {odd.row}",
            f"{width} cells",
            f"{odd.cells}; "
            + (
                "what is not there is missing"
                if odd.cells < width
                else "no line is read"
            ),
        )
        for odd in table.odd
    ]


def _ignored(
    table: Columns, name: str, matched: Matched, absent: Sequence[str]
) -> list[Ignored]:
    rows = len(table.numbers)
    unknown = [
        Ignored(name, f"column {heading}", "not a line of the form", rows)
        for heading in matched.ignored
    ]
    unused = [Ignored(name, one, "not read", 0) for one in table.unused]
    lines = [Ignored(name, f"line {one}", "not in this file", 0) for one in absent]
    return unknown + unused + lines
