"""The two spreadsheets of Yerevan 2023, against a reading without the tool's code."""

import json
import re
import zipfile

import polars as pl
import pytest

from real import armenia

STATIONS, DISTRICTS = "yerevan-2023-results.xlsx", "yerevan-2023-districts_total.xlsx"


def plain(path):
    """The cells of the first sheet by their names, taken out of the XML with patterns."""
    with zipfile.ZipFile(path) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    texts = [
        "".join(re.findall(r"<t[^>]*>([^<]*)</t>", one))
        for one in re.findall(r"<si>(.*?)</si>", strings, re.DOTALL)
    ]
    cells = re.findall(
        r'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(?:<f.*?</f>|<f[^>]*/>)?<v>([^<]*)</v></c>)',
        sheet,
    )
    return {
        (letters, int(row)): texts[int(value)] if 't="s"' in more else value
        for letters, row, more, value in cells
        if value
    }


def letters(first, last, step=1):
    def number(name):
        return sum((ord(c) - 64) * 26**at for at, c in enumerate(reversed(name)))

    names = [*map(chr, range(65, 91)), *(f"A{chr(n)}" for n in range(65, 91))]
    return names[number(first) - 1 : number(last) : step]


@pytest.fixture(scope="module")
def ran(shared, tmp_path_factory):
    import io
    from contextlib import redirect_stdout

    from reconcile import cli

    def run(*words):
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()):
            patch.setattr("sys.argv", ["tekseru", *map(str, words)])
            assert cli.run() <= 1, words

    return armenia(run, shared, tmp_path_factory.mktemp("armenia"))


def table(ran, form):
    return pl.read_parquet(ran / "tables" / f"official-{form}.parquet")


def test_every_number_of_every_station(ran, shared):
    """475 stations of 27 lines, and the district of each."""
    cells, rows = plain(shared / "armenia-2023" / STATIONS), {}
    for row in range(6, 481):
        counts = [int(cells[one, row]) for one in letters("D", "AD")]
        rows[cells["C", row]] = (cells["A", row], *counts)

    frame = table(ran, "am-2023-yerevan")
    lines = frame.columns[frame.columns.index("layout") + 1 :]
    got = {
        one["station"]: (one["tec"], *(one[n] for n in lines)) for one in frame.to_dicts()
    }
    assert len(rows) == 475
    assert got == rows


def test_every_number_of_every_district(ran, shared):
    """12 districts; the counts stand between percentages, the sum of all is no district."""
    cells, rows = plain(shared / "armenia-2023" / DISTRICTS), {}
    for row in range(5, 17):
        columns = ["E", "F", *letters("H", "AH", 2), "AJ"]
        rows[cells["A", row]] = [int(cells[one, row]) for one in columns]

    frame = table(ran, "am-2023-yerevan-districts")
    lines = frame.columns[frame.columns.index("layout") + 1 :]
    assert {one["station"]: [one[n] for n in lines] for one in frame.to_dicts()} == rows


def test_districts_are_the_sums_of_their_stations(ran):
    """17 lines stand in both tables; C301 compares each of 12 districts."""
    summary = json.loads((ran / "reports/0001/summary.json").read_text("utf-8"))
    answer = summary["checks"]["C301"]
    assert (answer["holds"], answer["violated"], answer["unknown"]) == (12 * 17, 0, 0)


def test_every_cell_is_used_or_ignored_with_its_reason(ran):
    documents = json.loads((ran / "tables/documents.json").read_text("utf-8"))["documents"]

    cells = {one["form"]: (one["cells"], one["used"]) for one in documents}
    assert cells["am-2023-yerevan"] == (481 * 30, 476 * 29)
    for one in documents:
        assert one["unreadable"] == []
        assert one["cells"] == one["used"] + sum(one["ignored"].values())
        assert one["ignored"]["row of sums"] in (30, 36)


def test_the_amount_of_inaccuracies_is_what_the_form_says(ran):
    """Stamps neither used up nor left, and ballots beyond the participants."""
    frame = table(ran, "am-2023-yerevan")
    votes = pl.sum_horizontal(pl.col("^votes\\..*$"))
    stamps = pl.col("stamps_received") - pl.col("coupons") - pl.col("stamps_unused")
    beyond = (pl.col("invalid") + votes - pl.col("participated")).clip(lower_bound=0)

    differing = frame.filter(stamps.abs() + beyond != pl.col("inaccuracies"))
    assert differing.height == 0
