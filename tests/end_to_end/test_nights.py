"""Nights of the stand-in website: what each is said to have brought, and no more."""

import json
import subprocess
import sys

import pytest

from altered import make_altered, quiet_stations
from ingest.sample.invent import Settings
from ingest.sample.server import Faults, serve
from ingest.sample.standin import Shares
from ingest.sample.truth import describe

TEKSERU = (sys.executable, "-c", "from reconcile.cli import main; main()")
SETTINGS = Settings(240, shares=Shares(pdf=1, scan=0))
HOST = "http://standin.invalid"


def run(*arguments):
    done = subprocess.run(
        [*TEKSERU, *map(str, arguments)], capture_output=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr.decode()


def look(make_website, folder, nights):
    """Fetch, read and check each night; return what each is said to have changed."""
    run("init", folder, "--election", "kz-2007-standin")
    told = []
    with serve(make_website, Faults()) as (mirror, show):
        for night in nights:
            show(night)
            run("fetch", folder, "--mirror", mirror)
            run("parse", folder)
            run("check", folder)
            path = folder / f"reports/{len(told) + 1:04}/changes.json"
            told.append(json.loads(path.read_bytes()))
    return told


def addresses(changes, kind):
    return [one["address"].removeprefix(HOST) for one in changes["documents"][kind]]


@pytest.fixture(scope="module")
def five(tmp_path_factory):
    """What five nights of the invented election are said to have brought."""
    return look(SETTINGS.website, tmp_path_factory.mktemp("five") / "kz", range(1, 6))


def test_each_night_lists_what_happened_that_night_and_no_more(five):
    """Documents that appeared, changed and vanished are those of the truth file."""
    for changes, truth in zip(five, describe(SETTINGS.website())["nights"], strict=True):
        got = {kind: addresses(changes, kind) for kind in changes["documents"]}
        expected = {kind: truth[kind] for kind in ("appeared", "changed", "vanished")}
        assert got == {kind: expected.get(kind, []) for kind in got}


def test_what_was_planted_is_new_on_the_night_it_can_be_seen(five):
    """That is the night it was done, or the one on which its protocol was posted."""
    first, posted = {}, {}
    for night, changes in enumerate(five, 1):
        for one in [*changes["new"], *changes["changed"]]:
            first.setdefault((one["place"].get("station"), one["code"]), night)
        for path in addresses(changes, "appeared"):
            posted[path] = night
    for one in describe(SETTINGS.website())["planted"]:
        seen = [
            night for code in one["codes"] if (night := first.get((one["place"], code)))
        ]
        there = [posted[path] for path in one["documents"] if path in posted]
        if seen and there:
            assert min(seen) == max(one["night"], *there), one
    assert len(first) > 30


def test_findings_that_stand_are_those_of_the_last_report(five):
    """Nothing that was said over five nights is more or less than what was found."""
    standing = set()
    for changes in five:
        for kind in ("new", "changed", "reopened", "back"):
            standing |= {one["finding"] for one in changes[kind]}
            standing -= {one["other"] for one in changes[kind]}
        for kind in ("corrected", "gone"):
            standing -= {one["finding"] for one in changes[kind]}
    last = five[-1]
    arrived = {one["finding"] for kind in ("new", "changed", "back") for one in last[kind]}
    assert standing == {*last["persists"], *arrived}


@pytest.fixture(scope="module")
def altered(tmp_path_factory):
    """What a second night is said to have brought to six stations."""
    folder = tmp_path_factory.mktemp("altered") / "kz"
    return look(make_altered, folder, (1, 2))[1]


@pytest.fixture(scope="module")
def stations():
    return quiet_stations(make_altered())


def findings(changes, kind, station, code="C101"):
    return [
        one
        for one in changes[kind]
        if one["place"].get("station") == station and one["code"] == code
    ]


def test_a_page_that_says_the_same_in_other_bytes_is_no_change(altered, stations):
    path = f"/pec/{stations['rewritten']}.html"
    assert addresses(altered, "rewritten") == [path]
    assert path not in addresses(altered, "changed")


def test_a_protocol_that_adds_up_now_was_corrected(altered, stations):
    """And that it was replaced is a finding of its own, with both documents."""
    assert findings(altered, "corrected", stations["corrected"])
    replaced = findings(altered, "new", stations["corrected"], "C202")
    assert {one["place"]["line"] for one in replaced} == {"valid"}
    assert findings(altered, "new", stations["corrected"], "C406")


def test_a_protocol_that_is_off_by_other_numbers_has_changed(altered, stations):
    changed = findings(altered, "changed", stations["changed"])
    assert changed
    assert all(
        one["before"]["difference"] != one["numbers"]["difference"] for one in changed
    )


def test_a_protocol_with_the_line_left_empty_was_not_corrected(altered, stations):
    """What cannot be asked any more is not known to be right."""
    gone = findings(altered, "gone", stations["blank"])
    assert {one["why"] for one in gone} == {"what the check needs there is missing"}
    assert findings(altered, "corrected", stations["blank"]) == []


def test_a_finding_in_a_withdrawn_protocol_persists_unseen(altered, stations):
    unseen = findings(altered, "unseen", stations["withdrawn"])
    assert {one["why"] for one in unseen} == {"withdrawn"}
    assert {one["finding"] for one in unseen} <= set(altered["persists"])
    assert addresses(altered, "vanished")[0].startswith("/pec/")
