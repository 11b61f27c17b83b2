"""What does a person see on a page of a PDF or on a photograph? A picture of ours.

A stranger's file is drawn in a process of its own, which may take so long and so much
memory; what comes back is a new JPEG, whatever the file was.
"""

import io
import json
import resource
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.errors import QuarantineError
from ingest.parse.grid import MOST_PIXELS, PHOTOGRAPHS

if TYPE_CHECKING:  # only the process that draws loads it
    from PIL.Image import Image

PDF = b"%PDF-"
LONGEST_SIDE = 1400  # pixels: print of 8 points is read, and a bad line carries it
_QUALITY = 70  # of 100: print is read, and a page takes 100 to 300 KB
_WAIT_S = 20  # a page of a scan takes one
_MEMORY = 2 << 30  # bytes of the process that draws: a photograph of 80 million pixels
_MOST_DRAWN = 500  # pages of a document that are offered


def is_drawable(data: bytes) -> bool:
    """Tell whether these bytes are a PDF or a photograph."""
    return data.startswith((PDF, *PHOTOGRAPHS))


def pages_of(data: bytes) -> int:
    """Return how many pages can be drawn; 0 where the file cannot be read."""
    if data.startswith(PHOTOGRAPHS):
        return 1
    try:
        return min(int(_ask("count", data)), _MOST_DRAWN)
    except QuarantineError:
        return 0


def draw_page(data: bytes, number: int) -> bytes:
    """Draw a page, from 1, as JPEG.

    Raises
    ------
    QuarantineError
        If there is no such page, or it cannot be drawn within the bounds.
    """
    return _ask(str(number), data)


def draw_cells(data: bytes, places: Sequence[str]) -> list[bytes]:
    """Cut cells out of a scan, each as PNG; raise QuarantineError as `draw_page` does."""
    drawn = json.loads(_ask(json.dumps(list(places)), data))
    return [b64decode(one) for one in drawn]


def _ask(what: str, data: bytes) -> bytes:
    """Let a process of its own answer."""
    command = [sys.executable, "-P", "-m", "ingest.parse.shown", what]
    try:
        done = subprocess.run(  # noqa: S603 - this module, and a number
            command, input=data, capture_output=True, timeout=_WAIT_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise QuarantineError(f"expected a page drawn in {_WAIT_S} seconds") from None
    if done.returncode:
        raise QuarantineError("expected a page that can be drawn")
    return done.stdout


def _answer(what: str, data: bytes) -> bytes:
    if what == "count":
        from ingest.parse.pdf.pdfium import open_pdf

        with open_pdf(data) as document:
            return str(len(document)).encode()
    if what.startswith("["):
        from ingest.parse.scan.tables import cut_cells

        cells = cut_cells(data, json.loads(what))
        return json.dumps([b64encode(one).decode() for one in cells]).encode()
    picture = _photograph(data) if data.startswith(PHOTOGRAPHS) else _page(data, int(what))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


def _page(data: bytes, number: int) -> "Image":
    from ingest.parse.pdf.pdfium import open_pdf

    with open_pdf(data) as document:
        page = document[number - 1] if 0 < number <= len(document) else None
        if page is None:
            raise QuarantineError(f"expected a page up to {len(document)}, got {number}")
        scale = LONGEST_SIDE / max(*page.get_size(), 1)
        drawn: Image = page.render(scale=scale, grayscale=True).to_pil()
        return drawn


def _photograph(data: bytes) -> "Image":
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as photograph:
        if photograph.width * photograph.height > MOST_PIXELS:
            raise QuarantineError("expected a photograph of fewer pixels")
        photograph.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(photograph).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return upright


def main() -> int:
    """Answer one question about the bytes on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_WAIT_S, _WAIT_S))
    try:
        answer = _answer(sys.argv[1], sys.stdin.buffer.read())
    except (QuarantineError, OSError, ValueError, MemoryError, SyntaxError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
