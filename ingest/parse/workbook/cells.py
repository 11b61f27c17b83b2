"""The cells and merged cells of one sheet of an XLSX workbook, from its XML."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ingest.errors import QuarantineError
from ingest.parse.grid import Merged
from ingest.parse.workbook.formats import PLAIN, Format, show_number
from ingest.parse.workbook.parts import Ends, Starts
from ingest.parse.workbook.text import Listener, unescaped

MOST_CELLS = 5_000_000  # gaps counted; 80,000 stations with 60 columns
MOST_CHARACTERS = 256 << 20  # of all cells together, each as often as it is shown
MOST_MERGED = 100_000  # merged cells of a sheet
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # the largest sheet that Excel has

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


def whole(text: str) -> int:
    """Read a whole number of up to 8 digits that a file refers by; -1 if it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 8 else -1


class SheetReader:
    """Takes in a sheet's elements one after the other; `rows` and `merged` come out."""

    def __init__(
        self, strings: Sequence[str], formats: Sequence[Format], days_from_1904: bool
    ) -> None:
        self.rows: list[list[str]] = []
        self.merged: list[Merged] = []
        self._strings, self._formats = strings, formats
        self._days_from_1904 = days_from_1904
        self._row: list[str] = []
        self._number = self._kind = self._style = ""
        self._cells = self._characters = 0
        self._heard = Listener()
        self.take = self._heard.take
        self.starts: Starts = {
            **self._heard.starts,
            "row": self._start_row,
            "c": self._start_cell,
            "mergeCell": self._merge,
        }
        self.ends: Ends = {**self._heard.ends, "c": self._end_cell}

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r", "")
        last = len(self.rows)
        at = whole(number) if number else last + 1
        if not last < at <= LAST_ROW:
            raise QuarantineError(
                f"expected a row from {last + 1} to {LAST_ROW}, got row {number[:20]!r}"
            )
        self.rows += [[] for _ in range(at - last)]
        self._row, self._number = self.rows[-1], str(at)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        width = len(self._row)
        reference = attributes.get("r")
        column = width + 1
        if reference and reference != _letters(width) + self._number:
            column = self._column_after(width, reference)
        if column > LAST_COLUMN:
            raise QuarantineError(f"row {self._number}: expected a column up to XFD")
        self._cells += column - width
        if self._cells > MOST_CELLS:
            raise QuarantineError(f"a sheet of more than {MOST_CELLS:,} cells")
        self._row += [""] * (column - width)
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._heard.text = ""

    def _column_after(self, width: int, reference: str) -> int:
        """Return the column of a cell that is not the very next one, counted from 1."""
        found = _CELL.fullmatch(reference)
        column = _column(found[1]) if found else 0
        if not found or found[2] != self._number or column <= width:
            raise QuarantineError(
                f"expected a cell after column {width} of row {self._number or 'none'}, "
                f"got {reference[:20]!r}"
            )
        return column

    def _end_cell(self) -> None:
        text = self._heard.text
        if not text:
            return
        if self._kind == "n":
            how = self._format(self._style) if self._style else PLAIN
            plain = how is PLAIN and text.isdigit()
            shown = text if plain else show_number(text, how, self._days_from_1904)
        else:
            shown = self._shown(text)
        self._characters += len(shown)
        if self._characters > MOST_CHARACTERS:
            raise QuarantineError(f"cells of more than {MOST_CHARACTERS:,} characters")
        self._row[-1] = shown

    def _shown(self, text: str) -> str:
        """Return what the reader of a cell sees that holds no number."""
        if self._kind == "b":
            return "FALSE" if text == "0" else "TRUE"
        if self._kind != "s":
            return unescaped(text)
        at = whole(text)
        if not 0 <= at < len(self._strings):
            raise QuarantineError(
                f"row {self._number}: expected the number of a string, got {text[:20]!r}"
            )
        return self._strings[at]

    def _format(self, style: str) -> Format:
        at = whole(style)
        return self._formats[at] if 0 <= at < len(self._formats) else PLAIN

    def _merge(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("ref", "")
        found = _AREA.fullmatch(reference)
        if not found:
            raise QuarantineError(f"expected cells such as B7:D7, got {reference[:20]!r}")
        left, right = _column(found[1]), _column(found[3])
        top, bottom = int(found[2]), int(found[4])
        if not (0 < top <= bottom <= LAST_ROW and left <= right):
            raise QuarantineError(f"expected cells such as B7:D7, got {reference[:20]!r}")
        if len(self.merged) == MOST_MERGED:
            raise QuarantineError(f"a sheet of more than {MOST_MERGED:,} merged cells")
        self.merged.append(Merged(top - 1, left - 1, bottom - 1, right - 1))


@lru_cache(maxsize=LAST_COLUMN)
def _column(letters: str) -> int:
    """Return the number of a column by its letters, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    if number > LAST_COLUMN:
        raise QuarantineError(f"expected a column up to XFD, got {letters}")
    return number


@lru_cache(maxsize=LAST_COLUMN)
def _letters(before: int) -> str:
    """Return the letters of the column that has so many columns before it."""
    letters, number = "", before + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
