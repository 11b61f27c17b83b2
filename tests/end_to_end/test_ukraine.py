"""226 real pages, as a user would check them, against an independent calculation."""

import re

import polars as pl
import pytest

from real import ukraine, ukraine_pages

# What the users counted themselves.
VIOLATED = {"R1": 8, "R2": 43, "R3": 77, "R4": 11, "R5": 0, "R6": 0}


@pytest.fixture(scope="module")
def plain(shared):
    """The pages read with a few patterns and polars, without any of the tool's code."""
    rows = []
    for path, page in ukraine_pages(shared).items():
        text = page.decode("utf-8")
        body = text.partition("</thead>")[2].partition("</table>")[0]
        district = path.partition("pt005f01=")[2].removesuffix(".html")
        for row in body.split("<tr>")[1:]:
            cells = [re.sub(r"<[^>]*>", "", cell).strip() for cell in row.split("<td")[1:]]
            values = [cell.rpartition(">")[2].strip() for cell in cells]
            rows.append([district, values[0], *map(int, values[1:-1])])
    names = ["tec", "station", *(f"n{at}" for at in range(1, 50))]
    return pl.DataFrame(rows, schema=names, orient="row")


@pytest.fixture(scope="module")
def ran(shared, tmp_path_factory):
    """The commands of `make real`, each with what it printed as JSON."""
    import io
    from contextlib import redirect_stdout

    from reconcile import cli

    outputs = []

    def run(*words):
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as out:
            patch.setattr("sys.argv", ["tekseru", *map(str, words), "--json"])
            outputs.append((words[0], cli.run(), out.getvalue()))

    folder = ukraine(run, shared, tmp_path_factory.mktemp("real"))
    return folder, outputs


def told(ran, verb, at=0):
    import json

    return [json.loads(out) for name, _, out in ran[1] if name == verb][at]


def test_a_second_fetch_transfers_no_page_body(ran):
    assert told(ran, "fetch", 0)["outcomes"] == {"new": 226}
    assert told(ran, "fetch", 1)["outcomes"] == {"unchanged": 226}
    assert told(ran, "fetch", 1)["bytes"] == 0


def test_26_districts_are_empty_and_none_is_set_aside(ran):
    assert told(ran, "parse")["states"] == {"empty": 26, "read": 200}


def test_stations_districts_and_violations_are_those_of_a_plain_calculation(ran, plain):
    """29,989 stations in 200 districts; eight, 43, 77, eleven, and none."""
    summary = told(ran, "check")
    got = {
        part["relation"]: part["violated"]
        for code in ("C101", "C102")
        for part in summary["checks"][code]["relations"]
    }
    votes = pl.sum_horizontal(f"n{at}" for at in range(11, 50))
    col = pl.col
    expected = plain.select(
        R1=(col("n5") + col("n6") != col("n7")).sum(),
        R2=(col("n1") != col("n4") + col("n7")).sum(),
        R3=(col("n9") != col("n10") + votes).sum(),
        R4=(col("n9") + col("n8") > col("n7")).sum(),
        R5=(col("n7") > col("n2")).sum(),
        R6=(col("n6") > col("n3")).sum(),
    ).row(0, named=True)

    assert got == expected == VIOLATED
    assert summary["stations"]["official"] == plain.height == 29_989
    assert len(summary["coverage"]["tec"]) == plain["tec"].n_unique() == 200
    assert all(summary["checks"][code]["unknown"] == 0 for code in ("C101", "C102"))


def test_every_total_is_that_of_a_plain_calculation(ran, plain):
    totals = told(ran, "check")["totals"]

    for at, total in enumerate(totals.values(), 1):
        assert total["official"] == plain[f"n{at}"].sum()
        assert total["missing"] == 0


def test_numbers_given_anew_in_each_district_are_told(ran, plain):
    """Sixteen numbers of special stations; different stations, told apart by district."""
    findings = pl.read_parquet(ran[0] / "reports/0001/findings.parquet")
    twice = findings.filter(pl.col("code") == "C402")
    shared_numbers = plain.group_by("station").len().filter(pl.col("len") > 1)

    assert sorted(twice["station"]) == sorted(shared_numbers["station"])
    assert twice.height == 16
    assert set(twice["severity"]) == {"should"}


def test_every_stored_byte_and_number_is_verified(ran):
    verified = told(ran, "verify")

    assert verified["problems"] == []
    assert verified["numbers"] == 29_989 * 49
