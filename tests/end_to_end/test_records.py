"""What a folder's database keeps of its runs, through the verbs a user would type."""

import json
import shutil
import sqlite3

import pytest

from conftest import FORM, OFFICIAL
from reconcile.keep.store import open as opening

ELECTION = """
id = "recorded"
title.en = "INVENTED"
date = 2024-06-09
invented = true
forms.pec = "{form}"
"""
WRONG = OFFICIAL.replace("60,2,40,18", "60,2,40,28")
COPIES = """station,source,registered,issued,invalid,votes.a,votes.b
s2,first,200,150,5,100,45
s2,second,200,150,5,90,55
"""


@pytest.fixture
def folder(tekseru, tmp_path):
    """A folder with one protocol that does not add up, and two copies that disagree."""
    (tmp_path / "form.toml").write_text(FORM)
    election = tmp_path / "election.toml"
    election.write_text(ELECTION.format(form=tmp_path / "form.toml"))
    path = tmp_path / "f"
    assert tekseru("init", path, "--election", election).code == 0
    for role, text in (("official", WRONG), ("copies", COPIES)):
        (tmp_path / f"{role}.csv").write_text(text)
        assert tekseru("import", role, tmp_path / f"{role}.csv", path).code == 0
    assert tekseru("parse", path).code == 0
    return path


@pytest.fixture
def checked(tekseru, folder):
    """Run the checks; give the ids of findings by code."""

    def run():
        ran = tekseru("check", folder)
        assert ran.code == 1, ran.err
        report = max((folder / "reports").iterdir())
        found = json.loads((report / "findings.json").read_bytes())
        return ran, {one["code"]: one["finding"] for one in found}

    return run


@pytest.fixture
def corrected(tekseru, folder, checked):
    """A folder whose finding of the first run is gone in the second, with its id."""
    _, found = checked()
    (folder.parent / "copies.csv").write_text(COPIES.replace("90,55", "100,45"))
    for path in (folder / "tables", folder / "archive"):
        shutil.rmtree(path)
    for role in ("official", "copies"):
        tekseru("import", role, folder.parent / f"{role}.csv", folder)
    tekseru("parse", folder)
    checked()
    return folder, found["C205"]


@pytest.mark.parametrize(
    ("language", "changed", "life"),
    [
        ("en", "Since run 2: the same findings; documents: the same", "not used any more"),
        ("ru", "С проверки 2: замечания те же; документы: те же", "больше не используется"),
        (
            "kk",
            "2-тексеруден бері: жайттар сол күйі; құжаттар: сол күйі",
            "енді қолданылмайды",
        ),
    ],
)
def test_what_became_of_a_finding_is_told_in_the_language(
    tekseru, corrected, language, changed, life
):
    """By check and by explain; summary.json and changes.json stay English."""
    folder, finding = corrected
    ran = tekseru("check", folder, "--lang", language)
    told = tekseru("explain", finding, "--in", folder, "--lang", language)

    assert ran.out.splitlines()[-1] == changed
    assert life in " ".join(told.out.split())
    changes = json.loads((folder / "reports/0002/changes.json").read_bytes())
    assert "not used any more" in changes["gone"][0]["why"]


def test_the_page_tells_of_a_finding_that_is_gone_in_every_language(tekseru, corrected):
    """By the sentences of the run that found it last; without them, in English."""
    folder, finding = corrected
    pages = []
    for _ in range(2):
        tekseru("report", folder)
        pages.append((folder / "reports/0002/index.html").read_text())
        shutil.rmtree(folder / "reports/0001", ignore_errors=True)

    gone = [one.partition(f"<u>{finding}</u>")[2][:900] for one in pages]
    assert ["<i lang=kk>" in one.partition("<p>")[0] for one in gone] == [True, False]
    assert all("копия, на которой оно стоит, больше не используется" in one for one in gone)


