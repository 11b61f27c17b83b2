"""Input that once made the tool lose a row, count twice, or say more than it knows.

Each case was found by somebody trying to break it.
"""

import io
import os
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from conftest import OFFICIAL

HEAD = "station,tec,registered,issued,invalid,votes.a,votes.b\n"
UP = "level,commission,parent,registered,issued,invalid,votes.a,votes.b\n"


def put(little, name, text):
    (little / name).write_text(text, encoding="utf-8")
    return little / name


def asked(ran, code):
    answer = ran.json["checks"][code]
    return answer["holds"], answer["violated"], answer["unknown"]


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("\n", ",name\n") + 's1,t1,100,60,2,40,18,"abc\ns2,t1,9,9,9,9,9,x\n',
        HEAD.replace("\n", ",name\n") + 's1,t1,100,60,2,40,18,"a\ns2,t1,9,9,9,9,9,"b"\n',
    ],
)
def test_a_quote_left_open_is_refused(check, little, text):
    """It would swallow every row up to the next quote."""
    put(little, "q.csv", text)

    ran, _ = check(official="q.csv")
    assert ran.code == 2
    assert "line 2: expected CSV" in ran.err


def test_a_cell_over_several_lines_is_told(check, little):
    """A quote that happens to close again may hide rows all the same."""
    text = HEAD.replace("\n", ",name\n") + 's1,t1,100,60,2,40,18,"a\ns2,t1,9,9,9,9,9,b"\n'
    put(little, "q.csv", text)

    ran, _ = check("--json", official="q.csv")
    assert "goes on to line 3" in ran.err
    assert asked(ran, "C101") == (0, 0, 1)


def test_a_channel_that_is_none_leaves_the_row_unknown(check, little):
    put(little, "c.csv", HEAD.replace("tec", "channel") + "s1,papr,100,60,2,40,99\n")

    ran, findings = check("--json", official="c.csv")
    assert findings == []
    assert "expected paper, got channel 'papr'" in ran.err
    assert asked(ran, "C101") == (0, 0, 1)


def test_a_register_without_commissions_does_not_say_that_all_are_there(check, little):
    """A TEC's protocol above the sum of what is posted is no finding then."""
    reg = put(little, "r.csv", "station\ns1\ns2\ns3\n")
    put(little, "o.csv", "".join(OFFICIAL.splitlines(keepends=True)[:2]))
    up = put(little, "u.csv", UP + "tec,t1,,300,210,7,140,63\n")

    ran, findings = check(
        "--register", reg, "--commissions", up, "--json", official="o.csv"
    )
    assert {one["code"] for one in findings} == {"C401"}
    assert asked(ran, "C301") == (0, 0, 5)


def test_a_tec_without_a_parent_takes_it_from_the_register(check, little):
    reg = put(little, "r.csv", "station,tec,rec\ns1,t1,r1\ns2,t1,r1\ns3,t2,r1\n")
    up = put(
        little,
        "u.csv",
        UP
        + "tec,t1,,300,210,7,140,63\ntec,t2,,300,90,0,50,40\nrec,r1,,600,300,7,190,103\n",
    )

    ran, findings = check("--register", reg, "--commissions", up, "--json")
    assert findings == []
    assert asked(ran, "C302") == (5, 0, 0)


def test_two_stages_of_one_protocol_are_not_added(check, little):
    rows = OFFICIAL.replace("station,", "station,source,").splitlines()
    both = [
        rows[0],
        *(row.replace(",", f",{stage},", 1) for stage in "ab" for row in rows[1:]),
    ]
    put(little, "s.csv", "\n".join(both) + "\n")
    up = put(little, "u.csv", UP + "tec,t1,r1,300,210,7,140,63\n")

    ran, findings = check("--commissions", up, "--json", official="s.csv")
    assert findings == []
    assert ran.json["totals"]["votes.a"]["official"] == 190


