"""Exports by a mapping: JSON by a path, text without headings by the order of its cells."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import QuarantineError, SettingError, TableError
from ingest.facts.columns import ColumnMap, Records
from ingest.facts.toml import validate
from ingest.parse import json_records
from ingest.parse.columns import read_columns
from ingest.parse.records import read_records

ROMANIA = Records.model_validate(
    {
        "path": "stages.{stage}.scopes.PRCNCT.categories.{category}.table.{report}",
        "pairs": {
            "fields": {"name": "name", "value": "value"},
            "votes": {"name": "candidate", "value": "votes"},
        },
    }
)
GEORGIA = Records.model_validate(
    {
        "path": "items.*",
        "pairs": {"subjects": {"name": "number", "value": ["votes", "vote"]}},
    }
)


def bulgaria(*header, groups=("list", "votes"), **more):
    return Records.model_validate(
        {"header": header, "groups": groups, "marks": {"section": "*"}, **more}
    )


def rows(read):
    columns = [one.to_list() for one in read.columns]
    return [dict(zip(read.header, row, strict=True)) for row in zip(*columns, strict=True)]


def romania(table, **stages):
    scopes = {"PRCNCT": {"categories": {"EUP": {"files": [], "table": table}}}}
    final = {"enabled": True, "scopes": scopes}
    return json.dumps({"stages": {"PROV": {"enabled": False}, "FINAL": final, **stages}})


RECORD = {
    "fields": [{"name": "a", "value": "120"}, {"name": "a1", "value": None}],
    "votes": [{"candidate": "LISTA A", "party": None, "votes": "7"}],
    "precinct_id": "20149",
    "precinct_nr": 51,
}


def test_romania_stages_scopes_categories_table():
    """Keys on the way become headings, lists of named values a heading each."""
    read = read_records(romania({"7": RECORD}).encode(), ROMANIA)

    assert rows(read) == [
        {
            "stage": "FINAL",
            "category": "EUP",
            "report": "7",
            "fields.a": "120",
            "fields.a1": None,
            "votes.LISTA A": "7",
            "precinct_id": "20149",
            "precinct_nr": "51",
        }
    ]
    assert read.row_place(0) == "stages.FINAL.scopes.PRCNCT.categories.EUP.table.7"


def test_what_a_record_has_beside_it_is_listed_as_unused():
    """Nothing is passed over in silence: stages not there, files, members of elements."""
    read = read_records(romania({"7": RECORD, "8": RECORD}).encode(), ROMANIA)

    assert read.unused == [
        "stages.PROV: no member 'scopes'",
        "stages.FINAL: member 'enabled' is not on the path",
        "stages.FINAL.scopes.PRCNCT.categories.EUP: member 'files' is not on the path",
        "member 'party' of 'votes': not read, 2 times",
    ]


@pytest.mark.parametrize("table", [[], {}])
def test_an_empty_table_is_no_records_whether_it_is_a_list_or_an_object(table):
    read = read_records(romania(table).encode(), ROMANIA)

    assert list(read.numbers) == []


def test_a_path_that_leads_nowhere_is_told():
    with pytest.raises(
        QuarantineError, match="at 'stages.* found none: the document: no me"
    ):
        read_records(b'{"items": []}', ROMANIA)
    with pytest.raises(QuarantineError, match="table.7: expected an object, got 'x'"):
        read_records(romania({"7": "x"}).encode(), ROMANIA)


def test_georgia_items_and_subjects():
    """Votes are called `vote` in one file, `votes` in another; numbers stay as written."""
    subjects = [
        {"number": "41", "name": "A | B", "votes": 629, "percent": 45.1},
        {"number": "5", "name": "C | D", "vote": 12.0, "percent": 0.9},
    ]
    items = [{"number": "01.23.45", "name": "", "subjects": subjects}]
    data = json.dumps({"info": {"counted": 1}, "items": items}).encode()

    read = read_records(data, GEORGIA)
    assert rows(read) == [
        {"number": "01.23.45", "name": "", "subjects.41": "629", "subjects.5": "12.0"}
    ]
    assert read.unused[0] == "the document: member 'info' is not on the path"


def test_a_name_that_stands_twice_in_a_record_gives_no_value():
    """Neither of the two is taken; the cell says both and is no count."""
    subjects = [{"number": 1, "vote": 7}, {"number": 1, "vote": 9}]
    data = json.dumps({"items": [{"number": "s", "subjects": subjects}]}).encode()

    assert rows(read_records(data, GEORGIA))[0]["subjects.1"] == "7 and 9"


@pytest.mark.parametrize("element", [{"vote": 1}, {"number": 1, "vote": 1, "votes": 2}, 7])
def test_an_element_that_names_nothing_or_says_two_things(element):
    data = json.dumps({"items": [{"number": "s", "subjects": [element]}]}).encode()

    with pytest.raises(QuarantineError, match="expected elements of 'subjects' to have"):
        read_records(data, GEORGIA)


def test_bulgaria_columns_move_between_elections():
    """The same section in two years' files: other columns, groups of two and of four."""
    pairs = bulgaria("document", "section", "", "received")
    fours = bulgaria("section", "received", groups=("list", "total", "paper", "machine"))

    (one,) = rows(read_records(b"26;*010100001;x;600;1;10;2;5;\n", pairs))
    (two,) = rows(read_records(b"010100001;600;1;10;7;3;2;5;5;0", fours))
    assert one["section"] == two["section"] == "010100001"
    assert (one["votes.1"], one["votes.2"], one["column 3"]) == ("10", "5", "x")
    assert (two["paper.1"], two["machine.1"], two["total.2"]) == ("7", "3", "5")


