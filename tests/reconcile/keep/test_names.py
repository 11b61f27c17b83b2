"""Names that a run does not know: asked in names.toml, answered there, and kept."""

import tomllib

import pytest

from ingest.errors import SettingError
from ingest.read.values.names import Question
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.names import MOST_ASKED, ask_names, folder_names
from reconcile.keep.tables import Read
from tests.saved import serve_pages

ELECTION = """
id = "invented"
title.en = "An invented election"
date = 2007-08-18
[forms]
pec = "{folder}/form.toml"
[site]
id = "{folder}/site.toml"
[[list]]
number = 2
party = "b"
ru = "Партия «Б»"
[[region]]
id = "almaty-region"
en = "Almaty region"
ru = "Алматинская область"
kk = "Алматы облысы"
[[region]]
id = "almaty-city"
en = "Almaty city"
ru = "город Алматы"
kk = "Алматы қаласы"
"""
SITE = """
id = "invented"
title = "Invented"
base = "http://invented.invalid/"
pace_s = 0.0
[[page]]
id = "region"
address = "{n}.html"
values = { n = "1..2" }
[page.layout]
form = "little"
orientation = "rows"
station = "{Участок}"
rec = "{region}"
names.rec = "region"
fields.region = { beside = "Облыс" }
"""
PAGE = (
    "<meta charset=utf-8><table><tr><td>Облыс<td>{}</table><table>"
    "<tr><th>Участок<th>registered<th>ballots issued<th>invalid<th>votes.a<th>Партия «Б»"
    "<tr><td>{}<td>100<td>60<td>2<td>40<td>18</table>"
)
ANSWER = (
    'key = ""\nwho = ""\nwhen = ""',
    'key = "{}"\nwho = "A person"\nwhen = 2007-08-20',
)


@pytest.fixture
def folder(little):
    form = (little / "form.toml").read_text()
    for name in ("registered", "invalid", "votes.a"):
        form = form.replace(f'name = "{name}"', f'name = "{name}"\naka = ["{name}"]')
    (little / "form.toml").write_text(form)
    (little / "site.toml").write_text(SITE)
    (little / "election.toml").write_text(ELECTION.replace("{folder}", str(little)))
    return little


def answer(folder, key):
    """Do what a person does with the first question."""
    path, (blank, filled) = folder / "names.toml", ANSWER
    path.write_text(path.read_text().replace(blank, filled.format(key), 1))


def test_an_unknown_name_is_asked_answered_and_kept(tekseru, folder):
    """The page waits; with the answer it is read, and the answer stands from then on."""
    pages = {"/1.html": ("Алматы", "001"), "/2.html": ("Aлматинская  область", "002")}
    served = {path: PAGE.format(*values).encode() for path, values in pages.items()}
    with serve_pages({**served, "/robots.txt": b""}) as base:
        assert tekseru("fetch", folder, "--mirror", base).code == 0

    ran = tekseru("parse", folder, "--json")
    assert ran.json["states"] == {"quarantined": 1, "read": 1}
    assert "unknown region 'Алматы'; the nearest:" in ran.json["quarantined"][0]["reason"]
    assert ran.json["names_waiting"] == 1
    asked = tomllib.loads((folder / "names.toml").read_text())["name"]
    assert [(one["kind"], one["spelling"], one["key"]) for one in asked] == [
        ("region", "Алматы", "")
    ]
    assert {one.split()[0] for one in asked[0]["nearest"]} == {
        "almaty-city",
        "almaty-region",
    }

    assert tekseru("parse", folder, "--json").json["names_waiting"] == 1
    answer(folder, "almaty-city")
    ran = tekseru("parse", folder, "--json")
    assert (ran.json["states"], ran.json["names_waiting"]) == ({"read": 2}, 0)
    tekseru("check", folder, "--json")
    summary = (folder / "reports" / "0001" / "summary.json").read_text(encoding="utf-8")
    assert "almaty-city" in summary
    assert "almaty-region" in summary
    assert tekseru("verify", folder).code == 0


def test_a_list_heads_a_column_by_its_name_in_the_election_file(tekseru, folder):
    """Партия «Б» is no label of the form: the election says whose it is."""
    with serve_pages(
        {"/1.html": PAGE.format("almaty-city", "1").encode(), "/robots.txt": b""}
    ) as b:
        tekseru("fetch", folder, "--mirror", b)

    assert tekseru("parse", folder, "--json").json["states"] == {"read": 1}


def ask(folder, *spellings):
    questions = [
        {"kind": "region", "spelling": one, "nearest": ("almaty-city (x)",)}
        for one in spellings
    ]
    read = Read("http://x/", "0", 1, "", "official", "little", "quarantined")
    documents = [Read(**{**asdict(read), "questions": questions})]
    return ask_names(ElectionFolder(folder), documents)


def asdict(read):
    return {name: getattr(read, name) for name in read.__slots__}


def test_what_a_person_wrote_stays_as_it_is(folder):
    """Questions are added at the end; comments and answers are not touched."""
    ask(folder, "Алматы")
    answer(folder, "almaty-city")
    path = folder / "names.toml"
    path.write_text(path.read_text() + "# asked the commission by telephone\n")
    before = path.read_text()

    assert ask(folder, "АЛМАТЫ", "Алма-Ата") == 1
    assert path.read_text().startswith(before.rstrip())
    assert path.read_text().count("[[name]]") == 2


@pytest.mark.parametrize("name", ['"\\', "a\nb", "\x7f\x01", "]]", "'''", "#"])
def test_any_name_can_be_asked(folder, name):
    """Strangers write the pages: what they write must not break the file."""
    ask(folder, f"x{name}y")

    assert ask(folder, f"x{name}y") == 1
    assert folder_names(ElectionFolder(folder), {}).find("region", "x") is None


def test_a_layout_that_changed_does_not_ask_without_end(folder):
    assert ask(folder, *(f"region {n}" for n in range(MOST_ASKED + 7))) == MOST_ASKED


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('kind = "region"\nspelling = "x"\nkey = "almaty-city"', "who and when"),
        ('kind = "region"\nspelling = "x"\nkey = "almaty"\n{by}', "key to be an id, got"),
        ('kind = "country"\nspelling = "x"', "name.1.kind"),
        ('kind = "region"\nspelling = ""', "name.1.spelling"),
        (
            'kind = "region"\nspelling = "Алматы облысы"\nkey = "almaty-city"\n{by}',
            "one thing",
        ),
        ('kind = "region"\nspelling = "x"\nwen = 1', "not a known key"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused(folder, text, reason):
    """Before any document is read, with file, name and what was expected."""
    by = 'who = "A person"\nwhen = 2007-08-20'
    (folder / "names.toml").write_text(f"[[name]]\n{text.format(by=by)}\n", "utf-8")

    with pytest.raises(SettingError, match=rf"names\.toml: .*{reason}"):
        folder_names(ElectionFolder(folder), {})


def test_a_question_tells_the_nearest(folder):
    names = folder_names(ElectionFolder(folder), {})

    assert names.ask("region", "Алматы обл.") == Question(
        "region",
        "Алматы обл.",
        ("almaty-region (Алматы облысы)", "almaty-city (Алматы қаласы)"),
    )
