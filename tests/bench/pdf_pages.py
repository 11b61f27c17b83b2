"""How long one-page protocols take to read, beside pdfplumber, PDFium and pdftotext.

Invents protocols as PDFs, reads them all twice, by our processes and by a plain loop of
`pdfplumber.extract_table` in as many, compares every cell, and prints pages a second.
Then what the text alone takes: pypdfium2, and pdftotext where it is installed.

    python -m tests.bench.pdf_pages [PAGES] [PROCESSES]
"""

import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from ingest.read.pool import Limits, run_limited

PAGES = 2000
LIMITS = Limits(seconds=120.0, memory=2 << 30)
Rows = list[list[str]]


def write_protocols(folder: Path, pages: int) -> list[Path]:
    """Write invented protocols in two languages."""
    # Here, for else every process would import them too.
    from num2words import num2words

    from ingest.facts.forms import load_form
    from tests.papers import protocol

    chance, form = random.Random(2007), load_form("kz-2007-pec")
    paths = []
    for number in range(pages):
        language = ("ru", "kk")[number % 2]
        counts = [chance.randint(0, 2500) for _ in form.lines]
        rows = [
            (
                line.number,
                getattr(line, language),
                str(count),
                num2words(count, lang="ru" if language == "ru" else "kz"),
            )
            for line, count in zip(form.lines, counts, strict=True)
        ]
        paths.append(folder / f"{number}.pdf")
        paths[-1].write_bytes(protocol(rows))
    return paths


def ours(path: Path) -> Rows:
    """Read one as `tekseru parse` does."""
    from ingest.parse.pdf.tables import read_pdf

    return [list(row) for row in read_pdf(path.read_bytes()).tables[0].rows]


def plumbed(path: Path) -> Rows:
    """Read one as everybody does."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(path.read_bytes())) as paper:
        return [[cell or "" for cell in row] for row in paper.pages[0].extract_table()]


def text_only(path: Path) -> str:
    """Take the text alone, by PDFium."""
    from pypdfium2 import PdfDocument

    with PdfDocument(path.read_bytes()) as paper:
        return paper[0].get_textpage().get_text_range()


def pdftotext(path: Path) -> str:
    """Take the text alone, by poppler."""
    command = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def in_our_pool(paths: Sequence[Path], workers: int) -> list[Rows]:
    """Read all, each within its limits."""
    return [rows for _, rows in sorted(run_limited(ours, paths, workers, LIMITS))]


def in_a_pool(work: Callable[[Path], object], paths: Sequence[Path], workers: int) -> list:
    """Read all in processes that only the same number has in common with ours."""
    with get_context("spawn").Pool(workers) as pool:
        return pool.map(work, paths, chunksize=8)


def timed(
    run: Callable[[Sequence[Path], int], list], paths: Sequence[Path], workers: int
) -> tuple[list, float, float]:
    """Return what was read, the seconds it took, and those of all processors."""
    started, used = time.perf_counter(), _processor_seconds()
    result = run(paths, workers)
    return result, time.perf_counter() - started, _processor_seconds() - used


def _processor_seconds() -> float:
    return sum(os.times()[:4])  # also of processes that have ended


def main() -> None:
    """Print the table."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else os.cpu_count() or 1
    readers = {
        "ours": in_our_pool,
        "pdfplumber.extract_table": partial(in_a_pool, plumbed),
        "pypdfium2, text alone": partial(in_a_pool, text_only),
    }
    if shutil.which("pdftotext"):
        readers["pdftotext -layout, a process a page"] = partial(in_a_pool, pdftotext)
    with tempfile.TemporaryDirectory() as name:
        paths = write_protocols(Path(name), pages)
        # What starting the processes takes is taken off: the run of a page for each.
        starts = {one: timed(run, paths[:workers], workers) for one, run in readers.items()}
        spent = {one: timed(run, paths, workers) for one, run in readers.items()}
    read, expected = spent["ours"][0], spent["pdfplumber.extract_table"][0]
    wrong = sum(one != other for one, other in zip(read, expected, strict=True))
    print(f"{pages:,} protocols of a page, {workers} processes, without their start")
    print(f"pages of which a cell differs: {wrong}")
    print(f"{'':36}{'seconds':>9}{'pages/s':>9}{'1 in':>7}{'CPU s':>9}{'1 in':>7}")
    net = {
        one: [a - b for a, b in zip(spent[one][1:], starts[one][1:], strict=True)]
        for one in readers
    }
    slow = net["pdfplumber.extract_table"]
    for one, (seconds, used) in net.items():
        print(
            f"{one:36}{seconds:9.2f}{(pages - workers) / seconds:9.0f}"
            f"{slow[0] / seconds:7.1f}{used:9.2f}{slow[1] / used:7.1f}"
        )


if __name__ == "__main__":
    main()
