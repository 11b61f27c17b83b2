"""The records of a JSON export: found by a path, each as headings and values.

Values stay as they are written, "12.0" too. A name that stands twice in one object is
refused, because readers of JSON differ in which of the two they take.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.errors import QuarantineError
from ingest.facts.columns import Pairs

LARGEST_JSON = 200 << 20  # characters
# Values; a country of 18,000 stations with 40 lines each, named one by one, has 2 million.
MOST_VALUES = 8_000_000
MOST_SKIPPED = 1000  # branches without records that are listed by name

Row = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its members, where it stands, and the keys on the way to it."""

    value: Mapping[str, Any]
    place: str
    keys: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Found:
    """The records of a document, and how often what beside them was not used."""

    records: list[Record] = field(default_factory=list)
    unused: Counter[str] = field(default_factory=Counter)


def load_json(text: str) -> Any:
    """Read a JSON text; raise QuarantineError if it is none, or beyond the limits."""
    if len(text) > LARGEST_JSON:
        raise QuarantineError(f"expected JSON of up to {LARGEST_JSON:,} characters")
    # Each value but an object's or array's first has a comma before it. Counting costs
    # nothing beside building the values, which takes 60 bytes and more for each.
    values = text.count(",") + text.count("[") + text.count("{")
    if values > MOST_VALUES:
        raise QuarantineError(
            f"expected JSON of up to {MOST_VALUES:,} values, got {values:,}"
        )
    try:
        return json.loads(
            text,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
            object_pairs_hook=_object,
        )
    except RecursionError:
        raise QuarantineError("expected JSON, got one nested too deep") from None
    except ValueError as fault:
        raise QuarantineError(f"expected JSON, got a fault: {fault}") from None


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(members)
    if len(made) < len(members):
        counts = Counter(name for name, _ in members)
        twice = next(name for name, count in counts.items() if count > 1)
        raise QuarantineError(f"expected JSON, got {twice[:40]!r} twice in one object")
    return made


def find_records(document: Any, path: str) -> Found:
    """Follow a path to the records.

    A branch that lacks a member of the path is listed as unused; an empty list or object
    at the end of the path is no records. Raise QuarantineError if no branch has the whole
    path, or what stands at its end is no object.
    """
    found, ends = Found(), 0
    branches: list[tuple[str, dict[str, str | None], Any]] = [("", {}, document)]
    for step in path.split("."):
        ends, further = 0, []
        for place, keys, value in branches:
            wild = step == "*" or step.startswith("{")
            members = dict(_members(value))
            if not wild and step not in members:
                _leave_out(found.unused, place, f"no member {step!r}")
                continue
            ends += 1
            for name in members if wild else [step]:
                own: dict[str, str | None] = (
                    {step[1:-1]: name} if step.startswith("{") else {}
                )
                below = f"{place}.{name}".lstrip(".")
                further.append((below, keys | own, members[name]))
            for name in [] if wild else members.keys() - {step}:
                _leave_out(found.unused, place, f"member {name!r} is not on the path")
        branches = further
    if not ends:
        why = "; ".join(found.unused) or "the document is empty"
        raise QuarantineError(f"expected records at {path!r}, found none: {why[:200]}")
    for place, keys, value in branches:
        if not isinstance(value, dict):
            raise QuarantineError(f"{place}: expected an object, got {str(value)[:40]!r}")
        found.records.append(Record(value, place, keys))
    return found


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what is inside an object or a list; a list's elements count from 1."""
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((str(at), one) for at, one in enumerate(value, 1))


def _leave_out(unused: Counter[str], place: str, why: str) -> None:
    if len(unused) < MOST_SKIPPED:
        unused[f"{place or 'the document'}: {why}"] += 1
    else:
        unused["further branches without records"] += 1


def flatten(
    record: Mapping[str, Any],
    pairs: Mapping[str, Pairs],
    unused: Counter[str],
    above: str = "",
) -> Row:
    """Lay out a record as headings and values; what has no place there is unused."""
    row: Row = {}
    for name, value in record.items():
        heading = f"{above}{name}"
        if heading in pairs:
            _take_pairs(row, heading, value, pairs[heading], unused)
        elif isinstance(value, dict):
            row |= flatten(value, pairs, unused, f"{heading}.")
        elif isinstance(value, list):
            unused[f"list {heading!r}: not read"] += 1
        else:
            row[heading] = _text(value)
    return row


def _take_pairs(
    row: Row, heading: str, elements: Any, how: Pairs, unused: Counter[str]
) -> None:
    """Give each element of a list of named values a heading of its own."""
    for _, element in _members(elements):
        members = element if isinstance(element, dict) else {}
        held = [one for one in how.values if members.get(one) is not None]
        name = _text(members.get(how.name))
        if name is None or len(held) > 1:
            raise QuarantineError(
                f"expected elements of {heading!r} to have {how.name!r} and one of "
                f"{', '.join(how.values)}, got {str(element)[:60]!r}"
            )
        value = _text(members[held[0]]) if held else None
        put(row, f"{heading}.{name.strip()}", value)
        for other in members.keys() - {how.name, *how.values}:
            unused[f"member {other!r} of {heading!r}: not read"] += 1


def put(row: Row, heading: str, value: str | None) -> None:
    """Put in a value; two of them under one heading are none, and both are shown."""
    row[heading] = f"{row[heading]} and {value}" if heading in row else value


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
