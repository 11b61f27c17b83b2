import json
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path

import pytest

from ingest.errors import SettingError
from reconcile.bench.chance import chance_rows
from reconcile.bench.invent import invent_country_tables, invent_table
from reconcile.bench.kernels import kernel_rows
from reconcile.bench.process import check, run
from reconcile.bench.protocols import protocol_rows
from reconcile.bench.row import Row, against
from reconcile.bench.table import BEGIN, END, markdown, record

ROOT = Path(__file__).parents[3]
FIGURES = ROOT / "tests" / "bench" / "figures.json"
ROW = Row("cells", 1000, "datacompy", 0.5, 5.0, 0.1, 0.1)


def test_every_peer_that_is_here_gives_our_answer():
    """A peer that is absent says so; one that answers something else ends the run."""
    rows = kernel_rows(3000)
    assert {row.peer for row in rows} >= {"polars", "numpy", "duckdb", "datacompy"}
    assert all((row.ratio is None) == row.note.endswith("is absent") for row in rows)


def test_risks_and_samples_are_those_of_whole_arrays():
    assert [row.peer for row in chance_rows(500, 20)] == ["numpy", "numpy"]


def test_a_solver_and_a_reader_of_pdfs_give_our_answers():
    assert [row.peer for row in protocol_rows(6, 2)] == ["HiGHS", "pdfplumber"]


def test_another_answer_is_no_figure():
    with pytest.raises(SettingError, match="bench, sums: expected what nine answers, 9"):
        against("sums", 1, lambda: 8, {"nine": (lambda: 9, None)}, lambda got: got)


@pytest.mark.parametrize(
    ("ratio", "limit", "holds"), [(0.1, 0.1, True), (0.2, 0.1, False), (2.0, None, None)]
)
def test_a_ratio_keeps_its_limit_or_does_not(ratio, limit, holds):
    assert replace(ROW, ratio=ratio, limit=limit).holds is holds


def test_a_process_that_fails_is_no_figure(tmp_path):
    with pytest.raises(SettingError, match="ended with 2"):
        run(check([tmp_path / "absent.parquet"], out=tmp_path))


def test_the_invented_tables_are_checked_whole(tmp_path, tekseru):
    """All but what was changed holds: sums above the stations, copies, relations."""
    official, *more = invent_country_tables(tmp_path)
    said = ("--form", "kz-2007-pec", "--official", official, "--out", tmp_path / "out")
    answers = tekseru("check", *said, *more, "--json").json["checks"]
    assert answers["C301"]["holds"] > 205
    assert 150 <= answers["C201"]["violated"] < 160


def test_a_large_table_has_the_stations_asked_for(tmp_path, tekseru):
    invent_table(tmp_path / "t.parquet", 12_000)
    said = ("--official", tmp_path / "t.parquet", "--out", tmp_path / "out", "--json")
    told = tekseru("check", "--form", "kz-2007-pec", *said).json
    assert told["stations"]["official"] == 12_000
    assert 0 < told["checks"]["C101"]["violated"] < 24


def test_the_table_names_machine_versions_and_what_was_not_met():
    late = replace(ROW, what="sums", ratio=0.2)
    told = record([ROW, late, Row("cells", 9, "duckdb", note="duckdb is absent")], 2)
    table = markdown(told).split("\n")
    assert (table[0], table[-1]) == (BEGIN, END)
    assert table[1].startswith(f"{told['machine']}; Python {told['python']}; tekseru ")
    assert "| cells | 1,000 | 500 ms | datacompy | 5.00 s | 0.10 | 0.10 |" in table
    assert "| sums | 1,000 | 500 ms | datacompy | 5.00 s | 0.20 | 0.10, not met |" in table
    assert "| cells | 9 |  | duckdb |  | duckdb is absent |  |" in table


def test_a_table_is_written_from_the_file_alone(tmp_path, tekseru):
    told = record([ROW], 2)
    assert told["rows"] == [asdict(ROW) | {"holds": True}]
    (tmp_path / "figures.json").write_text(json.dumps(told))
    ran = tekseru("bench", "--table", tmp_path / "figures.json")
    assert ran.out == markdown(told) + "\n"


def test_readme_shows_the_figures_that_are_kept():
    readme = (ROOT / "README.md").read_text()
    if BEGIN not in readme:
        pytest.skip("README has no table of figures yet")
    shown = readme[readme.index(BEGIN) : readme.index(END) + len(END)]
    assert shown == markdown(json.loads(FIGURES.read_text()))


@pytest.mark.parametrize("bench", sorted((ROOT / "tests" / "bench").glob("*.py")))
def test_a_bench_finds_what_it_measures(bench):
    """Nobody runs them all each day: what they import may have moved."""
    assert callable(import_module(f"tests.bench.{bench.stem}").main)


def test_kernels_are_compiled_by_one_command(tekseru):
    ran = tekseru("bench", "--compile", "--json")
    assert ran.code == 0
    assert {"relations", "localise", "risk"} <= set(ran.json["compiled"])


def test_every_module_with_a_kernel_is_compiled_by_it():
    from fastcheck.load import FURTHER, MODULES

    files = (ROOT / "fastcheck").glob("*.py")
    own = {one.stem for one in files if "\n@kernel(" in one.read_text()}
    inside = {"explain_kernel": "explain", "localise_kernel": "localise"}
    assert {inside.get(one, one) for one in own} == {*MODULES, *FURTHER}
