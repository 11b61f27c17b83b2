"""What reading a page has at hand: its content, its layout, and an account of its cells.

How a page of rows or of lines is read stands in `rows` and `lines`.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol

from ingest.errors import QuarantineError
from ingest.facts.forms import Form
from ingest.facts.sites import Layout
from ingest.parse.grid import Grid
from ingest.protocol import Unreadable
from ingest.read.match import spellings
from ingest.read.values.names import LONGEST_NAME, NO_NAMES, Names, Question, key
from ingest.read.values.numerals import SPACES, Unread, is_dash, read_cell
from ingest.read.values.signing import read_signing
from ingest.read.values.words import read_words

_FIELD = re.compile(r"\{([^{}]+)\}")
_SIGNING = ("signed", "signatures", "members", "seal")
_SHORT = 9  # digits that surely fit a count


class Content(Protocol):
    """What every parser of pages gives: tables, and the text that a reader sees."""

    @property
    def tables(self) -> Sequence[Grid]:
        """The tables, in the order of the document."""

    @property
    def text(self) -> str:
        """The text, tables' too."""


@dataclass
class Account:
    """What became of the cells of one document.

    `beside` counts what stood inside a used cell and was not used, such as a
    percentage.
    """

    cells: int = 0
    used: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)

    @property
    def left_over(self) -> int:
        """Cells that were neither used nor ignored with a reason."""
        return self.cells - self.used - self.ignored.total()


@dataclass(frozen=True, slots=True)
class Row:
    """A protocol while it is put together: its keys, counts and place."""

    keys: Mapping[str, Any]
    counts: list[int | None]
    place: str


