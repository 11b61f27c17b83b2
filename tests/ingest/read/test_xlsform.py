"""The entry form made of a form: pyxform and ODK Validate accept it; what it warns of."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from conftest import FORM
from ingest.errors import FormError
from ingest.facts.forms import load_form
from ingest.read.observers.questions import LANGUAGES, questions
from ingest.read.observers.xlsform import survey, write_xlsform
from tests.servers import XForm

FORMS = sorted(
    form.id
    for path in (Path(__file__).parents[3] / "data" / "forms").glob("*.toml")
    if (form := load_form(path.stem)).level == "pec"
)
MODULUS = """
[[relation]]
id = "R3 %"
text = "2 * [1] + [3] % 100 = 0"
basis = "derived"
law = "invented"
"""


def made(tmp_path, text=FORM):
    (tmp_path / "form.toml").write_text(text, encoding="utf-8")
    return load_form(str(tmp_path / "form.toml"))


@pytest.mark.parametrize("name", FORMS)
def test_every_shipped_form_becomes_an_xform(name):
    """A question a line, an integer that may be left empty; nothing constrains it."""
    form = load_form(name)
    xform = XForm(write_xlsform(form))
    binds = {one["nodeset"]: one for one in xform.binds}

    for question in questions(form).values():
        bind = binds[f"/data/lines/{question}"]
        assert (bind["type"], bind["required"]) == ("int", "false()")
    assert not [one for one in xform.binds if "constraint" in one]
    assert ("photo",) in xform.questions
    assert (("channel",) in xform.questions) == (len(form.channels) > 1)


@pytest.mark.skipif(not shutil.which("java"), reason="ODK Validate needs Java")
def test_odk_validate_accepts_it():
    """The form of Kazakhstan has channels, groups and the most kinds of relations."""
    XForm(write_xlsform(load_form("kz-2007-pec")), validate=True)


def test_lines_are_labelled_in_three_languages():
    form = load_form("kz-2007-pec")
    labels = XForm(write_xlsform(form)).labels

    for code, language in LANGUAGES.items():
        for line in form.lines:
            shown = labels[language, f"/data/lines/{questions(form)[line.name]}:label"]
            assert shown == f"[{line.number}] {getattr(line, code)}"


def test_the_same_form_gives_the_same_bytes_and_another_one_another_version(tmp_path):
    """ODK takes a changed form only under a new version."""
    first, again = (write_xlsform(made(tmp_path)) for _ in range(2))
    other = write_xlsform(made(tmp_path, FORM.replace("ballots issued", "ballots given")))

    assert first == again
    versions = [XForm(one).instance.get("version") for one in (first, other)]
    assert versions[0] != versions[1]


def shown(xform, answers):
    """The warnings that show, as XPath says; empty answers are empty elements."""
    data = etree.fromstring(etree.tostring(xform.instance))
    for element in data.iter():
        name = etree.QName(element).localname
        if not len(element):
            element.tag, element.text = name, str(answers.get(name, ""))
        element.tag = name
    tree = etree.ElementTree(data)
    relevant = [
        one for one in xform.binds if "warn_" in one["nodeset"] and "relevant" in one
    ]
    return {
        one["nodeset"].rpartition("/")[2] for one in relevant if tree.xpath(one["relevant"])
    }


def broken(form, counts, channel):
    """The warnings that should show, from the relations' own arithmetic."""
    wanted = set()
    for at, one in enumerate(form.relations, 1):
        terms, added = one.arithmetic.terms, one.arithmetic.constant
        known = [counts[form.names[line]] for line in terms]
        if None in known or channel not in one.channels:
            continue
        total = added + sum(
            n * count for n, count in zip(terms.values(), known, strict=True)
        )
        op = one.arithmetic.op
        holds = {"=": total == 0, ">=": total >= 0, "<=": total <= 0}.get(op)
        if holds is None:
            holds = total % one.arithmetic.modulus == 0
        if not holds:
            wanted.add(at)
    return wanted


@pytest.fixture(scope="module", params=["kz-2007-pec", "little"])
def form_and_xform(request, tmp_path_factory):
    if request.param == "little":
        form = made(tmp_path_factory.mktemp("forms"), FORM + MODULUS)
    else:
        form = load_form(request.param)
    return form, XForm(write_xlsform(form))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_warning_shows_when_a_relation_does_not_hold_and_all_its_lines_are_there(
    form_and_xform, data
):
    """An empty line is missing, not zero; zero is a count."""
    form, xform = form_and_xform
    count = st.none() | st.sampled_from([0, 0, 1, 2, 50, 100, 3001])
    counts = {line: data.draw(count) for line in form.names}
    channel = data.draw(st.sampled_from(form.channels))

    names = questions(form)
    answers = {names[line]: one for line, one in counts.items() if one is not None}
    warned = shown(xform, {**answers, "channel": channel}) - {"warn_negative"}
    assert {int(one.split("_")[1]) for one in warned} == broken(form, counts, channel)


def test_a_negative_count_is_warned_of(form_and_xform):
    form, xform = form_and_xform

    name = questions(form)["registered"]
    assert "warn_negative" in shown(xform, {name: -3})
    assert "warn_negative" not in shown(xform, {name: 0})


def test_no_other_line_of_an_empty_form_is_warned_of(form_and_xform):
    assert shown(form_and_xform[1], {}) == set()


@pytest.mark.parametrize("name", ["votes__a", "comment", "lines", "warn_x"])
def test_a_line_whose_question_would_not_be_its_own_is_refused(tmp_path, name):
    form = made(tmp_path, FORM.replace('name = "invalid"', f'name = "{name}"'))

    with pytest.raises(FormError, match="expected a question name of its own"):
        list(survey(form))


def test_a_form_of_a_territorial_commission_is_refused():
    with pytest.raises(FormError, match="expected a form of stations"):
        write_xlsform(load_form("kz-2007-tec"))


def test_a_label_that_looks_like_a_reference_is_no_reference(tmp_path):
    form = made(tmp_path, FORM.replace("ballots issued", "ballots ${issued} =1"))

    labels = XForm(write_xlsform(form)).labels
    assert labels["English (en)", "/data/lines/issued:label"] == "[2] ballots $ {issued} =1"


def test_the_command_writes_it(tekseru, little):
    ran = tekseru(
        "form", "xlsform", little / "form.toml", "-o", little / "e.xlsx", "--json"
    )

    assert ran.code == 0
    assert ran.json == {"file": str(little / "e.xlsx"), "form": "little", "lines": 5}
    assert XForm((little / "e.xlsx").read_bytes()).instance.get("id") == "little"