def test_check_says_in_a_line_what_changed(checked):
    first, found = checked()
    second, again = checked()

    assert first.out.splitlines()[-1] == "Recorded as run 1, the first: all is new"
    assert "Since run 1: the same findings; documents: the same" in second.out
    assert found == again


def test_a_settled_finding_shows_who_and_why(tekseru, folder, checked):
    finding = checked()[1]["C101"]
    why = "the photograph has 18"
    assert tekseru("settle", finding, folder, "--who", "A. Member", "--why", why).code == 0

    told = tekseru("explain", finding, "--in", folder)
    assert "settled by A. Member (the photograph has 18)" in " ".join(told.out.split())
    assert (
        tekseru("explain", finding, "--in", folder, "--json").json["life"][1]["why"] == why
    )


def test_nobody_settles_in_silence(tekseru, folder, checked):
    finding = checked()[1]["C101"]
    refused = tekseru("settle", finding, folder, "--who", "A. Member")

    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "--why: expected the reason" in refused.err


def test_records_outlast_what_is_derived(tekseru, folder, checked):
    """Tables and reports are deleted and made again; the finding is as it was."""
    finding = checked()[1]["C101"]
    tekseru("settle", finding, folder, "--who", "A. Member", "--why", "a slip")
    for derived in ("tables", "reports"):
        shutil.rmtree(folder / derived)
    assert "settled by" in tekseru("explain", finding, "--in", folder).out

    tekseru("parse", folder)
    told, found = checked()
    assert found["C101"] == finding
    assert "the same findings" in told.out
    assert [one["what"] for one in life(tekseru, finding, folder)] == ["new", "settled"]


def life(tekseru, finding, folder):
    return tekseru("explain", finding, "--in", folder, "--json").json["life"]


def test_a_person_says_which_copy_holds(tekseru, folder, checked):
    """The other is set aside and named; opened again, it counts again."""
    finding = checked()[1]["C205"]
    decide = ("settle", finding, folder, "--who", "A. Member", "--why", "the photograph")
    refused = tekseru(*decide, "--holds", "third")
    assert "first (row 2), second (row 3)" in refused.err
    assert tekseru(*decide, "--holds", "second").code == 0

    _, found = checked()
    assert "C205" not in found
    assert "C201" in found  # the copy that holds differs from what is posted
    summary = json.loads((folder / "reports/0002/summary.json").read_bytes())
    assert any("A. Member decided" in one["reason"] for one in summary["ignored"])
    assert life(tekseru, finding, folder)[-1]["what"] == "gone"

    assert tekseru(*decide, "--open").code == 0
    assert checked()[1]["C205"] == finding


def test_only_of_copies_it_is_said_which_holds(tekseru, folder, checked):
    finding = checked()[1]["C101"]
    refused = tekseru(
        *("settle", finding, folder, "--who", "A", "--why", "b", "--holds", "first")
    )
    assert (refused.code, refused.err.count("\n")) == (2, 1)


def test_without_its_database_the_findings_are_still_written(
    tekseru, folder, checked, monkeypatch
):
    """Busy, broken, of another program: one line, exit 2, and the findings are there."""
    checked()
    monkeypatch.setattr(opening, "_WAIT_S", 0.1)
    with sqlite3.connect(folder / "tekseru.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        busy = tekseru("check", folder)
        other.execute("ROLLBACK")
    (folder / "tekseru.db").write_bytes(b"not a database, by far" * 100)
    broken = tekseru("check", folder)

    for ran, report, told in ((busy, "0002", "locked"), (broken, "0003", "not a database")):
        assert (ran.code, told in ran.err) == (2, True), ran.err
        assert "Traceback" not in ran.err
        assert (folder / "reports" / report / "findings.json").is_file()
        assert not (folder / "reports" / report / "changes.json").exists()


def test_tables_named_one_by_one_touch_no_database(check, little):
    ran, _ = check()
    assert ran.code == 0
    assert not list(little.rglob("*.db"))
    assert not (little / "out/changes.json").exists()
