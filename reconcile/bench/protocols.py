"""One protocol after another: broken ones repaired, and PDFs read."""

import io
from collections.abc import Sequence

import numpy as np

from fastcheck.localise import localise
from fastcheck.localise_kernel import MOST_CHANGED
from ingest.facts.forms import load_form
from ingest.parse.pdf.tables import read_pdf
from ingest.sample.documents.blank import Blank
from ingest.sample.documents.paper import write_pdf
from ingest.sample.documents.words import write_words
from reconcile.bench.broken import broken_protocols
from reconcile.bench.invent import FORM
from reconcile.bench.row import Row, against

BROKEN, PAGES = 300, 40  # a solver takes milliseconds each, pdfplumber tens of them


def protocol_rows(broken: int = BROKEN, pages: int = PAGES) -> list[Row]:
    """Measure the smallest repairs beside a solver, and pages beside pdfplumber."""
    return [*_repairs(broken), *_pages(pages)]


def _repairs(number: int) -> list[Row]:
    from reconcile.bench.solver import Model

    (terms, ops, constants, moduli), counts = broken_protocols(FORM, number, seed=2007)
    model = Model(terms, ops, constants, moduli)
    weights = np.ones(len(counts), np.int64)

    def solved() -> list[int]:
        least = [model.smallest_change(own) for own in counts.T]
        return [one if one <= MOST_CHANGED else -1 for one in least]

    return against(
        "smallest repair of a broken protocol",
        number,
        lambda: localise(counts, terms, ops, constants, moduli, weights),
        {"HiGHS": (solved, None)},
        lambda repairs: repairs.weight.tolist(),
    )


def _pages(number: int) -> list[Row]:
    papers = _papers(number)

    def ours() -> list[list[list[str]]]:
        return [[list(row) for row in read_pdf(one).tables[0].rows] for one in papers]

    return against(
        "protocols of a page as PDF",
        number,
        ours,
        {"pdfplumber": (lambda: [plumbed(one) for one in papers], None)},
        lambda got: got,
    )


def _papers(number: int) -> list[bytes]:
    """Write invented protocols in two languages."""
    rng, form = np.random.default_rng(2007), load_form(FORM)
    papers = []
    for at in range(number):
        language = ("ru", "kk")[at % 2]
        counts = rng.integers(0, 2500, len(form.lines)).tolist()
        rows = [
            (line.number, getattr(line, language), str(count), write_words(count, language))
            for line, count in zip(form.lines, counts, strict=True)
        ]
        papers.append(write_pdf(Blank(language, ["Tekseru"], rows, [])))
    return papers


def plumbed(paper: bytes) -> Sequence[Sequence[str]]:
    """Read the first table of a page as everybody does."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(paper)) as document:
        table = document.pages[0].extract_table() or []
        return [[cell or "" for cell in row] for row in table]
