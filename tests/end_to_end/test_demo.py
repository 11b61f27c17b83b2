"""The embedded default: an invented election from website to findings."""

import json
from pathlib import Path

import polars as pl


def test_every_planted_discrepancy_is_found(tekseru, tmp_path):
    ran = tekseru("demo", tmp_path / "demo", "--json")

    assert ran.code == 1
    planted = ran.json["planted"]
    assert len(planted) == 7
    assert all(one["found"] == one["by"] for one in planted)


def test_nothing_is_found_at_stations_where_nothing_was_planted(tekseru, tmp_path):
    ran = tekseru("demo", tmp_path / "demo", "--json")

    findings = pl.read_parquet(f"{ran.json['report']}/findings.parquet")
    stations = set(findings["station"]) - {""}
    assert stations == {one["station"] for one in ran.json["planted"]} - {"TEC 4"}


def test_a_second_run_finds_the_same(tekseru, tmp_path):
    """Nothing is fetched, taken in or read twice; findings are byte-identical."""
    first = tekseru("demo", tmp_path / "demo", "--json").json["report"]
    second = tekseru("demo", tmp_path / "demo", "--json").json["report"]

    assert first != second
    for name in ("findings.csv", "findings.json", "findings.parquet"):
        assert Path(first, name).read_bytes() == Path(second, name).read_bytes()
    index = (tmp_path / "demo/archive/index.jsonl").read_text().splitlines()
    assert sum(json.loads(line)["kind"] == "resource" for line in index) == 1


def test_what_the_demo_says_is_invented(tekseru, tmp_path):
    """On the screen, and on every page it served."""
    ran = tekseru("demo", tmp_path / "demo")

    assert "INVENTED" in ran.out.split("\n", 1)[0]
    from ingest.archive import Archive

    archive = Archive(tmp_path / "demo/archive")
    pages = [one for one in archive.entries if one.asked.endswith(".html")]
    assert len(pages) == 5
    assert all("INVENTED DATA" in archive.read(one).decode() for one in pages)


def test_a_changed_byte_or_number_is_named(tekseru, tmp_path):
    """Verify reads every byte and every number again."""
    folder = tmp_path / "demo"
    tekseru("demo", folder)
    assert tekseru("verify", folder).code == 0

    table = folder / "tables/official-kz-2007-pec.parquet"
    rows = pl.read_parquet(table)
    rows.with_columns(pl.col("issued") + (pl.col("station") == "02-001")).write_parquet(
        table
    )
    ran = tekseru("verify", folder)
    assert ran.code == 2
    assert "table 1, row 2" in ran.err

    warc = next((folder / "archive").glob("*.warc.gz"))
    data = bytearray(warc.read_bytes())
    data[len(data) // 2] ^= 1
    warc.write_bytes(data)
    ran = tekseru("verify", folder)
    assert ran.code == 2
    assert "digest does not match" in ran.err


def test_a_finding_is_explained_with_its_archived_page(tekseru, tmp_path):
    ran = tekseru("demo", tmp_path / "demo", "--json")
    findings = pl.read_parquet(f"{ran.json['report']}/findings.parquet")
    one = findings.filter(pl.col("code") == "C201")["finding"][0]

    told = tekseru("explain", one, "--in", tmp_path / "demo").out
    assert "http://sample.invalid/tec/" in told
    assert "archive/tekseru-00001.warc.gz, byte" in told


def test_the_country_in_small_is_found_whole(tekseru, tmp_path):
    """Linked pages in two languages and three encodings; no false flag at a station."""
    ran = tekseru("demo", tmp_path / "kz", "--stations", "400", "--json")

    assert ran.code == 1
    assert len(ran.json["planted"]) > 80
    assert [one for one in ran.json["planted"] if not one["found"]] == []
    assert ran.json["besides"] == {}
    summary = json.loads(Path(ran.json["report"], "summary.json").read_text("utf-8"))
    assert summary["planted"] == ran.json["planted"]
    assert summary["quarantined"] == []


def test_one_demo_is_not_mixed_with_another(tekseru, tmp_path):
    tekseru("demo", tmp_path / "kz")

    ran = tekseru("demo", tmp_path / "kz", "--stations", "400")
    assert ran.code == 2
    assert "name another folder" in ran.err
