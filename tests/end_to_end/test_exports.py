"""Exports handed in and at a website's address, invented and made of real numbers."""

import json

import polars as pl
import pytest

from ingest.facts.columns import load_columns
from ingest.facts.forms import load_form
from ingest.read.tables import read_table
from tests.saved import serve_pages

MAP = """
station = "station"
version = "version"
registered = "fields.1"
issued = "fields.2"
invalid = "fields.3"
"votes.a" = "votes.A"
"votes.b" = "votes.B"
skip = ["stage", "id"]
[records]
path = "stages.{stage}.table.{id}"
pairs.fields = { name = "name", value = "value" }
pairs.votes = { name = "candidate", value = "votes" }
"""

SITE = """
id = "exports"
title = "INVENTED"
base = "http://exports.invalid/"
[[page]]
id = "county"
address = "{county}.json"
values = { county = ["t1", "t2", "t3"] }
[page.layout]
form = "little"
orientation = "export"
map = "MAP"
tec = "{county}"
"""

ELECTION = """
id = "exports"
title.en = "INVENTED"
date = 2024-06-09
invented = true
forms.pec = "FORM"
[site]
id = "SITE"
"""


def record(station, *counts, version="1"):
    numbers = [{"name": str(n), "value": str(one)} for n, one in enumerate(counts[:3], 1)]
    votes = [
        {"candidate": n, "votes": str(one)} for n, one in zip("AB", counts[3:], strict=True)
    ]
    return {"fields": numbers, "votes": votes, "station": station, "version": version}


def county(*records):
    table = {str(at): one for at, one in enumerate(records, 1)} or []
    return json.dumps({"stages": {"FINAL": {"table": table}}}).encode()


FIRST = county(record("s1", 100, 60, 2, 40, 18), record("s2", 200, "15O", 5, 100, 45))


@pytest.fixture
def folder(tekseru, little):
    """A folder of an invented election whose website publishes an export a county."""
    (little / "map.toml").write_text(MAP)
    site = SITE.replace('"MAP"', f'"{little}/map.toml"')
    (little / "site.toml").write_text(site)
    election = ELECTION.replace('"FORM"', f'"{little}/form.toml"')
    election = election.replace('"SITE"', f'"{little}/site.toml"')
    (little / "election.toml").write_text(election)
    assert tekseru("init", little / "f", "--election", little / "election.toml").code == 0
    return little / "f"


def test_an_export_at_a_websites_address(tekseru, folder):
    """A county with stations, one whose table is `[]`, one that is no JSON."""
    pages = {"/t1.json": FIRST, "/t2.json": county(), "/t3.json": b"[" * 1_000_000}
    with serve_pages(pages) as mirror:
        assert tekseru("fetch", folder, "--mirror", mirror, "--pace", "0").code == 0
    parsed = tekseru("parse", folder)

    assert "3 documents" in parsed.out
    documents = json.loads((folder / "tables/documents.json").read_text())["documents"]
    states = [(one["state"], one["rows"]) for one in documents]
    assert states == [("read", 2), ("read", 0), ("quarantined", 0)]
    assert documents[2]["reason"] == "expected JSON, got one nested too deep"
    rows = pl.read_parquet(folder / "tables/official-little.parquet").to_dicts()
    assert [(one["station"], one["tec"], one["issued"]) for one in rows] == [
        ("s1", "t1", 60),
        ("s2", "t1", None),
    ]
    (slip,) = documents[0]["unreadable"]
    assert slip["place"] == "stages.FINAL.table.2, column fields.2"
    answer = tekseru("check", folder, "--json").json["checks"]["C101"]
    assert (answer["holds"], answer["violated"], answer["unknown"]) == (1, 0, 1)


def test_a_changed_map_reads_the_documents_again(tekseru, folder, little):
    """Tables made by another mapping are none of today's."""
    with serve_pages({"/t1.json": FIRST}) as mirror:
        tekseru("fetch", folder, "--mirror", mirror, "--pace", "0")
    tekseru("parse", folder)
    (little / "map.toml").write_text(MAP.replace("votes.A", "votes.C").replace(
        "votes.B", "votes.A").replace("votes.C", "votes.B"))  # fmt: skip
    tekseru("parse", folder)

    rows = pl.read_parquet(folder / "tables/official-little.parquet").to_dicts()
    assert (rows[0]["votes.a"], rows[0]["votes.b"]) == (18, 40)


def test_an_export_handed_in(tekseru, folder, little):
    """`check --official` and `import official` read the same rows by the same mapping."""
    (little / "t1.json").write_bytes(FIRST)
    given = ("--columns", little / "map.toml")
    ran = tekseru(
        *(
            "check",
            "--form",
            little / "form.toml",
            "--official",
            little / "t1.json",
            *given,
        ),
        *("--out", little / "out", "--json"),
    )
    assert ran.json["stations"]["official"] == 2
    assert "stages.FINAL.table.2, column fields.2: expected a count" in ran.err

    taken = tekseru("import", "official", little / "t1.json", *given, folder)
    assert "t1.json: 2 rows" in taken.out
    tekseru("parse", folder)
    rows = pl.read_parquet(folder / "tables/official-little.parquet")
    assert rows["station"].to_list() == ["s1", "s2"]


