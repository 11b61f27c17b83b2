"""Tables of a row a station: headings over rows, sums among rows, names that go down."""

import pytest

from ingest.errors import QuarantineError
from ingest.parse.html import read_page
from ingest.parse.sheet import read_sheets
from ingest.read.pages.layout import read_layout
from ingest.read.pages.page import PageReader
from ingest.read.values.numerals import split_percent
from tests.tec_tables import FORM, Cell, layout, tec_table, to_html, to_xlsx

KINDS = {
    "html": lambda table: read_page(to_html(table)),
    "xlsx": lambda table: read_sheets(to_xlsx({"ТИК 1": table})),
}


def read(content, **more):
    page = PageReader(content, layout(**more), FORM, {}, "page")
    return read_layout(page), page


def said(got):
    return {
        row.keys["station"]: dict(zip(FORM.names, row.counts, strict=True))
        for row in got.rows
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("group_cell", ["first", "merged"])
def test_a_tecs_table_is_read_to_the_last_number(kind, language, group_cell):
    """Titles, merged headings of three rows, percentages in columns of their own."""
    table = tec_table(8, language=language, group_cell=group_cell)

    got, page = read(KINDS[kind](table))
    assert said(got) == table.protocols
    assert {row.keys["station"]: row.keys["tec"] for row in got.rows} == table.groups
    assert got.unreadable == []
    assert page.account.left_over == 0


@pytest.mark.parametrize("kind", KINDS)
def test_sums_are_listed_and_not_read(kind):
    """Two subtotals and a total of 31 columns each; neither is a station."""
    got, page = read(KINDS[kind](tec_table(6)))

    assert len(got.rows) == 6
    assert page.account.ignored["row of sums"] == 3 * 31
    assert page.account.ignored["a percentage"] == 7 * (3 + 6)


def test_html_and_xlsx_give_the_same_grid():
    """One description of cells and spans, two kinds of document."""
    table = tec_table(6, group_cell="merged")
    (page,), (sheet,) = KINDS["html"](table).tables, KINDS["xlsx"](table).tables

    spaced = [[cell.replace(" ", "") for cell in row] for row in page.rows]
    assert spaced[2:] == [[cell.replace(" ", "") for cell in row] for row in sheet.rows[2:]]
    assert page.merged == sheet.merged


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("percent", ["under", "beside"])
def test_a_count_and_its_percentage_in_one_cell(kind, percent):
    """The count is read; the percentage is noted as standing beside it."""
    if percent == "beside" and split_percent("1 (2%)") != ("1", "2%"):
        pytest.skip("numerals does not yet read a percentage in brackets")
    table = tec_table(3, percent=percent)

    got, page = read(KINDS[kind](table))
    assert said(got) == table.protocols
    assert page.account.beside.total() == 3 * 7


def test_the_place_of_a_number_is_its_sheet_row_and_column():
    got, _ = read(KINDS["xlsx"](tec_table(3)))

    assert got.rows[0].place == "sheet 'ТИК 1', row 6"
    assert got.places[FORM.position["votes.ansdp"]] == "column 18"


def test_a_hidden_sheet_is_listed_and_not_read():
    """A draft in a hidden sheet has other numbers, and no reader sees them."""
    table, draft = tec_table(3), tec_table(3, seed=1)

    book = read_sheets(to_xlsx({"черновик": draft, "итог": table}, hidden=["черновик"]))
    got, page = read(book)
    assert said(got) == table.protocols
    assert page.account.ignored["sheet 'черновик' is hidden"] == 10 * 31


def test_several_sheets_are_read_where_the_site_says_so():
    one, two = tec_table(3), tec_table(6, seed=1)
    del two.rows[5:9]  # the first three stations and their sum
    book = read_sheets(to_xlsx({"1": one, "2": two}))

    got, _ = read(book, several=True)
    assert [row.keys["station"] for row in got.rows] == [f"{n:05}" for n in range(1, 7)]
    with pytest.raises(QuarantineError, match="expected one table headed .* found 2"):
        read(book)


def test_a_row_of_numbers_under_the_headings_is_told_apart():
    table = tec_table(3)
    table.rows.insert(5, [Cell(n) for n in range(1, 32)])

    got, page = read(KINDS["xlsx"](table), under_headings=1)
    assert said(got) == table.protocols
    assert page.account.ignored["number of a column"] == 31


def test_a_count_merged_with_others_is_no_count():
    """A cell over two stations says nothing of either."""
    table = tec_table(3)
    table.rows[5][3] = Cell(700, high=2)
    del table.rows[6][3]

    for read_kind in KINDS.values():
        got, _ = read(read_kind(table))
        assert [row.counts[0] for row in got.rows][:2] == [None, None]
        assert [one.expected for one in got.unreadable] == [
            "a count of one station and line, and not a merged cell"
        ] * 2


def test_a_count_that_a_spreadsheet_holds_as_a_date_is_no_count():
    """The reader sees a date; which number was meant is a question for a person."""
    table = tec_table(3)
    table.rows[5][3] = Cell("1907-06-12")

    got, _ = read(KINDS["xlsx"](table))
    assert got.rows[0].counts[0] is None
    (slip,) = got.unreadable
    assert slip.place == "sheet 'ТИК 1', row 6, column 4"
    assert slip.expected == "a count; the spreadsheet holds a date here"


def test_a_name_goes_down_to_a_row_of_sums_and_no_further():
    """What stands below a group's sum is of no group that is named above it."""
    table = tec_table(6)
    table.rows[9][1] = Cell("")

    with pytest.raises(QuarantineError, match="row 10, column 2: expected a name here or"):
        read(KINDS["html"](table))


def test_a_station_with_a_sums_word_beside_it_is_a_station():
    """The station's own cell decides: here the group is called "Всего доброго"."""
    table = tec_table(3)
    table.rows[5][1] = Cell("Всего доброго")

    got, _ = read(KINDS["html"](table))
    assert set(said(got)) == set(table.protocols)
    assert got.rows[2].keys["tec"] == "Всего доброго"


@pytest.mark.parametrize(
    ("row", "column", "text", "message"),
    [
        (2, 4, "Доли", "column 18: unknown heading 'Доли / ОСДП / голосов'"),
        (3, 0, "2", "column 4: unknown heading"),
        (4, 1, LABEL := "число граждан, включённых в список избирателей", "column 5: unkn"),
        (3, 15, "ОСДП", "column 20: heading of 'votes.ansdp' stands twice"),
        (4, 14, "%", "expected a column for line 'votes.ansdp'"),
        (4, 0, "", "column 4: unknown heading 'Строки протокола / 1'"),
        (6, 2, "УИК 7", "row 7, column 3: expected '№ .*, got 'УИК 7'"),
    ],
)
def test_what_is_not_as_described_sets_the_table_aside(row, column, text, message):
    """A number that is not the label's, a group or a row that nobody named, ..."""
    table = tec_table(3)
    old = table.rows[row][column]
    table.rows[row][column] = Cell(text, old.wide, old.high)

    with pytest.raises(QuarantineError, match=message):
        read(KINDS["html"](table))


def test_a_column_without_a_heading_must_be_empty():
    table = tec_table(3)
    table.rows[2].append(Cell("", high=3))
    for row in table.rows[5:]:
        row.append(Cell(""))

    got, page = read(KINDS["html"](table))
    assert page.account.ignored["empty column"] == 3 + 3
    table.rows[6][-1] = Cell("?")
    with pytest.raises(QuarantineError, match="column 32: unknown heading ''"):
        read(KINDS["html"](table))
    assert said(got) == table.protocols


def test_a_csv_called_xlsx_has_the_same_headings_without_merged_cells():
    """In CSV a merged cell's text stands in its first cell only; groups say nothing."""
    table = tec_table(3)
    (grid,) = KINDS["xlsx"](table).tables
    blank = [list(row) for row in grid.rows]
    for one in grid.merged:
        for r in range(one.top, one.bottom + 1):
            for c in range(one.left, one.right + 1):
                if (r, c) != (one.top, one.left):
                    blank[r][c] = ""
    text = "\n".join(";".join(f'"{cell}"' for cell in row) for row in blank)

    got, _ = read(read_sheets(text.encode("cp1251")))
    assert said(got) == table.protocols
