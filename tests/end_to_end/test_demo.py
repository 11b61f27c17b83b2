"""The embedded default: an invented election from website to findings, in small."""

import json
from pathlib import Path

import polars as pl
import pytest

SCHEMAS = Path(__file__).parents[1] / "schemas"
SMALL = ("--stations", "300", "--nights", "2")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """One demo's folder, and what it printed as JSON."""
    import io
    import sys
    from contextlib import redirect_stdout

    from reconcile import cli

    folder = tmp_path_factory.mktemp("demo") / "kz"
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as out:
        patch.setattr(sys, "argv", ["tekseru", "demo", str(folder), *SMALL, "--json"])
        code = cli.run()
    assert code == 1
    return folder, json.loads(out.getvalue())


def test_every_planted_discrepancy_is_found(demo):
    """But for those in scans, of which a person has to read something."""
    _, told = demo

    missed = [one for one in told["planted"] if not one["found"] and not one["unread"]]
    assert missed == []
    assert len({one["done"] for one in told["planted"]}) >= 28


def test_nothing_is_found_at_stations_where_nothing_was_planted(demo):
    assert demo[1]["besides"] == {}


def test_every_number_is_read_as_it_was_published(demo):
    """In digits, in words and in the tables; what was not read is in scans."""
    folder, told = demo
    scans = set(json.loads((folder / "truth.json").read_bytes())["scans"])

    assert set(told["numbers"]) == {"digits", "words", "table"}
    assert {one["wrong"] for one in told["numbers"].values()} == {0}
    assert told["numbers"]["table"]["unread"] == 0
    assert told["numbers"]["digits"]["unread"] <= 21 * 3 * len(scans)


def test_what_could_not_be_read_is_listed(demo):
    """A scan waits for a person, or is set aside; its protocol is there, not absent."""
    folder, told = demo
    summary = json.loads(Path(told["report"], "summary.json").read_bytes())
    scans = json.loads((folder / "truth.json").read_bytes())["scans"]

    unread = [*summary["quarantined"], *summary["waiting"]]
    assert {one["document"].split("/")[-1][:5] for one in unread} == set(scans)
    assert summary["mechanisms"] == told["mechanisms"]
    findings = pl.read_parquet(Path(told["report"], "findings.parquet"))
    absent = findings.filter(pl.col("code") == "C401")["station"].to_list()
    assert not set(absent) & set(scans)


def test_a_second_run_finds_the_same(demo, tekseru):
    """Nothing is taken in or read twice; findings are byte-identical."""
    folder, first = demo
    second = tekseru("demo", folder, *SMALL, "--json").json["report"]

    assert first["report"] != second
    for name in ("findings.csv", "findings.json", "findings.parquet"):
        assert Path(first["report"], name).read_bytes() == Path(second, name).read_bytes()
    index = (folder / "archive/index.jsonl").read_text().splitlines()
    assert sum(json.loads(line)["kind"] == "resource" for line in index) == 1


def test_what_the_demo_says_is_invented(demo):
    """On every page that a person may read."""
    from ingest.archive import Archive

    archive = Archive(demo[0] / "archive")
    pages = [one for one in archive.entries if one.content_type == "text/html"]
    assert len(pages) > 300
    assert all(b"INVENTED DATA" in archive.read(one) for one in pages if one.status == 200)


def test_a_changed_byte_or_number_is_named(tekseru, tmp_path):
    """Verify reads every byte and every number again."""
    folder = tmp_path / "kz"
    tekseru("demo", folder, "--stations", "240", "--nights", "1")
    assert tekseru("verify", folder).code == 0

    table = folder / "tables/official-kz-2007-pec.parquet"
    rows = pl.read_parquet(table)
    rows.with_columns(pl.col("issued") + (pl.col("station") == "00021")).write_parquet(
        table
    )
    ran = tekseru("verify", folder)
    assert ran.code == 2
    assert f"{table.name}: not the bytes that tekseru parse wrote" in ran.err

    warc = next((folder / "archive").glob("*.warc.gz"))
    data = bytearray(warc.read_bytes())
    data[len(data) // 2] ^= 1
    warc.write_bytes(data)
    ran = tekseru("verify", folder)
    assert ran.code == 2
    assert "digest does not match" in ran.err


def test_a_finding_is_explained_with_its_archived_page(demo, tekseru):
    folder, told = demo
    findings = pl.read_parquet(f"{told['report']}/findings.parquet")
    one = findings.filter(pl.col("code") == "C201")["finding"][0]

    explained = tekseru("explain", one, "--in", folder).out
    assert "http://standin.invalid/pec/" in explained
    assert "archive/tekseru-00001.warc.gz, byte" in explained


def test_one_demo_is_not_mixed_with_another(demo, tekseru):
    ran = tekseru("demo", demo[0], "--stations", "400")

    assert ran.code == 2
    assert "name another folder" in ran.err


def test_the_report_writes_its_official_results(demo, tekseru):
    """Every protocol that was read is in it, and it keeps to the standard's schema."""
    import jsonschema_rs

    folder, told = demo
    ran = tekseru("report", folder, "--run", "1", "--quiet")
    schema = json.loads((SCHEMAS / "NIST_V2_election_results_reporting.json").read_bytes())
    results = json.loads(Path(told["report"], "results-nist.json").read_bytes())

    assert (ran.code, ran.err) == (0, "")
    assert jsonschema_rs.validator_for(schema).is_valid(results)
    counts = results["Election"][0]["BallotCounts"]
    seen = {one["GpUnitId"] for one in counts if one["GpUnitId"].startswith("pec")}
    scans = json.loads((folder / "truth.json").read_bytes())["scans"]
    official = json.loads(Path(told["report"], "summary.json").read_bytes())["stations"]
    assert official["official"] - len(scans) <= len(seen) <= official["official"]


def test_results_of_other_documents_than_the_runs_are_not_written(demo, tekseru):
    """A run of one document more: what stands beside it must come of the same."""
    folder, told = demo
    run = folder / "reports" / "0099"
    run.mkdir()
    for one in Path(told["report"]).iterdir():
        (run / one.name).write_bytes(one.read_bytes())
    (run / "results-nist.json").unlink(missing_ok=True)
    summary = json.loads((run / "summary.json").read_bytes())
    summary["inputs"].append({"name": "x", "sha256": "0" * 64, "rows": 1})
    (run / "summary.json").write_text(json.dumps(summary))
    ran = tekseru("report", folder)

    assert ran.code == 0
    assert "results-nist.json: not written; expected" in ran.err
    assert not (run / "results-nist.json").exists()


def test_a_run_is_told_without_the_tables_it_was_made_of(demo, tekseru):
    """They are derived and may be deleted; only the results need them."""
    folder, _ = demo
    (folder / "tables").rename(folder / "elsewhere")
    ran = tekseru("report", folder, "--run", "1")
    (folder / "elsewhere").rename(folder / "tables")

    assert ran.code == 0
    assert "index.html" in ran.out
    assert "results-nist.json: not written" in ran.err
