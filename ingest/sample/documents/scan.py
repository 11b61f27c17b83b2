"""An invented protocol as a scan: its PDF printed, stamped, laid askew and scanned.

Deterministic: the same protocol gives the same picture.
"""

import io
from dataclasses import dataclass
from hashlib import sha256
from time import gmtime
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PIL.Image import Image

_DPI = 200
_JPEG_QUALITY = 45
_MADE = gmtime(1187488800)  # 19 August 2007
_PAPER = 252  # the grey of paper, of 255
_STAMP_AT, _STAMP_SIZE = (0.62, 0.86), 0.17  # of the page's width and height


@dataclass(frozen=True, slots=True)
class Noise:
    """How bad a scan is: degrees askew, the spread of greys, the shade at one edge."""

    askew: float
    spread: float
    shade: float


LIGHT, MEDIUM, HEAVY = Noise(0.4, 6, 6), Noise(0.8, 14, 20), Noise(1.5, 24, 40)


def write_scan(pdf: bytes, noise: Noise = MEDIUM) -> bytes:
    """Turn a PDF of one page into a PDF of its scanned picture."""
    from PIL.Image import Resampling

    rng = np.random.default_rng(int.from_bytes(sha256(pdf).digest()[:8], "big"))
    picture = _printed(pdf)
    _stamp(picture)
    angle = float(rng.uniform(-noise.askew, noise.askew))
    picture = picture.rotate(angle, resample=Resampling.BILINEAR, fillcolor=_PAPER)
    scanned = _grained(picture, noise, rng)
    buffer = io.BytesIO()
    made = {"creationDate": _MADE, "modDate": _MADE}  # else the time of the run
    scanned.save(buffer, "PDF", resolution=_DPI, quality=_JPEG_QUALITY, **made)
    return buffer.getvalue()


def _printed(pdf: bytes) -> "Image":
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        page: Image = document[0].render(scale=_DPI / 72, grayscale=True).to_pil()
        return page.convert("L").point(lambda grey: min(grey, _PAPER))


def _stamp(picture: "Image") -> None:
    """Draw a round stamp that touches nothing but the lower margin."""
    from PIL import ImageDraw

    width, height = picture.size
    left, top = _STAMP_AT[0] * width, _STAMP_AT[1] * height
    size = _STAMP_SIZE * width
    draw = ImageDraw.Draw(picture)
    for inset in (0, 12, 60):
        box = (left + inset, top + inset, left + size - inset, top + size - inset)
        draw.ellipse(box, outline=110, width=4)


def _grained(picture: "Image", noise: Noise, rng: np.random.Generator) -> "Image":
    from PIL import Image

    grey = np.asarray(picture, np.float32)
    shade = np.linspace(0, noise.shade, grey.shape[1], dtype=np.float32)
    grain = rng.normal(0, noise.spread, grey.shape).astype(np.float32)
    return Image.fromarray(np.clip(grey - shade + grain, 0, 255).astype(np.uint8))