def test_rows_of_another_document_type_are_left_out_and_counted():
    """In them the same columns mean something else."""
    how = bulgaria("document", "section", groups=(), only={"document": ("24", "26")})
    read = read_records(b"24;1\n28;2\n26;3\n28;4\n", how)

    assert [row["section"] for row in rows(read)] == ["1", "3"]
    assert read.unused == ["2 rows with '28' for 'document': not of this kind"]


@pytest.mark.parametrize("text", ["26;1;1;10;2", "26"])
def test_a_row_whose_groups_are_not_whole_gives_none_of_them(text):
    """Nobody knows which number belongs to which list."""
    read = read_records(f"26;0;7;70\n{text}\n".encode(), bulgaria("document", "section"))

    assert rows(read)[1].get("votes.1") is None
    (odd,) = read.odd
    assert (odd.row, odd.expected) == (2, "2 cells and then 2 at a time")


def test_a_number_is_kept_as_it_is_written():
    """Neither an exponent nor thirty digits pass through a float."""
    data = b'{"items": [{"a": 1E3, "b": 123456789012345678901234567890, "c": true}]}'

    assert rows(read_records(data, GEORGIA)) == [
        {"a": "1E3", "b": "123456789012345678901234567890", "c": "true"}
    ]


HOSTILE = {
    "deep": (b"[" * 100_000, "nested too deep"),
    "deep objects": (b'{"a":' * 100_000, "nested too deep"),
    "brackets": (b"[" * 100_000_000, "up to 8,000,000 values, got 100,000,000"),
    "lists": (b"[" + b"[]," * 9_000_000 + b"[]]", "up to 8,000,000 values"),
    "long": (b" " * (json_records.LARGEST_JSON + 1), "characters"),
    "cut off": (b'{"items": [{"number": "1"', "expected JSON, got a fault"),
    "no JSON": (b"items", "expected JSON, got a fault"),
    "twice": (b'{"items": [{"number": 1, "number": 2}]}', "'number' twice in one object"),
    "binary": (b"\x00\x01{}", "got binary data"),
    "a list of numbers": (b'{"items": [7]}', "items.1: expected an object, got '7'"),
    "huge number": (b'{"items": [' + b"9" * 100_000 + b"]}", "expected an object"),
    "many members": (
        json.dumps({"items": [{f"m{n}": 1 for n in range(10_001)}]}).encode(),
        "more than 10,000 members",
    ),
    "each its own members": (
        json.dumps({"items": [{f"m{n}": 1} for n in range(9_999)]}).encode(),
        "more than 20,000,000 members in all",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_json_is_set_aside_with_one_line(case):
    """Handed in it is refused by its name, with the same words."""
    data, message = HOSTILE[case]

    with pytest.raises(QuarantineError, match=message) as fault:
        read_records(data, GEORGIA)
    assert "\n" not in str(fault.value)
    with pytest.raises(TableError, match=f"^t: .*{message}"):
        read_columns(data if data.strip() else b"{" + data, "t", GEORGIA)


MEMBERS = st.sampled_from(["items", "subjects", "number", "vote"])


@settings(deadline=None)  # the first example pays for imports
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(MEMBERS, inner, max_size=4)
        ),
    )
)
def test_no_json_makes_it_fail(value):
    """Whatever a stranger's JSON holds is read or set aside with a reason."""
    try:
        read_records(json.dumps(value).encode(), GEORGIA)
    except QuarantineError as fault:
        assert str(fault)


def test_json_without_a_mapping_says_that_it_needs_one():
    with pytest.raises(TableError, match=r"t: expected a table, got JSON; .*\[records\]"):
        read_columns(b'{"a": 1}', "t")


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ({}, "either a path, for JSON, or a header"),
        ({"path": "a", "header": ["b"]}, "either a path, for JSON, or a header"),
        ({"header": ["a", "a"]}, "each column to have a name of its own"),
        ({"header": ["a"], "groups": ["list"]}, "a name and at least one value"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_when_it_is_loaded(records, message):
    with pytest.raises(SettingError, match=message):
        validate({"records": records}, ColumnMap, SettingError, "map.toml")
