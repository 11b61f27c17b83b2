"""A night's run as a machine starts it: steps, log, exit codes, what gets in its way."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ingest import archive
from ingest.fetch import crawl, runs
from ingest.sample.server import Faults, serve
from reconcile.cli import check_
from reconcile.keep import log, night
from reconcile.keep.night import FILE
from tests.end_to_end.kills import go_on, kill, outcome, prepare
from tests.end_to_end.nights import (
    SETTINGS,
    TEKSERU,
    archived,
    found,
    hooked,
    log_of,
    nightly,
    start,
)

NOBODY = "http://127.0.0.1:9/"


@pytest.fixture(scope="module")
def website():
    """The stand-in: its address, and what shows another night."""
    with serve(SETTINGS.website, Faults()) as served:
        yield served


@pytest.fixture(scope="module")
def first(website, tmp_path_factory):
    """A folder after its first night, and what that night printed and sent."""
    folder = tmp_path_factory.mktemp("first") / "kz"
    prepare(folder)
    shutil.copytree(folder, folder.with_name("before"))
    mirror, show = website
    show(1)
    with hooked() as hook, hooked(500) as broken:
        notify = (
            f"{hook.address} {broken.address} nonsense://topsecret json://127.0.0.1:9/x"
        )
        done = nightly(folder, "--mirror", mirror, notify=notify)
    return folder, done, hook.got


@pytest.fixture(scope="module")
def second(first, website, tmp_path_factory):
    """What a second night comes to that nothing gets in the way of."""
    folder = shutil.copytree(first[0], tmp_path_factory.mktemp("second") / "kz")
    mirror, show = website
    show(2)
    nightly(folder, "--mirror", mirror)
    return outcome(folder)


@pytest.fixture
def folder(first, tmp_path):
    """A copy of that folder."""
    return shutil.copytree(first[0], tmp_path / "kz")


def state(folder, number="0001"):
    return json.loads((folder / "reports" / number / FILE).read_bytes())


def test_the_first_night(first):
    """Every step is done; the message goes out once and is kept beside the report."""
    folder, (code, out, _), got = first
    assert code == 1
    assert out.startswith("Run 0001")
    assert [one["state"] for one in state(folder)["steps"].values()] == ["done"] * 4
    (message,) = got
    assert message["title"].startswith("Tekseru, run 0001: INVENTED")
    assert "The first run: everything is new." in message["message"]
    kept = (folder / "reports/0001/message.txt").read_text()
    assert kept == f"{message['title']}\n\n{message['message']}\n"
    assert (folder / "reports/0001/index.html").is_file()


def test_dead_receivers_fail_nothing(first):
    """Nor one that is no address at all; no address is printed or logged."""
    folder, (code, out, err), _ = first
    told = [line for line in log_of(folder) if line.startswith("notify")]
    assert code == 1
    assert [line.split()[1] for line in told] == [
        *("wrong-address", "sending", "sent"),
        *("sending", "not-delivered", "sending", "not-delivered"),
    ]
    assert "error=500" in told[4]
    everything = out + err + (folder / "nightly.log").read_text()
    assert "topsecret" not in everything
    assert "sesame" not in everything


def test_the_second_night_says_what_changed(folder, website):
    mirror, show = website
    show(2)
    with hooked() as hook:
        words = ("--mirror", mirror, "--lang", "ru", "--screen")
        code, _, _ = nightly(folder, *words, notify=hook.address)

    assert code == 1
    (message,) = hook.got
    assert "прошлой ночью" in message["message"]
    assert "Документы с прошлой проверки: появилось" in message["message"]
    assert len(message["message"]) < 2000
    summary = json.loads((folder / "reports/0002/summary.json").read_bytes())
    assert summary["screening"]["asked"]
    page = (folder / "reports/0002/index.html").read_text()
    assert "<i lang=en>Mangystau</i><i lang=ru>Мангистауская область</i>" in page


def test_a_website_that_is_away_does_not_stop_the_rest(folder):
    """What is archived is checked, the message says what was not asked, exit 2."""
    with hooked() as hook:
        code, _, err = nightly(folder, "--mirror", NOBODY, notify=hook.address)

    assert code == 2
    assert "addresses answered" in err
    assert "Not done tonight: asking the website" in hook.got[0]["message"]
    assert "addresses: no connection" in hook.got[0]["message"]
    assert "addresses: robots.txt could not be had" in hook.got[0]["message"]
    states = {step: one["state"] for step, one in state(folder, "0002")["steps"].items()}
    assert states == {"fetch": "failed", "parse": "done", "check": "done", "report": "done"}
    assert found(folder)[0] == found(folder)[1]
    page = (folder / "reports/0002/index.html").read_text()
    assert "given up before its end" in page
    assert "Of these addresses nothing is known since the look before." in page


def test_the_page_of_verbs_one_by_one_tells_of_the_last_look(folder, website, tekseru):
    """Also of a look that another run of the checks has told of before."""
    mirror, show = website
    show(2)
    tekseru("fetch", folder, "--mirror", mirror)
    pages = []
    for number in ("0002", "0003"):
        tekseru("parse", folder)
        tekseru("check", folder)
        tekseru("report", folder)
        pages.append((folder / "reports" / number / "index.html").read_text())

    assert all("Look 2 at the website: begun" in one for one in pages)
    same = ["the website was not asked since" in one for one in pages]
    assert same == [False, True]


def test_a_second_start_says_who_is_at_work(folder):
    with serve(SETTINGS.website, Faults(slow_ms=10)) as (mirror, _):
        one = start(folder, "--mirror", mirror)
        while not (folder / "reports/0002").exists():
            assert one.poll() is None
        code, out, err = nightly(folder, "--mirror", mirror)
        one.kill()
        one.communicate()

    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert f"another run is at work here: process {one.pid}, since 20" in err


def test_faults_are_told_apart(folder, tekseru, monkeypatch):
    """Each in the log, the run's data and on the page; nothing is lost by them."""
    monkeypatch.setattr(crawl, "TRIES", 2)
    monkeypatch.setattr(crawl, "CUT_OFF_TRIES", 1)
    monkeypatch.delenv("TEKSERU_NOTIFY", raising=False)
    toml = (folder / "election.toml").read_text()
    (folder / "election.toml").write_text(toml.replace("[site]", "[site]\ntimeout_s = 0.5"))
    before = archived(folder)
    faults = Faults(
        error=9, hang=9, huge=9, cut=15, away=9, stale=400, layout=60, unlinked=60
    )
    with serve(SETTINGS.website, faults) as (mirror, show):
        show(2)
        ran = tekseru("nightly", folder, "--mirror", mirror, "--json")
        page = (folder / "reports/0002/index.html").read_bytes()
        tekseru("fetch", folder, "--mirror", mirror)

    assert ran.code == 1, ran.err
    steps = ran.json["steps"]
    words = {*steps["fetch"]["facts"]["faults"], *steps["parse"]["facts"]["faults"]}
    assert words >= {
        *("server-error", "no-answer-in-time", "too-large", "cut-off", "redirected-away"),
        *("dated-anew", "layout-changed", "links-lost"),
    }
    assert words <= {line.split()[1] for line in log_of(folder)}
    assert "laid out otherwise" in (folder / "reports/0002/message.txt").read_text()
    told = set(re.findall(r"</h3> <code>([a-z-]+)</code>", page.decode()))
    assert told - {"not-asked"} == words
    tekseru("report", folder, "--run", "2")
    assert (folder / "reports/0002/index.html").read_bytes() == page
    changes = json.loads((folder / "reports/0002/changes.json").read_bytes())
    unread = {one["address"] for one in changes["documents"]["unread"]}
    assert unread & set(steps["parse"]["facts"]["faults"]["layout-changed"])
    now = archived(folder)
    assert all(now[asked][: len(had)] == had for asked, had in before.items())


