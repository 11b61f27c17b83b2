import io
from base64 import b64decode

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import TableError
from ingest.parse.columns import read_columns


def table(data):
    read = read_columns(data, "t")
    return list(read.header), [one.to_list() for one in read.columns]


EXPECTED = (["station", "a"], [["s1", "s2"], ["1", "2"]])


def xlsx(*rows, sheets=1):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for _ in range(sheets):
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return buffer.getvalue()


def parquet(**columns):
    buffer = io.BytesIO()
    pl.DataFrame(columns).write_parquet(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"station,a\ns1,1\ns2,2\n",
        b"station,a\r\ns1,1\r\ns2,2\r\n",
        b"station;a\ns1;1\ns2;2",
        b"station\ta\ns1\t1\ns2\t2\n",
        b'station,a\n"s1",1\n"s2","2"\n',
        b"\xef\xbb\xbfstation,a\ns1,1\ns2,2\n",
        "station,a\ns1,1\ns2,2\n".encode("utf-16"),
        xlsx(["station", "a"], ["s1", 1], ["s2", "2"]),
    ],
)
def test_the_same_table_however_it_is_written(data):
    """Separator, line ends, quotes, byte order mark and kind are told from the bytes."""
    assert table(data) == EXPECTED


def test_parquet_keeps_its_own_numbers():
    assert table(parquet(station=["s1"], a=[7])) == (["station", "a"], [["s1"], [7]])


SAID_TO_BE_SORTED = """
UEFSMRUAFSQVJCwVBhUAFQYVBhwAAAACAAAABgEEAAAA+////wkAAAAVBBksNQAYBnNjaGVtYRUCABUCJQIY
AWEAFgYZHBkcJgAcFQIZJQYAGRgBYRUAFgYWShZKJghJHBUAFQAVAgA8KQYZJgAGAAAAFkoWBhkcFQASEgAW
CBZKACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNi4wLjEZHBwAAACBAAAAUEFSMQ==
"""


def test_a_file_that_says_wrongly_it_is_sorted_is_not_believed():
    [column] = read_columns(b64decode(SAID_TO_BE_SORTED), "t").columns

    assert (column.to_list(), column.min()) == ([4, -5, 9], -5)


def test_windows_1251():
    header, _ = table("станция,голоса\n1,2\n".encode("cp1251"))

    assert header == ["станция", "голоса"]


def test_a_short_row_keeps_what_it_has_and_is_listed():
    read = read_columns(b"station,a,b\ns1,1\ns2,2,3\n", "t")

    assert [one.to_list() for one in read.columns] == [
        ["s1", "s2"],
        ["1", "2"],
        [None, "3"],
    ]
    assert [(odd.row, odd.cells) for odd in read.odd] == [(2, 2)]


def test_a_long_row_is_listed_unless_its_further_cells_are_empty():
    read = read_columns(b"station,a\ns1,1,,\ns2,2,9\n", "t")

    assert [(odd.row, odd.cells) for odd in read.odd] == [(3, 3)]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them():
    """A blank line counts, though it is no row."""
    read = read_columns(b"station,a\n\ns1,1\n", "t")

    assert list(read.numbers) == [3]


def test_other_sheets_are_named_as_unused():
    read = read_columns(xlsx(["station"], ["s1"], sheets=2), "t")

    assert list(read.unused) == ["sheet 'Sheet2': only the first sheet is read"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "got an empty file"),
        (b"  \n \n", "got an empty file"),
        (b",,\n,,\n", "expected a header row"),
        (b"\x00\x01\x02binary", "got binary data"),
        (b"PAR1 not really PAR1", "expected a Parquet file, got a fault"),
        (b"PK\x03\x04 not really", "expected a spreadsheet, got a fault"),
        (b"\xd0\xcf\x11\xe0 not really", "expected a spreadsheet, got a fault"),
        (b'station,a\n"' + b"x" * 200_000, "expected CSV, got a fault"),
        (b"\x98\xff\xfe,a\n1,2\n", "expected text in cp1251"),
    ],
)
def test_what_is_no_table_is_refused(data, message):
    """One line that says what was expected, never a traceback."""
    with pytest.raises(TableError, match=message):
        read_columns(data, "t")


@settings(deadline=None)  # the first example of each kind pays for importing its reader
@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(data):
    """Random bytes, alone and behind each kind's first bytes."""
    for start in (b"", b"PAR1", b"PK\x03\x04", b"station,a\n"):
        try:
            read_columns(start + data, "t")
        except TableError as fault:
            assert str(fault).startswith("t: ")


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters='\r\n",;\t\x00'),
                         max_size=4), min_size=2, max_size=2),
        max_size=5,
    )
)  # fmt: skip
def test_the_quick_way_and_the_careful_way_read_the_same(rows):
    """A file without quotes is read by another reader than the same file with them."""
    plain = "\n".join(["station,a", *(",".join(row) for row in rows)]) + "\n"
    quoted = "\n".join(
        ['"station","a"', *(",".join(f'"{cell}"' for cell in row) for row in rows)]
    )
    try:
        expected = table(quoted.encode())
    except TableError:
        return
    got = table(plain.encode())
    blank = [[cell or None for cell in column] for column in got[1]]
    assert blank == [[cell or None for cell in column] for column in expected[1]]
