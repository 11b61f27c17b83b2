"""Spreadsheets made to do harm: each is set aside with one line, within its bounds."""

import io
import subprocess
import sys
import zipfile

import pytest
import xlsxwriter

from ingest.errors import QuarantineError, TableError
from ingest.parse.columns import read_columns
from ingest.parse.sheet import read_sheets
from ingest.parse.workbook import parts
from tests.old_excel import to_xls

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]>"


def book(**parts):
    """A workbook of one sheet with one text, with some of its parts replaced."""
    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain) as made:
        made.add_worksheet().write(0, 0, "station")
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(plain) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = parts.get(name.rpartition("/")[2].partition(".")[0], old.read(name))
            new.writestr(name, text)
    return changed.getvalue()


def sheet(data, more=""):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{more}</worksheet>'


ROW = '<row r="{n}"><c r="{column}{n}"><v>1</v></c></row>'


def zipped(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return buffer.getvalue()


def lying():
    """A zip whose part declares 100 bytes and unpacks to 10 million."""
    data = bytearray(zipped(**{"_rels/.rels": b" " * 10_000_000}))
    size = (10_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def encrypted():
    data = bytearray(book())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


CASES = {
    "bomb": (
        lambda: zipped(a=b"\0" * 300_000_000),
        "at most 268,435,456 bytes, got 300,000",
    ),
    "bomb of parts": (
        lambda: zipped(**dict.fromkeys(map(str, range(10_001)), b"")),
        "10,000",
    ),
    "lying bomb": (lying, "a fault"),
    "encrypted": (encrypted, "encrypted"),
    "other zip": (lambda: zipped(a=b"1"), "got a zip without _rels/.rels"),
    "no zip": (lambda: b"PK\x03\x04 not really", "a fault"),
    "entity in a sheet": (lambda: book(sheet1=ENTITY + sheet("<row/>")), "document type"),
    "entity in strings": (lambda: book(sharedStrings=ENTITY + "<sst/>"), "document type"),
    "entity in the book": (lambda: book(workbook=ENTITY + "<workbook/>"), "document type"),
    "laughs": (lambda: book(sheet1=LAUGHS + sheet("<row><c><v>&c;</v></c></row>")), "type"),
    "laughs in UTF-16": (
        lambda: book(sheet1=(LAUGHS + sheet("<row/>")).encode("utf-16")),
        "document type",
    ),
    "unknown entity": (lambda: book(sheet1=sheet("&x;")), "undefined entity"),
    "no XML": (lambda: book(sheet1="cells"), "XML with a fault"),
    "far corners": (
        lambda: book(
            sheet1=sheet("".join(ROW.format(column="XFD", n=n) for n in range(1, 999)))
        ),
        "more than 5,000,000 cells",
    ),
    "tall and wide": (
        lambda: book(
            sheet1=sheet(
                '<row r="1"><c r="XFD1"><v>1</v></c></row>'
                '<row r="99999"><c r="A99999"><v>1</v></c></row>'
            )
        ),
        "more than 5,000,000 cells",
    ),
    "a million columns": (
        lambda: book(sheet1=sheet(f'<row r="1">{"<c><v>1</v></c>" * 1_000_000}</row>')),
        "row 1: expected a column up to XFD",
    ),
    "column beyond the last": (
        lambda: book(sheet1=sheet('<row r="1"><c r="XFE1"/></row>')),
        "up to XFD, got XFE",
    ),
    "row beyond the last": (lambda: book(sheet1=sheet('<row r="1048577"/>')), "to 1048576"),
    "row twice": (lambda: book(sheet1=sheet('<row r="2"/><row r="2"/>')), "a row from 3"),
    "cell twice": (
        lambda: book(sheet1=sheet('<row r="1"><c r="B1"/><c r="B1"/></row>')),
        "a cell after column 2 of row 1, got 'B1'",
    ),
    "cell of another row": (
        lambda: book(sheet1=sheet('<row r="1"><c r="A2"/></row>')),
        "'A2'",
    ),
    "cell outside rows": (lambda: book(sheet1=sheet('<c r="A1"><v>1</v></c>')), "row none"),
    "no such string": (
        lambda: book(sheet1=sheet('<row><c t="s"><v>-1</v></c></row>')),
        "expected the number of a string, got '-1'",
    ),
    "merged beyond reason": (
        lambda: book(
            sheet1=sheet(
                "".join(ROW.format(column="CV", n=n) for n in range(1, 1001)),
                f"<mergeCells>{'<mergeCell ref=%A1:CU1000%/>' * 999}</mergeCells>".replace(
                    "%", '"'
                ),
            )
        ),
        "merged cells over more than 5,000,000",
    ),
    "no merged cell": (
        lambda: book(
            sheet1=sheet("<row/>", '<mergeCells><mergeCell ref="B2:A1"/></mergeCells>')
        ),
        "expected cells such as B7:D7, got 'B2:A1'",
    ),
    "deep": (lambda: book(sheet1="<a>" * 10_000_000), "nested more than 100 deep"),
    "a tag without end": (
        lambda: book(sheet1="<a b='" + "x" * 100_000_000),
        "a tag of more",
    ),
    "a cell without end": (
        lambda: book(sheet1=sheet(f"<row><c><v>{'1' * 50_000_000}</v></c></row>")),
        "a cell of more than 131,072 characters",
    ),
    "one text everywhere": (
        lambda: book(
            sharedStrings=f'<sst xmlns="{MAIN}"><si><t>{"x" * 100_000}</t></si></sst>',
            sheet1=sheet(
                f"<row>{'<c t=%s%><v>0</v></c>' * 10_000}</row>".replace("%", '"')
            ),
        ),
        "cells of more than 268,435,456 characters",
    ),
    "old far corner": (lambda: to_xls({(0, 0): 1.0, (65535, 65535): 1.0}), "no memory"),
    "old and cut off": (lambda: to_xls({(0, 0): 1.0})[:1500], "cut off or damaged"),
    "old and nothing": (lambda: b"\xd0\xcf\x11\xe0" * 200, "a fault"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_spreadsheet_is_set_aside_with_one_line(case):
    """It is a document that could not be read; the run goes on."""
    make, message = CASES[case]
    data = make()
    with pytest.raises(QuarantineError, match=message) as set_aside:
        read_sheets(data)
    assert "\n" not in str(set_aside.value)


@pytest.mark.parametrize(
    "case",
    ["bomb", "other zip", "entity in a sheet", "a million columns", "old far corner"],
)
def test_handed_in_it_is_refused_by_its_name(case):
    with pytest.raises(TableError, match=r"^t: "):
        read_columns(CASES[case][0](), "t")


def test_tags_and_nothing_else_end_at_a_number_of_them(monkeypatch):
    """60 million empty tags take ten seconds to the real limit; here it is lower."""
    monkeypatch.setattr(parts, "MOST_ELEMENTS", 1000)

    with pytest.raises(QuarantineError, match=r"sheet1\.xml: more than 1,000 elements"):
        read_sheets(book(sheet1=sheet("<a/>" * 1000)))


def test_a_million_columns_of_csv_are_refused():
    wide = b"a," * 1_000_000 + b"b\n" + b"1," * 1_000_000 + b"2\n"

    for data in (wide, wide.replace(b"b", b'"b"')):
        with pytest.raises(TableError, match="up to 10,000 columns, got 1,000,001"):
            read_columns(data, "t")


def test_all_of_them_within_a_gigabyte(tmp_path):
    """In a process that may ask for no more memory, each ends with its reason."""
    for at, (make, _) in enumerate(CASES.values()):
        (tmp_path / str(at)).write_bytes(make())
    code = """if True:
        import resource, sys
        from pathlib import Path
        from ingest.errors import QuarantineError
        from ingest.parse.sheet import read_sheets
        resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))
        for path in Path(sys.argv[1]).iterdir():
            try:
                read_sheets(path.read_bytes())
            except QuarantineError as fault:
                print(fault)
    """
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert len(done.stdout.splitlines()) == len(CASES)


def test_a_workbook_that_is_cut_off_anywhere_is_set_aside():
    data = book()

    for length in range(4, len(data), 97):
        with pytest.raises(QuarantineError):
            read_sheets(data[:length])
