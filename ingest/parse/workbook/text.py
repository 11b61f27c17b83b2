"""The text of a cell or of a shared string of an XLSX workbook, piece by piece."""

from collections.abc import Mapping

from ingest.errors import QuarantineError
from ingest.parse.workbook.parts import Ends, Parts, Starts

LONGEST_CELL = 1 << 17  # characters; Excel itself stops at 32,767
MOST_STRINGS = 5_000_000


class Listener:
    """Puts together the text inside values; how a word is pronounced is no part of it."""

    def __init__(self) -> None:
        self.text = ""
        self._inside = self._pronounced = False
        self.starts: Starts = {
            "v": self._start_value,
            "t": self._start_value,
            "rPh": self._start_pronounced,
        }
        self.ends: Ends = {
            "v": self._end_value,
            "t": self._end_value,
            "rPh": self._end_pronounced,
        }

    def take(self, piece: str) -> None:
        """Take in a piece of text; it counts inside a value only."""
        if self._inside:
            self.text += piece
            if len(self.text) > LONGEST_CELL:
                raise QuarantineError(f"a cell of more than {LONGEST_CELL:,} characters")

    def _start_value(self, _: Mapping[str, str]) -> None:
        self._inside = not self._pronounced

    def _end_value(self) -> None:
        self._inside = False

    def _start_pronounced(self, _: Mapping[str, str]) -> None:
        self._pronounced = True

    def _end_pronounced(self) -> None:
        self._pronounced = False


def read_strings(parts: Parts, name: str) -> list[str]:
    """Read the strings that cells refer to by their number."""
    strings: list[str] = []
    heard = Listener()

    def end() -> None:
        if len(strings) == MOST_STRINGS:
            raise QuarantineError(f"a workbook of more than {MOST_STRINGS:,} strings")
        strings.append(unescaped(heard.text))
        heard.text = ""

    parts.feed(name, heard.starts, {**heard.ends, "si": end}, heard.take)
    return strings


def unescaped(text: str) -> str:
    """Leave out the returns of Windows, which XLSX writes as "_x000D_"."""
    return text.replace("_x000D_", "")