def test_a_clock_that_goes_back(folder, website, tekseru, monkeypatch):
    """It is said; the order of runs, reports and findings is that of their numbers."""

    class Yesterday(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) - dt.timedelta(days=1)

    for module in (archive, runs, log, night, check_):
        monkeypatch.setattr(module, "datetime", Yesterday)
    monkeypatch.delenv("TEKSERU_NOTIFY", raising=False)
    mirror, show = website
    show(2)
    ran = tekseru("nightly", folder, "--mirror", mirror, "--json")

    assert ran.code == 1
    assert "the clock went back: the run before began at" in ran.err
    assert ran.json["steps"]["check"]["facts"]["run"] == 2
    assert ran.json["report"].endswith("0002")
    times = [one.time for one in archive.Archive(folder / "archive").entries]
    assert times != sorted(times)
    changes = json.loads((folder / "reports/0002/changes.json").read_bytes())
    assert (changes["before"], changes["run"]) == (1, 2)
    assert len(changes["documents"]["appeared"]) > 10


@pytest.mark.parametrize("moment", ["fetch begin", "check changes", "notify sending"])
def test_a_run_that_is_killed_goes_on(folder, second, website, moment):
    """The same archive, findings, runs as without; one moment may double a message."""
    mirror, show = website
    show(2)
    path = folder / "nightly.log"
    old = path.stat().st_size
    with hooked() as hook:
        is_time = lambda: moment in path.read_text()[old:]  # noqa: E731 - read each time
        assert kill(folder, mirror, hook.address, is_time)
        go_on(folder, mirror, hook)

    assert "night goes-on" in path.read_text()[old:]
    assert outcome(folder) == second


