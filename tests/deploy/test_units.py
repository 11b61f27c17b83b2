"""What starts a night by itself: systemd's units, the line for cron, GitHub's workflow."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ingest.sample.server import Faults, serve
from tests.end_to_end.nights import SETTINGS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
INSTALLED = "/opt/tekseru/bin/tekseru"
TEKSERU = Path(sys.executable).with_name("tekseru")


def sh(script, cwd, **environment):
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=cwd,
        env={**os.environ, "TEKSERU_NOTIFY": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_systemd_takes_the_units(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is absent: the units were not verified")
    for name in ("tekseru-nightly.service", "tekseru-nightly.timer"):
        text = (DEPLOY / "systemd" / name).read_text()
        here = text.replace(INSTALLED, str(TEKSERU)).replace("User=tekseru\n", "")
        (tmp_path / name).write_text(here)
    done = sh("systemd-analyze verify --man=no ./tekseru-nightly.*", tmp_path)

    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_timer_means_half_past_two_in_almaty():
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is absent: the hour of the timer was not asked")
    timer = (DEPLOY / "systemd/tekseru-nightly.timer").read_text()
    when = re.search(r"^OnCalendar=(.+)$", timer, re.MULTILINE)[1]

    asked = sh(f"TZ=Asia/Almaty systemd-analyze calendar '{when}'", ROOT)
    assert re.search(r"Next elapse: \w+ [\d-]+ 02:30:00", asked.stdout)


def cron_line():
    lines = (DEPLOY / "cron/tekseru-nightly").read_text().splitlines()
    (line,) = [one for one in lines if one and not one.startswith("#")]
    return line.split(None, 6)


def test_cron_has_a_line_it_can_read(tmp_path):
    """Five times, a user, a command without %, which sh runs as it stands."""
    *times, user, command = cron_line()
    assert times == ["30", "2", "*", "*", "*"]
    assert user == "tekseru"
    assert "%" not in command

    (tmp_path / "notify.env").write_text("TEKSERU_NOTIFY='nonsense://a b'\n")
    here = command.replace(INSTALLED, str(TEKSERU)).replace("/etc/tekseru", str(tmp_path))
    done = sh(f"exec sh -c '{here.removesuffix(' --quiet')} --try-notify'", tmp_path)
    assert done.returncode == 2
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        *("TEKSERU_NOTIFY, address 1", "TEKSERU_NOTIFY, address 2"),
    ]


def workflow():
    return yaml.safe_load((DEPLOY / "github/nightly.yml").read_text())


def test_the_workflow_runs_each_night_and_may_push():
    flow = workflow()

    # YAML reads the key `on` as true.
    assert flow[True]["schedule"] == [{"cron": "30 21 * * *"}]
    assert flow["permissions"] == {"contents": "write"}


def test_the_lines_of_the_workflow_run(tmp_path):
    """Two nights in a copy of a repository: two commits in the branch of nights."""
    sh("git init -q --bare origin && git clone -q origin work", tmp_path)
    work = tmp_path / "work"
    commit = "git -c user.name=t -c user.email=t@example.org commit -q -m x"
    first = f"echo code > code.py && git add . && {commit} && git push -q origin HEAD"
    assert sh(first, work).returncode == 0
    (tmp_path / "venv/bin").mkdir(parents=True)
    (tmp_path / "venv/bin/tekseru").symlink_to(TEKSERU)
    lines = {
        one["name"]: one["run"]
        for one in workflow()["jobs"]["nightly"]["steps"]
        if "run" in one
    }
    election = workflow()["env"]["ELECTION"]
    with serve(SETTINGS.website, Faults()) as (mirror, show):
        for night in (1, 2):
            show(night)
            for name, script in lines.items():
                if name == "Install":
                    continue
                asked = script.replace(
                    "nights/election ||", f"nights/election --mirror {mirror} ||"
                )
                done = sh(asked, work, RUNNER_TEMP=str(tmp_path), ELECTION=election)
                assert done.returncode == 0, f"{name}: {done.stderr}"
            assert sh("git worktree remove --force nights", work).returncode == 0

    log = sh("git log --format=%s nights", tmp_path / "origin").stdout.splitlines()
    assert [one.startswith("Night of 20") for one in log] == [True, True]
    files = sh("git ls-tree -r --name-only nights", tmp_path / "origin").stdout
    assert "election/reports/0002/index.html" in files
    assert {one.partition("/")[0] for one in files.splitlines()} == {"election"}


def test_the_workflow_installs_what_the_lock_has():
    """Its first line needs the network; the files that it names are there."""
    install = next(
        o for o in workflow()["jobs"]["nightly"]["steps"] if o.get("name") == "Install"
    )

    assert "--require-hashes -r requirements.txt" in install["run"]
    assert (ROOT / "requirements.txt").is_file()