def test_a_copy_of_another_commissions_station_is_not_compared(check, little):
    copies = put(little, "k.csv", "station,tec,votes.a\ns1,t9,35\n")

    ran, findings = check("--copies", copies, "--json")
    assert [(one["code"], one["tec"]) for one in findings] == [("C401", "t9")]
    assert asked(ran, "C201") == (0, 0, 0)


def test_an_earlier_version_stated_twice_is_told(check, little):
    text = HEAD.replace("tec", "version")
    rows = "s1,1,100,60,2,40,18\ns1,1,100,60,2,41,17\ns1,2,100,60,2,40,18\n"
    put(little, "v.csv", text + rows)

    _, findings = check(official="v.csv")
    assert [one["code"] for one in findings] == ["C402"]


def test_a_commission_stated_twice_under_two_parents_is_told(check, little):
    up = put(
        little, "u.csv", UP + "tec,t1,r1,300,210,7,140,63\ntec,t1,r2,300,210,7,141,62\n"
    )

    _, findings = check("--commissions", up)
    assert [(one["code"], one["tec"]) for one in findings] == [("C402", "t1")]


def test_a_missing_line_is_never_minus_one(check, little):
    put(little, "m.csv", HEAD + "s1,t1,,,,,\ns1,t2,,,,,\n")

    _, findings = check(official="m.csv")
    assert findings == []


def test_two_files_of_copies_are_two_observers(check, little):
    """Neither names a source; that they disagree is not the commission's doing."""
    one = put(little, "anna.csv", "station,votes.a\ns1,40\n")
    two = put(little, "boris.csv", "station,votes.a\ns1,41\n")

    ran, findings = check("--copies", one, "--copies", two, "--json")
    assert [(f["code"], f["copy"]) for f in findings] == [("C205", 40)]
    assert ran.json["totals"]["votes.a"]["matched"] == 1


def test_copies_that_contradict_each_other_give_no_official_number(check, little):
    copies = put(little, "k.csv", "station,source,votes.a\ns1,o,40\ns1,o,41\n")

    ran, (finding,) = check("--copies", copies)
    assert (finding["code"], finding["severity"], finding["official"]) == (
        "C402",
        "should",
        None,
    )
    assert "by copies from one source" in finding["message"]
    assert ran.code == 0


def test_a_level_that_is_none_is_told(check, little):
    up = put(little, "u.csv", UP + "tik,t1,r1,300,210,7,140,63\n")

    ran, _ = check("--commissions", up)
    assert "expected tec or rec or cec, got level 'tik'; the row is not used" in ran.err


def test_a_header_alone_is_no_table(check, little):
    put(little, "h.csv", HEAD)

    assert "expected at least one protocol" in check(official="h.csv")[0].err


@pytest.mark.parametrize(
    "column",
    [pl.Series([["s1"]]), pl.Series([b"\xff"]), pl.Series([1], dtype=pl.Duration)],
    ids=["list", "bytes", "duration"],
)
def test_ids_of_a_kind_that_is_no_text(check, little, column):
    frame = pl.DataFrame(
        {"station": column, **dict.fromkeys(HEAD.strip().split(",")[2:], 1)}
    )
    frame.write_parquet(little / "p.parquet")

    ran, _ = check(official="p.parquet")
    assert ran.code == 2
    assert "column 'station': expected text or numbers" in ran.err


def test_a_file_name_that_is_no_text(check, little):
    path = os.fsdecode(os.fsencode(little) + b"/\xff.csv")
    Path(path).write_text(OFFICIAL)

    ran, _ = check("--json", official=path)
    assert ran.code == 0
    assert ran.json["inputs"][0]["name"].endswith("\\udcff.csv")


