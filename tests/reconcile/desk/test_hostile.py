"""Whatever strangers wrote into names, pages and addresses stays text, or is refused."""

import csv
import re
import shutil
import sys
from contextlib import redirect_stdout
from functools import partial
from io import StringIO
from urllib import parse as urls

import pytest

from ingest.warc import Exchange
from reconcile import cli
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.tables import load_tables
from tests.desks import Somebody, desk, let_in

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
PAGE = """<html><body onload=alert(1)><script>alert(1)</script>
<table><tr><td>&lt;script&gt;alert(2)&lt;/script&gt;<td><img src=x onerror=alert(3)>7
<td><iframe src="javascript:alert(4)"></iframe></table></body></html>"""


@pytest.fixture(scope="module")
def hostile(checked, tmp_path_factory):
    """A desk whose register and whose posted pages are full of scripts."""
    own = tmp_path_factory.mktemp("hostile") / "kz"
    shutil.copytree(checked, own)
    rewrite_register(own / "register.csv")
    folder = ElectionFolder(own)
    entry = next(one for one in folder.archive.entries if "/pec/" in one.asked)
    archive = folder.archive
    archive.recover()
    answer = ("200 OK", [("Content-Type", "text/html")])
    asked = ("GET / HTTP/1.1", [])
    archive.add_exchange(
        Exchange(entry.asked, entry.asked, asked, answer, 200, PAGE.encode()), 9
    )
    parse(folder)
    let_in(folder, olga="observer", cleo="clerk", ada="admin")
    with desk(folder) as address:
        yield folder, Somebody(address).sign_in("olga"), Somebody(address).sign_in("ada")


quote = partial(urls.quote, safe="")


def parse(folder):
    from reconcile.keep.parse import parse_folder
    from reconcile.keep.tables import write_tables

    write_tables(parse_folder(folder), folder.tables)


def rewrite_register(path):
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    rows = [one | {"name_ru": HOSTILE, "name_kk": "Мектеп №7"} for one in rows]
    rows.append(rows[0] | {"station": HOSTILE, "tec": HOSTILE, "rec": HOSTILE})
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def is_harmless(text):
    return (
        "<script>alert" not in text and "<img src=x" not in text and "<iframe" not in text
    )


def test_names_of_stations_stay_text(hostile):
    _, olga, _ = hostile
    pages = {
        "/stations?q=script&lang=ru": "&lt;script&gt;",
        "/stations?q=" + quote(HOSTILE): "&lt;script&gt;",
        f"/station?station={quote(HOSTILE)}": "&lt;script&gt;",
        f"/copy?station={quote(HOSTILE)}": "&lt;script&gt;",
    }
    for path, told in pages.items():
        got = olga.get(path)
        assert got.status_code == 200
        assert told in got.text
        assert is_harmless(got.text)


def test_findings_and_the_whole_keep_names_as_text(hostile):
    """A station, its commission and its region are called as a script is."""
    folder, olga, _ = hostile
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
        patch.setattr(sys, "argv", ["tekseru", "check", str(folder.path), "--quiet"])
        assert cli.run() == 1
    listed = olga.get(f"/findings?station={quote(HOSTILE)}")
    one = re.search(r'href="(/findings/C[^"]+)"', listed.text)[1]
    pages = [listed, olga.get("/overview"), olga.get(one)]
    pages += [olga.get(f"/findings?{key}={quote(HOSTILE)}") for key in ("rec", "code")]

    for got in pages:
        assert got.status_code == 200
        assert "&lt;script&gt;" in got.text
        assert is_harmless(got.text)


def test_rows_of_a_document_stay_text():
    """Also where a number of a finding stands among them."""
    from reconcile.desk.pages import _templates
    from reconcile.report.evidence.views import Sight, look

    text = look(Sight(PAGE.encode(), "text/html", ["table 1, column 2, row 1"])).text

    assert "<script>alert(2)" in text  # the cell says so
    part = _templates().get_template("findings/written_part.html").render(text=text)
    assert is_harmless(part)


def test_a_posted_page_is_never_shown_as_one(hostile):
    """Its cells are; its bytes can be saved, and are opened by nobody."""
    folder, olga, _ = hostile
    documents = load_tables(folder.tables).documents
    digest = next(one.sha256 for one in documents if one.state == "quarantined")

    shown = olga.get(f"/document/{digest}")
    raw = olga.get(f"/document/{digest}/bytes")

    assert is_harmless(shown.text)
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in shown.text
    assert raw.content == PAGE.encode()
    assert raw.headers["content-type"] == "application/octet-stream"
    assert raw.headers["content-security-policy"].startswith("sandbox")


@pytest.mark.parametrize(
    "path",
    [
        "/document/" + "0" * 64,
        "/document/..%2F..%2Felection.toml",
        "/document/" + "0" * 64 + "/bytes",
        "/photo/" + "0" * 64,
        "/photo/..%2Felection.toml/bytes",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/station?station=none",
        "/copy?station=00001&channel=none",
        "/copy/9999999",
        "/copy/99999999999999999999999",
        "/copies?before=99999999999999999999",
    ],
)
def test_what_is_not_there_is_not_found(hostile, path):
    """No path leads to a file that nobody posted or sent; no number is too large."""
    got = hostile[1].get(path)

    assert got.status_code in (404, 422)
    assert is_harmless(got.text)


def test_what_an_observer_handed_in_is_no_posted_document(hostile):
    """Tables of observers may name people."""
    folder, olga, ada = hostile
    handed = [one.sha256 for one in folder.archive.entries if one.kind == "resource"]

    assert handed
    for one in handed:
        assert olga.get(f"/document/{one}").status_code == 404
        assert ada.get(f"/document/{one}/bytes").status_code == 404


def test_a_name_of_a_person_stays_text(hostile):
    _, _, ada = hostile

    got = ada.post("/people", {"name": "<b>x</b>", "role": "reader", "new_password": "1"},
                   page="/people")  # fmt: skip

    assert got.status_code == 200
    assert "<b>x</b>" not in got.text
    assert "&lt;b&gt;x&lt;/b&gt;" in got.text
