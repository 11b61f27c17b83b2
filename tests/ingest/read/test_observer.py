"""Copies from ODK Central and KoboToolbox: who, when, which entry, and the same numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import FORM
from ingest.errors import TableError
from ingest.facts.columns import ColumnMap
from ingest.facts.forms import load_form
from ingest.read.observers.handed import File
from ingest.read.observers.observer import Handed, apart, gather, read_copies
from ingest.read.observers.submissions import observer_id
from tests.servers import central, kobo, to_csv, to_xlsx

PATHS = [
    *(("station",), ("photo",), ("comment",), ("meta", "instanceID")),
    *(
        ("lines", one)
        for one in ("registered", "issued", "invalid", "votes__a", "votes__b")
    ),
]
COUNTS = {"registered": 100, "issued": 60, "invalid": 2, "votes__a": 40, "votes__b": 18}
ENTRY = {"station": "0012", **COUNTS}
REPEAT = [["party", "votes", "PARENT_KEY", "KEY"]]


@pytest.fixture
def form(tmp_path):
    text = FORM.replace(
        'en = "ballots issued"', 'ru = "выдано бюллетеней"\nkk = "берілгендер"'
    )
    (tmp_path / "form.toml").write_text(text, encoding="utf-8")
    return load_form(str(tmp_path / "form.toml"))


def read(data, form, repeats=(), **columns):
    files = [File(f"{n}.csv", f"{n}.csv", one) for n, one in dict(repeats).items()]
    handed = Handed(File("protocol.csv", "protocol.csv", data), files)
    return read_copies(handed, form, ColumnMap.model_validate(columns))


def numbers(copies, form):
    return copies.rows.select("station", *form.names).rows()


@pytest.mark.parametrize("mark", ["-", "/"])
def test_central_is_read_without_a_map(form, mark):
    """Groups in front of questions, a byte order mark, ids with zeros in front."""
    copies = read(b"\xef\xbb\xbf" + central(PATHS, [ENTRY], mark), form)

    (row,) = copies.rows.iter_rows(named=True)
    assert numbers(copies, form) == [("0012", 100, 60, 2, 40, 18)]
    assert (row["entry"], row["entered"]) == ("uuid:1", "2024-10-26T19:03:11Z")
    assert row["place"] == "row 2"
    assert copies.layouts[0][0] == f"column lines{mark}registered"


def test_kobo_is_read_under_names_and_under_labels(form):
    """Headings are what whoever downloads chose: names with groups, or labels."""
    names = ["station", "registered", "issued", "invalid", "votes__a", "votes__b"]
    named = ["station", *(f"lines/{one}" for one in names[1:])]
    labelled = ["Номер избирательного участка", "[1] registered", "[2] берілгендер",
                "Строки/[3] invalid", "[4] votes.a", "Party B"]  # fmt: skip
    for headings in (named, labelled):
        copies = read(kobo(headings, names, [ENTRY]), form)
        assert numbers(copies, form) == [("0012", 100, 60, 2, 40, 18)]
        (row,) = copies.rows.iter_rows(named=True)
        assert (row["entry"], row["entered"]) == ("uuid-1", "2024-10-26T19:03:11Z")
        assert row["place"] == "sheet 'Протокол', row 2"


def test_kobos_csv_has_semicolons(form):
    rows = [["station", "lines/issued", "_uuid", "_submission_time"], ["7", "60", "u", ""]]

    copies = read(to_csv(rows, ";"), form)
    assert copies.rows.select("station", "issued", "entry", "entered").row(0) == (
        *("7", 60, "u", ""),
    )


def test_an_observers_id_is_the_same_in_every_export_and_names_nobody(form):
    """Number, name and device together; another device is kept apart."""
    entries = [ENTRY, ENTRY | {"DeviceID": "collect:two"}, ENTRY | {"SubmitterName": "Б"}]
    copies = read(central(PATHS, entries), form)

    sources = copies.rows["source"].to_list()
    assert sources[0] == observer_id("5", "Аймагүл", "collect:one")
    assert len(set(sources)) == 3
    assert "Аймагүл" not in str(copies.rows.to_dicts()) + str(copies.ignored)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2024-10-26T23:03:11.120+04:00", "2024-10-26T19:03:11Z"),
        ("2024-10-26 19:03:11", "2024-10-26T19:03:11Z"),
        ("Oct 26, 2024 7:03:11 PM", "Oct 26, 2024 7:03:11 PM"),
    ],
)
def test_when_an_entry_was_handed_in_is_kept(form, written, read_as):
    """In UTC; or in the words of a server that writes it in words."""
    copies = read(central(PATHS, [ENTRY | {"SubmissionDate": written}]), form)
    assert copies.rows["entered"].to_list() == [read_as]


def test_an_entry_of_nobody_stands_for_an_observer_of_its_own(form):
    """Two people behind a public link are not one."""
    nobody = dict.fromkeys(("SubmitterID", "SubmitterName", "DeviceID"), "")

    copies = read(central(PATHS, [ENTRY | nobody, ENTRY | nobody]), form)
    assert copies.rows["source"].n_unique() == 2


def test_two_entries_of_one_observer_are_told_apart(form):
    copies = read(central(PATHS, [ENTRY, ENTRY | {"issued": 61}]), form)

    assert copies.rows["source"].n_unique() == 1
    assert copies.rows["entry"].to_list() == ["uuid:1", "uuid:2"]


def test_a_half_copy_has_missing_lines(form):
    copies = read(central(PATHS, [ENTRY | {"registered": "", "issued": "0"}]), form)

    assert copies.rows.select("registered", "issued").row(0) == (None, 0)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ReviewState": "rejected"}, "rejected in review (rejected)"),
        ({"Status": "not decrypted"}, "not decrypted"),
    ],
)
def test_an_entry_that_cannot_count_is_listed_and_not_used(form, change, reason):
    copies = read(central(PATHS, [ENTRY, ENTRY | change]), form)

    assert copies.rows["entry"].to_list() == ["uuid:1"]
    assert [one.reason for one in copies.ignored if one.what == "row 3"] == [reason]


@pytest.mark.parametrize("state", ["validation_status_not_approved", "Not Approved"])
def test_an_entry_not_approved_in_kobo_is_listed_and_not_used(form, state):
    sheet = kobo(["station", "issued"], ["station", "issued"],
                 [ENTRY, ENTRY | {"_validation_status": state}])  # fmt: skip

    copies = read(sheet, form)
    assert copies.rows.height == 1
    assert f"rejected in review ({state})" in [one.reason for one in copies.ignored]


@pytest.mark.parametrize("state", ["", "approved", "hasIssues", "edited", "received"])
def test_any_other_state_of_review_counts(form, state):
    copies = read(central(PATHS, [ENTRY | {"ReviewState": state}]), form)
    assert copies.rows.height == 1


def test_an_edited_entry_is_a_later_version(form):
    """The highest version counts, as of any protocol."""
    copies = read(central(PATHS, [ENTRY | {"Edits": "2"}]), form)
    assert copies.rows["version"].to_list() == [3]


def test_line_breaks_in_a_note_hide_nothing(form):
    """A server closes its quotes; only what could be a whole row inside one is told."""
    note = ENTRY | {"comment": 'Сфотографировать\nне дали, "сказали"\r\nпозже'}
    row = ENTRY | {"comment": "x\n" + "," * 40}

    copies = read(central(PATHS, [note, ENTRY, row]), form)
    assert copies.rows["issued"].to_list() == [60, 60, None]
    assert [one.place for one in copies.unreadable] == ["row 6"]


def test_a_cell_that_is_no_count_is_told_with_its_own_heading(form):
    copies = read(central(PATHS, [ENTRY | {"issued": "шестьдесят"}]), form)

    assert copies.rows["issued"].to_list() == [None]
    assert copies.unreadable[0].place == "row 2, column lines-issued"


def test_a_question_that_no_line_has_is_listed_as_ignored(form):
    copies = read(central([*PATHS, ("weather",)], [ENTRY | {"weather": "дождь"}]), form)

    assert "column weather" in [one.what for one in copies.ignored]


def test_a_persons_map_goes_first(form):
    """Its names, its constants, and what it skips."""
    paths = [("place",), *PATHS[1:], ("other", "issued")]
    data = central(paths, [{**ENTRY, "place": "9"}])
    columns = {"station": "place", "source": "team", "skip": ["other-issued"]}

    copies = read(data, form, **columns)
    assert copies.rows.select("station", "source", "issued").row(0) == ("9", "team", 60)


def test_two_questions_for_one_line_are_refused(form):
    with pytest.raises(TableError, match="protocol.csv: expected one column for 'issued'"):
        read(central([*PATHS, ("again", "issued")], [ENTRY]), form)


def test_a_number_behind_a_group_is_no_list():
    """Bulgaria's lists are called 1, 2, ...; so is a page."""
    bulgaria = load_form("bg-2021-07-parliament")
    paths = [("station",), ("lines", "registered"), ("page", "1")]

    copies = read(central(paths, [{"station": "1", "registered": 9, "1": 7}]), bulgaria)
    assert copies.rows.select("registered", "votes.p1").row(0) == (9, None)


