from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ingest.parse.scan import ocr
from ingest.read.scanned import SURE
from ingest.read.values.words import read_words

CELLS = sorted((Path(__file__).parents[3] / "pages/scan-cells").glob("*.png"))

pytestmark = pytest.mark.skipif(
    not ocr.find_models(),
    reason="the models eng, rus and kaz of Tesseract are absent; "
    "Debian: tesseract-ocr-rus, tesseract-ocr-kaz",
)


@pytest.mark.parametrize("path", CELLS, ids=lambda path: path.stem)
def test_a_cell_that_is_hard_to_read_is_no_other_count(path):
    """Another version of Tesseract may read it; none may be sure of another number."""
    printed, column = path.stem.split("-")[:2]
    cell, reader = np.asarray(Image.open(path)), ocr.open_reader()

    if column == "digits":
        reading = reader.read_digits(cell)
        assert reading.text == printed or reading.confidence < SURE
    for model in ocr.WORD_MODELS if column == "words" else ():
        count = read_words(reader.read_words(cell, model).text)
        assert not isinstance(count, int) or str(count) == printed


def test_digits_are_read_in_every_picture_of_a_cell():
    """Smaller, larger, and in its own greys: what else a cell may say."""
    cell = np.asarray(Image.open(next(one for one in CELLS if one.stem.startswith("47"))))

    assert "47" in {one.text for one in ocr.open_reader().read_digits_again(cell)}
