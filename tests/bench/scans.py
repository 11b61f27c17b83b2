"""How much of scanned protocols is read, at three levels of noise, and how soon.

Invents protocols in two languages, scans each at every level, reads them as
`tekseru parse` does, and compares every cell with what was printed: read right, read
wrong, left to a person, and what of that was suggested rightly. FOLDER takes every page
of which a cell was read wrong, or that was set aside.

    python -m tests.bench.scans [PAGES] [PROCESSES] [FOLDER]
"""

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ingest.errors import QuarantineError
from ingest.facts.forms import load_form
from ingest.facts.sites import Layout
from ingest.read.documents import LIMITS
from ingest.read.pages.layout import PageRows
from ingest.read.pool import Stopped, run_limited
from ingest.read.scanned import read_scanned
from ingest.sample.documents.blank import Blank, fill_blank
from ingest.sample.documents.paper import write_pdf
from ingest.sample.documents.scan import HEAVY, LIGHT, MEDIUM, write_scan
from ingest.sample.invent import Settings

PAGES = 200  # of each level of noise, 21 cells a page
NOISES = {"light": LIGHT, "medium": MEDIUM, "heavy": HEAVY}
LAYOUT = Layout(form="kz-2007-pec", orientation="lines", words=True, station="{station}")
_SUGGESTED = re.compile(r"perhaps (\d+)")


def blanks() -> Iterator[Blank]:
    """Fill in the protocols of an invented election, in turn in Russian and Kazakh."""
    posting = Settings(1000).invent()
    for at, ((station, channel), own) in enumerate(posting.protocols.items()):
        language = ("ru", "kk")[at % 2]
        form = posting.country.form
        yield fill_blank(form, "pec", station, channel, own, own.version(1) or 1, language)


def read(data: bytes) -> PageRows | str:
    """Read one as `tekseru parse` does."""
    form = load_form(LAYOUT.form)
    try:
        return read_scanned(data, LAYOUT, form, {"station": "1"}, "scan")
    except QuarantineError as fault:
        return str(fault)


def compare(blank: Blank, page: PageRows) -> Counter[str]:
    """Count the cells by what became of them."""
    told: Counter[str] = Counter()
    suggested = {
        one.place.rsplit("row ", 1)[1]: _SUGGESTED.match(one.got) for one in page.unreadable
    }
    for row, count, place in zip(blank.rows, page.rows[0].counts, page.places, strict=True):
        if count is not None:
            told["right" if str(count) == row[2] else "wrong"] += 1
        elif row[2]:
            guess = suggested.get(place.removeprefix("row "))
            told["left"] += 1
            told["suggested"] += bool(guess and guess[1] == row[2])
    return told


def main() -> None:
    """Print the table."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else os.cpu_count() or 1
    folder = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    printed = [(one, write_pdf(one)) for one in islice(blanks(), pages)]
    print(f"{pages:,} pages of each, {workers} processes, their start included")
    print(f"{'':8}{'cells':>8}{'right':>9}{'wrong':>7}{'left':>6}{'of these':>10}", end="")
    print(f"{'set aside':>11}{'pages/s':>9}\n{'':38}{'suggested':>10}")
    for name, noise in NOISES.items():
        scans = [write_scan(pdf, noise) for _, pdf in printed]
        started = time.perf_counter()
        results = dict(run_limited(read, scans, workers, LIMITS))
        seconds = time.perf_counter() - started
        told: Counter[str] = Counter()
        for at, (blank, _) in enumerate(printed):
            page = results[at]
            own = Counter(aside=1)
            if not isinstance(page, (str, Stopped)):
                own = compare(blank, page)
            told += own
            if folder and (own["wrong"] or own["aside"]):
                (folder / f"{name}-{at}.pdf").write_bytes(scans[at])
        cells = told["right"] + told["wrong"] + told["left"]
        print(
            f"{name:8}{cells:8,}{told['right'] / cells:9.2%}{told['wrong']:7}"
            f"{told['left']:6}{told['suggested']:10}{told['aside']:11}"
            f"{pages / seconds:9.2f}"
        )


if __name__ == "__main__":
    main()
