"""The log of nights: lines that stay apart, and not more than a person reads."""

import pytest

from reconcile.keep import log
from reconcile.keep.log import Log


@pytest.fixture
def lines(tmp_path):
    return lambda: (tmp_path / "nightly.log").read_text().splitlines()


def test_what_strangers_wrote_stays_on_one_line(tmp_path, lines):
    Log(tmp_path, "0001", print)("fetch", "reason", "one\ntwo\x1b[31m" + "x" * 1000)

    (line,) = lines()
    assert line.split(" ")[1:4] == ["0001", "fetch", "reason"]
    assert "one?two?[31m" in line
    assert len(line) < log.LONGEST + 60


def test_many_alike_are_counted(tmp_path, lines):
    own = Log(tmp_path, "0001", print)
    for _ in range(log.MOST_ALIKE + 7):
        own("fetch", "cut-off", "address")
    own.close_step("fetch")

    assert len(lines()) == log.MOST_ALIKE + 1
    assert lines()[-1].endswith("fetch cut-off and 7 more")


def test_a_torn_line_does_not_swallow_the_next(tmp_path, lines):
    (tmp_path / "nightly.log").write_text("2007-08-19T04:00:00Z 0001 fet")
    Log(tmp_path, "0001", print)("night", "goes-on")

    assert [one.split(" ")[1] for one in lines()] == ["0001", "0001"]


def test_a_long_log_is_put_aside_whole(tmp_path, lines, monkeypatch):
    monkeypatch.setattr(log, "LARGEST", 100)
    (tmp_path / "nightly.log").write_text("old\n" * 50)
    Log(tmp_path, "0002", print)("night", "begin")

    assert len(lines()) == 1
    assert (tmp_path / "nightly.log.1").read_text() == "old\n" * 50


def test_a_line_that_cannot_be_written_is_told(tmp_path):
    told = []
    Log(tmp_path / "absent", "0001", told.append)("night", "begin")

    assert "No such file or directory" in told[0]
    assert told[0].endswith("night begin")
