"""Every page that there is, walked in a folder where every text of a stranger is a script.

Names of stations and files, notes, reasons, people and machines, documents, and what
stands in the address itself.
"""

import io
import itertools
import shutil
import sys
from contextlib import redirect_stdout
from dataclasses import asdict, replace
from hashlib import sha256
from urllib.parse import quote, urlencode

import polars as pl
import pytest
from lxml import html

from ingest.read.values.names import Question
from ingest.warc import Exchange
from reconcile import cli
from reconcile.desk.app import make_app
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.incoming import keep_incoming
from reconcile.keep.life.settle import settle
from reconcile.keep.names import ask_names
from reconcile.keep.store.decisions import decide
from reconcile.keep.store.open import open_store
from reconcile.keep.store.tokens import make_token
from reconcile.keep.store.typed import FIRST, SECOND, Entry, keep_typed
from reconcile.keep.tables import Read
from tests.desks import Somebody, desk, let_in
from tests.reconcile.desk.test_hostile import HOSTILE, PAGE, rewrite_register
from tests.routes import served

SHORT = "<script>alert(1)</script>"
# Every name that an address asks by; all are given at once.
ASKED = ("q", "station", "under", "channel", "source", "place", "by", "before", "then",
         "family", "code", "severity", "rec", "tec", "party", "state", "order", "since",
         "copies", "lang", "format")  # fmt: skip
SHOWS = {"/stations", "/station", "/copy", "/copy/{number}", "/findings",
         "/findings/{finding}", "/work/names", "/work/settle/{paper}", "/activity",
         "/people", "/tokens", "/document/{digest}"}  # fmt: skip
# A zip of documents as they came, each taking seconds of a processor.
LEFT_OUT = ("/findings/{finding}/evidence.zip",)


@pytest.fixture(scope="module")
def walked(checked, tmp_path_factory):
    """An admin at such a desk, what its addresses can be filled with, and its routes."""
    own = shutil.copytree(checked, tmp_path_factory.mktemp("walked") / "kz")
    rewrite_register(own / "register.csv")
    folder = ElectionFolder(own)
    hand_in(folder, own.parent / f"{HOSTILE.replace('/', '')}.csv")
    parts = write_down(folder)
    with desk(folder) as address:
        yield Somebody(address).sign_in("ada"), parts, make_app(folder)


def run(*arguments):
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()):
        patch.setattr(sys, "argv", ["tekseru", *map(str, arguments), "--quiet"])
        assert cli.run() < 2


def hand_in(folder, file):
    """Import a table of copies whose name, and whose sources, are scripts; then check."""
    lines = folder.forms()["pec"].names
    rows = [{"station": one, "source": HOSTILE} | dict.fromkeys(lines, 3)
            for one in ("00001", HOSTILE)]  # fmt: skip
    pl.DataFrame(rows).write_csv(file)
    run("import", "copies", file, folder.path)
    post(folder)
    run("parse", folder.path)
    run("check", folder.path)


def post(folder):
    """Let the website post a page that is full of scripts."""
    archive = folder.archive
    archive.recover()
    asked = next(one.asked for one in archive.entries if "/pec/" in one.asked)
    said = ("200 OK", [("Content-Type", "text/html")])
    request = ("GET / HTTP/1.1", [])
    archive.add_exchange(Exchange(asked, asked, request, said, 200, PAGE.encode()), 9)


def write_down(folder):
    """Type, decide, settle and name in scripts; return what fills addresses."""
    run_ = max((folder.path / "reports").iterdir(), key=lambda one: one.name)
    findings = pl.read_parquet(run_ / "findings.parquet")
    mine = findings.filter(pl.col("station") == HOSTILE)["finding"].to_list()
    assert mine
    families = findings.unique(pl.col("code").str.head(2), maintain_order=True)
    question = asdict(Question("list", HOSTILE, (HOSTILE,)))
    asked = Read(HOSTILE, "0" * 64, 1, "", "official", "", "read")
    ask_names(folder, [replace(asked, questions=[question])])
    photo = keep_incoming(folder, b"\x89PNG\r\n\x1a\n" + HOSTILE.encode())
    let_in(folder, ada="admin", **{SHORT: "clerk"})
    lines = folder.forms()["pec"].names
    with open_store(folder) as store:
        with store.writing() as connection:
            numbers = [
                keep_typed(connection, who, Entry(
                    sent, "b" * 32, entry, SHORT, HOSTILE, "", "paper",
                    dict.fromkeys(lines, at), [photo], HOSTILE)).number
                for at, (sent, who, entry) in enumerate(
                    (("b" * 32, SHORT, FIRST), ("c" * 32, "x", SECOND)))
            ]  # fmt: skip
            decide(connection, SHORT, HOSTILE, HOSTILE, HOSTILE)
            make_token(connection, SHORT, SHORT, "reader")
        settle(store, mine[0], HOSTILE, HOSTILE)
    return {
        "digest": [sha256(PAGE.encode()).hexdigest(), photo],
        "number": list(map(str, numbers)),
        "paper": ["b" * 32],
        "finding": [mine[0], *families["finding"]],
        "side": ["official", "copy"],
        "name": ["shares", quote(HOSTILE, safe="")],
    }


def addresses(app, parts):
    """Yield every address that answers to GET, with all that it can be filled with."""
    for route in served(app.routes):
        method, path = route.split()
        if method != "GET" or path in LEFT_OUT:
            continue
        wanted = [one for one in parts if f"{{{one}}}" in path]
        known = itertools.product(*(parts[one] for one in wanted))
        hostile = [quote(HOSTILE, safe="")] * len(wanted)
        for values in (*known, hostile):
            filled = path.format_map(dict(zip(wanted, values, strict=True)))
            for asked in ({}, {"station": HOSTILE}, {"q": "script"},
                          dict.fromkeys(ASKED, HOSTILE)):  # fmt: skip
                yield path, f"{filled}?{urlencode(asked)}"


def scripts_in(page):
    """What of a page would run: scripts of its own, handlers, frames, addresses that do."""
    root = html.fromstring(page)
    return root.xpath(
        "//script[not(starts-with(@src, '/static/'))] | //iframe | //object | //embed"
        " | //@*[starts-with(name(), 'on')] | //img[not(starts-with(@src, '/'))]"
        " | //@href[starts-with(translate(., 'JAVSCRIPTD', 'javscriptd'), 'javascript:')]"
        " | //base | //style | //@style"
    )


def test_no_text_of_a_stranger_runs_on_any_page(walked):
    """And each place that shows such a text shows it as the text that it is."""
    ada, parts, app = walked
    shows = set()
    for path, address in addresses(app, parts):
        got = ada.get(address)
        assert got.status_code != 500, address
        assert got.headers["x-content-type-options"] == "nosniff"
        kind = got.headers.get("content-type", "")
        if kind.startswith("text/html"):
            assert not scripts_in(got.text), address
            if got.status_code == 200 and "&lt;script&gt;alert" in got.text:
                shows.add(path)
        elif kind.startswith("image/svg"):
            assert "<script>alert" not in got.text

    assert shows >= SHOWS
