import pytest

from conftest import FORM
from ingest.errors import FormError
from ingest.facts.forms import load_form
from ingest.facts.places import shipped_ids


@pytest.mark.parametrize("name", shipped_ids("forms"))
def test_every_shipped_form_loads_and_says_where_it_is_from(name):
    """A form has a source, a title and for every relation a law or a reason."""
    form = load_form(name)

    assert form.id == name
    assert form.title["en"]
    assert form.source.document
    assert form.relations
    assert all(one.law and one.basis for one in form.relations)


@pytest.mark.parametrize("level", ["pec", "tec", "rec", "cec"])
def test_kazakhstan_2007_is_provisional_with_a_basis_at_every_line(level):
    """No official list of lines was found; each says how it is known."""
    form = load_form(f"kz-2007-{level}")

    assert form.status == "provisional"
    assert form.level == level
    assert all(line.basis in ("observed", "derived") for line in form.lines)
    assert [line.party for line in form.lines if line.party] == [
        "ansdp", "nur-otan", "patriots", "auyl", "ak-zhol", "rukhaniyat", "cppk",
    ]  # fmt: skip


def test_caps_of_a_station_are_not_asked_of_sums():
    """Reserve and station size bind a station, never a commission's total."""
    pec = {one.id: one for one in load_form("kz-2007-pec").relations}

    assert not pec["K8"].totals
    assert not pec["K9"].totals
    assert not {"K8", "K9"} & {one.id for one in load_form("kz-2007-tec").relations}


@pytest.mark.parametrize(
    ("name", "turnout"),
    [
        ("kz-2007-pec", ["issued"]),
        ("ua-2019-president", ["issued"]),
        ("ru-2011-duma", ["issued_early", "issued_inside", "issued_outside"]),
        ("ge-2024-parliament", ["participated"]),
        ("ro-2024-ep", ["participated"]),
        ("bg-2021-07-parliament", ["participated"]),
    ],
)
def test_station_forms_say_what_shares_are_of(name, turnout):
    """Screening needs to know who could vote, who came and which ballots count."""
    form = load_form(name)

    assert list(form.roles) == ["voters", "turnout", "cast"]
    assert [form.names[at] for at in form.roles["turnout"]] == turnout


@pytest.mark.parametrize(
    ("cast", "message"),
    [
        ("[3] - [4]", "roles.cast .*expected lines"),
        ("[3] + 1", "roles.cast .*expected lines"),
        ("[3] + [9]", r"roles.cast .*unknown line \[9\]"),
        ("[3] = [4]", "roles.cast .*expected the end of the text"),
    ],
)
def test_roles_that_are_no_sums_of_lines_are_refused(tmp_path, cast, message):
    roles = f'[roles]\nvoters = "[1]"\nturnout = "[2]"\ncast = "{cast}"\n[[line]]'
    (tmp_path / "form.toml").write_text(FORM.replace("[[line]]", roles, 1))

    with pytest.raises(FormError, match=message):
        load_form(str(tmp_path / "form.toml"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('text = "[2] <= [1]"', 'text = "[2] <= [9]"', r"relation R2 .*unknown line \[9\]"),
        ('text = "[2] <= [1]"', 'text = "[2] < [1]"', "relation R2 .*expected"),
        (
            'basis = "derived"',
            'basis = "guess"',
            "relation.2.basis: .*'statute', 'observed'",
        ),
        ('unit = "voters"', 'unit = "people"', "line.1.unit: "),
        ('name = "issued"', 'name = "registered"', "line name 'registered': expected once"),
        ('number = "2"', 'number = "1"', "line number '1': expected once, found 2 times"),
        ('name = "issued"', 'name = "station"', "is used for a column of tables"),
        ('level = "pec"', 'level = "pec"\nlevle = "x"', "levle: not a known key"),
        ('document = "invented"', "", "source.document: expected a value, found none"),
        ('id = "R2"', 'id = "R1"', "relation id 'R1': expected once"),
        ('law = "invented law, art. 1"', 'law = ""', "relation.1.law: "),
        ('id = "R1"', 'id = "R1"\nchannels = ["summary"]', "expected channels of the form"),
    ],
)
def test_a_wrong_form_stops_at_load(tmp_path, old, new, message):
    """The error names the file, the place in it, and what was expected."""
    path = tmp_path / "wrong.toml"
    path.write_text(FORM.replace(old, new, 1))

    with pytest.raises(FormError, match=message) as fault:
        load_form(str(path))
    assert str(fault.value).startswith(str(path))


def test_all_faults_are_listed_at_once(tmp_path):
    """A person mends a form in one go."""
    path = tmp_path / "wrong.toml"
    text = FORM.replace('unit = "voters"', 'unit = "x"').replace('level = "pec"', "")
    path.write_text(text)

    with pytest.raises(FormError) as fault:
        load_form(str(path))
    assert len(str(fault.value).split("\n")) == 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"not toml at all [", "expected a TOML file"),
        (b"\xff\xfe\x00", "expected a TOML file in UTF-8"),
        (b"", "line: expected a value, found none"),
    ],
)
def test_what_is_no_toml_is_refused(tmp_path, data, message):
    path = tmp_path / "wrong.toml"
    path.write_bytes(data)
    with pytest.raises(FormError, match=message):
        load_form(str(path))


def test_an_unknown_id_lists_the_known_ones():
    with pytest.raises(FormError, match="known: .*kz-2007-pec"):
        load_form("no-such-form")


def test_an_id_cannot_leave_the_folder_of_forms():
    """An id is a name, never a path."""
    with pytest.raises(FormError, match="no such file"):
        load_form("../elections/ua-2019-president-1")
