import pytest

from conftest import FORM, OFFICIAL
from ingest.errors import TableError
from ingest.facts.columns import ColumnMap
from ingest.facts.forms import load_form
from ingest.read.register import read_register
from ingest.read.tables import read_table


@pytest.fixture
def form(tmp_path):
    (tmp_path / "form.toml").write_text(FORM)
    return load_form(str(tmp_path / "form.toml"))


def read(text, form, role="official", **columns):
    data = text if isinstance(text, bytes) else text.encode()
    return read_table(data, "t.csv", form, role, ColumnMap.model_validate(columns))


def test_counts_and_their_places(form):
    """Every number has the digest of its file, its row and its column."""
    table = read(OFFICIAL, form)

    row = table.rows.row(1, named=True)
    assert (row["station"], row["issued"], row["votes.b"]) == ("s2", 150, 45)
    assert row["place"] == "row 3"
    assert table.layouts[0] == [
        f"column {one}" for one in ("registered", "issued", "invalid", "votes.a", "votes.b")
    ]
    assert table.documents[0].sha256 == row["document"]


def test_headings_are_known_by_name_label_and_aka(form):
    text = "Station;REGISTERED;Ballots  issued;invalid;votes.a;«Party B»\ns1;9;8;7;6;5\n"

    row = read(text, form).rows.row(0, named=True)
    assert [row[line] for line in form.names] == [9, 8, 7, 6, 5]


def test_an_empty_cell_is_missing_and_never_zero(form):
    row = read("station,registered,issued\ns1,,0\n", form).rows.row(0, named=True)

    assert (row["registered"], row["issued"]) == (None, 0)


LETTER = (
    "a count; there is a letter among the digits: "
    "O (U+004F) is character 2; perhaps 104 is meant"
)


def test_a_cell_that_is_no_count_is_reported_and_missing(form):
    """File, row, column and what was expected; the rest of the row stands."""
    table = read("station,registered,issued\ns1,1O4,12.5\ns2,-3,7\n", form)

    assert table.rows["issued"].to_list() == [None, 7]
    assert [str(one) for one in table.unreadable] == [
        f"t.csv, row {row}, column {column}: expected {what}"
        for row, column, what in (
            (2, "registered", f"{LETTER}, got '1O4'"),
            (3, "registered", "a count, which is never negative, got '-3'"),
            (2, "issued", "a whole number, got '12.5'"),
        )
    ]


def test_what_stands_beside_a_count_is_told_as_ignored(form):
    """The count is read, and that a percentage or a note was not used is said."""
    table = read('station,registered,issued\ns1,"1 234 (56,7%)",12*\ns2,5,6\n', form)

    assert table.rows.select("registered", "issued").rows() == [(1234, 12), (5, 6)]
    assert table.unreadable == []
    told = {one.reason: one.cells for one in table.ignored}
    assert told["percentage beside a count"] == told["note at a count"] == 1


def test_no_row_is_dropped_in_silence(form):
    """Too few cells, too many, no station: each is told."""
    table = read("station,registered,issued\ns1,5\ns2,1,234,60\n,7,8\n", form)

    assert table.rows.select("station", "registered", "issued").rows() == [
        ("s1", 5, None),
        ("s2", None, None),
    ]
    assert sorted(str(one) for one in table.unreadable) == [
        "t.csv, row 2: expected 3 cells, got 2; what is not there is missing",
        "t.csv, row 3: expected 3 cells, got 4; no line is read",
        "t.csv, row 4: expected the id of a station, got nothing; the row is not used",
    ]


def test_unknown_columns_are_listed_once_as_ignored(form):
    table = read("station,registered,weather\ns1,1,fine\n", form)

    assert [one.what for one in table.ignored if one.cells] == ["column weather"]


def test_a_column_map_names_a_files_own_headings(form):
    """Heading, template with width, constants, a column to skip."""
    table = read(
        "district,precinct,f_01,note\n7,12,500,x\n",
        form,
        role="copies",
        station="{district}/{precinct:03}",
        registered="f_01",
        version=3,
        source="volunteers",
        skip=["note"],
    )

    row = table.rows.row(0, named=True)
    assert (row["station"], row["registered"]) == ("7/012", 500)
    assert (row["version"], row["source"]) == (3, "volunteers")
    assert not [one for one in table.ignored if "note" in one.what]


def test_a_long_table_is_melted(form):
    """One row a station and party becomes one row a station."""
    table = read(
        "station,list,count\ns1,1,10\ns1,2,20\ns2,1,30\n",
        form,
        melt={"party": "list", "votes": "count"},
        **{"votes.a": "1", "votes.b": "2"},
    )

    assert table.rows.select("station", "votes.a", "votes.b").rows() == [
        ("s1", 10, 20),
        ("s2", 30, None),
    ]


def test_a_party_stated_twice_in_a_long_table_makes_a_second_row(form):
    table = read(
        "station,list,count\ns1,1,10\ns1,1,11\n",
        form,
        melt={"party": "list", "votes": "count"},
        **{"votes.a": "1"},
    )

    assert table.rows["votes.a"].to_list() == [10, 11]


@pytest.mark.parametrize(
    ("text", "columns", "message"),
    [
        (
            "staton,registered\n1,2\n",
            {},
            "a column 'station', found none; the nearest: 'staton'",
        ),
        ("station,weather\n1,2\n", {}, "expected a column for line .1. 'registered'"),
        ("station,issued,ballots issued\n1,2,3\n", {}, "expected one column for 'issued'"),
        ("a,issued\n1,2\n", {"station": "{a}/{b}"}, "expected a column 'b'"),
        ("station,issued,version\n1,2,x\n", {}, "expected versions 1, 2, ..., got 'x'"),
        (
            "station,list\n1,2\n",
            {"melt": {"party": "lists", "votes": "count"}},
            "expected a column 'lists' to melt by; the nearest: 'list'",
        ),
    ],
)
def test_a_table_without_what_is_needed_is_refused(form, text, columns, message):
    """The nearest headings are suggested."""
    with pytest.raises(TableError, match=message):
        read(text, form, **columns)


def test_an_official_table_must_have_every_line(form):
    with pytest.raises(TableError) as fault:
        read_table(b"station,registered,isued\n1,2,3\n", "t.csv", form, "official",
                   every_line=True)  # fmt: skip
    assert "line [2] 'issued', found none; the nearest: 'isued'" in str(fault.value)


def test_lines_listed_as_absent_are_not_asked_for(form):
    columns = ColumnMap.model_validate(
        {"absent": ["issued", "invalid", "votes.a", "votes.b"]}
    )
    table = read_table(
        b"station,registered\n1,2\n", "t.csv", form, "official", columns, every_line=True
    )

    assert table.rows["registered"].to_list() == [2]


def test_a_register_is_read_as_text():
    """Ids keep their leading zeros."""
    register = read_register(b"station,tec,rec\n0012,03,1\n0012,03,1\n", "r.csv")

    assert register.rows.select("station", "tec", "rec").rows() == [("0012", "03", "1")]


def test_a_register_with_a_station_under_itself_twice_is_refused():
    with pytest.raises(TableError, match="expected each station once, got '1' twice"):
        read_register(b"station,tec,rec\n1,2,3\n1,2,4\n", "r.csv")
