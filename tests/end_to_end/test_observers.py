"""From a form to what observers typed: the entry form, the server's export, the tables."""

import polars as pl
import pytest

from ingest.facts.forms import load_form
from ingest.read.observers.questions import questions
from tests.servers import JPEG, XForm, central, kobo, to_csv, zipped

ELECTION = """
id = "observed"
title.en = "INVENTED"
date = 2024-06-09
invented = true
forms.pec = "FORM"
"""
FORMS = [
    *("kz-2007-pec", "ge-2024-parliament", "bg-2021-07-parliament", "ro-2024-ep"),
    *("ru-2011-duma", "ua-2019-president", "am-2023-yerevan"),
]


@pytest.fixture
def folder(tekseru, little):
    """Make the folder of an invented election with the little form, or with a real one."""

    def make(form=None):
        own = form or f"{little}/form.toml"
        (little / "election.toml").write_text(ELECTION.replace('"FORM"', f'"{own}"'))
        init = tekseru("init", little / "f", "--election", little / "election.toml")
        assert init.code == 0, init.err
        return little / "f"

    return make


@pytest.fixture
def copies(tekseru):
    """Import files into a folder, parse it, and return the table of copies."""

    def run(folder, *files):
        ran = tekseru("import", "copies", *files, folder, "--json")
        assert ran.code == 0, ran.err
        assert tekseru("parse", folder).code == 0
        return pl.read_parquet(folder / "tables" / "copies.parquet")

    return run


def answers(form, at):
    """Counts that differ from line to line and entry to entry; one line is missing."""
    names = questions(form)
    counts = {line: 1000 * at + n for n, line in enumerate(form.names)}
    counts[form.names[at]] = None
    typed = {names[line]: "" if one is None else one for line, one in counts.items()}
    return counts, {
        **typed,
        "station": f"{at:03}",
        "channel": "paper",
        "photo": f"{at}.jpg",
    }


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("server", ["central", "kobo names", "kobo labels"])
def test_the_whole_circle(tekseru, folder, copies, little, name, server):
    """Form, XLSForm, XForm, export, import without a column map: the same numbers."""
    form = load_form(name)
    assert tekseru("form", "xlsform", name, "-o", little / "entry.xlsx").code == 0
    xform = XForm((little / "entry.xlsx").read_bytes())
    typed = [answers(form, at) for at in (1, 2, 3)]
    entries = [one for _, one in typed]
    paths = xform.questions
    if server == "central":
        export = little / "e.zip"
        media = {f"media/{at}.jpg": JPEG + bytes([at]) for at in (1, 2, 3)}
        export.write_bytes(zipped({f"{form.id}.csv": central(paths, entries), **media}))
    else:
        headings = ["/".join(path) for path in paths]
        if server == "kobo labels":
            language = "Русский (ru)" if form.lines[0].ru else "English (en)"
            shown = [xform.labels.get((language, f"/data/{one}:label")) for one in headings]
            headings = [label or one for label, one in zip(shown, headings, strict=True)]
            entries = [one | {"channel": "Бумажный"} for one in entries]
        export = little / "e.xlsx"
        export.write_bytes(kobo(headings, [path[-1] for path in paths], entries))
        for at in (1, 2, 3):
            (little / f"{at}.jpg").write_bytes(JPEG + bytes([at]))

    table = copies(folder(name), export)
    assert table["station"].to_list() == ["001", "002", "003"]
    assert table["channel"].unique().to_list() == ["paper"]
    assert table.select(form.names).to_dicts() == [counts for counts, _ in typed]
    assert (table["photo"].str.len_chars() == 64).all()
    assert table["photo"].n_unique() == 3


PATHS = [("station",), ("photo",), ("lines", "issued")]
ENTRY = {"station": "s1", "issued": "60", "photo": "1.jpg"}


def documents(folder):
    from reconcile.keep.tables import load_tables

    return load_tables(folder / "tables").documents


