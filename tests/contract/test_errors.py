"""Bad input as the contract says: one clear line each, exit 2, never a traceback."""

import io
import os

import pytest
import xlsxwriter

from conftest import OFFICIAL


def refused(ran, *words):
    assert ran.code == 2
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err
    return ran


def test_no_such_official_file(check):
    refused(check(official="nothing.csv")[0], "nothing.csv: no such file")


def test_no_official_at_all(tekseru, little):
    ran = tekseru("check", "--form", little / "form.toml", "--out", little / "out")
    refused(ran, "expected --form, --official and --out")


def test_no_form(tekseru, little):
    ran = tekseru("check", "--official", little / "official.csv", "--out", little / "out")
    refused(ran, "expected --form, --official and --out, got --official, --out")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[2] <= [1]", "[2] <= [77]", ["form.toml", "R2", "unknown line [77]"]),
        ("[2] <= [1]", "[2] =< [1]", ["form.toml", "R2"]),
        ('id = "little"', "id = ", ["form.toml", "expected a TOML file"]),
    ],
)
def test_a_wrong_form_stops_before_any_station(check, little, old, new, words):
    """The file, the relation, what was expected; no findings are written."""
    form = little / "form.toml"
    form.write_text(form.read_text().replace(old, new))

    refused(check()[0], *words)
    assert not (little / "out").exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["an empty file"]),
        (os.urandom(64) + b"\x00\x01", ["binary data"]),
        (b"PAR1" + bytes(range(256)) + b"PAR1", ["Parquet"]),
        (b"PK\x03\x04" + bytes(range(256)), ["spreadsheet"]),
        (b"Station_ID,registered\n1,2\n", ["a column 'station'", "'Station_ID'"]),
        (b"station,registered,isued,invalid,votes.a,votes.b\n", ["'issued'", "'isued'"]),
    ],
)
def test_what_is_no_usable_table(check, little, data, words):
    (little / "bad.csv").write_bytes(data)
    refused(check(official="bad.csv")[0], "bad.csv", *words)


@pytest.mark.parametrize(
    "data",
    [
        OFFICIAL.replace(",", ";").encode(),
        OFFICIAL.replace(",", "\t").encode(),
        b"\xef\xbb\xbf" + OFFICIAL.encode(),
        OFFICIAL.replace("votes.b", "ПАРТИЯ").encode("cp1251"),
    ],
    ids=["semicolon", "tab", "bom", "windows-1251"],
)
def test_other_writings_of_the_same_table_are_read(check, little, data):
    form = little / "form.toml"
    form.write_text(form.read_text().replace('"Party B"', '"Партия"'), encoding="utf-8")
    (little / "other.csv").write_bytes(data)

    ran, findings = check("--json", official="other.csv")

    assert (ran.code, findings) == (0, [])
    assert ran.json["checks"]["C101"]["holds"] == 3


def test_xlsx_and_parquet_are_told_from_their_bytes(check, little):
    """A spreadsheet called .csv is still a spreadsheet."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(OFFICIAL.splitlines()):
            sheet.write_row(at, 0, [int(x) if x.isdigit() else x for x in row.split(",")])
    (little / "sheet.csv").write_bytes(buffer.getvalue())

    ran, findings = check("--json", official="sheet.csv")

    assert findings == []
    assert ran.json["checks"]["C101"]["holds"] == 3


def test_cells_and_rows_that_cannot_be_read_are_told_and_counted(check, little):
    """`1O4` in a cell, a row with too few cells: a clear line each, and the run goes on."""
    (little / "official.csv").write_text(
        OFFICIAL.replace("s1,t1,100", "s1,t1,1O4").replace("50,40", "50")
    )

    ran, findings = check()

    assert (ran.code, findings) == (0, [])
    assert "official.csv, row 2, column registered: expected a count" in ran.err
    assert "official.csv, row 4: expected 7 cells, got 6" in ran.err
    assert "2 cells or rows gave no count" in ran.out


@pytest.mark.parametrize("verb", ["fetch", "parse", "check", "verify"])
def test_a_folder_that_is_no_election(tekseru, tmp_path, verb):
    refused(tekseru(verb, tmp_path), "expected an election folder")


def test_an_election_that_is_not_known(tekseru, tmp_path):
    refused(
        tekseru("init", tmp_path / "x", "--election", "mars"), "known:", "kz-2007-standin"
    )


def test_an_election_folder_is_not_made_twice(tekseru, tmp_path):
    tekseru("init", tmp_path / "x", "--election", "kz-2007-standin")
    refused(
        tekseru("init", tmp_path / "x", "--election", "kz-2007-standin"), "is there already"
    )


def test_checking_before_parsing(tekseru, tmp_path):
    tekseru("init", tmp_path / "x", "--election", "kz-2007-standin")
    refused(tekseru("check", tmp_path / "x"), "run tekseru fetch and tekseru parse")


def test_an_unknown_check_and_an_unknown_finding(tekseru, tmp_path):
    refused(tekseru("explain", "C999"), "expected the code of a check")
    refused(tekseru("explain", "C101-0123", "--in", tmp_path), "no such finding")


def test_a_column_map_that_is_none(check, little):
    (little / "map.toml").write_text("registered = [1")
    refused(check("--columns", little / "map.toml")[0], "map.toml", "expected a TOML file")


def test_errors_are_json_too(check):
    ran, _ = check("--json", official="nothing.csv")

    assert ran.code == 2
    assert "no such file" in ran.json["error"][0]


def test_an_output_that_cannot_be_written(tekseru, little):
    ran = tekseru(
        "check", "--form", little / "form.toml", "--official", little / "official.csv",
        "--out", little / "official.csv" / "out",
    )  # fmt: skip
    refused(ran, "cannot be written")
