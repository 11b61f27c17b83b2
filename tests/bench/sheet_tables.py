"""How many of a TEC's tables are read in a second, as XLSX and as HTML?

`python -m tests.bench.sheet_tables`. Each table has 48 stations in groups of three with
their sums, headings of three rows, a percentage beside each list's votes: 69 rows of 31
columns. Counted is all from bytes to protocols. Beside it stands fastexcel, which gives
the cells of the same workbooks as strings and nothing else. Everything is invented.
"""

import platform
import time

import fastexcel

from ingest.parse.html import read_page
from ingest.parse.sheet import read_sheets
from ingest.read.pages.layout import read_layout
from ingest.read.pages.page import PageReader
from tests.tec_tables import FORM, layout, tec_table, to_html, to_xlsx

STATIONS, TABLES, TIMES = 48, 20, 5


def _read(content):
    return read_layout(PageReader(content, layout(), FORM, {}, "page"))


def _cells(data):
    book = fastexcel.read_excel(data)
    return book.load_sheet(0, header_row=None, skip_rows=0, dtypes="string").to_polars()


def _per_second(step, documents):
    """Return the best of several rates; others share the machine."""
    rates = []
    for _ in range(TIMES):
        started = time.perf_counter()
        for data in documents:
            step(data)
        rates.append(len(documents) / (time.perf_counter() - started))
    return max(rates)


def main():
    """Print pages per second of each kind, after comparing what they give."""
    tables = [tec_table(STATIONS, seed=seed) for seed in range(TABLES)]
    html = [to_html(one) for one in tables]
    xlsx = [to_xlsx({"ТИК": one, "черновик": one}, ["черновик"]) for one in tables]
    for table, page, book in zip(tables, html, xlsx, strict=True):
        expected = [[*counts.values()] for counts in table.protocols.values()]
        for content in (read_page(page), read_sheets(book)):
            assert [row.counts for row in _read(content).rows] == expected
    print(f"{STATIONS} stations a table, Python {platform.python_version()}")
    rates = {
        "HTML, whole": _per_second(lambda data: _read(read_page(data)), html),
        "XLSX, whole (and a hidden sheet)": _per_second(
            lambda data: _read(read_sheets(data)), xlsx
        ),
        "XLSX, cells of one sheet, fastexcel": _per_second(_cells, xlsx),
    }
    for name, rate in rates.items():
        print(f"{name:36} {rate:6.0f} tables a second, {rate * STATIONS:8,.0f} stations")


if __name__ == "__main__":
    main()
