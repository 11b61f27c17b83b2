"""From the bytes of a page to its tables, cell by cell.

Pages of commissions leave `<tr>` and `<td>` open, nest tables for layout and lie about
their encoding; the parser underneath repairs the first two, `encoding` decides the
third. A cell's text is its own: what a table inside it says belongs to that table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from ingest.errors import QuarantineError
from ingest.parse.encoding import decode
from ingest.parse.grid import Grid, Merged

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_UNSEEN = ("script", "style")
# A note's mark stays told from the count that it stands at: 123<sup>1</sup> is not 1231.
_RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
WIDEST_SPAN = 1000  # a colspan beyond this is no layout but an attack
LARGEST_TABLE = 5_000_000  # cells, spans counted out


@dataclass(frozen=True)
class Page:
    """The tables of a page, in the order of their opening tags."""

    tables: Sequence[Grid]
    encoding: str
    rule: str
    root: "Element"

    @cached_property
    def text(self) -> str:
        """All text that a reader sees."""
        return " ".join(
            text
            for element in self.root.iter()
            for text in (
                element.tag not in _UNSEEN and element.text,
                element.tail,
            )
            if text
        )


def read_page(data: bytes, content_type: str = "") -> Page:
    """Read the tables of an HTML page; raise QuarantineError if it is none."""
    decoded = decode(data, content_type)
    root = _parse(decoded.text)
    tables = [
        Grid(f"table {number}", *_rows(table))
        for number, table in enumerate(root.iter("table"), 1)
    ]
    return Page(tables, decoded.encoding, decoded.rule, root)


def read_links(data: bytes, content_type: str = "") -> list[str]:
    """Read where the links of a page lead to; raise QuarantineError if it is none."""
    root = _parse(decode(data, content_type).text)
    return [link for one in root.iter("a") if (link := (one.get("href") or "").strip())]


def _parse(text: str) -> "Element":
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise QuarantineError(f"expected an HTML page: {fault}") from None
    if root is None:
        raise QuarantineError("expected an HTML page, got nothing that is one")
    return root


def _rows(table: "Element") -> tuple[list[list[str]], int, list[Merged]]:
    """Lay out the rows of one table, with spans counted out, from row 1 on."""
    grid: list[list[str]] = []
    merged: list[Merged] = []
    hanging: dict[tuple[int, int], str] = {}
    cells = 0
    for at, row in enumerate(_own_rows(table)):
        laid: list[str] = []
        for cell in row:
            _fill_hanging(laid, hanging, at)
            text = _cell_text(cell)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            cells += wide * high
            if cells > LARGEST_TABLE:
                raise QuarantineError(f"a table of more than {LARGEST_TABLE:,} cells")
            if wide * high > 1:
                left = len(laid)
                merged.append(Merged(at, left, at + high - 1, left + wide - 1))
            for below in range(1, high):
                hanging.update({(at + below, len(laid) + n): text for n in range(wide)})
            laid += [text] * wide
        _fill_hanging(laid, hanging, at)
        grid.append(laid)
    return grid, 1, merged


def _fill_hanging(laid: list[str], hanging: dict[tuple[int, int], str], at: int) -> None:
    """Put in the cells that hang down from rows above."""
    while (at, len(laid)) in hanging:
        laid.append(hanging.pop((at, len(laid))))


def _own_rows(table: "Element") -> Iterator[list["Element"]]:
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _own_rows(child)


def _span(cell: "Element", name: str) -> int:
    text = cell.get(name)
    if text is None:
        return 1
    text = text.strip()
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        return 1
    if int(text) > WIDEST_SPAN:
        raise QuarantineError(f"a cell with {name} {int(text)}")
    return max(1, int(text))


def _cell_text(cell: "Element") -> str:
    if not len(cell):  # the common cell: nothing but text
        return " ".join((cell.text or "").split())
    parts = [cell.text or ""]
    for child in cell:
        parts += _inner_text(child)
        parts.append(child.tail or "")
    lines = "".join(parts).replace("\r", "\n").split("\v")
    return "\n".join(" ".join(line.split()) for line in lines).strip("\n")


def _inner_text(element: "Element") -> list[str]:
    """Collect an element's text; a line break is a vertical tab until lines are split."""
    if element.tag == "br":
        return ["\v"]
    if element.tag == "table" or element.tag in _UNSEEN or not isinstance(element.tag, str):
        return []
    parts = [element.text or ""]
    for child in element:
        parts += _inner_text(child)
        parts.append(child.tail or "")
    if element.tag == "sup":
        return [part.translate(_RAISED) for part in parts]
    return parts