def test_a_report_that_is_killed_leaves_no_process(folder):
    """One that was left would draw for nobody, and keep the output open."""
    words = [*TEKSERU, "report", str(folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        while not draws(process.pid):
            assert process.poll() is None
        process.kill()
        assert process.communicate(timeout=60) == (b"", None)


def draws(parent):
    """Tell whether a child of a process has loaded what draws charts."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    maps = [Path(f"/proc/{one}/maps") for one in children]
    return any("vl_convert" in one.read_text() for one in maps)


def test_a_full_disk(first, website, tmp_path):
    """One clear line and exit 2, the receiver is told; with room again it goes on."""
    mirror, show = website
    show(1)
    again = _line("/mnt/kz", mirror)
    script = f"""
        mount -t tmpfs -o size=900k none /mnt
        cp -r {first[0].with_name("before")} /mnt/kz
        {again}
        mount -o remount,size=60m /mnt
        {again}
        cp -r /mnt/kz {tmp_path}/after
    """
    with hooked() as hook:
        done = unshared(script, hook.address)

    assert done.stdout == "exit 2\nexit 1\n"
    assert "No space left on device" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert "Not done tonight" in hook.got[0]["message"]
    assert "No space left on device" in hook.got[0]["message"]
    assert "everything is new" in hook.got[-1]["message"]
    assert archived(tmp_path / "after") == archived(first[0])
    assert found(tmp_path / "after") == found(first[0])


def test_a_folder_that_nobody_can_write(first):
    """One clear line and exit 2, and the receiver is told."""
    script = f"""
        mount --bind {first[0]} /mnt && mount -o remount,bind,ro /mnt
        {_line("/mnt", NOBODY)}
    """
    with hooked() as hook:
        done = unshared(script, hook.address)

    assert done.stdout == "exit 2\n"
    assert done.stderr == "tekseru: /mnt: cannot be written: Read-only file system\n"
    assert "Read-only file system" in hook.got[0]["message"]


def _line(folder, mirror):
    """A line of a shell that runs a night and prints how it ended."""
    night = f"{TEKSERU[0]} -c '{TEKSERU[2]}' nightly {folder} --mirror {mirror} --quiet"
    return f'{night}; echo "exit $?"'


def unshared(script, notify):
    """Run a script where it may mount what nobody else sees."""
    own = ["unshare", "--mount", *([] if os.getuid() == 0 else ["--map-root-user"])]
    trial = subprocess.run([*own, "mount", "-t", "tmpfs", "none", "/mnt"], check=False)
    if trial.returncode:
        pytest.skip("no right to mount here: full and read-only disks were not tried")
    return subprocess.run(
        [*own, "sh", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TEKSERU_NOTIFY": notify},
        timeout=300,
    )
