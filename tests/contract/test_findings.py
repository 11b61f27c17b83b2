"""Files and columns that users' scripts rely on."""

import json
from dataclasses import replace

import polars as pl

from conftest import OFFICIAL
from reconcile.finding import Finding

COLUMNS = """
    finding code check severity rec tec station channel line official copy expected
    difference votes_affected beneficiary explanation explanation_2 odd_one_out document
    place copy_document copy_place message
""".split()  # noqa: SIM905 - read as the contract prints it

SUMMARY = """
    election form form_status inputs stations coverage checks totals shares seats
    materiality ignored quarantined seconds tekseru
""".split()  # noqa: SIM905 - read as the contract prints it

WRONG = (
    OFFICIAL.replace("100,45", "100,52").replace("300,90", "80,90")
    + "s3,t2,80,90,0,51,39\n"
)
COPIES = """station,source,registered,issued,invalid,votes.a,votes.b
s1,o,100,60,2,38,20
s7,o,1,1,0,1,0
"""


def run(check, little):
    (little / "official.csv").write_text(WRONG)
    (little / "copies.csv").write_text(COPIES)
    return check("--copies", little / "copies.csv")


def test_three_files_with_the_same_rows_in_the_same_order(check, little):
    _, findings = run(check, little)

    csv = pl.read_csv(little / "out/findings.csv", infer_schema_length=None)
    parquet = pl.read_parquet(little / "out/findings.parquet")
    assert csv.columns == parquet.columns == list(findings[0]) == COLUMNS
    assert csv["finding"].to_list() == [one["finding"] for one in findings]
    assert parquet.rows(named=True) == findings


def test_order_is_severity_votes_place_code_line(check, little):
    _, findings = run(check, little)

    order = [
        (
            ("must", "should", "note").index(one["severity"]),
            -one["votes_affected"],
            one["rec"], one["tec"], one["station"], one["code"], one["line"],
        )
        for one in findings
    ]  # fmt: skip
    assert order == sorted(order)
    assert len({one["severity"] for one in findings}) == 2


def test_the_same_input_gives_the_same_bytes(check, little):
    """Clock and order of arrival play no part; a second run is byte-identical."""
    run(check, little)
    first = {path.name: path.read_bytes() for path in (little / "out").glob("findings.*")}
    rows = WRONG.splitlines()
    (little / "official.csv").write_text("\n".join(rows) + "\n")
    check("--copies", little / "copies.csv")

    again = {path.name: path.read_bytes() for path in (little / "out").glob("findings.*")}
    assert first == again
    assert len(first) == 3


def test_ids_do_not_depend_on_where_a_row_stands(check, little):
    """The same place and numbers give the same id, in whatever order rows come."""
    _, findings = run(check, little)
    head, *rows = WRONG.splitlines()
    (little / "official.csv").write_text("\n".join([head, *reversed(rows)]) + "\n")
    _, again = check("--copies", little / "copies.csv")

    def ids(found):
        return sorted(one["finding"] for one in found if one["code"] != "C402")

    assert ids(findings) == ids(again)


def test_ids_are_unique(check, little):
    _, findings = run(check, little)

    assert len({one["finding"] for one in findings}) == len(findings)


def test_every_number_has_its_document_and_place(check, little):
    _, findings = run(check, little)

    for one in findings:
        if one["official"] is not None:
            assert len(one["document"]) == 64
            assert one["place"].startswith("row ")
        if one["copy"] is not None:
            assert len(one["copy_document"]) == 64
            assert one["copy_place"].startswith("row ")


def test_summary_has_what_the_contract_says(check, little):
    run(check, little)

    summary = json.loads((little / "out/summary.json").read_text())
    assert set(summary) >= set(SUMMARY)
    assert summary["form_status"] == "provisional"
    assert set(summary["stations"]) >= {"register", "official", "copies", "matched"}
    assert [set(one) for one in summary["inputs"]] == [{"name", "sha256", "rows"}] * 2
    assert summary["shares"]["votes"] == {"a": "66.6667", "b": "33.3333"}


def test_totals_over_matched_stations_are_of_both_sides(check, little):
    """Copies and official are compared only where both are known."""
    run(check, little)

    total = json.loads((little / "out/summary.json").read_text())["totals"]["votes.a"]
    assert (total["matched"], total["matched_official"], total["matched_copies"]) == (
        1,
        40,
        38,
    )
    assert total["missing"] == 1


def test_an_id_is_the_same_when_the_commission_above_becomes_known():
    """A protocol of the upper commission, which names it, may come a night later."""
    finding = Finding("C101", "x", "must", "m", tec="t1", station="s1", difference=3)
    named = replace(finding, rec="r1")

    assert (named.identity, named.subject) == (finding.identity, finding.subject)
    assert replace(finding, difference=4).identity != finding.identity
    assert replace(finding, difference=4).subject == finding.subject