def test_a_repeat_a_row_a_list(form):
    """Central gives it as a file of its own; a number's place names that file."""
    paths = [one for one in PATHS if not one[-1].startswith("votes")]
    data = central(paths, [ENTRY, {**ENTRY, "station": "13"}])
    rows = [["a", 40, "uuid:1", "k1"], ["Party B", 18, "uuid:1", "k2"],
            ["votes__b", 0, "uuid:2", "k3"], ["C", 5, "uuid:2", "k4"],
            ["a", 9, "uuid:77", "k5"]]  # fmt: skip

    copies = read(data, form, {"protocol-votes": to_csv([*REPEAT, *rows])})
    assert copies.rows.select("station", "votes.a", "votes.b").rows() == [
        ("0012", 40, 18),
        ("13", None, 0),
    ]
    assert copies.layouts[0][3] == ("column votes where party is 'a' in protocol-votes.csv")
    told = {(one.document, one.what): one.reason for one in copies.ignored}
    assert told["protocol-votes.csv", "rows where party is 'C'"] == "not a line of the form"
    assert told["protocol-votes.csv", "rows"] == "of no entry that is used"


def test_a_repeat_a_row_a_line_in_kobo(form):
    """A second sheet, whose rows name the entry by its index and lines by their number."""
    head = ["rep/line", "rep/count", "_index", "_parent_table_name", "_parent_index"]
    rows = [head, *([str(n), 10 - n, n, "Протокол", 1] for n in range(1, 6))]
    sheet = kobo(["station"], ["station"], [ENTRY], [("rep", rows)])

    copies = read(sheet, form)
    assert numbers(copies, form) == [("0012", 9, 8, 7, 6, 5)]
    assert not [one for one in copies.ignored if one.what.startswith("sheet 'rep'")]


