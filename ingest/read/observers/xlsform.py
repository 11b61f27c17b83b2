"""A form definition -> an XLSForm: the data entry of observers, for ODK and KoboToolbox.

What comes back is read by `observer` with no column map. Relations become warnings on
the screen of the lines; none of them stops an entry.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from ingest.errors import FormError
from ingest.facts.forms import Form, Relation
from ingest.read.observers.questions import (
    CHANNEL,
    COMMENT,
    DEVICE,
    LANGUAGES,
    LINES,
    PHOTO,
    STATION,
    WARNING,
    WORDS,
    label,
    questions,
)
from ingest.read.observers.soft import warn_negative, warn_when

Row = Mapping[str, str]

_MADE = datetime(2007, 8, 18, tzinfo=UTC)  # the same form gives the same bytes
_COLUMNS = {
    "survey": ("type", "name", "label", "required", "relevant", "appearance", "default"),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_title", "form_id", "version", "default_language", "instance_name"),
}


def write_xlsform(form: Form) -> bytes:
    """Write the entry form of a station's protocol.

    Raises
    ------
    FormError
        If the form is not of stations, or two lines would be the same question.
    """
    from xlsxwriter import Workbook

    sheets = {
        "survey": list(survey(form)),
        "choices": [_choice(one) for one in form.channels] if _has_choice(form) else [],
    }
    sheets["settings"] = [_settings(form, sheets)]
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _MADE})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, cells in enumerate(_cells(_COLUMNS[name], rows)):
            for column, text in enumerate(cells):
                sheet.write_string(at, column, text)
    book.close()
    return buffer.getvalue()


def survey(form: Form) -> Iterator[Row]:
    """Yield the questions of the entry form, in the order of the protocol.

    Raises
    ------
    FormError
        If the form is not of stations, or two lines would be the same question.
    """
    if form.level != "pec":
        raise FormError(
            f"{form.id}: expected a form of stations (pec), whose copies observers hold, "
            f"got {form.level}"
        )
    names = questions(form)
    yield {"type": DEVICE, "name": DEVICE}
    yield {"type": "text", "name": STATION, "required": "yes", **_worded(STATION)}
    if _has_choice(form):
        usual = {"default": "paper"} if "paper" in form.channels else {}
        yield {
            "type": f"select_one {CHANNEL}",
            "name": CHANNEL,
            **_worded(CHANNEL),
            **usual,
        }
    yield {
        "type": "begin group",
        "name": LINES,
        "appearance": "field-list",
        **_worded(LINES),
    }
    yield {"type": "note", "name": f"{WARNING}empty", **_worded("blank")}
    due = _by_last_line(form)
    for at, line in enumerate(form.lines):
        labels = {f"label::{tag}": label(line, one) for one, tag in LANGUAGES.items()}
        yield {"type": "integer", "name": names[line.name], "required": "no", **labels}
        yield from (_warning(form, one, names) for one in due.get(at, ()))
    yield {
        "type": "note",
        "name": f"{WARNING}negative",
        "relevant": warn_negative(names.values()),
        **_worded("negative"),
    }
    yield {"type": "end group"}
    yield {"type": "image", "name": PHOTO, **_worded(PHOTO)}
    yield {"type": "text", "name": COMMENT, "appearance": "multiline", **_worded(COMMENT)}


def _has_choice(form: Form) -> bool:
    return len(form.channels) > 1


def _by_last_line(form: Form) -> dict[int, list[Relation]]:
    """Group relations by the last line that they look at: there the warning stands."""
    due: dict[int, list[Relation]] = {}
    for one in form.relations:
        due.setdefault(max(one.arithmetic.terms), []).append(one)
    return due


def _warning(form: Form, relation: Relation, names: Mapping[str, str]) -> Row:
    """Make the warning of a relation: its name, and its text as the form prints it."""
    told = {
        f"label::{tag}": f"{WORDS['differs'][one]} {relation.id}, {relation.text}"
        for one, tag in LANGUAGES.items()
    }
    name = "".join(one if one.isascii() and one.isalnum() else "_" for one in relation.id)
    return {
        "type": "note",
        "name": f"{WARNING}{form.relations.index(relation) + 1}_{name}",
        "relevant": warn_when(form, relation, names),
        **told,
    }


def _worded(what: str) -> Row:
    return {f"label::{tag}": WORDS[what][one] for one, tag in LANGUAGES.items()}


def _choice(channel: str) -> Row:
    return {"list_name": CHANNEL, "name": channel, **_worded(channel)}


def _settings(form: Form, sheets: Mapping[str, Sequence[Row]]) -> Row:
    """Make the settings; the version changes with any question, as ODK wants it."""
    content = hashlib.sha256(repr(sheets).encode()).hexdigest()
    title = next(filter(None, map(form.title.get, ("ru", "kk", "en"))), form.id)
    russian = any(line.ru for line in form.lines)
    return {
        "form_title": title,
        "form_id": form.id,
        "version": content[:12],
        "default_language": LANGUAGES["ru" if russian else "en"],
        "instance_name": f"${{{STATION}}}",
    }


def _cells(columns: Sequence[str], rows: Sequence[Row]) -> Iterator[list[str]]:
    """Lay out a sheet: its headings, a label in each language, and then its rows."""
    headings = [
        heading
        for one in columns
        for heading in (
            [f"label::{tag}" for tag in LANGUAGES.values()] if one == "label" else [one]
        )
    ]
    yield headings
    for row in rows:
        yield [row.get(one, "") for one in headings]
