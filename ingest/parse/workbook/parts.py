"""The parts of a zipped document, read within bounds and never as more than text.

XLSX is a zip of XML. What a part declares about its size is checked before anything is
unpacked, what it really unpacks to while it is. XML goes through expat piece by piece,
so that no tree is built; a document type (which Office never writes, and which is how XML
names entities and files) is refused before anything in it is looked at.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import TypeVar

# Only bytes go in, and the document type is refused: nothing is expanded or fetched.
from xml.parsers import expat

from ingest.errors import QuarantineError

# Bytes; the largest table known here, 95,000 stations of Russia, would unpack to 200 MB.
LARGEST_UNPACKED = 256 << 20
MOST_PARTS = 10_000  # a workbook has some ten, and one for each further sheet
MOST_ELEMENTS = 12_000_000  # of one part; five million cells and their values are ten
DEEPEST = 100  # elements inside each other; a sheet has some six
# Bytes; expat before 2.6 looks at an unfinished tag from its start again with each piece.
LONGEST_TAG = 1 << 20
_CHUNK = 1 << 16  # bytes; what one step of unpacking may give

# What is done at the beginning and at the end of elements, by their names.
Starts = Mapping[str, Callable[[Mapping[str, str]], None]]
Ends = Mapping[str, Callable[[], None]]
Result = TypeVar("Result")


class Parts:
    """The parts of one zip, with one allowance of unpacked bytes for all of them."""

    def __init__(self, data: bytes) -> None:
        """Open a zip; raise QuarantineError if it is none or declares too much."""
        self._left = LARGEST_UNPACKED
        self._zip = _named(lambda: zipfile.ZipFile(io.BytesIO(data)))
        entries = self._zip.infolist()
        size = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_PARTS:
            raise QuarantineError(
                f"expected a spreadsheet of up to {MOST_PARTS:,} parts, "
                f"got {len(entries):,}"
            )
        if size > LARGEST_UNPACKED:
            raise QuarantineError(
                "expected a spreadsheet that unpacks to at most "
                f"{LARGEST_UNPACKED:,} bytes, got {size:,}"
            )
        self.names = {entry.filename for entry in entries}

    def feed(
        self,
        name: str,
        starts: Starts,
        ends: Ends | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Walk through the XML of one part; elements go by names without a namespace.

        Raises
        ------
        QuarantineError
            If the part is absent, is no XML, has a document type, is nested too deep,
            has too many elements, or unpacks to more than is left of the allowance.
        """
        if name not in self.names:
            raise QuarantineError(f"expected an XLSX workbook, got a zip without {name}")
        begin, finish = _ByName(starts), _ByName(ends or {})
        depth = seen = 0

        def open_element(tag: str, attributes: Mapping[str, str]) -> None:
            nonlocal depth, seen
            depth += 1
            seen += 1
            if seen > MOST_ELEMENTS:
                raise QuarantineError(f"{name}: more than {MOST_ELEMENTS:,} elements")
            if depth > DEEPEST:
                raise QuarantineError(f"{name}: elements nested more than {DEEPEST} deep")
            if step := begin[tag]:
                step(attributes)

        def close_element(tag: str) -> None:
            nonlocal depth
            depth -= 1
            if step := finish[tag]:
                step()

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = open_element
        parser.EndElementHandler = close_element
        if text:
            parser.CharacterDataHandler = text
        _named(lambda: self._unpack_into(name, parser))

    def _unpack_into(self, name: str, parser: expat.XMLParserType) -> None:
        fed = 0
        with self._zip.open(name) as part:
            while chunk := part.read(_CHUNK):
                fed += len(chunk)
                self._left -= len(chunk)
                if self._left < 0:
                    raise QuarantineError(
                        f"unpacks to more than {LARGEST_UNPACKED:,} bytes, "
                        "whatever it declares"
                    )
                parser.Parse(chunk)
                if fed - parser.CurrentByteIndex > LONGEST_TAG + _CHUNK:
                    raise QuarantineError(
                        f"{name}: a tag of more than {LONGEST_TAG:,} bytes"
                    )
            parser.Parse(b"", True)  # noqa: FBT003  # it takes no keyword


class _ByName(dict[str, Callable[..., None] | None]):
    """What is done at an element, by its name with the namespace, looked up once each."""

    def __init__(self, steps: Mapping[str, Callable[..., None]]) -> None:
        self._steps = steps

    def __missing__(self, tag: str) -> Callable[..., None] | None:
        return self.setdefault(tag, self._steps.get(tag.rpartition(" ")[2]))


def _refuse_document_type(*_: object) -> None:
    raise QuarantineError("expected a spreadsheet, got XML with a document type")


def _named(step: Callable[[], Result]) -> Result:
    """Take one step into a zip, whose every fault has a name here."""
    try:
        return step()
    except expat.ExpatError as fault:
        raise QuarantineError(
            f"expected a spreadsheet, got XML with a fault: {fault}"
        ) from None
    except RuntimeError as fault:  # how zipfile says that a part is encrypted
        raise QuarantineError(f"expected a spreadsheet, got: {fault}") from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
    ) as fault:
        raise QuarantineError(f"expected a spreadsheet, got a fault: {fault}") from None
