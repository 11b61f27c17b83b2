"""What no machine knows, cells of scans and names: a person says it, a run counts it."""

import shutil

import pytest

from ingest.protocol import WAITS
from ingest.read.values.names import Question
from ingest.warc import Exchange
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.names import ask_names, folder_names
from reconcile.keep.parse import parse_folder
from reconcile.keep.proof.verify import verify_folder
from reconcile.keep.recorded import cell_about, read_recorded
from reconcile.keep.store.decisions import decide
from reconcile.keep.store.open import open_store
from reconcile.keep.tables import Read, load_tables, official_protocols, write_tables
from tests.desks import desk, let_in
from tests.scans import COUNTS, blank, write_pdf, write_scan

HOSTILE = "<script>alert(1)</script>"
NUR_OTAN = "Нур Отан (партия)"


@pytest.fixture(scope="module")
def folder(checked, tmp_path_factory):
    """A folder into which a scan came whose words and digits differ in one line."""
    pytest.importorskip("tesserocr", reason="Tesseract is absent: no scan was read")
    own = tmp_path_factory.mktemp("scans") / "kz"
    shutil.copytree(checked, own)
    made = ElectionFolder(own)
    words = [one + (at == 2) for at, one in enumerate(COUNTS)]
    scan = write_scan(write_pdf(blank(words=words)))
    entry = next(one for one in made.archive.entries if "/pec/" in one.asked)
    archive = made.archive
    archive.recover()
    said = ("200 OK", [("Content-Type", "application/pdf")])
    exchange = Exchange(entry.asked, entry.asked, ("GET / HTTP/1.1", []), said, 200, scan)
    archive.add_exchange(exchange, 9)
    write_tables(parse_folder(made), made.tables)
    questions = [
        Question("list", NUR_OTAN, ("nur-otan (Нур Отан)",)),
        Question("list", HOSTILE, (HOSTILE,)),
    ]
    asked = Read("page.html", "0" * 64, 1, "", "official", "", "read")
    ask_names(made, [with_questions(asked, questions)])
    let_in(made, cleo="clerk", carl="clerk", olga="observer")
    return made


def with_questions(read, questions):
    from dataclasses import asdict, replace

    return replace(read, questions=[asdict(one) for one in questions])


@pytest.fixture(scope="module")
def scan(folder):
    """The digest of the scan, and the place of the cell that waits."""
    read = next(
        one
        for one in load_tables(folder.tables).documents
        if one.fetched and any("words say 10" in cell["got"] for cell in one.unreadable)
    )
    (place,) = [one["place"] for one in read.unreadable if "row" in one["place"]]
    return read.sha256, place


@pytest.fixture(scope="module")
def address(folder):
    with desk(folder) as served:
        yield served


def of_scan(folder, digest):
    """The line in question, and what of the scan still waits, in the tables as they are."""
    protocols = official_protocols(load_tables(folder.tables), folder.forms()["pec"])
    row = protocols.rows.filter(document=digest, statement="").row(0, named=True)
    waiting = [one for one in protocols.unreadable if one.state == WAITS]
    return row["certificates_voted"], [one.place for one in waiting if "row" in one.place]


def test_a_cell_that_waits_is_shown_with_what_the_machine_suggests(visit, scan):
    digest, place = scan
    cleo = visit("cleo")

    listed, page = cleo.get("/work").text, cleo.get(f"/work/scan/{digest}").text

    assert f"/work/scan/{digest}" in listed
    assert f'name="cell.{place}"' in page
    assert "words say 10" in page
    picture = cleo.get(f"/work/scan/{digest}/cell", params={"place": place})
    assert picture.content.startswith(b"\x89PNG")
    assert picture.headers["content-type"] == "image/png"
    assert visit("carl").get(f"/work/scan/{digest}").status_code == 409
    assert cleo.get(f"/work/scan/{digest}/cell?place=none").status_code == 404
    assert visit("olga").get(f"/work/scan/{digest}/cell?place=x").status_code == 403


def test_a_reading_needs_a_number_and_a_reason(visit, scan):
    digest, place = scan
    for fields in (
        {f"cell.{place}": "9"},
        {f"cell.{place}": "x", "why": "y"},
        {"why": "y"},
    ):
        got = visit("cleo").post(f"/work/scan/{digest}", fields, page="/work")
        assert got.status_code == 400


def test_what_a_person_read_is_the_count_of_the_next_run(visit, folder, scan):
    """At its own place, until the decision is taken back; verify knows both."""
    digest, place = scan
    assert of_scan(folder, digest) == (None, [place])

    visit("cleo").post(
        f"/work/scan/{digest}",
        {f"cell.{place}": "9", "why": "digits are clear"},
        page="/work",
    )

    assert f"/work/scan/{digest}" not in visit("cleo").get("/work").text
    assert verify_folder(folder, 1).problems == []
    write_tables(parse_folder(folder), folder.tables)
    assert of_scan(folder, digest) == (9, [])
    assert verify_folder(folder, 1).problems == []

    with open_store(folder) as store, store.writing() as connection:
        decide(connection, "sue", cell_about(digest, place), "", "not clear at all")
    write_tables(parse_folder(folder), folder.tables)
    assert of_scan(folder, digest) == (None, [place])


def test_a_name_is_answered_once_with_a_reason(visit, folder):
    """With an id that there is; anything else would stop the next run."""
    cleo, fields = visit("cleo"), {"kind": "list", "spelling": NUR_OTAN, "why": "its list"}
    page = cleo.get("/work/names").text
    assert "&lt;script&gt;" in page
    assert 'value="nur-otan"> nur-otan (Нур Отан)' in page
    assert HOSTILE not in page

    refused = cleo.post(
        "/work/names", fields | {"other": "no-such-list"}, page="/work/names"
    )
    assert refused.status_code == 400
    cleo.post("/work/names", fields | {"key": "nur-otan"}, page="/work/names")
    again = cleo.post("/work/names", fields | {"key": "auyl"}, page="/work/names")

    assert again.status_code == 400
    assert NUR_OTAN not in cleo.get("/work/names").text
    recorded = read_recorded(folder, None).names
    assert recorded == [("list", NUR_OTAN, "nur-otan")]
    names = folder_names(folder, folder.forms(), recorded)
    assert names != folder_names(folder, folder.forms())
