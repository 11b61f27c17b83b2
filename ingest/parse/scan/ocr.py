"""What do the letters in a picture of one cell say, and how sure is that?

Tesseract reads, by way of `tesserocr`; its models are packages of the system. Both are
an extra: without them `open_reader` says what to install.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ingest.errors import QuarantineError

DIGIT_MODEL, WORD_MODELS = "eng", ("rus", "kaz")
_FOLDERS = ("/usr/share/tesseract-ocr", "/usr/share/tessdata", "/usr/local/share/tessdata")
INSTALL = (
    'reading scans needs pip install "tekseru[scan]" and the models of Tesseract '
    "(Debian: tesseract-ocr, tesseract-ocr-rus, tesseract-ocr-kaz)"
)
# Letters of number words; without them Latin ones are read that look the same.
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіңғүұқөһә"
_ONE_LINE, _ONE_BLOCK = 7, 6  # how Tesseract should take a picture apart
_TIMES = 2  # print of 8 points at 200 dots an inch is smaller than Tesseract likes
_OTHER_TIMES = (1, 3)
_PAD = 10  # pixels of paper around, without which it reads nothing


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says, and the confidence in its least sure word, 0 to 100."""

    text: str
    confidence: int


NOTHING = Reading("", 0)


class Reader:
    """Tesseract with a model each for digits and for words."""

    def __init__(self, folder: str) -> None:
        self._digits = _engine(folder, DIGIT_MODEL, _ONE_LINE, "0123456789")
        letters = f"{_LETTERS}{_LETTERS.upper()}- "
        self._words = {
            one: _engine(folder, one, _ONE_BLOCK, letters) for one in WORD_MODELS
        }

    def read_digits(self, cell: np.ndarray) -> Reading:
        """Read a cell, uint8 (row, column), that has digits only."""
        return _read(self._digits, _blackened(_enlarged(cell, _TIMES)))

    def read_digits_again(self, cell: np.ndarray) -> list[Reading]:
        """Read the same from other pictures of it: smaller, larger, in its own greys."""
        pictures = [_blackened(_enlarged(cell, one)) for one in _OTHER_TIMES]
        pictures.append(_enlarged(cell, _TIMES))
        return [_read(self._digits, one) for one in pictures]

    def read_words(self, cell: np.ndarray, language: str) -> Reading:
        """Read a cell that has words of one of WORD_MODELS."""
        return _read(self._words[language], _blackened(_enlarged(cell, _TIMES)))


@cache  # one a process: loading the models takes half a second
def open_reader() -> Reader:
    """Load Tesseract and its models; raise QuarantineError if they are not installed."""
    try:
        import tesserocr  # noqa: F401 - asked for here, used below
    except ImportError:
        raise QuarantineError(INSTALL) from None
    folder = find_models()
    if not folder:
        raise QuarantineError(INSTALL)
    return Reader(folder)


def find_models() -> str:
    """Return the folder that has all models, empty if none has."""
    named = [Path(os.environ[one]) for one in ("TESSDATA_PREFIX",) if one in os.environ]
    roots = named + [Path(one) for one in _FOLDERS]
    for root in roots:
        for folder in (root, *sorted(root.glob("*/tessdata"), reverse=True)):
            if all(
                (folder / f"{one}.traineddata").is_file()
                for one in (DIGIT_MODEL, *WORD_MODELS)
            ):
                return str(folder)
    return ""


def _engine(folder: str, model: str, mode: int, letters: str) -> Any:
    from tesserocr import OEM, PyTessBaseAPI

    engine = PyTessBaseAPI(path=folder, lang=model, psm=mode, oem=OEM.LSTM_ONLY)
    engine.SetVariable("tessedit_char_whitelist", letters)
    return engine


def _read(engine: Any, picture: np.ndarray) -> Reading:
    framed = np.pad(picture, _PAD, constant_values=255)
    height, width = framed.shape
    engine.SetImageBytes(framed.tobytes(), width, height, 1, width)
    text = engine.GetUTF8Text().strip()
    return Reading(text, min(engine.AllWordConfidences(), default=0))


def _enlarged(cell: np.ndarray, times: int) -> np.ndarray:
    height, width = cell.shape
    size = (width * times, height * times)
    return np.asarray(Image.fromarray(cell).resize(size, Image.Resampling.BICUBIC))


def _blackened(grey: np.ndarray) -> np.ndarray:
    return np.where(grey <= _otsu(grey), 0, 255).astype(np.uint8)


def _otsu(grey: np.ndarray) -> int:
    """Return the grey that parts print from paper best.

    N. Otsu, A threshold selection method from gray-level histograms, IEEE Trans.
    Systems, Man and Cybernetics 9 (1979), 62-66.
    """
    count = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    below, mass = count.cumsum(), (count * np.arange(256)).cumsum()
    above = below[-1] - below
    parted = (below > 0) & (above > 0)
    gap = np.zeros(256)
    gap[parted] = mass[parted] / below[parted] - (mass[-1] - mass[parted]) / above[parted]
    return int(np.argmax(below * above * gap**2))