class PageReader:
    """One page, and what has been read of it."""

    def __init__(
        self,
        page: Content,
        layout: Layout,
        form: Form,
        values: Mapping[str, str],
        name: str,
        names: Names = NO_NAMES,
    ) -> None:
        self.page = page
        self.tables = [table for table in page.tables if not table.unseen]
        self.layout, self.form, self.name = layout, form, name
        self.names = names
        self.questions: list[Question] = []
        self.account = Account(cells=sum(table.cells for table in page.tables))
        for table in page.tables:
            if table.unseen:
                self.account.ignored[table.unseen] += table.cells
        self.unreadable: list[Unreadable] = []
        self._field_cells: Counter[str] = Counter()
        self.fields = dict(values)
        self.fields |= {one: self._read_field(one) for one in layout.fields}

    def _read_field(self, name: str) -> str:
        """Read a fact that is printed once on the page."""
        where = self.layout.fields[name]
        if not where.beside:
            found = re.search(where.pattern, self.page.text)
            return found.group(1).strip() if found else ""
        for table in self.tables:
            for row in table.rows:
                for cell, right in pairwise(row):
                    if key(cell) == key(where.beside):
                        self.account.used += 2
                        self._field_cells[table.place] += 2
                        return right.strip()
        raise QuarantineError(f"expected {name} beside {where.beside!r}, found none")

    def cells_of_fields(self, table: Grid) -> int:
        """Return how many cells of a table gave facts that are printed once."""
        return self._field_cells[table.place]

    def ignore_tables_but(self, *used: Grid) -> None:
        """Note the cells of all other tables as ignored."""
        for table in self.tables:
            if not any(table is one for one in used):
                cells = table.cells - self.cells_of_fields(table)
                self.account.ignored["table without a line of the form"] += cells

    def is_blank(self, row: Sequence[str]) -> bool:
        """Tell whether a row only separates others, and note its cells as ignored."""
        if any(cell.strip(" \u00a0\n") for cell in row):
            return False
        self.account.ignored["empty row"] += len(row)
        return True

    def read_cell(self, text: str, place: str, part: str) -> int | None:
        """Read one count; what is none leaves the line missing and is noted."""
        if len(text) <= _SHORT and text.isascii() and text.isdigit():
            return int(text)
        text = text.strip(SPACES)
        if not text:
            return None
        if self.layout.dash and is_dash(text):
            return 0 if self.layout.dash == "zero" else None
        cell = read_cell(text)
        self.account.beside.update(cell.beside)
        if isinstance(cell.count, Unread):
            where = f"{place}, {part}"
            self.unreadable.append(
                Unreadable(self.name, where, cell.count.reason, repr(text[:40]))
            )
            return None
        return cell.count

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Every known spelling of a line, by its normalised text."""
        return spellings(self.form, self.names)

    def ask_line(self, spelling: str) -> str:
        """Ask a person which line a heading means; return what to say of the nearest."""
        if not key(spelling) or len(spelling) > LONGEST_NAME:
            return ""
        labels = {
            text: line.name
            for line in self.form.lines
            for text in (line.en, line.ru, line.kk, *line.aka)
            if text
        }
        self.questions.append(self.names.ask("line", spelling, labels))
        return self.questions[-1].hint

    @cached_property
    def signing(self) -> dict[str, Any]:
        """What the page says of the signing of its protocol, by the protocol's columns."""
        if not self.layout.signing:
            return {}
        said = read_signing(self.page.text)
        told = {name: getattr(said, name) for name in _SIGNING}
        self.unreadable += [
            Unreadable(self.name, f"text, {name}", value.reason, "another or several")
            for name, value in told.items()
            if isinstance(value, Unread)
        ]
        marks = ("copy" if said.copy is True else None, said.version)
        told["mark"] = " ".join(one for one in marks if isinstance(one, str)) or None
        return {
            name: value
            for name, value in told.items()
            if value is not None and not isinstance(value, Unread)
        }

    def read_words(self, text: str, place: str, part: str) -> int | None:
        """Read one count in words, as `read_cell` does in digits."""
        if not text.strip():
            return None
        read = read_words(text)
        if isinstance(read, Unread):
            where = f"{place}, {part}"
            self.unreadable.append(
                Unreadable(self.name, where, read.reason, repr(text[:40]))
            )
            return None
        return read

    def own_headings(self) -> list[str]:
        """List the headings of the page that templates name."""
        named = [
            one for text in _templates(self.layout).values() for one in _FIELD.findall(text)
        ]
        return [one for one in named if one not in self.fields]

    def keys(self, own: Mapping[str, str]) -> dict[str, Any]:
        """Fill the templates of a protocol's keys."""
        known = {**self.fields, **own}
        filled = {
            name: _FIELD.sub(lambda found: known[found.group(1)], template)
            for name, template in _templates(self.layout).items()
        }
        if not filled["station"]:
            raise QuarantineError("expected the id of a station, found an empty cell")
        for name, kind in self.layout.names.items():
            filled[name] = self._named(kind, filled[name])
        return filled | _constants(self.layout) | self.signing

    def _named(self, kind: str, spelling: str) -> str:
        """Return the id that a name stands for; ask a person where nobody said."""
        known = self.names.find(kind, spelling)
        if known is None and key(spelling):
            if len(spelling) > LONGEST_NAME:
                raise QuarantineError(
                    f"expected a {kind}, got {len(spelling):,} characters"
                )
            question = self.names.ask(kind, spelling)
            if question not in self.questions:
                self.questions.append(question)
        return known or spelling


def named_by_address(layout: Layout, values: Mapping[str, str]) -> dict[str, str]:
    """Return a protocol's keys where its address says them all but when it was signed."""
    templates = _templates(layout) | {"signed": ""}
    if layout.names or any(
        one not in values for text in templates.values() for one in _FIELD.findall(text)
    ):
        return {}
    filled = {
        name: _FIELD.sub(lambda found: values[found.group(1)], template)
        for name, template in templates.items()
    }
    return filled | _constants(layout) if filled["station"] else {}


def _templates(layout: Layout) -> dict[str, str]:
    """Return the templates of a protocol's keys."""
    return {
        "station": layout.station,
        "tec": layout.tec,
        "rec": layout.rec,
        "parent": layout.parent,
        "signed": layout.signed,
    }


def _constants(layout: Layout) -> dict[str, str]:
    """Return the keys that all protocols of a layout share."""
    return {
        "level": layout.level,
        "channel": layout.channel,
        "statement": layout.statement,
    }
