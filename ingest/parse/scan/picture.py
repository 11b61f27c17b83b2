"""From the bytes of a scan or a photograph to the grey picture of each of its pages.

Every page is brought to one size, so that whatever looks at it knows how large print
is. What stands on it is not asked here.
"""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps

from ingest.errors import QuarantineError
from ingest.parse.grid import MOST_PIXELS, PHOTOGRAPHS
from ingest.parse.pdf.pdfium import open_pdf

# Pixels of a page's longer side: A4 at 200 to the inch, where print of 8 points is read
# well, and reading more pixels takes longer and reads no better.
LONG_SIDE = 2339
LEAST_SIDE = 1170  # pixels of the same; A4 at 100 to the inch, where digits fall to pieces
MOST_PICTURES = 20  # pages of one scan; each takes a second or two


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a page.

    `grey` is uint8 (row, column), 0 for black. `unit` is how long one of its pixels is:
    in points of a PDF's page, or in pixels of a photograph as it was handed in.
    """

    page: int
    grey: np.ndarray
    unit: float


def read_pictures(data: bytes) -> Iterator[Picture]:
    """Yield the picture of each page.

    Raises
    ------
    QuarantineError
        If it is neither a PDF nor a photograph that can be read, or is too large or
        too small.
    """
    if data.startswith(PHOTOGRAPHS):
        yield _photograph(data)
        return
    with open_pdf(data) as document:
        if len(document) > MOST_PICTURES:
            raise QuarantineError(
                f"expected a scan of up to {MOST_PICTURES} pages, got {len(document):,}"
            )
        for number, page in enumerate(document, 1):
            scale = LONG_SIDE / max(page.get_size())
            grey = page.render(scale=scale, grayscale=True).to_numpy()
            yield Picture(number, np.array(grey), 1 / scale)
            page.close()


def _photograph(data: bytes) -> Picture:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            grey, side = _decoded(data)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise QuarantineError(_too_large("more")) from None
    except (OSError, SyntaxError, ValueError) as fault:
        raise QuarantineError(
            f"expected a photograph that can be read, got: {fault}"
        ) from None
    return Picture(1, grey, side / LONG_SIDE)


def _decoded(data: bytes) -> tuple[np.ndarray, int]:
    """Return a photograph the way up it was taken, and its longer side in pixels."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as photograph:
        side = max(photograph.size)
        if photograph.width * photograph.height > MOST_PIXELS:
            raise QuarantineError(_too_large(f"{photograph.width} by {photograph.height}"))
        if side < LEAST_SIDE:
            raise QuarantineError(
                f"expected a photograph at least {LEAST_SIDE:,} pixels long, got {side:,}; "
                "ask for a scan of 200 dots an inch"
            )
        upright = ImageOps.exif_transpose(photograph).convert("L")
    scale = LONG_SIDE / side
    size = (round(upright.width * scale), round(upright.height * scale))
    return np.array(upright.resize(size, Image.Resampling.LANCZOS)), side


def _too_large(got: str) -> str:
    return f"expected a photograph of up to {MOST_PIXELS:,} pixels, got {got}"
