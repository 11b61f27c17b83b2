"""Spreadsheets as they are made: types of cells, merged cells, hidden sheets, old XLS."""

import io

import pytest
import xlsxwriter

from ingest.errors import QuarantineError, TableError
from ingest.parse.columns import read_columns
from ingest.parse.grid import Merged
from ingest.parse.sheet import is_sheet, read_sheets
from ingest.parse.workbook.formats import read_format, show_number
from tests.old_excel import to_xls


def book(fill, **options):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, options) as made:
        fill(made, made.add_worksheet("ТИК"))
    return buffer.getvalue()


def cells(fill, **options):
    (grid,) = read_sheets(book(fill, **options)).tables
    return [list(row) for row in grid.rows]


def test_cells_are_what_their_reader_sees():
    """Shared and inline texts, line breaks, whole floats, truth values and errors."""

    def fill(made, sheet):
        sheet.write_row(0, 0, ["Участок\n№  1", 1234, 1234.0, 12.5, True, 1e20])
        sheet.write_formula(1, 1, "=A1", None, 77)
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_rich_string(1, 3, made.add_format({"bold": True}), "5", "6", "7")

    expected = [
        ["Участок\n№ 1", "1234", "1234", "12.5", "TRUE", "1E+20"],
        ["", "77", "#DIV/0!", "567", "", ""],
    ]
    assert cells(fill) == expected
    assert cells(fill, in_memory=True, constant_memory=True)[0][:1] == expected[0][:1]


@pytest.mark.parametrize("first_year", [1900, 1904])
def test_a_number_that_is_stored_as_a_date_is_shown_as_one(first_year):
    """Nothing but the format tells 18 August 2007 from the count 39312."""

    def fill(made, sheet):
        day = made.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_number(0, 0, 39312 - 1462 * (first_year == 1904), day)
        time = made.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        sheet.write_number(0, 1, 39312.96875 - 1462 * (first_year == 1904), time)
        sheet.write_number(0, 2, 549)

    assert cells(fill, date_1904=first_year == 1904) == [
        ["2007-08-18", "2007-08-18 23:15:00", "549"]
    ]


@pytest.mark.parametrize(
    ("number", "code", "date"),
    [
        (0, "", False),
        (14, "", True),
        (46, "", True),
        (9, "", False),
        (164, "[h]:mm", True),
        (164, '#,##0" голосов"', False),
        (164, r"0\d", False),
        (164, "[Red]#,##0", False),
        (164, "General", False),
        (164, "[$-419]d mmm yyyy;@", True),
        (-1, "", False),
    ],
)
def test_which_formats_show_a_date(number, code, date):
    """Letters in quotes, behind a backslash and in brackets show no date."""
    assert read_format(number, code).date is date


def test_zeros_in_front_are_part_of_a_stations_number():
    assert show_number("123", read_format(164, "00000"), days_from_1904=False) == "00123"
    assert show_number("60", read_format(14, ""), days_from_1904=False) == "1900-02-28"
    assert show_number("x", read_format(14, ""), days_from_1904=False) == "x"


def test_a_merged_cell_stands_in_all_its_cells():
    """Rows and columns count from the sheet's first, though the table begins later."""

    def fill(_, sheet):
        sheet.merge_range("B2:D2", "Группа")
        sheet.merge_range("B3:B4", "Район")
        sheet.write_row(2, 2, [1, 2])
        sheet.write_row(3, 2, [3])

    (grid,) = read_sheets(book(fill)).tables
    assert grid.place == "sheet 'ТИК'"
    assert list(map(list, grid.rows)) == [
        ["", "", "", ""],
        ["", "Группа", "Группа", "Группа"],
        ["", "Район", "1", "2"],
        ["", "Район", "3", ""],
    ]
    assert grid.merged == [Merged(1, 1, 1, 3), Merged(2, 1, 3, 1)]


def test_a_number_hidden_under_a_merged_cell_sets_the_sheet_aside():
    """Its reader sees one number, the file holds another."""

    def fill(_, sheet):
        sheet.merge_range("A1:B1", "700")
        sheet.write("B1", 7)

    with pytest.raises(QuarantineError, match="a cell under a merged one says '7'"):
        cells(fill)


def test_hidden_sheets_are_unseen_and_never_handed_in():
    def fill(made, sheet):
        sheet.write_row(0, 0, ["station"])
        made.add_worksheet("итог").write_column(0, 0, ["station", "s1"])
        made.worksheets()[1].activate()
        sheet.hide()
        made.add_worksheet("скрыт").very_hidden()

    data = book(fill)
    unseen = [grid.unseen for grid in read_sheets(data).tables]
    assert unseen == ["sheet 'ТИК' is hidden", "", "sheet 'скрыт' is hidden"]
    read = read_columns(data, "t")
    assert read.columns[0].to_list() == ["s1"]
    assert read.unused == ["sheet 'ТИК': hidden", "sheet 'скрыт': hidden"]


def test_an_old_workbook_is_read_whatever_it_is_called():
    """.xls: rows and columns keep their numbers, a hidden sheet its state."""
    data = to_xls({(1, 1): "station", (1, 2): "голоса", (2, 1): "s1", (2, 2): 1234.0})

    assert is_sheet(data)
    (grid,) = read_sheets(data).tables
    assert list(map(list, grid.rows)) == [
        ["", "", ""],
        ["", "station", "голоса"],
        ["", "s1", "1234"],
    ]
    (hidden,) = read_sheets(to_xls({(0, 0): 1.0}, hidden=True)).tables
    assert hidden.unseen == "sheet 'Sheet1' is hidden"
    with pytest.raises(TableError, match="expected a sheet that is not hidden"):
        read_columns(to_xls({(0, 0): 1.0}, hidden=True), "t")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"station;votes\n1;2\n", True),
        ("участок\tголоса\n".encode("cp1251"), True),
        (b"\n  <html><body>a, b", False),
        (b"one word", False),
        (b"a,b\x00\x01", False),
        (b"PK\x03\x04", True),
    ],
)
def test_what_is_a_spreadsheet_is_told_from_its_bytes(data, kind):
    assert is_sheet(data) is kind


def test_a_csv_keeps_the_numbers_of_its_lines():
    (grid,) = read_sheets("a;b\n\n1;«2  3»\n".encode()).tables

    assert list(map(list, grid.rows)) == [["a", "b"], [], ["1", "«2 3»"]]
