"""Is an election that is checked in parts the one that is checked whole?"""

import json
import os
import signal
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from ingest.facts.forms import load_form
from reconcile.bench.invent import invent_country_tables
from reconcile.keep.inputs import Given
from reconcile.parts.part import ask
from reconcile.parts.spread import over, workers
from reconcile.parts.whole import check_parts

FORM = "kz-2007-pec"
WRITTEN = ("findings.parquet", "findings.csv", "findings.json")
APART = ("effect", "reasons", "seconds")


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Four parts of an invented country; two stations of different parts are alike."""
    folder = tmp_path_factory.mktemp("parts")
    official, *_ = invent_country_tables(folder)
    rows, lines = pl.read_csv(official), load_form(FORM).names
    large = int(rows["registered"].arg_max())
    last = rows.height - 1
    rows[last, "tec"] = rows[0, "tec"]
    rows = rows.with_columns(
        pl.when(pl.int_range(pl.len()) == last)
        .then(pl.col(one).get(large))
        .otherwise(one)
        .alias(one)
        for one in lines
    )
    sizes = np.linspace(0, rows.height, 5).astype(int)
    parts = []
    for at in range(4):
        parts.append(folder / f"part-{at}.csv")
        rows[sizes[at] : sizes[at + 1]].write_csv(parts[-1])
    return parts, folder / "commissions.csv"


@pytest.fixture(scope="module")
def said(tables):
    """What is said on the command line of these tables."""
    parts, commissions = tables
    each = [part for one in parts for part in ("--official", str(one))]
    return ["check", "--form", FORM, *each, "--commissions", str(commissions)]


@pytest.fixture(scope="module")
def whole(said, tmp_path_factory):
    """The folder of a check of all tables at once."""
    from reconcile import cli

    out = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["tekseru", *said, "--out", str(out), "--quiet"])
        assert cli.run() == 1
    return out


def same(out, whole):
    """Compare every byte of the findings, and the summary but for what is left out."""
    for name in WRITTEN:
        assert (out / name).read_bytes() == (whole / name).read_bytes(), name
    got, expected = (json.loads((one / "summary.json").read_text()) for one in (out, whole))
    for name in APART:
        got.pop(name), expected.pop(name)
    assert got == expected


def test_the_tables_have_something_to_find(whole):
    """Relations, sums and a pair across parts: else the comparisons would say nothing."""
    codes = set(pl.read_parquet(whole / "findings.parquet")["code"])
    assert {"C101", "C301", "C405"} <= codes


def test_parts_one_after_another_find_the_same_bytes(said, whole, tekseru, tmp_path):
    assert tekseru(*said, "--workers", "1", "--out", tmp_path / "out").code == 1
    same(tmp_path / "out", whole)


def test_two_workers_find_the_same_bytes(said, whole, tekseru, tmp_path):
    pytest.importorskip("distributed", reason="the extra distributed is not installed")
    assert tekseru(*said, "--workers", "2", "--out", tmp_path / "out", "--quiet").code == 1
    same(tmp_path / "out", whole)


def end_once(part, mark=""):
    """Ask a part, but end the worker the first time, as a machine that fails does."""
    try:
        Path(mark).touch(exist_ok=False)
    except FileExistsError:
        return ask(part)
    os.kill(os.getpid(), signal.SIGKILL)
    return None


def test_a_worker_lost_in_the_middle_changes_nothing(tables, whole, tmp_path):
    """Its part is asked again of another worker."""
    pytest.importorskip("distributed", reason="the extra distributed is not installed")
    from reconcile.report.files import write_result

    parts, commissions = tables
    mark = tmp_path / "ended"
    with workers(2) as client:

        def spread(_ask, given):
            def losing(part):
                if part.official == given[2].official:
                    return end_once(part, str(mark))
                return ask(part)

            return over(client)(losing, given)

        result, summary = check_parts(
            Given(FORM, parts, commissions=commissions), spread, {}
        )
    assert mark.exists()
    write_result(tmp_path / "out", result.findings, result.sentences, summary, {})
    same(tmp_path / "out", whole)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--copies", "c.csv"), "expected --official and --commissions only, got --copies"),
        (("--register", "r.csv"), "commissions only, got --register"),
        (("--screen",), "screening asks all stations at once"),
        (("--screen-disputed",), "screening asks all stations at once"),
    ],
)
def test_what_needs_all_stations_at_once_is_refused(said, tekseru, tmp_path, more, says):
    ran = tekseru(*said, *more, "--workers", "1", "--out", tmp_path / "out")
    assert (ran.code, says in ran.err) == (2, True)


def test_a_station_in_two_parts_is_refused(said, tables, tekseru, tmp_path):
    again = ("--official", str(tables[0][0]))
    ran = tekseru(*said, *again, "--workers", "1", "--out", tmp_path / "out")
    assert ran.code == 2
    assert "expected each station in one table, got 2,431 in several" in ran.err


def test_a_folder_is_not_checked_in_parts(tekseru, tmp_path):
    ran = tekseru("check", tmp_path, "--workers", "2")
    assert (ran.code, "got a folder" in ran.err) == (2, True)