def test_the_same_export_again_and_a_later_one_keep_every_byte_once(copies, folder, little):
    """The evening's export and the night's, which has the evening's entries in it again."""
    evening, night = little / "evening.csv", little / "night.csv"
    evening.write_bytes(central(PATHS, [ENTRY]))
    night.write_bytes(central(PATHS, [ENTRY, ENTRY | {"station": "s2"}]))
    (little / "media").mkdir()
    (little / "media" / "1.jpg").write_bytes(JPEG)
    made = folder()

    copies(made, evening)
    copies(made, evening)
    table = copies(made, night)
    assert table["entry"].to_list() == ["uuid:1", "uuid:1", "uuid:2"]
    assert table["source"].n_unique() == 1
    kept = (made / "archive" / "index.jsonl").read_text().splitlines()
    assert len(kept) == 3  # two tables, one photograph


def test_an_entry_exported_twice_is_one_statement(check, little):
    """And an entry typed twice with other numbers is not: it is stated twice, and told."""
    export = little / "e.csv"
    wrong = ENTRY | {"issued": "61"}
    for entries, codes in (
        ([ENTRY, ENTRY | {"KEY": "uuid:1"}], []),
        ([ENTRY, wrong], ["C402"]),
    ):
        export.write_bytes(central(PATHS, entries))
        _, findings = check("--copies", export)
        assert [one["code"] for one in findings] == codes


def test_entries_that_reviewers_rejected_are_counted_and_kept_apart(
    tekseru, folder, little
):
    """Never used; in the document's record each stands with its reason."""
    rejected = ENTRY | {"ReviewState": "rejected"}
    (little / "e.csv").write_bytes(central(PATHS, [ENTRY, rejected, rejected]))
    made = folder()

    ran = tekseru("import", "copies", little / "e.csv", made)
    assert "1 rows, sha256" in ran.out
    assert "; 2 more rejected in review" in ran.out
    assert tekseru("parse", made).code == 0
    assert documents(made)[0].ignored["row 3: rejected in review (rejected)"] == 10


def test_a_photograph_that_was_not_handed_in_is_told(copies, folder, little):
    (little / "e.csv").write_bytes(central(PATHS, [ENTRY]))
    made = folder()

    assert copies(made, little / "e.csv")["photo"].to_list() == [""]
    (read,) = documents(made)
    assert read.unreadable[0]["expected"] == "the photograph '1.jpg', handed in as well"


def test_a_photograph_may_come_later(copies, folder, little):
    """Tied by its name whenever it comes, alone or in Kobo's zip of them."""
    names = ["station", "photo", "issued"]
    export = kobo(names, names, [ENTRY, ENTRY | {"station": "s2"}])
    (little / "e.xlsx").write_bytes(export)
    folders = {f"user/attachments/x/uuid-{n}/1.jpg": JPEG + bytes([n]) for n in (1, 2)}
    (little / "media.zip").write_bytes(zipped(folders))
    made = folder()

    assert copies(made, little / "e.xlsx")["photo"].to_list() == ["", ""]
    tied = copies(made, little / "media.zip")["photo"].to_list()
    assert len(set(tied)) == 2
    assert "" not in tied


def test_two_photographs_of_one_name_are_tied_to_nobody(copies, folder, little):
    """Which of them is meant is not known."""
    (little / "e.csv").write_bytes(central(PATHS, [ENTRY]))
    made = folder()
    for at in "ab":
        (little / at).mkdir()
        (little / at / "1.jpg").write_bytes(JPEG + at.encode())

    table = copies(made, little / "e.csv", little / "a" / "1.jpg", little / "b" / "1.jpg")
    assert table["photo"].to_list() == [""]
    assert documents(made)[0].unreadable[0]["got"] == "2 by that name"


