"""From the bytes of an XLSX workbook to its sheets, cell by cell.

fastexcel, which reads old .xls here, is not used for XLSX. Its Python side (0.21) knows
no merged cells, gives the cells of errors as empty ones, and a workbook of 5 kB with one
cell in the far corner makes it ask for 550 GB and abort the process. A walk through the
XML that looks for these takes as long as one that reads the cells too: 0.24 s for 233,000
cells, of which fastexcel takes 0.15 s.
"""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.errors import QuarantineError
from ingest.parse.grid import Sheet
from ingest.parse.workbook.cells import SheetReader, whole
from ingest.parse.workbook.formats import Format, read_format
from ingest.parse.workbook.parts import Parts
from ingest.parse.workbook.text import read_strings

MOST_SHEETS = 1000  # one for each commission of a country, and more
MOST_RELATIONS = 10_000  # parts that one part refers to
MOST_STYLES = 100_000  # Excel itself stops at 65,490
_ENTRY = "_rels/.rels"


def read_xlsx(data: bytes) -> list[Sheet]:
    """Read every sheet of a workbook; raise QuarantineError if it is none."""
    parts = Parts(data)
    book_at = _first(_relations(parts, _ENTRY, ""), "officeDocument")
    book = _Book()
    parts.feed(book_at, {"workbookPr": book.take_settings, "sheet": book.take_sheet})
    folder, name = posixpath.split(book_at)
    related = _relations(parts, f"{folder}/_rels/{name}.rels".lstrip("/"), folder)
    texts, styles = _first(related, "sharedStrings"), _first(related, "styles")
    strings = read_strings(parts, texts) if texts else []
    formats = _formats(parts, styles) if styles else []
    places = {one.id: one.target for one in related if one.kind == "worksheet"}
    sheets = []
    for title, relation, hidden in book.sheets:
        if relation in places:  # charts and macros are sheets too, without cells
            reader = SheetReader(strings, formats, book.days_from_1904)
            parts.feed(places[relation], reader.starts, reader.ends, reader.take)
            sheets.append(Sheet(title, reader.rows, reader.merged, hidden))
    return sheets


@dataclass(frozen=True, slots=True)
class _Relation:
    id: str
    kind: str
    target: str


def _relations(parts: Parts, name: str, folder: str) -> list[_Relation]:
    """List the parts that a part refers to; what lies outside the file is left out."""
    found: list[_Relation] = []

    def take(attributes: Mapping[str, str]) -> None:
        if attributes.get("TargetMode") != "External":
            target = posixpath.join("/", folder, attributes.get("Target", ""))
            _refuse_more(len(found) + 1, MOST_RELATIONS, "relations of one part")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append(
                _Relation(
                    attributes.get("Id", ""), kind, posixpath.normpath(target).lstrip("/")
                )
            )

    parts.feed(name, {"Relationship": take})
    return found


def _first(relations: Sequence[_Relation], kind: str) -> str:
    return next((one.target for one in relations if one.kind == kind), "")


@dataclass
class _Book:
    """What the workbook's own part says: its sheets, and how it counts days."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    days_from_1904: bool = False

    def take_settings(self, attributes: Mapping[str, str]) -> None:
        """Take in how days are counted."""
        self.days_from_1904 = attributes.get("date1904", "0") in ("1", "true")

    def take_sheet(self, attributes: Mapping[str, str]) -> None:
        """Take in a sheet's name, what it is referred to by, and whether it is hidden."""
        _refuse_more(len(self.sheets) + 1, MOST_SHEETS, "sheets")
        ids = [value for name, value in attributes.items() if name.endswith(" id")]
        hidden = attributes.get("state", "visible") != "visible"
        self.sheets.append((attributes.get("name", ""), "".join(ids), hidden))


def _formats(parts: Parts, name: str) -> list[Format]:
    """Read how each style of a cell shows numbers."""
    codes: dict[str, str] = {}
    used: list[Format] = []
    here = False

    def take_code(attributes: Mapping[str, str]) -> None:
        codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def open_cells(_: Mapping[str, str]) -> None:
        nonlocal here
        here = True

    def close_cells() -> None:
        nonlocal here
        here = False

    def take_style(attributes: Mapping[str, str]) -> None:
        if here:  # styles of other things than cells have the same tag
            number = attributes.get("numFmtId", "0")
            used.append(read_format(whole(number), codes.get(number, "")))
            _refuse_more(len(used), MOST_STYLES, "styles")

    starts = {"numFmt": take_code, "cellXfs": open_cells, "xf": take_style}
    parts.feed(name, starts, {"cellXfs": close_cells})
    return used


def _refuse_more(found: int, most: int, what: str) -> None:
    if found > most:
        raise QuarantineError(f"a workbook of more than {most:,} {what}")
