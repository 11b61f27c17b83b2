"""Evidence of a finding of every check is confirmed by what is in it alone."""

import json
import shutil
import subprocess

import pytest

from ingest.archive import Archive
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.found import find_finding
from reconcile.keep.store.open import open_store
from reconcile.keep.store.typed import Entry, keep_typed
from reconcile.report.evidence.bundle import open_evidence, to_zip
from reconcile.report.evidence.confirm import confirm
from reconcile.report.evidence.make import make_evidence
from tests.end_to_end.nights import TEKSERU

# Of these a part of the archive cannot tell.
WHOLE = {"C401": "that a protocol is absent is shown by the whole archive only"}
CODES = [
    *("C101", "C102", "C201", "C202", "C203", "C204", "C205", "C206", "C301", "C302"),
    *("C303", "C401", "C402", "C403", "C404", "C405", "C406", "C407"),
]


@pytest.mark.parametrize("code", CODES)
def test_evidence_of_every_check_is_confirmed(chosen, zipped, code):
    """Records, proofs, numbers, times, words and pictures; the check is asked again."""
    one = chosen[code]
    told = confirm(zipped(one["finding"]))

    assert told.problems == told.notes == []
    assert told.why_not == WHOLE.get(code, "")
    assert told.message == one["message"]
    assert told.records > 0


def numbers(files, role):
    told = json.loads(files["evidence.json"])["numbers"]
    return [one["value"] for one in told if one["role"] == role]


def test_a_sum_comes_with_every_number_that_it_is_of(chosen, make):
    for code in ("C301", "C302", "C303"):
        one = chosen[code]
        files = make(one["finding"])
        assert sum(numbers(files, "below")) == one["expected"]
        assert numbers(files, "official")[0] == one["official"]


def test_both_numbers_of_a_difference_are_read_at_their_places(chosen, make):
    for code in ("C201", "C202", "C203", "C204", "C402"):
        one = chosen[code]
        told = json.loads(make(one["finding"])["evidence.json"])["numbers"]
        at = {(n["document"], n["place"]): n["value"] for n in told}
        assert at[one["document"], one["place"]] == one["official"]
        assert at[one["copy_document"], one["copy_place"]] == one["copy"]


def test_a_relation_comes_with_each_of_its_lines_and_its_law(findings, make):
    one = next(f for f in findings["C101"] if f["line"] == "[14] = sum(votes)")
    files = make(one["finding"])
    valid, *votes = numbers(files, "official")
    assert valid - sum(votes) == one["difference"]
    assert "K5c [14] = sum(votes): " in files["README.ru.txt"].decode()


def test_times_are_those_of_the_website(election, findings, make):
    """What C406 says of them stands beside the document."""
    one = next(f for f in findings["C406"] if f["line"] == "back-dated")
    told = json.loads(make(one["finding"])["evidence.json"])
    (own,) = (d for d in told["documents"] if d["role"] == "own")
    assert own["posted"] < own["before"] < own["seen"]
    assert (
        f"says it was posted {own['posted']}, and was not there at {own['before']}"
        in (one["message"])
    )
    assert own["time"] in {e.time for e in Archive(election / "archive").entries}


def test_the_cell_is_marked_in_rows_and_no_other_observer_is_shown(chosen, make):
    one = chosen["C201"]
    files = make(one["finding"])
    page, copy = (files[f"pages/{side}.txt"].decode() for side in ("official", "copy"))

    assert f">>> {one['official']} <<<" in page
    assert len([line for line in page.splitlines() if "row " in line]) == 6
    assert f">>> {one['copy']} <<<" in copy
    assert copy.count("observer-") == 1


def test_copies_go_along_only_where_they_are_the_matter(chosen, make):
    for code, there in (("C201", True), ("C101", False), ("C301", False)):
        told = json.loads(make(chosen[code]["finding"])["evidence.json"])
        assert any(one["kind"] == "resource" for one in told["documents"]) is there


def test_copies_can_be_left_out_and_then_the_check_is_not_asked(chosen, make, zipped):
    one = chosen["C201"]["finding"]
    files, told = make(one, with_copies=False), confirm(zipped(one, with_copies=False))

    assert told.problems == []
    assert told.why_not == "1 records that it rests on are left out"
    assert b"copies.csv" not in files["index.jsonl"]
    assert "pages/copy.txt" not in files


def test_no_web_page_is_kept_as_one(chosen, make):
    """A double click shows its text, and runs nothing."""
    for code in ("C101", "C202", "C203"):
        files = make(chosen[code]["finding"])
        assert not [name for name in files if name.endswith((".html", ".htm", ".svg"))]


def test_a_copy_that_was_typed_at_the_desk_is_named_as_left_out(
    election, findings, tmp_path
):
    """What stands in the store alone confirms nothing elsewhere; the README says so."""
    folder = ElectionFolder(shutil.copytree(election, tmp_path / "kz"))
    one = next(o for o in findings["C201"] if o["channel"] == "paper")
    names = folder.forms()["pec"].names
    counts = dict.fromkeys(names) | {one["line"]: one["copy"]}
    where = {name: one[name] for name in ("station", "tec", "channel")}
    entry = Entry(sent="1", paper="1", entry="1", source="olga", counts=counts, **where)
    with open_store(folder) as store, store.writing() as connection:
        keep_typed(connection, "olga", entry)
    for verb in ("parse", "check"):
        subprocess.run([*TEKSERU, verb, str(folder.path)], check=False)
    report = max((folder.path / "reports").iterdir())
    found = json.loads((report / "findings.json").read_bytes())
    (typed,) = (o for o in found if o["code"] == "C201" and o["copy_place"][:5] == "typed")
    zipped = tmp_path / "typed.zip"
    zipped.write_bytes(
        to_zip(make_evidence(folder, find_finding(typed["finding"], folder.path)))
    )
    told = confirm(zipped)

    assert told.problems == []
    assert told.why_not.startswith("a copy that it rests on was typed at the desk")
    assert "набрана за рабочим столом" in " ".join(
        open_evidence(zipped).files["README.ru.txt"].decode().split()
    )