@pytest.mark.parametrize("name", ["../secret.jpg", "/etc/passwd", "sub/x.jpg", "link.jpg"])
def test_a_name_in_a_table_never_leads_out_of_its_folder(copies, folder, little, name):
    """Neither a path nor a link is followed; only plain files beside the table are."""
    (little / "secret.jpg").write_bytes(JPEG)
    (little / "in" / "sub").mkdir(parents=True)
    (little / "in" / "sub" / "x.jpg").write_bytes(JPEG)
    (little / "in" / "link.jpg").symlink_to(little / "secret.jpg")
    (little / "in" / "c.csv").write_text(f"station,issued,photo\ns1,60,{name}\n")

    made = folder()
    assert copies(made, little / "in" / "c.csv")["photo"].to_list() == [""]
    assert len((made / "archive" / "index.jsonl").read_text().splitlines()) == 1


def test_photographs_beside_a_plain_table(copies, folder, little):
    (little / "c.csv").write_text("station,issued,photo\ns1,60,1.png\n")
    (little / "1.png").write_bytes(JPEG)

    (photo,) = copies(folder(), little / "c.csv")["photo"]
    assert len(photo) == 64


def test_a_large_photograph_is_refused_and_the_rest_goes_on(tekseru, folder, little):
    (little / "c.csv").write_text("station,issued\ns1,60\n")
    with (little / "large.jpg").open("wb") as file:
        file.write(JPEG)
        file.truncate(200_000_000)

    ran = tekseru(
        "import", "copies", little / "c.csv", little / "large.jpg", folder(), "--json"
    )
    assert ran.code == 0
    assert [one["reason"] for one in ran.json["refused"]] == [
        "expected up to 33,554,432 bytes, got 200,000,000"
    ]
    assert "large.jpg: not taken" in ran.err
    assert ran.json["files"][0]["rows"] == 1


def test_repeats_as_files_of_their_own_and_in_a_zip(copies, folder, little, check):
    """The two ways in which Central's repeats come, in a folder and on plain tables."""
    main = central([("station",), ("lines", "issued")], [ENTRY])
    repeat = to_csv([["party", "votes", "PARENT_KEY", "KEY"], ["a", 38, "uuid:1", "k"]])
    (little / "p.csv").write_bytes(main)
    (little / "p-votes.csv").write_bytes(repeat)
    (little / "e.zip").write_bytes(zipped({"p.csv": main, "p-votes.csv": repeat}))

    made = folder()
    table = copies(made, little / "p-votes.csv", little / "p.csv")
    assert table.select("station", "issued", "votes.a").rows() == [("s1", 60, 38)]
    assert copies(made, little / "e.zip").height == 1  # it is in the archive already
    _, (finding,) = check("--copies", little / "e.zip")
    assert (finding["code"], finding["copy"]) == ("C201", 38)
    assert finding["copy_place"] == (
        "row 2, column votes where party is 'a' in p-votes.csv"
    )


def test_nothing_of_a_command_is_kept_when_a_table_is_not_usable(tekseru, folder, little):
    (little / "good.csv").write_text("station,issued\ns1,60\n")
    (little / "bad.csv").write_text("nothing,here\n1,2\n")
    made = folder()

    ran = tekseru("import", "copies", little / "good.csv", little / "bad.csv", made)
    assert ran.code == 2
    assert "bad.csv: expected a column 'station'" in ran.err
    assert not (made / "archive" / "index.jsonl").exists()


def test_several_files_of_people_without_a_name_are_kept_apart(copies, folder, little):
    for name, issued in {"north": 60, "south": 61}.items():
        (little / f"{name}.csv").write_text(f"station,issued\ns1,{issued}\n")

    made = folder()
    table = copies(made, little / "north.csv", little / "south.csv")
    assert table["source"].to_list() == ["north", "south"]


def test_every_byte_and_number_stands_when_verified(tekseru, copies, folder, little):
    """Repeats and photographs are read again from the archive."""
    rows = [["rep/party", "rep/votes", "_index", "_parent_table_name", "_parent_index"],
            ["a", 38, 1, "Протокол", 1]]  # fmt: skip
    (little / "e.xlsx").write_bytes(
        kobo(["station"], ["station"], [ENTRY], [("rep", rows)])
    )
    made = folder()
    assert copies(made, little / "e.xlsx")["votes.a"].to_list() == [38]

    ran = tekseru("verify", made, "--json")
    assert (ran.code, ran.json["problems"]) == (0, [])
