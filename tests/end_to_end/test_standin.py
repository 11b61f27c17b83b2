"""The stand-in website over HTTP: its nights, its faults, and a fetch that is killed."""

import json
import signal
import subprocess
import sys

import pytest

from ingest.archive import Archive
from ingest.sample.invent import Settings
from ingest.sample.server import Faults, serve
from ingest.sample.standin import Shares
from ingest.sample.truth import describe

SETTINGS = Settings(240, shares=Shares(pdf=4, scan=1))
TEKSERU = (sys.executable, "-c", "from reconcile.cli import main; main()")


def fetched(folder):
    """What the archive holds: every address with the content of its documents."""
    archive = Archive(folder / "archive")
    assert list(archive.verify()) == []
    return {
        one.asked: [entry.sha256 for entry in archive.documents(one.asked)]
        for one in archive.entries
        if one.asked.startswith("http://standin.invalid/")
    }


@pytest.fixture
def folder(tekseru, tmp_path):
    path = tmp_path / "kz"
    tekseru("init", path, "--election", "kz-2007-standin")
    return path


def test_a_clean_fetch_and_one_with_faults_hold_the_same(tekseru, tmp_path):
    """Answers of 503, cut off or redirected come right in the same run."""
    held = []
    for name, faults in (("a", Faults()), ("b", Faults(80, 80, 80, slow_ms=1))):
        folder = tmp_path / name
        tekseru("init", folder, "--election", "kz-2007-standin")
        with serve(SETTINGS.website, faults) as (mirror, _):
            assert tekseru("fetch", folder, "--mirror", mirror).code == 0
        held.append(fetched(folder))
    entries = Archive(folder / "archive").entries
    assert {one.status for one in entries} == {200, 302, 404, 503}
    assert sum(bool(one.truncated) for one in entries) > 10
    assert held[0] == held[1]


def test_nights_differ_as_the_truth_says(tekseru, folder):
    """What each fetch found new, changed or gone is what the truth file lists."""
    truth = describe(SETTINGS.website())["nights"]
    with serve(SETTINGS.website, Faults()) as (mirror, show):
        known = {}
        for night in truth:
            show(night["night"])
            tekseru("fetch", folder, "--mirror", mirror)
            archive = Archive(folder / "archive")
            now = {
                one.asked: (one.status, archive.documents(one.asked)[-1].sha256)
                for one in archive.entries
                if one.kind == "response" and archive.documents(one.asked)
            }
            there = {asked: sha for asked, (status, sha) in now.items() if status != 404}
            assert paths(there.keys() - known.keys()) == night["appeared"]
            assert (
                paths(a for a in there.keys() & known.keys() if there[a] != known[a])
                == (night["changed"])
            )
            assert paths(known.keys() - there.keys()) == night["vanished"]
            known = there


def paths(asked):
    """The addresses of protocols and tables, as the truth names them."""
    found = sorted(one.removeprefix("http://standin.invalid") for one in asked)
    return [one for one in found if "/pec/" in one or "-protocol" in one or "-table" in one]


def test_a_fetch_that_is_killed_twice_ends_the_same(tekseru, folder, tmp_path):
    """The same documents and byte-identical findings as a fetch that was left alone."""
    whole = tmp_path / "whole"
    tekseru("init", whole, "--election", "kz-2007-standin")
    with serve(SETTINGS.website, Faults(slow_ms=1)) as (mirror, _):
        for lines in (70, 190):
            command = [*TEKSERU, "fetch", str(folder), "--mirror", mirror]
            with subprocess.Popen(command, stdout=subprocess.DEVNULL) as fetch:
                index = folder / "archive/index.jsonl"
                while fetch.poll() is None:
                    if index.exists() and index.read_bytes().count(b"\n") > lines:
                        fetch.send_signal(signal.SIGKILL)
                        break
            assert fetch.returncode == -signal.SIGKILL
        last = tekseru("fetch", folder, "--mirror", mirror, "--json").json
        tekseru("fetch", whole, "--mirror", mirror)
    assert last["resumed"]
    assert last["run"] == 1

    assert fetched(folder) == fetched(whole)
    findings = []
    for one in (folder, whole):
        tekseru("parse", one)
        tekseru("check", one)
        findings.append((one / "reports/0001/findings.json").read_bytes())
    assert findings[0] == findings[1]


def test_it_is_served_by_a_command():
    """It prints its address, and shows the night that is typed."""
    import requests

    command = [*TEKSERU, "sample", "serve", "--stations", "240", "--night", "1"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as standin:
        address = standin.stdout.readline().decode().strip()
        assert requests.get(address + "cec-protocol.html", timeout=10).status_code == 404
        standin.stdin.write(b"5\n")
        standin.stdin.flush()
        while b"night 5\n" not in standin.stderr.readline():
            pass
        page = requests.get(address + "cec-protocol.html", timeout=10)
        assert page.status_code == 200
        assert "INVENTED DATA" in page.content.decode("utf-8")
        standin.terminate()
        assert standin.wait(10) == -signal.SIGTERM


def test_the_truth_is_data(tekseru, tmp_path):
    tekseru("demo", tmp_path / "kz", "--stations", "240", "--nights", "1")
    truth = json.loads((tmp_path / "kz/truth.json").read_bytes())

    assert truth["invented"] is True
    assert [night["night"] for night in truth["nights"]] == [1, 2, 3, 4, 5]
    replaced = next(p for p in truth["planted"] if p["done"] == "replaced without a word")
    assert replaced["documents"][0] in truth["nights"][2]["changed"]