def test_a_list_stated_twice_in_one_entry_makes_a_second_row(form):
    """So that C402 sees both."""
    rows = [["a", 40, "uuid:1", "k1"], ["votes.a", 41, "uuid:1", "k2"]]
    data = central([("station",), ("lines", "issued")], [ENTRY])

    copies = read(data, form, {"r": to_csv([*REPEAT, *rows])})
    assert copies.rows["votes.a"].to_list() == [40, 41]
    assert copies.rows["entry"].to_list() == ["uuid:1", "uuid:1"]


def test_a_repeat_of_something_else_is_listed_as_ignored(form):
    repeat = to_csv([["incident", "PARENT_KEY", "KEY"], ["шум", "uuid:1", "k"]])

    copies = read(central(PATHS, [ENTRY]), form, {"protocol-incident": repeat})
    assert [one.document for one in copies.ignored if one.what == "all rows"] == [
        "protocol-incident.csv"
    ]


def test_a_map_names_the_columns_of_a_repeat(form):
    repeat = to_csv([["who", "n", "PARENT_KEY", "KEY"], ["Party B", 18, "uuid:1", "k"]])
    data = central([("station",), ("lines", "issued")], [ENTRY])

    copies = read(data, form, {"r": repeat}, melt={"party": "who", "votes": "n"})
    assert copies.rows["votes.b"].to_list() == [18]
    with pytest.raises(TableError, match="a repeat with columns 'whom' and 'n'"):
        read(data, form, {"r": repeat}, melt={"party": "whom", "votes": "n"})