def test_an_export_without_a_record_has_no_protocol(tekseru, little):
    """It is no fault of the file; but nothing to check is nothing that holds."""
    (little / "map.toml").write_text(MAP)
    (little / "t1.json").write_bytes(county())

    ran = tekseru(
        *("check", "--form", little / "form.toml", "--official", little / "t1.json"),
        *("--columns", little / "map.toml", "--out", little / "out"),
    )
    assert ran.code == 2
    assert "expected at least one protocol, got none" in ran.err


def numbers(table, form):
    keys = [one for one in ("station", "version") if one in table.columns]
    return table.select(*keys, *form.names).sort(keys).to_dicts()


def test_romania_in_its_raw_form_is_what_the_parquet_says(shared):
    """A county's 402 final protocols, put back into the structure they came in."""
    form, frame = load_form("ro-2024-ep"), pl.read_parquet(
        shared / "romania-2024-ep/romania-2024-ep-final.parquet"
    )  # fmt: skip
    alba = frame.filter(pl.col("county_code") == "AB")
    lists = {
        given: heading.removeprefix("votes.")
        for line, heading in load_columns("ro-2024-ep-json").targets.items()
        if line.startswith("votes.")
        for given in [load_columns("ro-2024-ep").targets[line]]
    }
    table = {}
    for row in alba.to_dicts():
        fields = [
            {"name": n, "value": str(row[n])}
            for n in row
            if n[0] in "abcdef" and len(n) < 3
        ]
        votes = [
            {"candidate": lists[n], "party": None, "votes": str(row[n])}
            for n in reversed(lists)
        ]
        named = {n: str(row[n]) for n in ("precinct_id", "county_code", "report_version")}
        table[str(row["report_id"])] = {"fields": fields, "votes": votes, **named}
    scopes = {"PRCNCT": {"categories": {"EUP": {"files": {}, "table": table}}}}
    stages = {"PROV": {"enabled": False}, "FINAL": {"enabled": True, "scopes": scopes}}
    raw = json.dumps({"stages": stages}).encode()

    got = read_table(raw, "pv", form, "official", load_columns("ro-2024-ep-json"))
    lines = {
        line: pl.col(str(load_columns("ro-2024-ep").targets[line])) for line in form.names
    }
    expected = alba.select(
        pl.col("precinct_id").cast(pl.String).alias("station"),
        pl.col("report_version").cast(pl.Int64).alias("version"),
        **lines,
    )
    assert got.rows.height == alba.height > 300
    assert got.unreadable == []
    assert numbers(got.rows, form) == numbers(expected, form)


def test_georgia_in_its_raw_form_is_what_the_parquet_says(shared):
    form, columns = load_form("ge-2024-parliament"), load_columns("ge-2024-cec-json")
    frame = pl.read_parquet(shared / "georgia-2024/georgia-2024-cec_scrape.parquet").head(
        300
    )
    parties = [one for one in frame.columns if one.startswith("CAND")]
    items = [
        {
            "number": row["division_id"],
            "name": row["address_1"],
            "subjects": [
                {"number": one[4:], "name": one, "votes": row[one], "percent": 0.5}
                for one in parties
            ],
        }
        for row in frame.to_dicts()
    ]
    raw = json.dumps({"info": {"total": 300}, "items": items}).encode()

    got = read_table(raw, "prop", form, "official", columns)
    by_line = load_columns("ge-2024-cec").targets
    votes = [line for line in form.names if line.startswith("votes.")]
    expected = frame.select(*(pl.col(str(by_line[line])).alias(line) for line in votes))
    assert got.rows.select(votes).to_dicts() == expected.to_dicts()
    assert got.rows["station"].to_list() == frame["division_id"].to_list()


def test_bulgaria_in_its_raw_form_is_what_the_parquet_says(shared):
    """300 sections' machine votes as pairs; every tenth code has its star.

    Some sections have numbers 99 to 103 among the lists, which are none: listed.
    """
    form, columns = load_form("bg-2021-07-parliament"), load_columns("bg-2021-07-votes")
    name = "bulgaria-2021-07/bulgaria-20210711-votes-machine.parquet"
    groups = pl.read_parquet(shared / name).group_by("section_id", maintain_order=True)
    expected, lines = {}, []
    for (section,), rows in groups:
        pairs = rows.select("party", "votes").rows()
        lists = {f"votes.p{party}": votes for party, votes in pairs if len(party) < 3}
        expected[section] = {line: lists[line] for line in lists if line != "votes.p99"}
        star = "*" * (len(lines) % 10 == 0)
        lines.append(f"26;{star}{section};0;" + ";".join(f"{p};{v}" for p, v in pairs))
        if len(lines) == 300:
            break

    got = read_table("\n".join(lines).encode(), "v", form, "official", columns)
    votes = [line for line in form.names if line.startswith("votes.")]
    said = {
        row["station"]: {line: row[line] for line in votes if row[line] is not None}
        for row in got.rows.to_dicts()
    }
    assert said == expected
    assert "column votes.101" in {one.what for one in got.ignored}
