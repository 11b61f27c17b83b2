"""Invented protocols, printed and scanned, for tests of reading them."""

import io
from functools import cache

from ingest.facts.forms import load_form
from ingest.facts.sites import Layout
from ingest.parse.scan.picture import read_pictures
from ingest.sample.documents.blank import Blank
from ingest.sample.documents.paper import write_pdf
from ingest.sample.documents.scan import MEDIUM, write_scan
from ingest.sample.documents.words import write_words

FORM = "kz-2007-pec"
LAYOUT = Layout(form=FORM, orientation="lines", words=True, station="{station}")
# Keeps every relation of the form.
COUNTS = [812, 14, 9, 807, 620, 31, 815, 194, 1, 31, 587, 618]
COUNTS += [12, 606, 88, 401, 5, 17, 60, 23, 12]


def blank(language="ru", counts=COUNTS, words=None):
    """Fill in a protocol; the count None leaves a line empty."""
    lines = load_form(FORM).lines
    return Blank(
        language,
        ["ВЫДУМАННЫЕ ДАННЫЕ", "Протокол", "№ 00001"],
        [
            (
                line.number,
                line.kk if language == "kk" else line.ru,
                *(("", "") if count is None else (str(count), write_words(word, language))),
            )
            for line, count, word in zip(lines, counts, words or counts, strict=True)
        ],
        ["Печать поставлена"],
    )


@cache
def scan(language="ru", noise=MEDIUM):
    """Scan the common protocol."""
    return write_scan(write_pdf(blank(language)), noise)


def photograph(data, turn=None):
    """Make a JPEG of the picture in a scan; *turn* is how its camera was held."""
    from PIL import Image

    (picture,) = read_pictures(data)
    image, exif = Image.fromarray(picture.grey), Image.Exif()
    if turn:
        image = image.transpose(Image.Transpose.ROTATE_90)
        exif[0x0112] = turn
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80, exif=exif)
    return buffer.getvalue()