def test_an_error_in_a_spreadsheet_is_not_an_empty_cell(check, little):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(OFFICIAL.splitlines()):
            sheet.write_row(at, 0, [int(x) if x.isdigit() else x for x in row.split(",")])
        sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
    (little / "x.xlsx").write_bytes(buffer.getvalue())

    ran, _ = check(official="x.xlsx")
    assert "row 3, column issued: expected a count, got '#DIV/0!'" in ran.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('regitsered = "x"\n', "'regitsered' is no column; the nearest: 'registered'"),
        (
            'registered = "registred"\n',
            "a column for line [1] 'registered'",
        ),
        ('tec = "distrct"\n', "no file has that heading"),
    ],
)
def test_a_slip_in_a_column_map_is_told(check, little, text, message):
    ran, _ = check("--columns", put(little, "m.toml", text))

    assert ran.code == 2
    assert message in ran.err


def test_the_places_of_a_melted_table_are_the_files_own(check, little):
    put(little, "long.csv", "station,list,count\ns1,1,40\ns1,2,18\ns2,1,100\ns2,2,45\n")
    columns = put(
        little,
        "m.toml",
        'melt = { party = "list", votes = "count" }\n"votes.a" = "1"\n"votes.b" = "2"\n'
        'absent = ["registered", "issued", "invalid"]\n',
    )
    copies = put(little, "k.csv", "station,votes.b\ns2,44\n")

    only = put(little, "n.toml", f'for = ["long.csv"]\n{columns.read_text()}')
    _, (finding,) = check("--columns", only, "--copies", copies, official="long.csv")
    assert finding["place"] == "row 5, column count"


@pytest.mark.parametrize(
    "rows",
    [
        "s1,1,40\ns1,2,18,9\n",
        "s1,1,40\ns1,station,18\n",
    ],
)
def test_a_long_table_that_is_odd_is_no_traceback(check, little, rows):
    put(little, "long.csv", "station,list,count\n" + rows)
    columns = put(
        little, "m.toml", 'melt = { party = "list", votes = "count" }\n"votes.a" = "1"\n'
        'absent = ["registered", "issued", "invalid", "votes.b"]\n',
    )  # fmt: skip

    ran, _ = check("--columns", columns, official="long.csv")
    assert ran.code in (0, 2)
    assert "expected" in ran.err


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
def test_a_form_with_an_impossible_name(tekseru, name):
    ran = tekseru("form", "check", name)

    assert ran.code == 2
    assert "expected the name of a file or an id" in ran.err


@pytest.mark.parametrize("text", ["[1] <= " + "9" * 5000, "9" * 5000])
def test_a_number_without_end_in_a_form(check, little, text):
    form = little / "form.toml"
    form.write_text(form.read_text().replace("[2] <= [1]", text))

    assert "expected a number of up to 15 digits" in check()[0].err


def test_findings_that_are_none(tekseru, tmp_path):
    put(tmp_path, "findings.json", "{")

    ran = tekseru("explain", "C201-abc", "--in", tmp_path)
    assert ran.code == 2
    assert "expected what check wrote" in ran.err


def test_votes_affected_are_votes_and_not_a_scaled_remainder(check, little):
    form = little / "form.toml"
    form.write_text(form.read_text().replace("[2] <= [1]", "100 * votes.a <= 30 * [2]"))

    _, findings = check()
    assert {one["votes_affected"] for one in findings} == {0}


def test_what_steers_a_terminal_is_shown_as_its_code(check, little):
    wide = [row.replace(",", ",x,", 1) for row in OFFICIAL.splitlines()[1:]]
    head = OFFICIAL.splitlines()[0].replace(",", ",\x1b[31mRED,", 1)
    put(little, "e.csv", "\n".join([head, *wide]) + "\n")

    ran, _ = check(official="e.csv")
    assert "\x1b" not in ran.err
    assert r"\x1b[31mRED" in ran.err


def test_a_usage_error_is_json_too(tekseru):
    ran = tekseru("check", "--json", "--bogus")

    assert ran.code == 2
    assert "No such option" in ran.json["error"][0]