def test_rows_of_a_rejected_entry_are_not_used_either(form):
    rows = [["a", 40, "uuid:1", "k1"]]
    data = central(
        [("station",), ("lines", "issued")], [ENTRY | {"ReviewState": "rejected"}]
    )

    assert read(data, form, {"r": to_csv([*REPEAT, *rows])}).rows.is_empty()


def file(name, data):
    return File(name, name, data)


def test_repeats_are_put_to_the_table_whose_entries_they_name():
    """Two forms' exports may come in one command."""
    one = file("a.csv", central(PATHS, [ENTRY]))
    two = file("b.csv", central(PATHS, [ENTRY | {"KEY": "uuid:b"}]))
    of_two = file("x.csv", to_csv([*REPEAT, ["a", 1, "uuid:b", "k"]]))

    assert gather([of_two, one, two]) == [Handed(one), Handed(two, [of_two])]


def test_a_repeat_without_its_table_is_refused():
    lonely = file("x.csv", to_csv([*REPEAT, ["a", 1, "uuid:b", "k"]]))

    with pytest.raises(TableError, match="x.csv: expected the table of the entries"):
        gather([lonely, file("a.csv", central(PATHS, [ENTRY]))])


def test_a_plain_table_is_read_as_before(form):
    """A sheet beside it is not read, and its source is whatever it says."""
    book = to_xlsx(
        {"one": [["station", "source", "issued"], ["1", "obs-7", 5]], "two": [["x"]]}
    )

    copies = read(book, form)
    assert copies.rows.select("source", "issued").row(0) == ("obs-7", 5)
    assert [one.what for one in copies.ignored if "two" in one.what] == [
        "sheet 'two': only the first sheet is read"
    ]


def test_files_that_name_no_source_are_kept_apart_by_name_and_digest(form):
    texts = {"x/a.csv": b"station,issued\n1,5\n", "y/a.csv": b"station,issued\n1,6\n",
             "b.csv": b"station,issued\n1,7\n"}  # fmt: skip
    parts = [read_copies(Handed(file(name, data)), form) for name, data in texts.items()]

    sources = [part.rows["source"][0] for part in apart(parts)]
    assert sources[2] == "b"
    assert sources[0].startswith("a ")
    assert sources[0] != sources[1]
    assert apart(parts[:1])[0].rows["source"][0] == ""


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TYPED = ("station", "issued", "photo", "comment", "SubmissionDate", "DeviceID", "Edits")


@settings(max_examples=60, deadline=None)
@given(entry=st.dictionaries(st.sampled_from([*TYPED, "ReviewState", "KEY"]), CELL))
def test_whatever_stands_in_an_entry_it_is_read_or_refused_with_one_line(entry):
    """Never a traceback, and never a count that nobody typed."""
    form = load_form("kz-2007-pec")
    paths = [("station",), ("photo",), ("comment",), ("lines", "issued")]
    try:
        copies = read(central(paths, [{"station": "1"} | entry]), form)
    except TableError as fault:
        assert "\n" not in str(fault)
        return
    for count in copies.rows["issued"].drop_nulls():
        assert count == int("".join(filter(str.isdecimal, entry["issued"])))
